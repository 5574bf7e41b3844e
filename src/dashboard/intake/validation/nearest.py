"""The word of a code list that is nearest to one that it does not hold.

A word of a coded column may be a slip that holds a name. A report therefore never quotes it: it names the
column, the rows, and the nearest word of ours, which is nobody's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dashboard.files.likeness import ratio, shared_ratio, sorted_ratio
from dashboard.intake.validation.findings import Finding
from dashboard.intake.validation.table import Cell, as_text, letter
from dashboard.reference.code_lists import NOT_RECORDED, CodeList, code_list
from dashboard.reference.spelling import normalise
from dashboard.store.contract import Kind, Source

#: Of 100: below this likeness no word of ours is near enough to be of help.
NEAR = 70.0
#: Different words of one column that are compared: with more of them it holds something else.
MOST_WORDS = 500
#: What each part that one of two words has beyond the other takes away, after the first.
_BEYOND = 6.0
_RULES = frozenset({"unknown_code", "kept_as_other"})


def likeness(text: str, other: str) -> float:
    """0 to 100: how alike two normalised words are, whatever the order of their parts.

    Parts that one of them has beyond the other weigh a little: "safeguarding lead" is near "designated
    safeguarding lead".
    """
    if not text or not other:
        return 0.0
    beyond = abs(text.count(" ") - other.count(" "))
    parts = 0.85 * shared_ratio(text, other) - _BEYOND * max(0, beyond - 1)
    return max(ratio(text, other), sorted_ratio(text, other), parts)


def ranked(text: str, codes: CodeList) -> list[tuple[float, str]]:
    """The codes of a list by the likeness of their nearest spelling to ``text``, the nearest first."""
    heading = normalise(text)
    best: dict[str, float] = {}
    for spelling, code in codes.spellings.items():
        best[code] = max(best.get(code, 0.0), likeness(heading, spelling))
    return sorted(((score, code) for code, score in best.items()), key=lambda pair: -pair[0])


class Nearest:
    """Adds the nearest word of ours to the findings about words that are not of their list."""

    def __init__(self, source: Source, places: Mapping[str, int], own_codes: Path | None) -> None:
        """``places`` are those of the columns in the file."""
        self._lists = {
            letter(places[column.name] + 1): (
                places[column.name],
                code_list(column.codes, own_codes),
                column.kind,
            )
            for column in source.columns
            if column.codes and column.name in places
        }
        self._known: dict[str, dict[str, str]] = {}

    def added(self, finding: Finding, cells_of: Callable[[], Sequence[Cell] | None]) -> Finding:
        """``finding`` with the nearest word in its message, where it is about such a word and one is near.

        ``cells_of`` gives the cells of its row, None where there is no such row any more.
        """
        if finding.rule not in _RULES or finding.letter not in self._lists:
            return finding
        place, codes, kind = self._lists[finding.letter]
        cells = cells_of()
        if cells is None:
            return finding
        text = as_text(cells[place])
        if kind is Kind.CODES:
            text = next((word for word in text.split(";") if word.strip() and not codes.find(word)), "")
        label = self._label(finding.letter, text, codes)
        if not label:
            return finding
        return replace(finding, message=f"{finding.message} The nearest is '{label}'.")

    def _label(self, column: str, text: str, codes: CodeList) -> str:
        known = self._known.setdefault(column, {})
        word = normalise(text)
        if word not in known:
            if len(known) >= MOST_WORDS:
                return ""
            score, code = max(ranked(text, codes), default=(0.0, NOT_RECORDED), key=lambda pair: pair[0])
            known[word] = codes.labels[code] if score >= NEAR else ""
        return known[word]
