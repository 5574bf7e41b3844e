"""The families in data/reference/families.toml, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from dashboard import settings
from dashboard.files.strict_toml import KeyWrong, Strict, built_by_name, check
from dashboard.reference.policies import read_rules

FILE = settings.REFERENCE / "families.toml"


@dataclass(frozen=True)
class Family:
    """Records that are protected together: see the comments at the head of families.toml."""

    name: str
    title: str
    source: str
    table: str
    unit: str
    contributor: str
    incident: str
    where: Mapping[str, str]
    crosses: Annotated[tuple[tuple[str, ...], ...], Field(min_length=1)]


@dataclass(frozen=True)
class KnownTable:
    """What others have published about some records of a family, as two SELECTs."""

    name: str
    title: str
    family: str
    records: str
    published: str


@dataclass(frozen=True)
class Families:
    """All families and known tables, the code list of each column, and the hash of their file."""

    families: Mapping[str, Family]
    known: Mapping[str, KnownTable]
    columns: Mapping[str, str]
    sha256: str

    def of_source(self, source: str) -> list[Family]:
        """The families of one extract format."""
        return [family for family in self.families.values() if family.source == source]

    def known_of(self, family: str) -> list[KnownTable]:
        """What is known from elsewhere about one family."""
        return [known for known in self.known.values() if known.family == family]


class _File(Strict):
    columns: dict[str, str]
    families: dict[str, dict[str, Any]]
    known: dict[str, dict[str, Any]]


def _families(tables: dict[str, Any], sha256: str) -> Families:
    file = check(_File, tables)
    families = built_by_name(Family, file.families, "families")
    known = built_by_name(KnownTable, file.known, "known")
    for family in families.values():
        for column in sorted({name for cross in family.crosses for name in cross} - set(file.columns)):
            raise KeyWrong(f"[families.{family.name}] crosses names {column!r}, which [columns] does not")
    for fact in known.values():
        if fact.family not in families:
            raise KeyWrong(f"[known.{fact.name}] family {fact.family!r} is not a family here")
    return Families(families, known, file.columns, sha256)


def read_families(path: Path = FILE) -> Families:
    """Read ``path``. Raises PolicyError naming the file and key of whatever is wrong."""
    return read_rules(path, _families)
