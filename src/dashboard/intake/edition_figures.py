"""What an edition of a published table gives otherwise than the one before it, and the one after it."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass

import duckdb

from dashboard.intake.figures import PeriodFigures, by_period
from dashboard.store.contract import Value

#: How many revised figures the report of a run names; its JSON has all.
MOST_NAMED = 12
_COLUMNS = (
    "series", "reporter", "period", "exploitation_type", "age", "gender", "location", "decision", "value",
)  # fmt: skip
#: The figures of the nearest edition on one side, of the bodies and periods that both editions give.
_OTHER = """
SELECT {columns}, c.published_on FROM comparators_rows c
JOIN (SELECT DISTINCT series, reporter, period FROM comparators_rows WHERE file = $file) mine
USING (series, reporter, period)
WHERE c.file != $file AND c.published_on {than} $edition
QUALIFY rank() OVER (PARTITION BY series, reporter, period ORDER BY c.published_on {order}) = 1
"""


@dataclass(frozen=True)
class FigureRevision:
    """A figure that two editions give differently; ``body`` is Northamptonshire or all bodies together."""

    series: str
    period: str
    body: str
    earlier: int
    later: int
    earlier_edition: datetime.date
    later_edition: datetime.date

    def to_dict(self) -> dict[str, object]:
        """The revision for JSON; days as ISO text."""
        days = {name: f"{getattr(self, name):%Y-%m-%d}" for name in ("earlier_edition", "later_edition")}
        return asdict(self) | days


def revisions(
    con: duckdb.DuckDBPyConnection, file: str, edition: datetime.date | None
) -> tuple[FigureRevision, ...]:
    """The figures of ``file`` that the edition before it, or the one after it, gives differently.

    Nothing where the edition has no date: it is no later and no earlier than another.
    """
    if edition is None:
        return ()
    mine = _rows(con, f"SELECT {', '.join(_COLUMNS)} FROM comparators_rows WHERE file = $file", file=file)
    changed: list[FigureRevision] = []
    for than, order in (("<", "DESC"), (">", "ASC")):
        asked = _OTHER.format(columns=", ".join(f"c.{name}" for name in _COLUMNS), than=than, order=order)
        theirs = _rows(con, asked, file=file, edition=edition)
        both = {(row["series"], row["reporter"], row["period"]) for row in theirs}
        ours = [row for row in mine if (row["series"], row["reporter"], row["period"]) in both]
        days = {row["published_on"] for row in theirs}
        for day in sorted(day for day in days if isinstance(day, datetime.date)):
            of_day = [row for row in theirs if row["published_on"] == day]
            theirs_by, ours_by = _by_period(of_day), _by_period(ours)
            for key in sorted(theirs_by.keys() & ours_by.keys()):
                pair = (theirs_by[key], ours_by[key])
                days_of = (day, edition)
                if than == ">":
                    pair, days_of = pair[::-1], days_of[::-1]
                changed += _differences(*key, *pair, *days_of)
    return tuple(changed)


def _rows(con: duckdb.DuckDBPyConnection, asked: str, **given: object) -> list[dict[str, Value]]:
    answer = con.execute(asked, given)
    names = [str(column[0]) for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _by_period(rows: list[dict[str, Value]]) -> dict[tuple[str, str], PeriodFigures]:
    return {(revision.series, revision.period): revision for revision in by_period(rows)}


def _differences(
    series: str,
    period: str,
    old: PeriodFigures,
    new: PeriodFigures,
    before: datetime.date,
    after: datetime.date,
) -> list[FigureRevision]:
    pairs = [
        ("Northamptonshire", old.northamptonshire, new.northamptonshire),
        ("all bodies", old.total, new.total),
    ]
    return [
        FigureRevision(series, period, body, was, now, before, after)
        for body, was, now in pairs
        if was is not None and now is not None and was != now
    ]


def revised_in_words(changed: tuple[FigureRevision, ...]) -> tuple[str, ...]:
    """One sentence for each pair of editions."""
    sentences = []
    for pair in dict.fromkeys((each.earlier_edition, each.later_edition) for each in changed):
        mine = [each for each in changed if (each.earlier_edition, each.later_edition) == pair]
        named = "; ".join(
            f"{each.series.replace('_', ' ')} {each.period}, {each.body}: {each.earlier:,} to {each.later:,}"
            for each in mine[:MOST_NAMED]
        )
        more = f"; and {len(mine) - MOST_NAMED} more" if len(mine) > MOST_NAMED else ""
        sentences.append(
            f"Revised between the editions of {pair[0]:%Y-%m-%d} and {pair[1]:%Y-%m-%d}: {named}{more}."
        )
    return tuple(sentences)
