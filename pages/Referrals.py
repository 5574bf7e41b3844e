"""Referrals: one route at a time, what is known about them, and Northamptonshire beside other forces."""

from dashboard.display.ui import choices, frame, further
from dashboard.display.ui.blocks import contents, forces
from dashboard.display.ui.html import section
from dashboard.display.ui.referrals import page as referrals

ROUTE, NRM, PLACES = "One route at a time", "National Referral Mechanism", "Where children were exploited"
DECISIONS, CONSENT = "Decisions", "Consent, county lines and time"
FORCES = "Northamptonshire beside other forces"

release = frame.open_page("Referrals")
referrals.caveats()
contents.show((ROUTE, NRM, PLACES, DECISIONS, CONSENT, FORCES))

section(ROUTE, "One person can come by several routes, so routes are never added together.")
referrals.one_route(release)

section(NRM, "Referrals of people to the national system that decides who is a victim.")
chosen = choices.referral_year(release)
referrals.nrm(release, chosen)

section(PLACES, "Children's safeguarding referrals, by the place of the exploitation.")
referrals.places(release, chosen)

section(DECISIONS, "What the national authorities decided on local NRM referrals.")
referrals.decisions(release)

section(
    CONSENT, "Adults who did not agree to a referral, children moved to sell drugs, and how long it takes."
)
referrals.consent_and_time(release)

section(FORCES, "Home Office figures, by the police force that made the referral.")
forces.show(release)

further.show(release, "Referrals")
