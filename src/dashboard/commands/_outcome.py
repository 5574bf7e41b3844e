"""How a subcommand ends."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from json import dumps

FINE = 0
REFUSED = 1
UNUSABLE = 2
INTERRUPTED = 130


class CannotGoOn(Exception):
    """Nothing could be used. The message is for the person at the keyboard: what, where, what to do."""


def rows(count: int) -> str:
    """How many rows, with the verb that a participle follows."""
    return "1 row was" if count == 1 else f"{count:,} rows were"


def as_json(result: object) -> str:
    """``result`` for a scheduler; dates and paths become text."""
    plain = asdict(result) if is_dataclass(result) and not isinstance(result, type) else result
    return dumps(plain, indent=2, ensure_ascii=False, default=str)
