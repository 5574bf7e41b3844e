"""What the analyst should know of a release, in sentences."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from dashboard.disclosure import Policies
from dashboard.indicators import Header
from dashboard.release.workspace import Workspace


def overdue(headers: Mapping[str, Header], policies: Policies, made: datetime.datetime) -> list[str]:
    """Indicators whose words are due for review, or whose policy nobody knows."""
    found = [
        f"{header.path.name}: its words were due for review on {header.review_date:%d %B %Y}"
        for header in headers.values()
        if header.review_date < made.date()
    ]
    found += [
        f"{header.path.name}: no policy is called {header.policy!r}, so the strictest one holds"
        for header in headers.values()
        if header.policy not in policies.policies
    ]
    return found


def waiting(space: Workspace, policies: Policies) -> list[str]:
    """Late, corrected and withdrawn records, for the analyst alone: exact numbers."""
    titles = {subject.table: subject.title for subject in policies.subjects.values()}
    found = []
    for table, carried in space.carried.items():
        held = carried.waiting
        kinds = {"came late": held.late, "changed": held.changed, "were withdrawn": held.withdrawn}
        if held.total:
            listed = ", ".join(f"{many:,} {kind}" for kind, many in kinds.items() if many)
            found.append(
                f"{titles[table]}: of records of published months {listed}. Figures stay as first counted, "
                "because a small change would show them; a restatement counts them"
            )
    return found


def beyond(space: Workspace, policies: Policies) -> list[str]:
    """Extracts of which not all is counted, and how to count it."""
    titles = {subject.table: subject.title for subject in policies.subjects.values()}
    return [
        f"{titles[table]}: what is dated after {space.span.last:%B %Y} is not counted, as no second extract "
        f"goes on after that month. Where the dates to {end:%B %Y} are right, run 'dashboard release --to "
        f"{end:%Y-%m}'"
        for table, end in space.beyond.items()
    ]
