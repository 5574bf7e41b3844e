"""The first page: the chain from training to decision, then a dozen figures, what needs attention first."""

from dashboard.display.ui import foot, frame, further
from dashboard.display.ui.overview import chain
from dashboard.display.ui.overview import page as overview

release = frame.open_page("Overview")
chain.show(release)
overview.first(release)
overview.others(release)
further.show(release, "Overview")
overview.onward()

foot.show(release)
