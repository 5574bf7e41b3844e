"""Meeting: choose published figures, put them in order, freeze them, and take away slides and files."""

from dashboard.ui import frame, meeting, meeting_add, meeting_frozen, meeting_slides

release = frame.open_page("Meeting")
story = meeting.begin()
meeting_slides.edit(release, story)
meeting_add.offer(release)
meeting.keep()
meeting_frozen.show(release)
