"""What a published table says, in so few figures that they can be compared with the original."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from dashboard.reference.code_lists import code_list
from dashboard.settings import ALL
from dashboard.store.contract import Value

LOCAL_FORCE = "northamptonshire_police"
_PARTS = ("exploitation_type", "age", "gender", "location", "decision")


@dataclass(frozen=True)
class PeriodFigures:
    """One series in one period: the total, Northamptonshire's own, and how many forces are in it."""

    series: str
    period: str
    forces: int
    total: int
    northamptonshire: int | None

    def to_dict(self) -> dict[str, object]:
        """The figures for JSON."""
        return asdict(self)


def by_period(rows: Iterable[Mapping[str, Value]]) -> tuple[PeriodFigures, ...]:
    """Totals of stored comparator rows, by series and period; blank figures are left out.

    Where a table gives its own totals (code ``all``) beside the parts, only the totals count.
    """
    ordered = [row for row in rows if isinstance(row["value"], int)]
    for part in _PARTS:
        given = {(row["series"], row["period"], row["reporter"]) for row in ordered if row[part] == ALL}
        ordered = [
            row
            for row in ordered
            if row[part] == ALL or (row["series"], row["period"], row["reporter"]) not in given
        ]
    figures: dict[tuple[str, str], dict[str, int]] = {}
    for row in ordered:
        reporters = figures.setdefault((str(row["series"]), str(row["period"])), {})
        reporter = str(row["reporter"])
        reporters[reporter] = reporters.get(reporter, 0) + int(str(row["value"]))
    return tuple(
        PeriodFigures(series, period, _forces(reporters), sum(reporters.values()), reporters.get(LOCAL_FORCE))
        for (series, period), reporters in sorted(figures.items())
    )


def _forces(reporters: Iterable[str]) -> int:
    """How many are police forces of England and Wales, without regional units and others."""
    facts = code_list("force").facts
    return sum(facts.get(reporter, {}).get("kind") == "force" for reporter in reporters)


def sentences(figures: tuple[PeriodFigures, ...]) -> tuple[str, ...]:
    """The figures in words, one sentence for each series."""
    texts = []
    for series in dict.fromkeys(figure.series for figure in figures):
        parts = [figure for figure in figures if figure.series == series]
        name = series.replace("_", " ")
        local = [
            f"{figure.period} {figure.northamptonshire:,}"
            for figure in parts
            if figure.northamptonshire is not None
        ]
        if local:
            most = max(figure.forces for figure in parts)
            texts.append(f"{name}, Northamptonshire (of {most} forces): {'; '.join(local)}.")
            name = f"{name}, all bodies"
        texts.append(f"{name}: {'; '.join(f'{figure.period} {figure.total:,}' for figure in parts)}.")
    return tuple(texts)
