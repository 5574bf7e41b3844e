"""Referrals: one route at a time, what is known about them, and Northamptonshire beside other forces."""

from dashboard.display.ui import choices, foot, frame, further, parts, placement
from dashboard.display.ui.blocks import forces
from dashboard.display.ui.choices import Chosen
from dashboard.display.ui.referrals import page as referrals

ROUTE, NRM, PLACES, DECISIONS, CONSENT, FORCES = placement.titles("Referrals")

release = frame.open_page("Referrals")
referrals.caveats()
with parts.bar():
    at = parts.choose(release, "Referrals")
    chosen = choices.referral_year(release) if at.show(NRM, PLACES) else Chosen()

if at.open(ROUTE, "One person can come by several routes, so routes are never added together."):
    referrals.one_route(release)

if at.open(NRM, "Referrals of people to the national system that decides who is a victim."):
    referrals.nrm(release, chosen)

if at.open(PLACES, "Children's safeguarding referrals, by the place of the exploitation."):
    referrals.places(release, chosen)

if at.open(DECISIONS, "What the national authorities decided on local NRM referrals."):
    referrals.decisions(release)

if at.open(
    CONSENT, "Adults who did not agree to a referral, children moved to sell drugs, and how long it takes."
):
    referrals.consent_and_time(release)

if at.open(FORCES, "Home Office figures, by the police force that made the referral."):
    forces.show(release)

further.show(release, "Referrals", at)

foot.show(release)
