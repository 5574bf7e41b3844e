"""About the data: what each figure means and rests on, how complete it is, how people are protected."""

from dashboard.ui import about, breakdown, frame
from dashboard.ui.words import section

release = frame.open_page("About the data")
about.policy(release)
about.costs(release)

section("Completeness", "How much of what should be known is recorded. Not recorded is a finding in itself.")
breakdown.show(release, "completeness", "field", source="training_register")
breakdown.show(release, "completeness", "field", source="evaluation_forms")
breakdown.show(release, "completeness", "agency", source="training_register")

about.runs(release)
about.quarantine(release)
about.catalogue(release)
about.not_fed(release)
about.release_facts(release)
about.licences()
