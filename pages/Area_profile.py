"""Area profile: one area's figures in one table beside the county, and its agencies."""

from dashboard.display.ui import foot, frame, parts
from dashboard.display.ui.area_profile import page as profile

release = frame.open_page("Area profile")
with parts.bar():
    area = profile.choose(release)
profile.show(release, area)
profile.agencies(release, area)
profile.missing(release, area)

foot.show(release)
