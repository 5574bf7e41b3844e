"""About the data: which agencies were to send what, period by period, and whether it is in."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from dashboard.display.analysis import incomplete
from dashboard.display.analysis.incomplete import Lack
from dashboard.display.exports import Table
from dashboard.display.ui.html import (
    details,
    headline,
    notice_html,
    opened,
    paragraphs,
    put,
    section,
    table_html,
)
from dashboard.files.templates import joined
from dashboard.methods import wording
from dashboard.publication import Publication, Received
from dashboard.publication.memo import per_release

#: Periods that stand first, by how many months each has; earlier ones are one click away.
FIRST = {1: 12, 3: 4, 12: 4}
NOT_EXPECTED = "not expected"
LEAD = (
    "What agencies send regularly, and whether it has come. That there was nothing to report counts as "
    "received. Agencies that send referrals and intelligence are shown together: to know whose data are "
    "missing would help to work out hidden counts."
)


def show(release: Publication) -> None:
    """A table for each kind of return: agencies as rows, newest period first; nothing if none is expected."""
    table = _tables(release)
    if table:
        section("Returns", LEAD)
        put(table)


@per_release(size=4)
def _tables(release: Publication) -> Markup:
    held = release.table("returns")
    if held.empty:
        return Markup()
    tables = [_kind(own) for _, own in held.groupby(["source_title", held["period"].map(_months)], sort=True)]
    return _missing(held) + joined(tables)


def _months(period: object) -> int:
    first, last = wording.span(str(period))
    return last - first + 1


def _missing(held: pd.DataFrame) -> Markup:
    """Every return that is due and not there, in words."""
    rows = held[held["state"] == Received.MISSING]
    if rows.empty:
        return paragraphs(["No return that is due is missing."])
    lacking = [Lack(_who(row), str(row["period"])) for row in rows.to_dict("records")]
    return notice_html(f"Missing: {incomplete.every(lacking)}.")


def _who(row: dict[object, object]) -> str:
    title = str(row["source_title"])
    return f"{row['agency_label']} ({title})" if row["agency"] else title


def _kind(own: pd.DataFrame) -> Markup:
    title = str(own["source_title"].iloc[0])
    every = sorted(set(own["period"]), key=wording.span, reverse=True)
    first = FIRST[_months(every[0])]
    kind = headline(title) + opened(_grid(own, title, every[:first]))
    if len(every) > first:
        kind += details("Earlier periods", _grid(own, f"{title}, earlier periods", every[first:]), title)
    return kind


def _grid(own: pd.DataFrame, title: str, times: Sequence[str]) -> Markup:
    states = {(row["agency_label"], row["period"]): row for row in own.to_dict("records")}
    rows = []
    for label in dict.fromkeys(own["agency_label"]):
        cells = [_state(states.get((label, time))) for time in times]
        if set(cells) != {NOT_EXPECTED}:
            rows.append((str(label), *cells))
    head = ("Agency", *(wording.period(time, short=True) for time in times))
    return table_html(
        Table(f"{title}: what has come, by agency and period", head, tuple(rows)), numbers=False
    )


def _state(row: dict[object, object] | None) -> str:
    """ "received", or "missing (2 of 3)" where several agencies stand in one row."""
    if row is None:
        return NOT_EXPECTED
    state, unsent, expected = str(row["state"]), int(str(row["unsent"])), int(str(row["expected"]))
    return f"{state} ({unsent} of {expected})" if unsent and expected > 1 else state
