"""Judgements over the ways in which one column spells its keys: one person is one, whoever typed the row."""

from __future__ import annotations

import re
from collections import defaultdict

from dashboard.intake.anonymise.key_text import normalise
from dashboard.intake.validation.columns.column_cells import ColumnCells
from dashboard.intake.validation.columns.verdicts import Doubted, NotRecorded, ReadAs, Surroundings, Verdict
from dashboard.intake.validation.table import Cell

#: An address as a mail program copies it: Smith, Jane <jane.smith@nhs.net>.
_ADDRESS = re.compile(r"[^<>()@]*[<(]\s*(?:mailto:)?([^\s<>()@;,]+@[^\s<>()@;,]+)\s*[>)]", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+", re.ASCII)
_SEVERAL = re.compile(r"[^;&]*\d[^;&]*(?:[;&]+[^;&]*\d[^;&]*)+|[^@]+@[^@]+[;,& ][^@]*@.+", re.ASCII)
#: What people put between the parts of a key, or leave out.
_BETWEEN = str.maketrans("", "", " -_/")


def bare_of_format(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Read an address without the name before it, and 12,345 without the comma of its format."""
    cells: dict[int, Cell] = {}
    for place, text in enumerate(column.texts):
        address = _ADDRESS.fullmatch(text) if "@" in text else None
        if address:
            cells[place] = address[1]
        elif "," in text and _THOUSANDS.fullmatch(text):
            cells[place] = text.replace(",", "")
    return ReadAs(cells) if cells else None


def several_in_a_cell(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Several keys in one cell are none of them."""
    places = frozenset(place for place, text in enumerate(column.texts) if _SEVERAL.fullmatch(text))
    return NotRecorded("several_keys", places) if places else None


def spelled_in_two_ways(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Doubt keys that differ in spaces, hyphens and slashes alone: SN 1001 is likely to be SN-1001."""
    folded = {text.casefold() for text in column.texts}
    if all(map(str.isascii, folded)) and len({text.translate(_BETWEEN) for text in folded}) == len(folded):
        return None  # of a million keys each need not be looked at
    spelled: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for place, text in enumerate(column.texts):
        key = normalise(text)
        spelled[key.translate(_BETWEEN)][key].add(place)
    places = [
        place
        for bare, ways in spelled.items()
        if bare and len(ways) > 1
        for way in ways.values()
        for place in way
    ]
    return Doubted("key_in_two_ways", frozenset(places)) if places else None
