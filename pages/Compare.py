"""Compare: any two areas or any two periods of one published figure, side by side."""

from dashboard.ui import compare, compare_choices
from dashboard.ui.frame import open_page

release = open_page("Compare")
view = compare_choices.choose(release)

if view is not None:
    compare.show(release, view)
    compare.left_out(release)
