"""Outcomes: whether training and what is reported moved together, and what followed."""

from dashboard.ui import contents, frame, outcomes, outcomes_sectors, outcomes_step
from dashboard.ui.words import section

TOGETHER, STEP = "Did training and reports move together?", "Partner intelligence around an event"
SECTORS, PRACTICE = "Sector by sector", "Used in practice"
JUSTICE, PARTNERS = "Quality and justice", "The partnership"

release = frame.open_page("Outcomes")
outcomes.caveats()
contents.show((TOGETHER, STEP, SECTORS, PRACTICE, JUSTICE, PARTNERS))

section(TOGETHER, "Each has a scale of its own. That one follows another is not proof that it comes of it.")
outcomes.together(release)

section(STEP, "What partners send the police by month, and whether its level changed at an event.")
outcomes_step.show(release)

section(SECTORS, "Reports in a year beside the people trained in the year before.")
outcomes_sectors.show(release)

section(PRACTICE, "What people say some weeks after training. Groups of fewer than 10 answers are hidden.")
outcomes.practice(release)

section(JUSTICE, "What the partnership would need to see further along the way.")
outcomes.justice(release)

section(PARTNERS, "Who can be reached, and who comes to the partnership's meetings.")
outcomes.partnership(release)
