"""What becomes of each column at the door, as the contract says.

The door trusts nobody: what is kept must be a number, a yes or no, a code of its list or text of
the contract's pattern, whatever the checks before it have let through.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.intake.anonymise.key_text import normalise
from dashboard.intake.anonymise.keys import Key
from dashboard.intake.anonymise.places import Places
from dashboard.reference.code_lists import NOT_RECORDED, code_list
from dashboard.store.contract import Blank, Column, Derived, Kind, Row, Source, Treatment, Value

_CODED = {Kind.CODE, Kind.CODES, Kind.AGE}
#: Kinds that read not_recorded where they are blank, if the contract says so.
_RECORDED = {Kind.CODE, Kind.AGE, Kind.POSTCODE}
_DISTRICT = re.compile(r"E07\d{6}")


class NotFitToStore(Exception):
    """A row holds what the contract does not allow into the store. Never quotes the value."""


#: Text and days, of which two that are equal are the same; of numbers 1 and true are equal too.
_EQUAL_WHERE_SAME = frozenset({str, datetime.date, type(None)})
#: What is remembered, by type: what may hold a list is not.
_REMEMBERED = _EQUAL_WHERE_SAME | {int, bool}


@dataclass(frozen=True)
class _Memory:
    """What was worked out for values seen before, of which a register has few: by column, as parts of keys,
    and whole keys."""

    stored: dict[tuple[str, type], dict[Value, Value]]
    parts: dict[Value, str]
    keys: dict[tuple[str, tuple[str, ...]], str]


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
    _memory: _Memory = field(init=False, repr=False, default_factory=lambda: _Memory({}, {}, {}))

    def __post_init__(self) -> None:
        """Look up once what each kept column may hold, and which columns fill one of the store together."""
        kept = [c for c in self.source.columns if c.treatment is Treatment.KEEP]
        object.__setattr__(self, "_keep", {c.name: _keeper(c, self.own_codes) for c in kept})
        stored = [c for c in self.source.columns if c.treatment is not Treatment.DROP]
        times = Counter(c.target for c in stored)
        object.__setattr__(self, "_known", frozenset(c.name for c in self.source.columns))
        object.__setattr__(self, "_alone", tuple(c for c in stored if times[c.target] == 1))
        object.__setattr__(self, "_together", tuple(c for c in stored if times[c.target] > 1))

    def let_in(self, number: int, values: Row) -> list[dict[str, Value]]:
        """The stored rows that row ``number`` of the extract becomes, with ``record_key``.

        One row, or several for a published table that is wide. Raises NotFitToStore.
        """
        if not self._known.issuperset(values):
            raise NotFitToStore(f"{self.source.name}, row {number}: a column that the contract does not know")
        row = {column.target: self._stored(column, number, values.get(column.name)) for column in self._alone}
        if self.source.expand:
            return _figures(self.source.expand(values))
        if self._together:
            treated = {c.name: self._treat(c, number, values.get(c.name)) for c in self._together}
            row |= _merged(self._together, treated)
        for name, parts in self.source.keys.items():
            row[name] = self._key_of(name, tuple(self._part(values.get(part)) for part in parts))
        for derived in self.source.derived:
            row[derived.name] = self._derive(derived, number, values)
        key_parts = (self._part(values.get(part)) for part in self.source.record_key)
        row["record_key"] = self.key.pseudonym_of_normal(f"record:{self.source.name}", *key_parts)
        return [row]

    def _stored(self, column: Column, number: int, value: Value) -> Value:
        """What a column that fills one of the store alone has there: of equal values worked out once."""
        kind = type(value)
        if kind not in _REMEMBERED:
            return _unless_blank(column, self._treat(column, number, value))
        memory = self._memory.stored.get((column.name, kind))
        if memory is None:
            memory = self._memory.stored[column.name, kind] = {}
        if value not in memory:
            memory[value] = _unless_blank(column, self._treat(column, number, value))
        return memory[value]

    def _part(self, value: Value) -> str:
        """``value`` as a part of a key, in its normal form."""
        if type(value) not in _EQUAL_WHERE_SAME:
            return normalise(_said(value))
        memory = self._memory.parts
        if value not in memory:
            memory[value] = normalise(_said(value))
        return memory[value]

    def _key_of(self, name: str, parts: tuple[str, ...]) -> str:
        memory = self._memory.keys
        if (name, parts) not in memory:
            memory[name, parts] = self.key.pseudonym_of_normal(name, *parts)
        return memory[name, parts]

    def _treat(self, column: Column, number: int, value: Value) -> Value:
        try:
            match column.treatment:
                case Treatment.DROP:
                    return None
                case Treatment.PSEUDONYM:
                    return None if value is None else self.key.pseudonym(column.target, _said(value))
                case Treatment.MONTH:
                    return month(value)
                case Treatment.DISTRICT:
                    return self._district(value)
                case Treatment.KEEP:
                    return self._keep[column.name](value)
        except _Unfit as unfit:
            raise NotFitToStore(f"{self.source.name}, row {number}, column {column.name}: {unfit}") from None

    def _district(self, value: Value) -> Value:
        if value is None or value == NOT_RECORDED:
            return None
        if not isinstance(value, str):
            raise _Unfit("not a postcode")
        return self.places.district(value)

    def _derive(self, derived: Derived, number: int, values: Row) -> Value:
        failure = ""
        try:
            return derived.work_out(values)
        except Exception as broken:  # its words may quote the row: only its kind may go on
            failure = type(broken).__name__
        raise NotFitToStore(
            f"{self.source.name}, row {number}: {derived.name} could not be worked out ({failure})"
        )


def _figures(rows: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """Published figures are nobody's: their key may be read, and is the same in every edition."""
    for row in rows:
        row["record_key"] = "|".join(_said(value) for name, value in row.items() if name != "value")
    return rows


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


def _merged(columns: Sequence[Column], treated: Mapping[str, Value]) -> dict[str, Value]:
    """Stored columns from extract columns: of those that fill the same one the first known wins.

    A district wins over a unitary or county whose district is not known: the finest code is kept.
    """
    row: dict[str, Value] = {}
    blank: dict[str, Value] = {}
    for column in columns:
        target, value = column.target, treated[column.name]
        not_recorded = value == NOT_RECORDED
        if not_recorded or (column.blank is Blank.NOT_RECORDED and column.kind in _RECORDED):
            blank[target] = NOT_RECORDED
        held = row.setdefault(target, None)
        if value is None or not_recorded:
            continue
        if held is None or (_vague(held) and _DISTRICT.fullmatch(str(value))):
            row[target] = value
    return {target: blank.get(target) if value is None else value for target, value in row.items()}


def _vague(value: Value) -> bool:
    return isinstance(value, str) and (value == "county_unspecified" or value.startswith("E06"))


def _said(value: Value) -> str:
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
