"""Meeting: choose published figures, put them in order, freeze them, and take away slides and files."""

from dashboard.display.ui import foot, frame
from dashboard.display.ui.meeting import (
    adding,
)
from dashboard.display.ui.meeting import (
    frozen as meeting_frozen,
)
from dashboard.display.ui.meeting import (
    page as meeting,
)
from dashboard.display.ui.meeting import (
    slides as meeting_slides,
)

release = frame.open_page("Meeting")
story = meeting.begin()
meeting_slides.edit(release, story)
adding.offer(release)
meeting.keep()
meeting_frozen.show(release)

foot.show(release)
