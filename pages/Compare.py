"""Compare: any two areas or any two periods of one published figure, side by side."""

from dashboard.display.ui import foot
from dashboard.display.ui.compare import choices as compare_choices
from dashboard.display.ui.compare import page as compare
from dashboard.display.ui.frame import open_page

release = open_page("Compare")
view = compare_choices.choose(release)

if view is not None:
    compare.show(release, view)
    compare.left_out(release)

foot.show(release)
