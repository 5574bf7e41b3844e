"""Training reach: who is trained, where they work, where sessions are held, and what they make of it."""

from dashboard.display.ui import choices, foot, frame, further, parts, placement
from dashboard.display.ui.blocks import breakdown, lines, trend
from dashboard.display.ui.blocks.lines import Line
from dashboard.display.ui.geography import beside
from dashboard.display.ui.training import agency_table, delivery, refreshers, stages, topics, training_week

PEOPLE, COVERAGE, AGENCIES, GAP, TAUGHT, HELD, REFRESHER, ABSENT, CONFIDENCE, ANSWERS, PACKS, WEEK = (
    placement.titles("Training reach")
)

release = frame.open_page("Training reach")
with parts.bar():
    at = parts.choose(release, "Training reach")
    chosen = choices.training(release)

if at.open(
    PEOPLE,
    "Who comes twice counts as one person and as two attendances, so people of two years are never added.",
):
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

if at.open(
    COVERAGE, "The share of the staff the training is meant for whose training is of the last 36 months."
):
    trend.show(release, "coverage", "quarter", chosen)
    breakdown.show(release, "coverage", "agency", "quarter", chosen)

if at.open(
    AGENCIES, "Where to offer training: who is in date, soon due, stays away, or has not come for long."
):
    agency_table.show(release, chosen.area)

if at.open(GAP, "Two different places: a session in Corby may train people who work in Kettering."):
    breakdown.show(release, "sector_mix", "sector", "year", chosen)
    breakdown.show(release, "tier_mix", "tier", "year", chosen)
    beside.show(
        release,
        ("attendances", "Attendances by work base"),
        ("attendances_by_delivery_place", "Attendances by place of delivery"),
        chosen,
    )
    breakdown.show(release, "reach_rate", "area", "year", chosen)

if at.open(TAUGHT, "A session can cover several topics and counts under each, so topics are never added up."):
    topics.show(release, chosen)

if at.open(HELD, "In person, online or alone, and for how long, as far as registers record it."):
    delivery.show(release, chosen)

if at.open(REFRESHER, "Training is in date for 36 months. The register does not say who has left since."):
    refreshers.show(release, chosen)

if at.open(ABSENT, "Bookings kept that nobody came for, and places that were filled."):
    trend.show(release, "no_show_rate", "quarter", chosen)
    breakdown.show(release, "no_show_rate", "sector", "year", chosen)
    trend.show(release, "attendance_rate", "quarter", chosen)

if at.open(CONFIDENCE, "Answers on evaluation forms; groups of fewer than 10 answers are hidden."):
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

if at.open(ANSWERS, "Answers on evaluation forms; groups of fewer than 10 answers are hidden."):
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

if at.open(PACKS, "Information packs and the responder's pocket guide."):
    lines.show(
        release,
        "packs",
        "Handed out",
        (Line("packs_handed_out", "packs"), Line("pocket_guides_handed_out", "pocket guides")),
        "quarter",
        chosen,
        apart=True,
    )

if at.open(WEEK):
    training_week.show(release)

further.show(release, "Training reach", at)

foot.show(release)
