"""Referrals: one route at a time, what is known about them, and Northamptonshire beside other forces."""

from dashboard.ui import breakdown, choices, forces, frame, referrals, trend
from dashboard.ui.words import section

release = frame.open_page("Referrals")
referrals.caveats()

section("One route at a time", "One person can come by several routes, so routes are never added together.")
referrals.one_route(release)

section(
    "National Referral Mechanism", "Referrals of people to the national system that decides who is a victim."
)
chosen = choices.referral_year(release)
breakdown.show(release, "exploitation_mix", "exploitation_group", "year", chosen)
trend.show(
    release, "exploitation_mix", "year", name="Criminal exploitation only, NRM", exploitation_group="criminal"
)
breakdown.show(release, "age_mix", "age", "year", chosen)
trend.show(release, "referral_rate", "year")

section(
    "Where children were exploited", "Children's safeguarding referrals, by the place of the exploitation."
)
breakdown.show(release, "place_of_exploitation", "area", "year", chosen)
breakdown.show(release, "completeness_referrals", "field", "year", chosen)

section("Partner intelligence", "What partner agencies tell the police, and how much of it can be acted on.")
trend.show(release, "intelligence_submissions", "month")
trend.show(release, "actionable_share", "quarter")

section(
    "Northamptonshire beside other forces", "Home Office figures, by the police force that made the referral."
)
forces.show(release)

section("The United Kingdom", "National figures, to see the county's against.")
forces.national(release, "uk_referrals", "year")
forces.national(release, "uk_positive_reasonable_grounds", "quarter")
