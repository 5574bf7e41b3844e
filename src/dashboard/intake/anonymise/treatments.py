"""What becomes of each column at the door, as the contract says.

The door trusts nobody: what is kept must be a number, a yes or no, a code of its list or text of
the contract's pattern, whatever the checks before it have let through.
"""

from __future__ import annotations

import datetime
import re
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from dashboard.files.column_codes import Coded
from dashboard.intake.anonymise.key_text import normalise
from dashboard.intake.anonymise.keys import Key
from dashboard.intake.anonymise.places import Places
from dashboard.intake.stored_rows import StoredRows
from dashboard.intake.validation.findings import CheckedRow
from dashboard.intake.validation.good_rows import CodedColumn, GoodRows, Together
from dashboard.reference.code_lists import NOT_RECORDED, code_list
from dashboard.store import StoredColumn
from dashboard.store.contract import Blank, Column, Derived, Facts, Kind, Row, Source, Treatment, Value
from dashboard.store.packed import PackedKeys

_CODED = {Kind.CODE, Kind.CODES, Kind.AGE}
#: Kinds that read not_recorded where they are blank, if the contract says so.
_RECORDED = {Kind.CODE, Kind.AGE, Kind.POSTCODE}
_DISTRICT = re.compile(r"E07\d{6}")


class NotFitToStore(Exception):
    """A row holds what the contract does not allow into the store. Never quotes the value."""


@dataclass(frozen=True)
class Door:
    """The way into the store for one source of one installation.

    ``own_codes`` is the installation's folder of additions to the code lists. Raises ValueError
    for a column of a kind that may not be kept.
    """

    source: Source
    key: Key
    places: Places
    own_codes: Path | None = None
    _keep: Mapping[str, Callable[[Value], Value]] = field(init=False, repr=False)
    _known: frozenset[str] = field(init=False, repr=False)
    _alone: tuple[Column, ...] = field(init=False, repr=False)
    _together: tuple[Column, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Look up once what each kept column may hold, and which columns fill one of the store together."""
        kept = [c for c in self.source.columns if c.treatment is Treatment.KEEP]
        object.__setattr__(self, "_keep", {c.name: _keeper(c, self.own_codes) for c in kept})
        stored = [c for c in self.source.columns if c.treatment is not Treatment.DROP]
        times = Counter(c.target for c in stored)
        object.__setattr__(self, "_known", frozenset(c.name for c in self.source.columns))
        object.__setattr__(self, "_alone", tuple(c for c in stored if times[c.target] == 1))
        object.__setattr__(self, "_together", tuple(c for c in stored if times[c.target] > 1))

    def let_in(self, rows: GoodRows) -> StoredRows:
        """What the store may hold of ``rows``, with ``row`` (the number in the file) and ``record_key``.

        One row for each, or several for a published table that is wide. Each value is treated once, and a
        pseudonym made once for all rows that share it. Raises NotFitToStore.
        """
        if not self._known.issuperset(rows.columns):
            first = f"{self.source.name}, row {rows.numbers[0]}" if rows else self.source.name
            raise NotFitToStore(f"{first}: a column that the contract does not know")
        columns: dict[str, StoredColumn] = {}
        for column in self._alone:
            columns[column.target] = self._stored((column,), rows)
        if self.source.expand:
            return StoredRows.of(figure for row in rows for figure in self._figures(row))
        for target in dict.fromkeys(column.target for column in self._together):
            columns[target] = self._stored([c for c in self._together if c.target == target], rows)
        for name, parts in self.source.keys.items():
            columns[name] = self._key(name, parts, rows)
        for derived in self.source.derived:
            columns[derived.name] = self._derived(derived, rows)
        columns["record_key"] = self._record_keys(rows)
        columns["row"] = array("I", rows.numbers)
        return StoredRows(columns, len(rows))

    def _stored(self, columns: Sequence[Column], rows: GoodRows) -> Coded[Value]:
        """A column of the store that one of the file fills, or several."""
        together = _together(rows, [column.name for column in columns])
        stored: list[Value] = []
        for code, values in enumerate(together.values):
            treated = [
                self._treat(column, value, lambda: rows.numbers[together.first(code)])  # noqa: B023
                for column, value in zip(columns, values, strict=True)
            ]
            stored.append(
                _unless_blank(columns[0], treated[0]) if len(columns) == 1 else _merged(columns, treated)
            )
        return Coded(stored, together.codes_of(len(rows)))

    def _key(self, name: str, parts: Sequence[str], rows: GoodRows) -> Coded[Value]:
        """Pseudonyms of several columns together."""
        together = _together(rows, parts)
        pseudonyms = [self.key.pseudonym_of_normal(name, *map(_part, values)) for values in together.values]
        return Coded(pseudonyms, together.codes_of(len(rows)))

    def _derived(self, derived: Derived, rows: GoodRows) -> Coded[Value]:
        together = _together(rows, derived.reads)
        values = [
            self._derive(
                derived,
                Facts(zip(derived.reads, read, strict=True)),
                lambda: rows.numbers[together.first(code)],  # noqa: B023 - used at once
            )
            for code, read in enumerate(together.values)
        ]
        return Coded(values, together.codes_of(len(rows)))

    def _record_keys(self, rows: GoodRows) -> PackedKeys:
        parts = []
        for name in self.source.record_key:
            column = rows.columns.get(name, _MISSING)
            texts = [_part(value) for value in column.values]
            codes = column.codes if column.codes is not None else repeat(0, len(rows))
            parts.append(map(texts.__getitem__, codes))
        return self.key.packed(f"record:{self.source.name}", zip(*parts, strict=True))

    def _figures(self, row: CheckedRow) -> list[dict[str, Value]]:
        """Published figures are nobody's: their key may be read, and is the same in every edition."""
        figures = self.source.expand(row.values) if self.source.expand else []
        for figure in figures:
            figure["record_key"] = "|".join(
                _key_text(value) for name, value in figure.items() if name != "value"
            )
            figure["row"] = row.number
        return figures

    def _treat(self, column: Column, value: Value, number: Callable[[], int]) -> Value:
        """What the store has of a value; ``number`` gives the first row that holds it."""
        try:
            match column.treatment:
                case Treatment.DROP:
                    return None
                case Treatment.PSEUDONYM:
                    return None if value is None else self.key.pseudonym(column.target, _key_text(value))
                case Treatment.MONTH:
                    return month(value)
                case Treatment.DISTRICT:
                    return self._district(value)
                case Treatment.KEEP:
                    return self._keep[column.name](value)
        except _Unfit as unfit:
            raise NotFitToStore(
                f"{self.source.name}, row {number()}, column {column.name}: {unfit}"
            ) from None

    def _district(self, value: Value) -> Value:
        if value is None or value == NOT_RECORDED:
            return None
        if not isinstance(value, str):
            raise _Unfit("not a postcode")
        return self.places.district(value)

    def _derive(self, derived: Derived, values: Row, number: Callable[[], int]) -> Value:
        failure = ""
        try:
            return derived.work_out(values)
        except Exception as broken:  # its words may quote the row: only its kind may go on
            failure = type(broken).__name__
        raise NotFitToStore(
            f"{self.source.name}, row {number()}: {derived.name} could not be worked out ({failure})"
        )


#: A column that the file lacks and nothing else fills.
_MISSING = CodedColumn([None], None)


def _together(rows: GoodRows, names: Sequence[str]) -> Together:
    return Together.of([rows.columns.get(name, _MISSING) for name in names])


def _part(value: Value) -> str:
    """``value`` as a part of a key, in its normal form."""
    return normalise(_key_text(value))


class _Unfit(Exception):
    """Why a value may not be stored, without the value."""


def month(value: Value) -> datetime.date | None:
    """The first day of the month of a date."""
    if value is None:
        return None
    if not isinstance(value, datetime.date):
        raise _Unfit("not a date")
    return datetime.date(value.year, value.month, 1)


def _unless_blank(column: Column, value: Value) -> Value:
    """``value``, or what the store has where nothing is known."""
    if value is not None and value != NOT_RECORDED:
        return value
    kept_blank = column.blank is Blank.NOT_RECORDED and column.kind in _RECORDED
    return NOT_RECORDED if value == NOT_RECORDED or kept_blank else None


def _merged(columns: Sequence[Column], treated: Sequence[Value]) -> Value:
    """A stored column that several of the extract fill: the first known wins.

    A district wins over a unitary or county whose district is not known: the finest code is kept.
    """
    held: Value = None
    blank: Value = None
    for column, value in zip(columns, treated, strict=True):
        not_recorded = value == NOT_RECORDED
        if not_recorded or (column.blank is Blank.NOT_RECORDED and column.kind in _RECORDED):
            blank = NOT_RECORDED
        if value is None or not_recorded:
            continue
        if held is None or (_vague(held) and _DISTRICT.fullmatch(str(value))):
            held = value
    return blank if held is None else held


def _vague(value: Value) -> bool:
    return isinstance(value, str) and (value == "county_unspecified" or value.startswith("E06"))


def _key_text(value: Value) -> str:
    """``value`` as text for a key: dates as ISO, so that the way they were written does not matter."""
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return value.strftime("%Y-%m-%d")
    return ";".join(value) if isinstance(value, tuple) else str(value)


def _keeper(column: Column, own: Path | None) -> Callable[[Value], Value]:
    """The function that passes a value of ``column`` on, or says why it may not be kept."""
    if column.kind in _CODED:
        allowed = {*code_list(column.codes, own=own).labels, NOT_RECORDED}
        if column.other_allowed:
            allowed.add("other")
        return _keeper_of_codes(frozenset(allowed), several=column.kind is Kind.CODES)
    if column.kind is Kind.TEXT:
        if not column.pattern:
            raise ValueError(f"{column.name}: free text may not be kept; give it a pattern or drop it")
        return _keeper_of_text(re.compile(column.pattern))
    if column.kind is Kind.INTEGER:
        return _keeper_of_type(int, "not a whole number")
    if column.kind is Kind.FLAG:
        return _keeper_of_type(bool, "not a yes or no")
    raise ValueError(f"{column.name}: a {column.kind} may not be kept as sent")


def _keeper_of_codes(allowed: frozenset[str], several: bool) -> Callable[[Value], Value]:
    def keep(value: Value) -> Value:
        codes = value if several else (value,)
        if value is None or (isinstance(codes, tuple) and allowed.issuperset(codes)):
            return value
        raise _Unfit("not a code of its list")

    return keep


def _keeper_of_text(pattern: re.Pattern[str]) -> Callable[[Value], Value]:
    def keep(value: Value) -> Value:
        if value is None or (isinstance(value, str) and pattern.fullmatch(value)):
            return value
        raise _Unfit("text that does not follow the contract's pattern")

    return keep


def _keeper_of_type(wanted: type[int], words: str) -> Callable[[Value], Value]:
    def keep(value: Value) -> Value:
        if value is None or type(value) is wanted:
            return value
        raise _Unfit(words)

    return keep
