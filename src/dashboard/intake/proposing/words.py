"""Which words of a coded column are not ours, how often they stand there, and what they most likely mean."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.nearest import NEAR, ranked
from dashboard.intake.validation.table import Cell, as_text
from dashboard.reference.code_lists import code_list
from dashboard.reference.spelling import normalise
from dashboard.store.contract import Column, Kind

#: Of 100: from here on a word is mapped, where no other code is within MARGIN of it.
SURE = 86.0
MARGIN = 6.0
#: A column with more different words than these, or longer ones, holds no words of a list: none is shown.
MOST_WORDS = 80
LONGEST = 80
_YEARS = re.compile(r"(?:aged? )?\d{1,3}(?: ?(?:years?|yrs?|y)(?: old)?)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """A partner's word, in how many rows, and the nearest code with its label; both empty where none is near.

    ``kept`` says that its rows are kept all the same, as "Other".
    """

    text: str
    rows: int
    code: str
    label: str
    sure: bool
    kept: bool = False


def unknown_words(
    cells: Counter[Cell], column: Column, mapping: PartnerMapping, own_codes: Path | None
) -> tuple[Word, ...]:
    """The words of one column that no code list and no mapping knows, most frequent first.

    None where the column holds other things than words of a list: they might be a person's.
    """
    codes = code_list(column.codes, own_codes)
    known = mapping.words(column.name)
    counted: Counter[str] = Counter()
    for cell, rows in cells.items():
        text = as_text(cell)
        for word in text.split(";") if column.kind is Kind.CODES else [text]:
            spelled = normalise(word)
            years = column.kind is Kind.AGE and _YEARS.fullmatch(word.strip())
            if spelled and spelled not in known and not codes.find(word) and not years:
                counted[word.strip()] += rows
    if len(counted) > MOST_WORDS or any(_not_a_word(word) for word in counted):
        return ()
    listed = []
    for word, rows in counted.most_common():
        (score, code), *others = ranked(word, codes)
        second = others[0][0] if others else 0.0
        near = score >= NEAR
        sure = score >= SURE and score - second >= MARGIN
        label = codes.labels[code] if near else ""
        listed.append(Word(word, rows, code if near else "", label, sure, column.other_allowed))
    return tuple(listed)


def _not_a_word(text: str) -> bool:
    return len(text) > LONGEST or "@" in text or sum(letter.isdigit() for letter in text) > 6
