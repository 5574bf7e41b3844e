"""What a release says of expected returns, and which periods of which indicator lack one.

Nothing here tells a nil return from one with rows, since a nil return is a count of 0. Of a closed subject no
agency is named either: that its return is missing says that none of the hidden counts is from there, which
would help to work others out. The analyst sees both with ``dashboard returns``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import store
from dashboard.files.chain import Line
from dashboard.publication import TABLES, Received
from dashboard.reference import periods
from dashboard.reference.code_lists import code_list
from dashboard.reference.policies import Policies
from dashboard.release.errors import ReleaseError
from dashboard.release.indicators import Header
from dashboard.settings import Installation
from dashboard.store import returns, versions
from dashboard.store.returns import Standing


@dataclass(frozen=True)
class Awaited:
    """What was expected and what came of it, when the release is made; empty where nothing is expected."""

    standings: tuple[Standing, ...] = ()

    @property
    def text(self) -> str:
        """What a release of the same store says otherwise once a return is due."""
        return "".join(
            f"{standing.expected.agency} {standing.expected.source} {standing.period} {standing.state}\n"
            for standing in self.standings
        )


def awaited(where: Installation, made_at: datetime.datetime, made_up: bool) -> Awaited:
    """The expected returns of the installation, of made-up records or not.

    Raises ReleaseError where its list of them cannot be used.
    """
    try:
        expected = returns.read_expected(where, made_up)
    except returns.ExpectedWrong as wrong:
        raise ReleaseError(str(wrong)) from wrong
    if not expected:
        return Awaited()
    with store.open_for_reading(where.store) as con:
        held = versions.held_returns(con)
    return Awaited(returns.standings(expected, held, made_at.date()))


def nil_months(waited: Awaited, policies: Policies) -> dict[str, frozenset[int]]:
    """By table the months (since year 0) of which everything expected is in, and some of it as nil.

    Such a month is covered like one with rows. One that lacks a return is not: whose records come next week
    would all be late.
    """
    months: dict[str, frozenset[int]] = {}
    for source in dict.fromkeys(standing.expected.source for standing in waited.standings):
        own = [standing for standing in waited.standings if standing.expected.source == source]
        nil = {
            month for standing in own if standing.state is returns.State.NIL for month in _numbers(standing)
        }
        lacking = {month for standing in own if standing.unsent for month in _numbers(standing)}
        table = policies.subjects[source].table
        months[table] = months.get(table, frozenset()) | (nil - lacking)
    return months


def _numbers(standing: Standing) -> range:
    first, last = (month.year * 12 + month.month - 1 for month in standing.months)
    return range(first, last + 1)


@dataclass(frozen=True)
class Counted:
    """When each month of the store's tables was counted first, so that a return that came later is not in it.

    ``lines`` are the releases of the register, ``ends`` has the last month that is counted of each table of a
    closed subject, ``made_at`` is when the release is made.
    """

    lines: Sequence[Line]
    ends: Mapping[str, datetime.date]
    made_at: datetime.datetime

    def at(self, table: str, month: datetime.date) -> datetime.datetime:
        """When ``month`` of a closed subject's ``table`` is or was counted."""
        number = month.year * 12 + month.month - 1
        for line in self.lines:
            first, last = line["counted"].get(table, (0, -1))
            if first <= number <= last:
                return datetime.datetime.fromisoformat(line["made"])
        return self.made_at


def return_tables(
    waited: Awaited, when: Counted, headers: Mapping[str, Header], policies: Policies, where: Installation
) -> dict[str, pd.DataFrame]:
    """The tables ``returns`` and ``incomplete``; none where nothing is expected."""
    if not waited.standings:
        return {}
    agencies = code_list("agency", where.codes).labels
    rows = []
    for source in dict.fromkeys(standing.expected.source for standing in waited.standings):
        own = [standing for standing in waited.standings if standing.expected.source == source]
        table = policies.subjects[source].table
        if policies.of_source(source).closed:
            # What is not counted yet has no figure; that its log ends there may only mean that nobody came.
            end = when.ends.get(table, datetime.date.min)
            rows += _together(
                [standing for standing in own if standing.months[1] <= end], policies, when, table
            )
        else:
            rows += [_named(standing, agencies, policies) for standing in own]
    frame = pd.DataFrame(rows, columns=_columns("returns"))
    return {"returns": frame, "incomplete": _incomplete(frame, headers)}


def _columns(table: str) -> list[str]:
    return [part.split()[0] for part in TABLES[table].split(", ")]


def _named(standing: Standing, agencies: Mapping[str, str], policies: Policies) -> dict[str, object]:
    agency = standing.expected.agency
    return _row([standing], agency, agencies.get(agency, agency), policies, counted=not standing.unsent)


def _together(
    standings: Iterable[Standing], policies: Policies, when: Counted, table: str
) -> list[dict[str, object]]:
    """One row for each period, of all who send it."""
    by_period: dict[str, list[Standing]] = {}
    for standing in standings:
        by_period.setdefault(standing.period, []).append(standing)
    return [
        _row(
            own,
            "",
            _everybody(len(own)),
            policies,
            all(_in_figures(standing, when, table) for standing in own),
        )
        for own in by_period.values()
    ]


def _everybody(count: int) -> str:
    few = {1: "The one agency that sends it", 2: "Both agencies that send it"}
    return few.get(count, f"All {count} agencies that send it")


def _in_figures(standing: Standing, when: Counted, table: str) -> bool:
    """Whether the return came before its months were counted first; they are never counted again."""
    months = periods.each(standing.months)
    return standing.came is not None and all(standing.came <= when.at(table, month) for month in months)


def _row(
    own: Sequence[Standing], agency: str, label: str, policies: Policies, counted: bool
) -> dict[str, object]:
    first = own[0]
    return {
        "source": first.expected.source,
        "source_title": policies.title(first.expected.source),
        "agency": agency,
        "agency_label": label,
        "period": first.period,
        "first_month": f"{first.months[0]:%Y-%m}",
        "last_month": f"{first.months[1]:%Y-%m}",
        "due": max(standing.due for standing in own),
        "state": _state(own).value,
        "expected": len(own),
        "unsent": sum(standing.unsent for standing in own),
        "counted": counted,
    }


def _state(own: Sequence[Standing]) -> Received:
    """The public state of one return, or of several together: the one that most has to be known."""
    for state, holds in (
        (Received.MISSING, [standing.state is returns.State.MISSING for standing in own]),
        (Received.AWAITED, [standing.state is returns.State.AWAITED for standing in own]),
        (Received.LATE, [standing.late for standing in own]),
    ):
        if any(holds):
            return state
    return Received.RECEIVED


def _incomplete(returns: pd.DataFrame, headers: Mapping[str, Header]) -> pd.DataFrame:
    """For each indicator the stretches of months whose figures lack a return of a source that it counts."""
    lacking: list[Mapping[str, object]] = [
        {str(key): held for key, held in row.items()}
        for row in returns[~returns["counted"].astype(bool)].to_dict("records")
    ]
    rows = [
        {
            "indicator": header.id,
            "who": _who(row, header, returns),
            "period": row["period"],
            "first_month": row["first_month"],
            "last_month": _until(row, header),
        }
        for header in headers.values()
        for row in lacking
        if row["source"] in header.source
    ]
    return pd.DataFrame(rows, columns=_columns("incomplete"))


def _who(row: Mapping[str, object], header: Header, returns: pd.DataFrame) -> str:
    """Whose return it is; with the source, where the indicator counts returns of several."""
    title = str(row["source_title"])
    awaited = f", {Received.AWAITED}" if row["state"] == Received.AWAITED else ""
    if not row["agency"]:
        # A late one has come since, and is not counted any more.
        some = f", {row['unsent']} of {row['expected']} agencies" if row["unsent"] != row["expected"] else ""
        return title + (some if row["unsent"] else "") + awaited
    several = len(set(header.source) & set(returns["source"])) > 1
    return (f"{row['agency_label']} ({title})" if several else str(row["agency_label"])) + awaited


def _until(row: Mapping[str, object], header: Header) -> str:
    """The last month whose figures lack it: some look back on what was sent before."""
    last = periods.read_period(str(row["last_month"]))[1]
    return f"{periods.later(last, header.looks_back.get(str(row['source']), 0)):%Y-%m}"
