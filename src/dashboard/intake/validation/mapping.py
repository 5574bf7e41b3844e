"""A partner's own words: the TOML beside an extract that renames headings and code values.

``register.toml`` (or ``register.csv.toml``) beside ``register.csv``::

    [extract]
    source = "training_register"     # where the headings alone leave a doubt
    sheet = "Bookings"               # of a workbook; else the first
    name = "north-council-training"  # what its later versions share
    covers = "all"                   # or "new months": what a file that holds part of the rows held covers
    agency = "north_council_other"   # whose return the file is; else that of each agency in its rows
    period = "2024-Q2"               # of which period, or "2024-01 to 2024-06"; else from its rows
    date_order = "month first"       # where 03/25/2024 is 25 March; else the day stands first
    made_up = true
    published_on = 2024-03-07

    [mapping]
    ignore = ["Internal note"]       # headings to leave out

    [mapping.columns]
    session_date = "Datestamp"       # canonical column = the partner's heading

    [mapping.values.agency]
    "NGH" = "acute_hospital_a"       # the partner's word = code

Every key is optional; a key that is not known is an error that names file and key.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dashboard.files import bounded_toml
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.reference.codes import code_list, normalise
from dashboard.reference.periods import Months, read_stretch
from dashboard.store.contract import Kind, Source


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class ExtractFacts(_Strict):
    """What the TOML says of the file as a whole."""

    source: str = ""
    sheet: str = ""
    name: str = ""
    made_up: bool | None = None
    published_on: datetime.date | None = None
    covers: Literal["", "all", "new months"] = ""
    agency: str = ""
    period: str = ""
    date_order: Literal["", "day first", "month first"] = ""


class Renamed(_Strict):
    """The partner's headings by canonical column, codes by column and word, headings to leave out."""

    columns: dict[str, str] = Field(default_factory=dict)
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    ignore: list[str] = Field(default_factory=list)


class _Toml(_Strict):
    extract: ExtractFacts = Field(default_factory=ExtractFacts)
    mapping: Renamed = Field(default_factory=Renamed)


@dataclass(frozen=True)
class PartnerMapping:
    """The TOML beside one extract; ``file`` is its name, empty where there is none."""

    file: str = ""
    extract: ExtractFacts = field(default_factory=ExtractFacts)
    renamed: Renamed = field(default_factory=Renamed)

    def words(self, column: str) -> Mapping[str, str]:
        """The codes of ``column`` by the partner's word, normalised."""
        return {normalise(word): code for word, code in self.renamed.values.get(column, {}).items()}


def beside(path: Path) -> PartnerMapping:
    """The mapping that stands beside the extract ``path``.

    Raises ExtractRefused naming the TOML file and the key where it is not sound.
    """
    found = [one for one in (path.with_suffix(".toml"), path.with_name(f"{path.name}.toml")) if one.is_file()]
    if not found:
        return PartnerMapping()
    if len(found) > 1:
        raise _refused(path, found[0].name, f"stands beside {found[1].name}, and both are for {path.name}")
    toml = found[0]
    try:
        said = bounded_toml.loads(bounded_toml.read_text(toml))
        read = _Toml.model_validate(said)
    except UnicodeDecodeError:
        raise _refused(path, toml.name, "is not in UTF-8") from None
    except OSError as broken:
        raise _refused(path, toml.name, f"could not be opened ({broken.strerror or 'read error'})") from None
    except bounded_toml.NotToml as wrong:
        raise _refused(path, toml.name, f"is not correct TOML {wrong.where}") from None
    except bounded_toml.TooMuchToml as too_much:
        raise _refused(path, toml.name, str(too_much)) from None
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False, include_context=False)[0]
        key = bounded_toml.briefly(".".join(str(part) for part in first["loc"]))
        wrong_words = {
            "extra_forbidden": "is not a key that may stand here",
            "literal_error": "has a word that it does not know",
        }
        what = wrong_words.get(first["type"], "has the wrong type")
        raise _refused(path, toml.name, f"has an error: key '{key}' {what}") from None
    return PartnerMapping(toml.name, read.extract, read.mapping)


def check_against(
    mapping: PartnerMapping, source: Source, headings: Iterable[str], file: str, own_codes: Path | None
) -> None:
    """Check every key of the mapping against the format and the headings of the file.

    Raises ExtractRefused where it names a column, a code or a heading that is not there.
    """
    columns = {column.name: column for column in source.columns}
    there = {normalise(heading) for heading in headings}
    for name, heading in mapping.renamed.columns.items():
        key = f"mapping.columns.{name}"
        if name not in columns:
            raise _unknown(mapping, file, key, f"is not a column of '{source.title}'")
        if normalise(heading) not in there:
            raise _unknown(mapping, file, key, "gives a heading that the file does not have")
    for name, words in mapping.renamed.values.items():
        key = f"mapping.values.{name}"
        if name not in columns:
            raise _unknown(mapping, file, key, f"is not a column of '{source.title}'")
        if columns[name].kind not in {Kind.CODE, Kind.CODES, Kind.AGE}:
            raise _unknown(mapping, file, key, "is a column without codes")
        codes = code_list(columns[name].codes, own_codes).labels
        for word, code in words.items():
            if code not in codes:
                what = f"gives a code that is not in the list '{columns[name].codes}'"
                raise _unknown(mapping, file, f"{key}.{word}", what)


def whose(mapping: PartnerMapping, file: str, own_codes: Path | None) -> tuple[str, Months | None]:
    """The agency and the months of which the TOML says that the file is the return; empty where it does not.

    Raises ExtractRefused where the agency is in no list, or the period is none.
    """
    said = mapping.extract
    if said.agency and said.agency not in code_list("agency", own_codes).labels:
        raise _unknown(mapping, file, "extract.agency", "gives a code that is not in the list 'agency'")
    try:
        return said.agency, read_stretch(said.period) if said.period else None
    except ValueError as wrong:
        raise ExtractRefused(
            file,
            f"{mapping.file} has an error: key 'extract.period': {wrong}.",
            "Correct the key in the TOML; from one period to another is 2024-01 to 2024-06.",
        ) from None


def _unknown(mapping: PartnerMapping, file: str, key: str, what: str) -> ExtractRefused:
    return ExtractRefused(
        file,
        f"{mapping.file} has an error: key '{bounded_toml.briefly(key)}' {what}.",
        "Correct the key in the TOML; docs/operating.md lists columns and codes.",
    )


def _refused(path: Path, toml: str, what: str) -> ExtractRefused:
    return ExtractRefused(path.name, f"{toml} {what}.", "Correct the TOML file, or remove it.")
