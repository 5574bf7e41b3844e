"""About the data: what each figure means and rests on, how complete it is, how people are protected."""

from dashboard.display.ui import frame, further
from dashboard.display.ui.about import (
    breaks,
    catalogue,
    costs,
    policies,
    revisions,
)
from dashboard.display.ui.about import (
    files as about_files,
)
from dashboard.display.ui.about import (
    methods as about_methods,
)
from dashboard.display.ui.about import (
    release as about_release,
)
from dashboard.display.ui.about import (
    returns as about_returns,
)
from dashboard.display.ui.blocks import breakdown, trend
from dashboard.display.ui.html import section

release = frame.open_page("About the data")
catalogue.show(release)
policies.show(release)
costs.costs(release)
revisions.show(release)
about_returns.show(release)

section("Completeness", "How much of what should be known is recorded. Not recorded is a finding in itself.")
breakdown.show(release, "completeness", "field", source="training_register")
breakdown.show(release, "completeness", "field", source="evaluation_forms")
breakdown.show(release, "completeness", "agency", source="training_register")
trend.show(release, "answers_without_pair", "year")
further.show(release, "About the data")

breaks.show(release)
about_methods.show()
about_files.runs(release)
about_files.quarantine(release)
about_files.not_fed(release)
about_release.release_facts(release)
about_release.licences()
