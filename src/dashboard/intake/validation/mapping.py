"""A partner's own words: the TOML beside an extract, or for a whole partner, that says how it is read.

``register.toml`` (or ``register.csv.toml``) beside ``register.csv``::

    [extract]
    source = "training_register"     # where the headings alone leave a doubt
    sheet = "Bookings"               # of a workbook; else the one that fits a format
    sheets = "all"                   # or all that fit the format, taken together
    heading_row = 6                  # where it is not found; [6, 7] for two rows of headings
    name = "north-council-training"  # what its later versions share
    covers = "all"                   # or "new months": what a file that holds part of the rows held covers
    agency = "north_council_other"   # whose return the file is; else that of each agency in its rows
    period = "2024-Q2"               # of which period, or "2024-01 to 2024-06"; else from its rows
    made_up = true
    published_on = 2024-03-07

    [mapping]
    ignore = ["Internal note"]       # headings to leave out
    person_prefix = "NGH-"           # put before staff numbers that are figures alone
    person_numbers = "by agency"     # or put the code of each row's agency before them
    date_order = "month first"       # where 3/14/2024 is 14 March; else the day comes first
    days_since = 1904                # where dates are counts of days from 1904; else Excel's, from 1900
    blank_as_above = ["agency"]      # our columns in which a blank cell repeats the one above it

    [mapping.columns]
    session_date = "Datestamp"       # canonical column = the partner's heading

    [mapping.constants]
    venue = "online"                 # canonical column = what holds for every row of the file

    [mapping.values.agency]
    "NGH" = "acute_hospital_a"       # the partner's word = code

Every key is optional; a key that is not known is an error that names file and key. Where a partner's TOML
(mapping_files.py) stands beside or above as well, the extract's own overrides it key by key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.files import bounded_toml
from dashboard.intake.sources import sources
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.mapping_files import (
    Constant,
    ExtractFacts,
    MappingToml,
    Renamed,
    own_toml,
    partner_toml,
)
from dashboard.reference.code_lists import code_list
from dashboard.reference.periods import Months, read_stretch
from dashboard.reference.spelling import normalise
from dashboard.store.contract import Kind, Source

_CODED = {Kind.CODE, Kind.CODES, Kind.AGE}


@dataclass(frozen=True)
class PartnerMapping:
    """What the TOML files say of one extract; ``file`` is the nearest one's name, empty where there is none.

    ``own`` is what the extract's own TOML says: there every key must fit the file. A partner's TOML is for
    many files, so that what it says of columns or headings that a file does not have is passed over.
    """

    file: str = ""
    extract: ExtractFacts = field(default_factory=ExtractFacts)
    renamed: Renamed = field(default_factory=Renamed)
    own: Renamed = field(default_factory=Renamed)
    own_facts: frozenset[str] = frozenset()
    partner_file: str = ""

    def words(self, column: str) -> Mapping[str, str]:
        """The codes of ``column`` by the partner's word, normalised."""
        return {normalise(word): code for word, code in self.renamed.values.get(column, {}).items()}

    def constants(self, source: Source) -> Mapping[str, Constant]:
        """The constants of this file by the names of ``source``'s columns."""
        columns = {column.name for column in source.columns}
        return {name: value for name, value in self.renamed.constants.items() if name in columns}

    def toml_of(self, own: bool) -> str:
        """The name of the TOML to correct: the extract's own, or the partner's."""
        return self.file if own or not self.partner_file else self.partner_file


def beside(path: Path) -> PartnerMapping:
    """The mapping of the extract ``path``: its partner's, overridden by its own.

    Raises ExtractRefused naming the TOML file and the key where it is not sound.
    """
    own, partner = own_toml(path), partner_toml(path)
    partner_file = partner[0].name if partner else ""
    if own is None:
        if partner is None:
            return PartnerMapping()
        return PartnerMapping(partner_file, partner[1].extract, partner[1].mapping, partner_file=partner_file)
    whole = _merged(partner[1], own[1]) if partner else own[1]
    own_facts = frozenset(own[1].extract.model_fields_set)
    return PartnerMapping(own[0].name, whole.extract, whole.mapping, own[1].mapping, own_facts, partner_file)


def _merged(partner: MappingToml, own: MappingToml) -> MappingToml:
    """``partner`` with what ``own`` says put over it: single keys, and each entry of a table."""
    extract = partner.extract.model_copy(update=_given(own.extract))
    under, over = partner.mapping, own.mapping
    values = {name: {**under.values.get(name, {}), **words} for name, words in over.values.items()}
    tables = {
        "columns": {**under.columns, **over.columns},
        "constants": {**under.constants, **over.constants},
        "values": {**under.values, **values},
        "ignore": [*under.ignore, *over.ignore],
    }
    return MappingToml(extract=extract, mapping=under.model_copy(update=_given(over) | tables))


def _given(keys: ExtractFacts | Renamed) -> dict[str, object]:
    return {name: getattr(keys, name) for name in keys.model_fields_set}


def check_against(
    mapping: PartnerMapping, source: Source, headings: Iterable[str], file: str, own_codes: Path | None
) -> None:
    """Check every key of the mapping against the format and the headings of the file.

    Raises ExtractRefused where it names a column, a code or a heading that is not there.
    """
    columns = {column.name: column for column in source.columns}
    anywhere = {column.name for column_name in sources().values() for column in column_name.columns}
    there = {normalise(heading) for heading in headings}
    for key, name in _named_columns(mapping.own):
        if name not in columns:
            raise _unknown(mapping.file, file, key, f"is not a column of '{source.title}'")
    for key, name in _named_columns(mapping.renamed):
        if name not in columns and name not in anywhere:
            raise _unknown(mapping.toml_of(False), file, key, "is not a column of any extract format")
    for name, heading in mapping.own.columns.items():
        if normalise(heading) not in there:
            what = "gives a heading that the file does not have"
            raise _unknown(mapping.file, file, f"mapping.columns.{name}", what)
    for name, words in mapping.renamed.values.items():
        if name not in columns:
            continue
        own = name in mapping.own.values
        key = f"mapping.values.{name}"
        if columns[name].kind not in _CODED:
            raise _unknown(mapping.toml_of(own), file, key, "is a column without codes")
        codes = code_list(columns[name].codes, own_codes).labels
        for word, code in words.items():
            if code not in codes:
                toml = mapping.toml_of(word in mapping.own.values.get(name, {}))
                what = f"gives a code that is not in the list '{columns[name].codes}'"
                raise _unknown(toml, file, f"{key}.{word}", what)


def _named_columns(renamed: Renamed) -> Iterable[tuple[str, str]]:
    """Every key that names a column of ours, with the name."""
    for table in ("columns", "constants", "values"):
        yield from ((f"mapping.{table}.{name}", name) for name in getattr(renamed, table))
    yield from ((f"mapping.blank_as_above: {name}", name) for name in renamed.blank_as_above)


def whose(mapping: PartnerMapping, file: str, own_codes: Path | None) -> tuple[str, Months | None]:
    """The agency and the months of which the TOML says that the file is the return; empty where it does not.

    Raises ExtractRefused where the agency is in no list, or the period is none.
    """
    extract = mapping.extract
    if extract.agency and extract.agency not in code_list("agency", own_codes).labels:
        toml = mapping.toml_of("agency" in mapping.own_facts)
        raise _unknown(toml, file, "extract.agency", "gives a code that is not in the list 'agency'")
    try:
        return extract.agency, read_stretch(extract.period) if extract.period else None
    except ValueError as wrong:
        raise ExtractRefused(
            file,
            f"{mapping.toml_of('period' in mapping.own_facts)} has an error: key 'extract.period': {wrong}.",
            "Correct the key in the TOML; from one period to another is 2024-01 to 2024-06.",
        ) from None


def _unknown(toml: str, file: str, key: str, what: str) -> ExtractRefused:
    return ExtractRefused(
        file,
        f"{toml} has an error: key '{bounded_toml.briefly(key)}' {what}.",
        "Correct the key in the TOML; docs/operating.md lists columns and codes.",
    )
