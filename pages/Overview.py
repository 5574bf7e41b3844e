"""The first page: the chain from training to decision, then a dozen figures, what needs attention first."""

from dashboard.ui import chain, frame, overview

release = frame.open_page("Overview")
chain.show(release)
overview.first(release)
overview.others(release)
overview.onward()
