"""What the analyst should know of a release, in sentences."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from dashboard import reference
from dashboard.methods import wording
from dashboard.reference.policies import Policies
from dashboard.release.indicators import Header
from dashboard.release.restating import TOO_MANY_GONE
from dashboard.release.span import month_of
from dashboard.release.workspace import Workspace

#: So many figures are named in a sentence before it says how many more there are.
NAMED = 5
#: What a name of the engine calls records of a restatement, and how a reader is told of them.
MOVED = {"late": "what came late to a part of ", "left": "what has left a part of "}
#: The ages, in whole months since a month's end, at which the analyst is told how complete months were.
TOLD = (0, 1, 2, 3, 6)


def unanswered(contacts: pd.DataFrame) -> list[str]:
    """That nobody is named whom a reader of the pages could ask."""
    if not contacts.empty:
        return []
    return [
        "no page says whom to ask: write about, who, address and made_up (no) into reference/contacts.csv of "
        "the installation"
    ]


def overdue(headers: Mapping[str, Header], policies: Policies, made_at: datetime.datetime) -> list[str]:
    """Indicators whose words are due for review, or whose policy nobody knows."""
    lines = [
        f"{header.path.name}: its words were due for review on {header.review_date:%d %B %Y}"
        for header in headers.values()
        if header.review_date < made_at.date()
    ]
    lines += [
        f"{header.path.name}: no policy is called {header.policy!r}, so the strictest one holds"
        for header in headers.values()
        if header.policy not in policies.policies
    ]
    return lines


def unfed(headers: Mapping[str, Header], counted: Collection[str]) -> list[str]:
    """The indicators that are not among the ``counted`` ones, in one sentence: there can be dozens."""
    titles = [header.title for name, header in headers.items() if name not in counted]
    if not titles:
        return []
    figures = "1 figure has" if len(titles) == 1 else f"{len(titles)} figures have"
    return [f"{figures} no record yet, so nothing is published: {'; '.join(titles)}"]


def waiting(space: Workspace, policies: Policies) -> list[str]:
    """Late, corrected and withdrawn records, for the analyst alone: exact numbers."""
    titles = {subject.table: subject.title for subject in policies.subjects.values()}
    lines = []
    for table, carried in space.carried.items():
        held = carried.waiting
        kinds = {"came late": held.late, "changed": held.changed, "were withdrawn": held.withdrawn}
        if held.total:
            listed = ", ".join(f"{many:,} {kind}" for kind, many in kinds.items() if many)
            lines.append(
                f"{titles[table]}: of records of published months {listed}. Figures stay as first counted, "
                "because a small change would show them, until a restatement takes them in: once a year, or "
                "with 'dashboard release --restate'"
            )
    return lines


def restatement(space: Workspace, restated: pd.DataFrame) -> list[str]:
    """What a release that restates has made of it; ``restated`` is the release's table."""
    numbers = {carried.restated.number for carried in space.carried.values() if carried.restated}
    counts = restated[restated["measure"].isin(("count", "numerator")) & restated["number"].isin(numbers)]
    if not numbers:
        return []
    shown, changed = counts[counts["used"]], counts[counts["used"] & (counts["value"] != counts["first"])]
    return [
        f"Late, corrected and withdrawn records are taken in: of {len(counts):,} counts of restated periods "
        f"{len(shown):,} are shown revised, {len(changed):,} of them changed; the others stand as first "
        "counted"
    ]


def missing(space: Workspace) -> list[str]:
    """Tables of which a restatement would take so many records for withdrawn that a file must be missing."""
    return [
        f"{table.replace('_', ' ')}: {carried.gone:.0%} of the published records, which are no longer held "
        "and which the restatement would take for withdrawn"
        for table, carried in space.carried.items()
        if carried.gone > TOO_MANY_GONE
    ]


def beyond(space: Workspace, policies: Policies) -> list[str]:
    """Extracts of which not all is counted, and how to count it."""
    titles = {subject.table: subject.title for subject in policies.subjects.values()}
    return [
        f"{titles[table]}: what is dated after {space.span.last:%B %Y} is not counted, as no second extract "
        f"goes on after that month. Where the dates to {end:%B %Y} are right, run 'dashboard release --to "
        f"{end:%Y-%m}'"
        for table, end in space.beyond.items()
    ]


def public_already(
    exposed: Mapping[str, Sequence[str]], titles: Mapping[str, str], labels: Mapping[tuple[str, str], str]
) -> list[str]:
    """Figures that public ones give away, whatever is hidden.

    ``exposed`` has the names of cells by the title of their family, ``titles`` that of each indicator and
    each table of others, ``labels`` the label of each column and code.
    """
    lines = []
    for family, names in exposed.items():
        figures = list(dict.fromkeys(figure_in_words(name, titles, labels) for name in names))
        more = f"; and {len(figures) - NAMED} more" if len(figures) > NAMED else ""
        lines.append(
            f"{family}: what is public already tells more than the policy allows about "
            f"{'; '.join(figures[:NAMED])}{more}. Hiding cannot mend it, and this release tells no more "
            "of it. Tell who answers for information governance: docs/protection.md says what can be done"
        )
    return lines


def figure_in_words(name: str, titles: Mapping[str, str], labels: Mapping[tuple[str, str], str]) -> str:
    """A cell of the engine as a reader would call it: its title, period and the labels of its codes.

    What only a part of a cell is (what subtraction leaves of it) says so, and what came late or has left.
    """
    cell, _, rest = name.partition(": ")
    cell, _, counting = cell.partition("@")
    figure, _, key = cell.partition("|time=")
    given = figure.removeprefix("public|").removeprefix("own|").split("|")
    codes = dict(code.split("=", 1) for code in f"time={key}".split("|"))
    words = [titles.get(given[0], given[0]), wording.period(codes.pop("time"))]
    words += [labels.get(code, code[1]) for code in codes.items() if code != ("area", reference.COUNTY)]
    part = {"numerator": "what is counted in ", "denominator": "the base of "}.get(given[-1], "")
    which = next((words for kind, words in MOVED.items() if f", {kind}" in rest), "a part of ")
    again = ", as restated" if counting and not rest else ""
    return f"{which if rest else ''}{part}{', '.join(words)}{again}"


def kept_back_rows(space: Workspace, policies: Policies) -> pd.DataFrame:
    """The ``kept_back`` table: the sources of which months that are over are not shown yet, and why."""
    rows = []
    for subject in policies.subjects.values():
        held = space.reaches.get(subject.table)
        if held and held.kept_back:
            until, lag = month_of(held.until), f"{held.lag} month{'s' * (held.lag != 1)}"
            why = (
                f"{subject.title}: later months than {wording.month(held.until)} are not shown yet. Some "
                f"records come late, so a month is shown {lag} after it has ended."
            )
            rows.append(
                {
                    "source": subject.name,
                    "source_title": subject.title,
                    "until": f"{until:%Y-%m}",
                    "why": why,
                }
            )
    return pd.DataFrame(rows, columns=["source", "source_title", "until", "why"])


def completeness(space: Workspace, policies: Policies) -> list[str]:
    """How complete months usually were at each age, for the analyst alone, and what follows from it."""
    titles = {subject.table: subject.title for subject in policies.subjects.values()}
    lines = []
    for table, held in space.reaches.items():
        if held.arrivals.shares:
            ages = ", ".join(f"{held.arrivals.shares[age]:.1%} after {age}" for age in TOLD)
            lines.append(
                f"{titles[table]}: of {held.arrivals.records:,} records seen to arrive, this share was there "
                f"so many whole months after the end of their month: {ages}. A month is counted {held.lag} "
                "months after its end"
            )
    return lines
