"""Training reach: who is trained, where they work, where sessions are held, and what they make of it."""

from dashboard.display.ui import choices, frame, further
from dashboard.display.ui.blocks import breakdown, contents, lines, trend
from dashboard.display.ui.blocks.lines import Line
from dashboard.display.ui.geography import beside
from dashboard.display.ui.html import section
from dashboard.display.ui.training import refreshers, stages, training_week

PEOPLE, COVERAGE, GAP = "People and attendances", "Coverage", "Who comes, and from where"
REFRESHER, ABSENT, ANSWERS = "Due a refresher", "No-shows", "What they make of it"
PACKS, WEEK = "Packs and pocket guides", "The training week of July 2019"

release = frame.open_page("Training reach")
chosen = choices.training(release)
contents.show((PEOPLE, COVERAGE, GAP, REFRESHER, ABSENT, ANSWERS, PACKS, WEEK))

section(PEOPLE, "Who comes twice is one person and two attendances: never add people.")
trend.show(release, "people_trained", "year", chosen)
trend.show(release, "attendances", "month", chosen)
lines.show(
    release,
    "sessions",
    "Training",
    (Line("sessions", "sessions"), Line("agencies_represented", "agencies represented")),
    "year",
    chosen,
    apart=True,
)

section(COVERAGE, "The share of the staff the training is meant for whose training is of the last 36 months.")
trend.show(release, "coverage", "quarter", chosen)
breakdown.show(release, "coverage", "agency", "quarter", chosen)

section(GAP, "Two different places: a session in Corby may train people who work in Kettering.")
breakdown.show(release, "sector_mix", "sector", "year", chosen)
breakdown.show(release, "tier_mix", "tier", "year", chosen)
beside.show(
    release,
    ("attendances", "Attendances by work base"),
    ("attendances_by_delivery_place", "Attendances by place of delivery"),
    chosen,
)
breakdown.show(release, "reach_rate", "area", "year", chosen)

section(REFRESHER, "Training is in date for 36 months. The register does not say who has left since.")
refreshers.show(release, chosen)

section(ABSENT, "Bookings kept that nobody came for, and places that were filled.")
trend.show(release, "no_show_rate", "quarter", chosen)
breakdown.show(release, "no_show_rate", "sector", "year", chosen)
trend.show(release, "attendance_rate", "quarter", chosen)

section(ANSWERS, "Answers on evaluation forms; groups of fewer than 10 answers are hidden.")
stages.show(release, "confidence", chosen)
lines.show(
    release,
    "gain",
    "Gain in confidence",
    (Line("confidence_change", "after training"), Line("retention", "at follow-up")),
    "year",
    chosen,
)
breakdown.show(release, "confidence_change", "sector", "year", chosen)
trend.show(release, "confidence_improved", "year", chosen)
stages.show(release, "knowledge", chosen)
lines.show(
    release,
    "answers",
    "Answers",
    (
        Line("relevance", "found it relevant"),
        Line("recommend", "would recommend it"),
        Line("applied", "used it in practice"),
    ),
    "year",
    chosen,
)
trend.show(release, "response_rate", "quarter", chosen)

section(PACKS, "Information packs and the responder's pocket guide.")
lines.show(
    release,
    "packs",
    "Handed out",
    (Line("packs_handed_out", "packs"), Line("pocket_guides_handed_out", "pocket guides")),
    "quarter",
    chosen,
    apart=True,
)

section(WEEK)
training_week.show(release)

further.show(release, "Training reach")
