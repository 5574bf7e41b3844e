"""Training reach: who is trained, where they work, where sessions are held, and what they make of it."""

from dashboard.ui import beside, breakdown, choices, frame, training_week, trend
from dashboard.ui.words import section

release = frame.open_page("Training reach")
chosen = choices.training(release)

section("People and attendances", "Who comes twice is one person and two attendances: never add people.")
trend.show(release, "people_trained", "year", chosen)
trend.show(release, "attendances", "month", chosen)

section("The training week of July 2019")
training_week.show(release)

section(
    "Coverage", "The share of the staff the training is meant for whose training is of the last 36 months."
)
trend.show(release, "coverage", "quarter", chosen)
breakdown.show(release, "coverage", "agency", "quarter", chosen)
breakdown.show(release, "reach_rate", "area", "year", chosen)

section("Who comes, and from where")
breakdown.show(release, "sector_mix", "sector", "year", chosen)
breakdown.show(release, "tier_mix", "tier", "year", chosen)
beside.show(
    release,
    ("attendances", "Attendances by work base"),
    ("attendances_by_delivery_place", "Attendances by place of delivery"),
    chosen,
)

section("No-shows")
trend.show(release, "no_show_rate", "quarter", chosen)
breakdown.show(release, "no_show_rate", "sector", "year", chosen)

section("What they make of it", "Answers on evaluation forms; groups of fewer than 10 answers are hidden.")
trend.show(release, "confidence_change", "year", chosen)
breakdown.show(release, "confidence_change", "sector", "year", chosen)
trend.show(release, "response_rate", "quarter", chosen)

section("Packs and pocket guides")
trend.show(release, "packs_handed_out", "month", chosen)
trend.show(release, "pocket_guides_handed_out", "month", chosen)
