"""Which TOML files say how an extract is read, and what each of them says.

Beside ``register.csv`` that is ``register.toml`` (or ``register.csv.toml``). What holds for a whole partner
stands once: in ``partner.toml`` in the extract's folder or one of the three above it, or in
``<any name>.partner.toml`` there with ``files`` patterns. The nearest folder wins, in one folder a pattern.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from dashboard.files import bounded_toml
from dashboard.files.strict_toml import KeyWrong, Strict, check
from dashboard.intake.validation.columns.verdicts import Conventions
from dashboard.intake.validation.dates import Order
from dashboard.intake.validation.findings import ExtractRefused

PARTNER = "partner.toml"
#: The extract's folder and those above it in which a partner's TOML may stand: agency, year, month.
MOST_FOLDERS = 4
#: What a constant of the TOML may be; a date may be written as TOML's own.
Constant = str | bool | int | float | datetime.date


_Row = Annotated[int, Field(ge=1, le=1_048_576)]
_HeadingRow = _Row | Annotated[list[_Row], Field(min_length=1, max_length=2)]


class ExtractFacts(Strict):
    """What the TOML says of the file as a whole."""

    source: str = ""
    sheet: str = ""
    sheets: Literal["", "all"] = ""
    heading_row: _HeadingRow | None = None
    name: str = ""
    made_up: bool | None = None
    published_on: datetime.date | None = None
    covers: Literal["", "all", "new months"] = ""
    agency: str = ""
    period: str = ""


class Renamed(Strict):
    """The partner's headings by canonical column, codes by column and word, what the file leaves unsaid."""

    columns: dict[str, str] = Field(default_factory=dict)
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    ignore: list[str] = Field(default_factory=list)
    constants: dict[str, Constant] = Field(default_factory=dict)
    person_prefix: str = Field(default="", pattern=r"^[A-Za-z0-9][A-Za-z0-9 _./-]{0,19}$|^$")
    person_numbers: Literal["", "by agency"] = ""
    date_order: Literal["", "day first", "month first"] = ""
    days_since: Literal[0, 1900, 1904] = 0
    blank_as_above: list[str] = Field(default_factory=list)

    @property
    def conventions(self) -> Conventions:
        """What is said of how columns are written."""
        return Conventions(Order(self.date_order) if self.date_order else None, self.days_since)


class MappingToml(Strict):
    """One TOML file, whole."""

    files: str | list[str] = ""
    extract: ExtractFacts = Field(default_factory=ExtractFacts)
    mapping: Renamed = Field(default_factory=Renamed)

    def covers(self, file: str) -> bool:
        """Whether a partner's TOML is for the file called ``file``; without patterns it is for all."""
        patterns = [self.files] if isinstance(self.files, str) else self.files
        patterns = [pattern for pattern in patterns if pattern]
        return not patterns or any(fnmatchcase(file.casefold(), pattern.casefold()) for pattern in patterns)


def own_toml(path: Path) -> tuple[Path, MappingToml] | None:
    """The TOML beside the extract ``path``, if any. Raises ExtractRefused where it is not sound, or twice."""
    beside = [place for place in _own_places(path) if place.is_file()]
    if not beside:
        return None
    if len(beside) > 1:
        raise _refused(path, beside[0].name, f"stands beside {beside[1].name}, and both are for {path.name}")
    read = _read(path, beside[0])
    if read.files:
        raise _refused(path, beside[0].name, "has an error: key 'files' belongs in a partner's TOML")
    return beside[0], read


def partner_toml(path: Path) -> tuple[Path, MappingToml] | None:
    """The nearest partner's TOML that is for the extract ``path``, if any.

    Raises ExtractRefused where one on the way is not sound, or two of a folder have a pattern for the file.
    """
    for folder in _folders(path):
        read = [(place, _read(path, place)) for place in _partner_places(folder)]
        fitting = [(place, toml) for place, toml in read if toml.covers(path.name)]
        by_pattern = [(place, toml) for place, toml in fitting if toml.files]
        if len(by_pattern) > 1:
            first, second = (place.name for place, _ in by_pattern[:2])
            raise _refused(path, first, f"has a pattern for {path.name}, and so has {second}")
        if fitting:
            return (by_pattern or fitting)[0]
    return None


def tomls_for(path: Path) -> list[Path]:
    """Every TOML that has a say in how ``path`` is read, or might have; later ones override earlier."""
    partners = [place for folder in _folders(path) for place in _partner_places(folder)]
    return [*reversed(partners), *(place for place in _own_places(path) if place.is_file())]


def _own_places(path: Path) -> tuple[Path, Path]:
    return path.with_suffix(".toml"), path.with_name(f"{path.name}.toml")


def _folders(path: Path) -> Iterator[Path]:
    folder = path.absolute().parent
    yield from (folder, *folder.parents)[:MOST_FOLDERS]


def _partner_places(folder: Path) -> list[Path]:
    """A folder's TOML files for partners, that for all of the folder's files last."""
    try:
        patterned = sorted(place for place in folder.glob(f"*.{PARTNER}") if place.is_file())
    except OSError:  # a folder above the extract's that nobody may list
        return []
    whole = folder / PARTNER
    return [*patterned, whole] if whole.is_file() else patterned


def _read(path: Path, toml: Path) -> MappingToml:
    try:
        return check(MappingToml, bounded_toml.loads(bounded_toml.read_text(toml)))
    except UnicodeDecodeError:
        raise _refused(path, toml.name, "is not in UTF-8") from None
    except OSError as broken:
        raise _refused(path, toml.name, f"could not be opened ({broken.strerror or 'read error'})") from None
    except bounded_toml.NotToml as wrong:
        raise _refused(path, toml.name, f"is not correct TOML {wrong.where}") from None
    except bounded_toml.TooMuchToml as too_much:
        raise _refused(path, toml.name, str(too_much)) from None
    except KeyWrong as slip:
        raise _refused(path, toml.name, _wrong_key(slip.place, slip.kind)) from None


def _wrong_key(place: tuple[int | str, ...], kind: str) -> str:
    # A constant may be of several types; pydantic adds the type it tried to the key.
    parts = (
        place[:3]
        if place[:2] == ("mapping", "constants")
        else place[:2]
        if place[:2] == ("extract", "heading_row")
        else place[:1]
        if place[0] == "files"
        else place
    )
    key = bounded_toml.briefly(".".join(str(part) for part in parts))
    words = {
        "extra_forbidden": "is not a key that may stand here",
        "literal_error": "has a word that it does not know",
        "string_pattern_mismatch": "is no beginning of a staff number, such as NGH-",
    }
    return f"has an error: key '{key}' {words.get(kind, 'has the wrong type')}"


def _refused(path: Path, toml: str, what: str) -> ExtractRefused:
    return ExtractRefused(path.name, f"{toml} {what}.", "Correct the TOML file, or remove it.")
