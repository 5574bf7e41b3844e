"""The table of a comparison: both figures and their difference as rows."""

from __future__ import annotations

from dashboard.display import comparison
from dashboard.display.comparison import Comparison, Side
from dashboard.display.exports import Table
from dashboard.display.exports.table import FEASIBLE, REVISION
from dashboard.methods import wording

_NOTHING = ""


def table(compared: Comparison, caption: str) -> Table:
    """Rows: the first, the second, the difference; columns: figure, its parts, its interval, what
    fits, and which counting it is of."""
    sides = (compared.first, compared.other)
    columns = [("Figure", [side.point.figure(compared.measure) for side in sides])]
    last = [comparison.difference(compared)]
    if any(side.point.numerator is not None for side in sides):
        names = ("Sum", "Answers") if compared.measure == "mean" else ("Counted", "Out of")
        columns.append((names[0], [_part(side, side.point.numerator) for side in sides]))
        columns.append((names[1], [_part(side, side.point.denominator) for side in sides]))
        last += [_NOTHING, _NOTHING]
    if any(compared.interval(side) for side in sides):
        columns.append(("95% interval", [_interval(compared, side) for side in sides]))
        missing = comparison.difference(compared) if compared.missing else "[z]"
        last.append(comparison.limits(compared.limits, compared.measure) or missing)
    if any(side.point.feasible for side in sides):
        columns.append((FEASIBLE, [side.point.feasible for side in sides]))
        last.append(_NOTHING)
    revisions = [side.point.revision(compared.measure) for side in sides]
    if any(revisions):
        columns.append((REVISION, revisions))
        last.append(_NOTHING)
    rows = [(side.name, *(cells[at] for _, cells in columns)) for at, side in enumerate(sides)]
    rows.append((f"Difference: {compared.first.name} less {compared.other.name}", *last))
    heading = "Area" if compared.over_areas else "Period"
    return Table(caption, (heading, *(name for name, _ in columns)), tuple(rows))


def _part(side: Side, value: float | None) -> str:
    return f"[{side.point.status.value}]" if value is None else wording.number(value)


def _interval(compared: Comparison, side: Side) -> str:
    none = f"[{side.point.status.value}]" if side.point.value is None else "[z]"
    return comparison.limits(compared.interval(side), compared.measure) or none
