"""The policies in data/reference/policies.toml, read strictly."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field

from dashboard import settings
from dashboard.files import bounded_toml
from dashboard.files.strict_toml import KeyWrong, Strict, built_by_name, check, one_of

FILE = settings.REFERENCE / "policies.toml"

_Rules = TypeVar("_Rules")
#: What may come first when not everything can be shown.
USES = ("totals", "longer periods", "larger groups")


class PolicyError(Exception):
    """The policy file cannot be used. The message names the file and the key."""


class Treatment(StrEnum):
    """What is done to a subject's counts, the mildest first.

    The values are the words of policies.toml and of every release made so far, so they stay.
    """

    UNRESTRICTED = "open"
    MINIMUM_BASE = "base"
    SUPPRESSED = "closed"


@dataclass(frozen=True)
class Policy:
    """One policy: see the comments at the head of policies.toml for each key."""

    name: str
    about: str
    treatment: Annotated[str, one_of(Treatment)]
    threshold: int
    marker: str
    minimum_without_largest: int
    incidents: int
    minimum_base: int
    order: list[Annotated[str, one_of(USES)]]
    publication_lag: Annotated[int, Field(ge=0)]
    completeness: Annotated[float, Field(ge=0, lt=1)]
    restatement_months: Annotated[int, Field(ge=0)]
    restatement_years: Annotated[int, Field(ge=0)]

    @property
    def closed(self) -> bool:
        """Whether counts are suppressed: nothing is shown unless it is proved safe."""
        return self.treatment == Treatment.SUPPRESSED

    @property
    def strictness(self) -> tuple[int, int, int, int, int]:
        """Orders policies: the treatment first, then each limit."""
        order = list(Treatment).index(Treatment(self.treatment))
        return (order, self.threshold, self.minimum_without_largest, self.incidents, self.minimum_base)


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


class _File(Strict):
    policies: Annotated[dict[str, dict[str, Any]], Field(min_length=1)]
    subjects: dict[str, dict[str, Any]]


def read_rules(path: Path, build: Callable[[dict[str, Any], str], _Rules]) -> _Rules:
    """What ``build`` makes of the tables of a file of rules and the hash of its bytes.

    Raises PolicyError, naming the file, where it is no TOML or ``build`` raises KeyWrong.
    """
    raw = path.read_bytes()
    try:
        tables = bounded_toml.loads(raw.decode("utf-8"))
    except (bounded_toml.TomlRefused, UnicodeDecodeError) as broken:
        raise PolicyError(f"{path.name} is not valid TOML: {broken}") from broken
    try:
        return build(tables, hashlib.sha256(raw).hexdigest())
    except KeyWrong as slip:
        raise PolicyError(slip.of(path.name)) from slip


def _policies(tables: dict[str, Any], sha256: str) -> Policies:
    file = check(_File, tables)
    return Policies(
        built_by_name(Policy, file.policies, "policies"),
        built_by_name(Subject, file.subjects, "subjects"),
        sha256,
    )


def read_policies(path: Path = FILE) -> Policies:
    """Read ``path``. Raises PolicyError naming the file and key of whatever is wrong."""
    return read_rules(path, _policies)
