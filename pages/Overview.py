"""The first page: the figures that commissioners and councils ask for first."""

from dashboard.ui import frame, overview

release = frame.open_page("Overview")
overview.training(release)
overview.referrals(release)
overview.data(release)
