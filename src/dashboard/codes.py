"""Code lists: the only words that a coded column may hold.

Each list is a CSV in data/reference/codes with ``code,label`` and, where useful, ``also`` (other
spellings, separated by ``|``) and further columns of facts about the code. An installation may
add to a list with a file of the same name in its own ``codes`` folder.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard import settings

NOT_RECORDED = "not_recorded"
OTHER = "other"


def normalise(text: str) -> str:
    """``text`` for comparing headings and codes: lower case, one space between words."""
    return re.sub(r"[^a-z0-9+]+", " ", text.casefold().replace("&", " and ")).strip()


@dataclass(frozen=True)
class CodeList:
    """One list: labels by code in the file's order, spellings to codes, and facts by code."""

    name: str
    labels: Mapping[str, str]
    spellings: Mapping[str, str]
    facts: Mapping[str, Mapping[str, str]]

    def find(self, text: str) -> str | None:
        """The code that ``text`` spells, or None."""
        return self.spellings.get(normalise(text))


def code_list(name: str, own: Path | None = None) -> CodeList:
    """The list ``name``; ``own`` is an installation's folder of additions.

    Raises FileNotFoundError where no such list exists.
    """
    return _read(name, own if own and (own / f"{name}.csv").exists() else None)


def names() -> list[str]:
    """The names of all lists that ship with the project."""
    return sorted(path.stem for path in (settings.REFERENCE / "codes").glob("*.csv"))


@lru_cache(maxsize=128)
def _read(name: str, own: Path | None) -> CodeList:
    files = [settings.REFERENCE / "codes" / f"{name}.csv"]
    if own:
        files.append(own / f"{name}.csv")
    labels: dict[str, str] = {}
    spellings: dict[str, str] = {}
    facts: dict[str, dict[str, str]] = {}
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                code, label = row["code"], row["label"]
                labels[code] = label
                facts[code] = {k: v for k, v in row.items() if k not in {"code", "label", "also"}}
                also = [word for word in (row.get("also") or "").split("|") if word]
                for spelling in (code, label, *also):
                    spellings[normalise(spelling)] = code
    return CodeList(name, labels, spellings, facts)
