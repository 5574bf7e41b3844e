"""What a row is given that its file does not say: constants of the TOML, facts of the code lists, a prefix.

None of it takes the place of something in the file: a constant and a fact fill a column that the file lacks,
a prefix goes before a staff number that is figures alone and so would be another agency's person as well.
"""

from __future__ import annotations

import datetime
import re
from array import array
from collections.abc import Mapping
from dataclasses import replace
from itertools import repeat
from pathlib import Path

from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.good_rows import CodedColumn
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.parsing import readers
from dashboard.reference.code_lists import NOT_RECORDED, code_list
from dashboard.store.contract import Source, Treatment, Value

_FIGURES = re.compile(r"\d+", re.ASCII)


def not_needed(sources: Mapping[str, Source], mapping: PartnerMapping) -> dict[str, Source]:
    """``sources`` in which the columns that ``mapping`` gives as constants may be missing from the file."""

    def eased(source: Source) -> Source:
        constants = mapping.constants(source)
        columns = tuple(
            replace(column, optional=True) if column.name in constants else column
            for column in source.columns
        )
        return replace(source, columns=columns) if constants else source

    return {name: eased(source) for name, source in sources.items()}


class Completing:
    """Completes the rows of one file; made anew for each."""

    def __init__(
        self,
        file: str,
        source: Source,
        places: Mapping[str, int],
        mapping: PartnerMapping,
        own_codes: Path | None,
        today: datetime.date,
    ) -> None:
        """Raises ExtractRefused where a constant is no value of its column, or the file has the column."""
        self._constants = _constants(file, source, places, mapping, own_codes, today)
        self._facts = {
            column.name: (column.from_fact[0], _facts(source, column.from_fact, own_codes))
            for column in source.columns
            if column.from_fact and column.name not in places and column.name not in self._constants
        }
        self._prefix = mapping.renamed.person_prefix
        by_agency = not self._prefix and mapping.renamed.person_numbers == "by agency"
        self._agency = next(
            (column.name for column in source.columns if by_agency and column.target == source.agency), ""
        )
        self._people = tuple(
            column.name
            for column in source.columns
            if column.target == "person" and column.treatment is Treatment.PSEUDONYM
        )

    def completed(self, columns: Mapping[str, CodedColumn]) -> dict[str, CodedColumn]:
        """``columns`` of read cells with what the file does not say."""
        whole = dict(columns)
        whole |= {name: CodedColumn([value], None) for name, value in self._constants.items()}
        for name, (about, facts) in self._facts.items():
            other = whole[about]
            values = [facts.get(str(value), NOT_RECORDED) for value in other.values]
            whole[name] = CodedColumn(values, other.codes)
        for name in self.prefixed:
            column = whole[name]
            if self._agency:
                whole[name] = _by_agency(column, whole[self._agency])
            else:
                lettered = [_prefixed(value, self._prefix) for value in column.values]
                whole[name] = CodedColumn(lettered, column.codes)
        return whole

    @property
    def prefixed(self) -> tuple[str, ...]:
        """The columns in which figures alone get letters before them."""
        return self._people if self._prefix or self._agency else ()


def _prefixed(value: Value, prefix: str) -> Value:
    return f"{prefix}{value}" if isinstance(value, str) and _FIGURES.fullmatch(value) else value


def _by_agency(people: CodedColumn, agencies: CodedColumn) -> CodedColumn:
    """``people`` with the code of their row's agency before figures alone; of no agency, as sent."""
    if people.codes is None:
        return people
    prefixes = ["" if code in (None, NOT_RECORDED) else f"{code}-" for code in agencies.values]
    places: dict[tuple[int, int], int] = {}
    rows = zip(people.codes, agencies.codes or repeat(0), strict=False)
    codes = array("I", (places.setdefault(pair, len(places)) for pair in rows))
    values: list[Value] = [_prefixed(people.values[person], prefixes[agency]) for person, agency in places]
    return CodedColumn(values, codes)


def _facts(source: Source, from_fact: tuple[str, str], own_codes: Path | None) -> dict[str, str]:
    about, fact = from_fact
    listed = code_list(source.column(about).codes, own_codes)
    return {code: facts[fact] for code, facts in listed.facts.items() if facts.get(fact)}


def constant_agency(
    file: str,
    source: Source,
    places: Mapping[str, int],
    mapping: PartnerMapping,
    own_codes: Path | None,
    today: datetime.date,
) -> str:
    """The agency that the TOML gives for every row, which holds of a file without rows too; else empty.

    Raises ExtractRefused as ``Completing`` does.
    """
    agency = _constants(file, source, places, mapping, own_codes, today).get("agency")
    return str(agency) if agency else ""


def _constants(
    file: str,
    source: Source,
    places: Mapping[str, int],
    mapping: PartnerMapping,
    own_codes: Path | None,
    today: datetime.date,
) -> dict[str, Value]:
    """The values of the constants, read as a cell of the file would be."""
    constants = mapping.constants(source)
    for name in constants:
        if name in places and name in mapping.own.constants:
            what = "is a constant, but the file has the column"
            raise _wrong(file, mapping.file, name, what)
    used = {name: word for name, word in constants.items() if name not in places}
    if not used:
        return {}
    known = readers(source, mapping, own_codes, today)
    values: dict[str, Value] = {}
    for name, word in used.items():
        reading = known[name].read(word)
        rule = reading.error or next(iter(reading.warnings), "")
        if rule:
            toml = mapping.toml_of(name in mapping.own.constants)
            raise _wrong(file, toml, name, f"is {known[name].message(rule).rstrip('.')}")
        values[name] = reading.value
    return values


def _wrong(file: str, toml: str, name: str, what: str) -> ExtractRefused:
    return ExtractRefused(
        file,
        f"{toml} has an error: key 'mapping.constants.{name}' {what}.",
        "Correct the key in the TOML, or remove it.",
    )
