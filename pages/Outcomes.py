"""Outcomes: whether training and what is reported moved together, and what followed."""

from dashboard.display.ui import foot, frame, further, parts, placement
from dashboard.display.ui.outcomes import page as outcomes
from dashboard.display.ui.outcomes import sectors, step

TOGETHER, STEP, SECTORS, PRACTICE, JUSTICE, PARTNERS = placement.titles("Outcomes")

release = frame.open_page("Outcomes")
outcomes.caveats()
with parts.bar():
    at = parts.choose(release, "Outcomes")

if at.open(
    TOGETHER, "Each has a scale of its own. That one follows another is not proof that it comes of it."
):
    outcomes.together(release)

if at.open(
    STEP,
    "Does training raise reports? What partners send the police by month, whether its level changed at an "
    "event, and whether sectors that train more send more in the year after.",
):
    step.show(release)

if at.open(SECTORS, "Reports in a year beside the people trained in the year before."):
    sectors.show(release)

if at.open(
    PRACTICE, "What people say some weeks after training. Groups of fewer than 10 answers are hidden."
):
    outcomes.practice(release)

if at.open(JUSTICE, "Whether referrals say what is needed, and what comes of offences and of assessments."):
    outcomes.justice(release)

if at.open(PARTNERS, "Who can be reached, and who comes to the partnership's meetings."):
    outcomes.partnership(release)

further.show(release, "Outcomes", at)

foot.show(release)
