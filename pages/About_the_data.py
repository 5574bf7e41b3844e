"""About the data: what each figure means and rests on, how complete it is, how people are protected."""

from dashboard.display.ui import foot, frame, further, parts, placement
from dashboard.display.ui.about import (
    accessibility,
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

CATALOGUE, PROTECTED, COMPLETE, CHANGED, METHODS, FILES, ACCESSIBLE = placement.titles("About the data")

release = frame.open_page("About the data")
with parts.bar():
    at = parts.choose(release, "About the data")
if at.show(CATALOGUE):
    catalogue.show(release)
if at.show(PROTECTED):
    policies.show(release)
    costs.costs(release)
if at.show(COMPLETE):
    about_returns.show(release)
    section(
        "Completeness", "How much of what should be known is recorded. Not recorded is a finding in itself."
    )
    breakdown.show(release, "completeness", "field", source="training_register")
    breakdown.show(release, "completeness", "field", source="evaluation_forms")
    breakdown.show(release, "completeness", "agency", source="training_register")
    trend.show(release, "answers_without_pair", "year")
    about_files.not_fed(release)
if at.show(CHANGED):
    revisions.show(release)
    breaks.show(release)
if at.show(METHODS):
    about_methods.show()
if at.show(FILES):
    about_files.runs(release)
    about_files.quarantine(release)
    about_release.release_facts(release)
    about_release.licences()
if at.show(ACCESSIBLE):
    accessibility.show(release)

further.show(release, "About the data", at)

foot.show(release)
