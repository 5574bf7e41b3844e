"""The policies in data/reference/policies.toml, read strictly."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from dashboard import settings
from dashboard.files import bounded_toml

FILE = settings.REFERENCE / "policies.toml"

_WORDS = {
    "str": "text in quotes",
    "int": "whole number",
    "float": "number with a point",
    "list": "list of words in quotes",
}
#: What may come first when not everything can be shown.
USES = ("totals", "longer periods", "larger groups")


class PolicyError(Exception):
    """The policy file cannot be used. The message names the file and the key."""


class Treatment(StrEnum):
    """What is done to a subject's counts, the mildest first."""

    OPEN = "open"
    BASE = "base"
    CLOSED = "closed"


@dataclass(frozen=True)
class Policy:
    """One policy: see the comments at the head of policies.toml for each key."""

    name: str
    about: str
    treatment: str
    threshold: int
    marker: str
    dominance: int
    incidents: int
    minimum_base: int
    order: list[str]
    publication_lag: int
    completeness: float
    restatement_months: int
    restatement_years: int

    @property
    def closed(self) -> bool:
        """Whether the full treatment holds: nothing is shown unless it is safe."""
        return self.treatment == Treatment.CLOSED

    @property
    def strictness(self) -> tuple[int, int, int, int, int]:
        """Orders policies: the treatment first, then each limit."""
        order = list(Treatment).index(Treatment(self.treatment))
        return (order, self.threshold, self.dominance, self.incidents, self.minimum_base)


@dataclass(frozen=True)
class Subject:
    """One extract format, as a page names it and a policy protects it."""

    name: str
    title: str
    policy: str
    table: str
    rows: str


@dataclass(frozen=True)
class Policies:
    """All policies and subjects, and the hash of the file that they came from."""

    policies: Mapping[str, Policy]
    subjects: Mapping[str, Subject]
    sha256: str

    @property
    def strictest(self) -> Policy:
        """The policy for whatever names none that exists."""
        return max(self.policies.values(), key=lambda policy: policy.strictness)

    def policy(self, name: str) -> Policy:
        """The policy called ``name``, else the strictest."""
        return self.policies.get(name, self.strictest)

    def of_source(self, name: str) -> Policy:
        """The policy of an extract format, else the strictest."""
        subject = self.subjects.get(name)
        return self.policy(subject.policy) if subject else self.strictest

    def title(self, name: str) -> str:
        """The words for an extract format; its own name where the file has none."""
        subject = self.subjects.get(name)
        return subject.title if subject else name.replace("_", " ").capitalize()


_Record = TypeVar("_Record", Policy, Subject)


def read_policies(path: Path = FILE) -> Policies:
    """Read ``path``. Raises PolicyError naming the file and key of whatever is wrong."""
    raw = path.read_bytes()
    try:
        tables = bounded_toml.loads(raw.decode("utf-8"))
    except (bounded_toml.TomlRefused, UnicodeDecodeError) as broken:
        raise PolicyError(f"{path.name} is not valid TOML: {broken}") from broken
    _same_keys(path, "the file", tables, {"policies", "subjects"})
    policies = {
        name: _record(Policy, path, "policies", name, given) for name, given in tables["policies"].items()
    }
    subjects = {
        name: _record(Subject, path, "subjects", name, given) for name, given in tables["subjects"].items()
    }
    if not policies:
        raise PolicyError(f"{path.name} holds no policy: add at least one under [policies.<name>]")
    for policy in policies.values():
        if policy.treatment not in list(Treatment):
            raise PolicyError(
                f"{path.name}: policies.{policy.name}.treatment is {policy.treatment!r}; "
                f"use one of {', '.join(Treatment)}"
            )
        if unknown := sorted(map(str, set(policy.order) - set(USES))):
            raise PolicyError(
                f"{path.name}: policies.{policy.name}.order holds {', '.join(unknown)}; use {', '.join(USES)}"
            )
        if min(policy.publication_lag, policy.restatement_months, policy.restatement_years) < 0:
            raise PolicyError(f"{path.name}: policies.{policy.name}: months and years are 0 or more")
        if not 0 <= policy.completeness < 1:
            raise PolicyError(
                f"{path.name}: policies.{policy.name}: completeness is a share from 0.0 to under 1.0"
            )
    return Policies(policies, subjects, hashlib.sha256(raw).hexdigest())


def _record(kind: type[_Record], path: Path, group: str, name: str, given: Any) -> _Record:
    place = f"[{group}.{name}]"
    if not isinstance(given, dict):
        raise PolicyError(f"{path.name}: {place} must be a table of keys")
    types = {field.name: field.type for field in fields(kind) if field.name != "name"}
    _same_keys(path, place, given, set(types))
    for key, wanted in types.items():
        kind_of = str(wanted).partition("[")[0]
        if type(given[key]).__name__ != kind_of:
            raise PolicyError(f"{path.name}: {place} {key} must be a {_WORDS[kind_of]}")
    return kind(name=name, **given)


def _same_keys(path: Path, place: str, given: Mapping[str, Any], wanted: set[str]) -> None:
    for key in sorted(set(given) - wanted):
        raise PolicyError(f"{path.name}: {place} has an unknown key {key!r}; remove or correct it")
    for key in sorted(wanted - set(given)):
        raise PolicyError(f"{path.name}: {place} lacks the key {key!r}; add it")
