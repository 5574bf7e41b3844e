"""The rules of one protection, as numbers: what is small, and how wide each feasibility interval must be."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

#: What stored rules, in reports and certificates, call a limit: those of earlier versions stay readable.
_STORED = {"minimum_without_largest": "dominance"}


class Zeros(StrEnum):
    """Whether a count of nothing is sensitive too."""

    HIDDEN = "hidden"
    SHOWN = "shown"


class Singletons(StrEnum):
    """Extra care that elimination takes for lone contributors. The audit does this work here."""

    NONE = "none"


class RuleError(Exception):
    """A rule cannot be used. The message names the key."""


@dataclass(frozen=True)
class Rules:
    """What one protection must keep.

    ``threshold``: a count below it is never shown. ``zeros``: whether 0 is hidden with them.
    ``minimum_without_largest``: a count may not fall below this without its largest contributor (0: off).
    ``incidents``: the fewest separate incidents behind a count that may be shown (0: off).
    """

    threshold: int = 5
    zeros: Zeros = Zeros.HIDDEN
    minimum_without_largest: int = 3
    incidents: int = 2
    singletons: Singletons = Singletons.NONE

    def __post_init__(self) -> None:
        """Refuse rules that protect nothing."""
        if self.threshold < 1:
            raise RuleError(f"threshold is {self.threshold}; it must be 1 or more")
        if min(self.minimum_without_largest, self.incidents) < 0:
            raise RuleError("minimum_without_largest and incidents must be 0 (off) or more")

    @property
    def smallest_hidden(self) -> int:
        """The smallest count that is sensitive: 0, or 1 where zeros are shown."""
        return 0 if self.zeros is Zeros.HIDDEN else 1

    @property
    def largest_hidden(self) -> int:
        """The largest count that is small: 4 where the threshold is 5."""
        return self.threshold - 1

    def text(self) -> str:
        """The rules as one line of JSON, the same for the same rules."""
        stored = {_STORED.get(name, name): value for name, value in asdict(self).items()}
        return json.dumps(stored, sort_keys=True)


def rules_from(settings: dict[str, Any]) -> Rules:
    """Rules from plain data. Raises RuleError for a key that is unknown or missing."""
    known = {_STORED.get(field.name, field.name) for field in fields(Rules)}
    if wrong := sorted(known ^ set(settings)):
        raise RuleError(
            f"rules: unknown or missing {', '.join(wrong)}; the keys are {', '.join(sorted(known))}"
        )
    return Rules(
        threshold=int(settings["threshold"]),
        zeros=Zeros(settings["zeros"]),
        minimum_without_largest=int(settings["dominance"]),
        incidents=int(settings["incidents"]),
        singletons=Singletons(settings["singletons"]),
    )
