"""The families in data/reference/families.toml, read strictly."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard import settings
from dashboard.files import bounded_toml
from dashboard.reference.policies import PolicyError

FILE = settings.REFERENCE / "families.toml"

_FAMILY = {
    "title": str,
    "source": str,
    "table": str,
    "unit": str,
    "contributor": str,
    "incident": str,
    "where": dict,
    "crosses": list,
}
_KNOWN = {"title": str, "family": str, "records": str, "published": str}
_WORDS: dict[type, str] = {
    str: "text in quotes",
    dict: "{ column = code }",
    list: "a list of lists of columns",
}


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
    crosses: tuple[tuple[str, ...], ...]


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


def read_families(path: Path = FILE) -> Families:
    """Read ``path``. Raises PolicyError naming the file and key of whatever is wrong."""
    raw = path.read_bytes()
    try:
        tables = bounded_toml.loads(raw.decode("utf-8"))
    except (bounded_toml.TomlRefused, UnicodeDecodeError) as broken:
        raise PolicyError(f"{path.name} is not valid TOML: {broken}") from broken
    _same_keys(path, "the file", tables, {"columns", "families", "known"})
    families = {name: _family(path, name, given) for name, given in tables["families"].items()}
    known = {name: _known(path, name, given) for name, given in tables["known"].items()}
    columns = {str(name): str(code_list) for name, code_list in tables["columns"].items()}
    for family in families.values():
        for column in sorted({name for cross in family.crosses for name in cross} - set(columns)):
            raise PolicyError(
                f"{path.name}: [families.{family.name}] crosses names {column!r}, which [columns] does not"
            )
    for fact in known.values():
        if fact.family not in families:
            raise PolicyError(f"{path.name}: [known.{fact.name}] family {fact.family!r} is not a family here")
    return Families(families, known, columns, hashlib.sha256(raw).hexdigest())


def _family(path: Path, name: str, given: Any) -> Family:
    place = f"[families.{name}]"
    _record(path, place, given, _FAMILY)
    crosses = given["crosses"]
    fine = all(isinstance(cross, list) and all(isinstance(c, str) for c in cross) for cross in crosses)
    if not crosses or not fine:
        raise PolicyError(f"{path.name}: {place} crosses must be a list of lists of columns, one at least")
    if not all(isinstance(code, str) for code in given["where"].values()):
        raise PolicyError(f"{path.name}: {place} where must hold codes in quotes")
    return Family(name=name, **given | {"crosses": tuple(tuple(cross) for cross in crosses)})


def _known(path: Path, name: str, given: Any) -> KnownTable:
    _record(path, f"[known.{name}]", given, _KNOWN)
    return KnownTable(name=name, **given)


def _record(path: Path, place: str, given: Any, wanted: Mapping[str, type]) -> None:
    if not isinstance(given, dict):
        raise PolicyError(f"{path.name}: {place} must be a table of keys")
    _same_keys(path, place, given, set(wanted))
    for key, kind in wanted.items():
        if not isinstance(given[key], kind):
            raise PolicyError(f"{path.name}: {place} {key} must be {_WORDS[kind]}")


def _same_keys(path: Path, place: str, given: Mapping[str, Any], wanted: set[str]) -> None:
    for key in sorted(set(given) - wanted):
        raise PolicyError(f"{path.name}: {place} has an unknown key {key!r}; remove or correct it")
    for key in sorted(wanted - set(given)):
        raise PolicyError(f"{path.name}: {place} lacks the key {key!r}; add it")
