"""Outcomes: whether training and what is reported moved together, and what followed."""

from dashboard.display.ui import frame, further
from dashboard.display.ui.blocks import contents
from dashboard.display.ui.html import section
from dashboard.display.ui.outcomes import page as outcomes
from dashboard.display.ui.outcomes import sectors, step

TOGETHER, STEP = "Did training and reports move together?", "Partner intelligence around an event"
SECTORS, PRACTICE = "Sector by sector", "Used in practice"
JUSTICE, PARTNERS = "Quality and justice", "The partnership"

release = frame.open_page("Outcomes")
outcomes.caveats()
contents.show((TOGETHER, STEP, SECTORS, PRACTICE, JUSTICE, PARTNERS))

section(TOGETHER, "Each has a scale of its own. That one follows another is not proof that it comes of it.")
outcomes.together(release)

section(STEP, "What partners send the police by month, and whether its level changed at an event.")
step.show(release)

section(SECTORS, "Reports in a year beside the people trained in the year before.")
sectors.show(release)

section(PRACTICE, "What people say some weeks after training. Groups of fewer than 10 answers are hidden.")
outcomes.practice(release)

section(JUSTICE, "Whether referrals say what is needed, and what comes of offences and of assessments.")
outcomes.justice(release)

section(PARTNERS, "Who can be reached, and who comes to the partnership's meetings.")
outcomes.partnership(release)

further.show(release, "Outcomes")
