"""About the data: what each figure means and rests on, how complete it is, how people are protected."""

from dashboard.ui import (
    about_breaks,
    about_catalogue,
    about_costs,
    about_files,
    about_methods,
    about_policies,
    about_release,
    about_returns,
    about_revisions,
    breakdown,
    frame,
    trend,
)
from dashboard.ui.words import section

release = frame.open_page("About the data")
about_catalogue.show(release)
about_policies.show(release)
about_costs.costs(release)
about_revisions.show(release)
about_returns.show(release)

section("Completeness", "How much of what should be known is recorded. Not recorded is a finding in itself.")
breakdown.show(release, "completeness", "field", source="training_register")
breakdown.show(release, "completeness", "field", source="evaluation_forms")
breakdown.show(release, "completeness", "agency", source="training_register")
trend.show(release, "answers_without_pair", "year")

about_breaks.show(release)
about_methods.show()
about_files.runs(release)
about_files.quarantine(release)
about_files.not_fed(release)
about_release.release_facts(release)
about_release.licences()
