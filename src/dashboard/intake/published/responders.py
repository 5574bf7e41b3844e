"""Home Office: NRM referrals of one quarter by first responder, type, age, gender and nationality.

A label stands on the first row of its group, and most rows are totals of a group: a record is a row in which
every label is known. Councils have no column of their own in the tables since the end of 2022: they are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.intake.published.layout import (
    Long,
    Unfolding,
    are_figures,
    cell_at,
    figure,
    heading_rows,
    holds_figures,
    unmarked,
    whole,
)
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import Cell, Furniture, as_text
from dashboard.reference.code_lists import code_list
from dashboard.reference.spelling import normalise

#: The series of a table, by words of the heading of its first column, else of its title.
_SERIES = (
    ("police", "nrm_police_referrals"),
    ("government", "nrm_government_referrals"),
    ("ngo", "nrm_ngo_referrals"),
    ("third sector", "nrm_ngo_referrals"),
    ("local authorit", "nrm_local_authority_referrals"),
)
#: The long form: headings of home_office_nrm.
_LONG = ("series", "period", "force", "responder", "exploitation_type", "age", "gender", "value")
_POLICE = "nrm_police_referrals"
_COUNCILS = "Local authorities"
_ALL = frozenset({"", "total", "all", "all ages", "all genders", "all exploitation types"})


@dataclass(frozen=True)
class _Columns:
    """The places of the labels, the first responder's first (None: all councils are one), and of figures."""

    series: str
    responder: int | None
    labels: tuple[int, int, int]
    parts: tuple[int, ...]
    total: int | None

    @property
    def figures(self) -> tuple[int, ...]:
        """The places of all figures, the total's too."""
        return self.parts if self.total is None else (*self.parts, self.total)

    @property
    def groups(self) -> tuple[int, ...]:
        """The places of all labels, the widest group first."""
        return self.labels if self.responder is None else (self.responder, *self.labels)


def find(sheet: Sheet) -> Unfolding | None:
    """The table, where the sheet has its headings."""
    for place, words in heading_rows(sheet):
        columns = _columns(words, sheet.rows[:place])
        below = sheet.rows[place + 1 :]
        if columns is not None and are_figures(below, columns.figures):

            def unfold(table: Unfolding, quarter: str, columns: _Columns = columns) -> Iterator[Long]:
                return _unfold(table, columns, quarter)

            return Unfolding("home_office_nrm", sheet, _LONG, place, unfold, needs_quarter=True)
    return None


def _columns(words: Sequence[str], above: Sequence[tuple[int, Sequence[Cell]]]) -> _Columns | None:
    kind = _first(words, lambda label: label.endswith("exploitation type"))
    age = _first(words, lambda label: label.startswith("age") and "exploitation" in label)
    gender = _first(words, lambda label: label in {"gender", "sex"})
    if kind is None or age is None or gender is None:
        return None
    responder = _first(words[: min(kind, age, gender)], lambda label: "responder" in label)
    titles = " ".join(normalise(as_text(cell)) for _, cells in above for cell in cells)
    texts = [words[responder], titles] if responder is not None else [titles]
    series = next((name for text in texts for word, name in _SERIES if word in text), None)
    if series is None or (responder is None and series != "nrm_local_authority_referrals"):
        return None
    last = max(kind, age, gender)
    figures = [place for place in range(last + 1, len(words)) if words[place]]
    total = next((place for place in reversed(figures) if words[place].startswith("total")), None)
    parts = tuple(place for place in figures if place != total)
    return _Columns(series, responder, (kind, age, gender), parts, total) if figures else None


def _first(words: Sequence[str], fits: Callable[[str], bool]) -> int | None:
    return next((place for place, label in enumerate(words) if fits(label)), None)


def _unfold(table: Unfolding, columns: _Columns, quarter: str) -> Iterator[Long]:
    groups = columns.groups
    places = columns.figures
    held = [""] * len(groups)
    sums: dict[tuple[str, ...], int | None] = {}
    totals: dict[tuple[str, ...], tuple[int, Cell | None, int]] = {}
    for number, cells in table.below:
        labels = [unmarked(cell_at(cells, place)) for place in groups]
        if not holds_figures(cells, places):
            table.furniture[number] = Furniture.NOTE
            continue
        if normalise(labels[0]) in _ALL - {""}:
            labels, held = [""] * len(groups), [""] * len(groups)
            key: tuple[str, ...] = ()
        else:
            held, key = _below(held, labels)
        value, place = _value(table, number, cells, columns)
        if len(key) < len(groups):
            totals[key] = (number, value, place)
            table.furniture[number] = Furniture.TOTAL
            continue
        if value is None:
            table.furniture[number] = Furniture.OTHER
            continue
        for depth in range(len(key)):
            before = sums.get(key[:depth], 0)
            count = whole(value)
            sums[key[:depth]] = None if before is None or count is None else before + count
        yield _long(columns, quarter, number, key, value, place)
    yield from _alone(table, columns, quarter, sums, totals)


def _below(held: list[str], labels: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The labels that hold in a row, with those repeated from above, and its key: of a total a short one.

    A new label ends what stood to its right; where a row gives none to its right, it is its group's total.
    """
    first = next((place for place, label in enumerate(labels) if label), len(labels))
    key: list[str] = []
    for label in [*held[:first], *labels[first:]]:
        if normalise(label) in _ALL:
            break
        key.append(label)
    return [*key, *[""] * (len(labels) - len(key))], tuple(key)


def _value(
    table: Unfolding, number: int, cells: Sequence[Cell], columns: _Columns
) -> tuple[Cell | None, int]:
    """The row's total: its own column's, else the sum of the nationalities; and the place it came from."""
    parts = [(figure(cell_at(cells, place)), place) for place in columns.parts]
    known = [whole(part) for part, _ in parts]
    summed = sum(count for count in known if count is not None) if None not in known else None
    if columns.total is not None:
        value = figure(cell_at(cells, columns.total))
        count = whole(value)
        if parts and count is not None and summed is not None and summed != count:
            table.differing.add(number)
        return value, columns.total
    if summed is not None:
        return summed, columns.parts[0]
    # A mark hides a part: the sum is not known. Anything else that is no number is for the checks to name.
    return next(
        ((part, place) for part, place in parts if part is not None and whole(part) is None), (None, 0)
    )


def _alone(
    table: Unfolding,
    columns: _Columns,
    quarter: str,
    sums: dict[tuple[str, ...], int | None],
    totals: dict[tuple[str, ...], tuple[int, Cell | None, int]],
) -> Iterator[Long]:
    """Totals of first responders of which no part is given, and which totals their parts do not make."""
    alone = [key for key in totals if key not in sums]
    for key, (number, value, place) in totals.items():
        parts = sums.get(key)
        if key not in sums:
            if len(key) == 1 and columns.responder is not None and value is not None:
                del table.furniture[number]
                yield _long(columns, quarter, number, key, value, place)
        elif None not in (parts, whole(value)) and whole(value) != parts and (key or not alone):
            table.differing.add(number)


def _long(columns: _Columns, quarter: str, number: int, key: Sequence[str], value: Cell, place: int) -> Long:
    responder = _COUNCILS if columns.responder is None else key[0]
    labels = list(key if columns.responder is None else key[1:])
    labels += [""] * (len(columns.labels) - len(labels))
    police = columns.series == _POLICE
    cells = (
        columns.series, quarter, responder if police else "", "" if police else responder,
        _in_our_order(labels[0]), labels[1], labels[2], value,
    )  # fmt: skip
    where = -1 if columns.responder is None else columns.responder
    kind, age, gender = columns.labels
    return number, cells, (-1, -1, where, where, kind, age, gender, place)


@lru_cache(maxsize=256)
def _in_our_order(types: str) -> str:
    """A combination of types as our list spells it, in whatever order it is printed."""
    listed = code_list("exploitation_type")
    if not types or listed.find(types):
        return types
    wanted = _parts(types)
    return next((label for label in listed.labels.values() if _parts(label) == wanted), types)


def _parts(types: str) -> frozenset[str]:
    return frozenset(part.strip().casefold() for part in re.split(r",|&|\band\b", types) if part.strip())
