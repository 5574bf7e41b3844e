"""Rows of a sheet that hold no record: totals, headings again, notes below, lines.

A row is furniture only where it cannot be a record: it lacks a column of the record's key, or says the
headings again. A row that could be one is judged as one, so that a person's half-empty row is named for
correction and does not vanish among the notes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from dashboard.files.coded_rows import CodedRows
from dashboard.intake.validation.headings import Rows, texts
from dashboard.intake.validation.recognising import Recognised
from dashboard.intake.validation.table import Cell, Furniture, as_text, blank
from dashboard.reference.code_lists import code_list
from dashboard.store.contract import Blank, Kind

_TOTAL = re.compile(
    r"(?:(?:grand |sub[ -]?|over-?all |final |page |column |running )?totals?|overall)"
    r"(?: (?:for|of|in|by|rows?|records?|number|people|bookings|referrals|attend\w+)\b.*)?(?: ?[:=] ?\d*)?"
    r"|.+[ :,-](?:sub-?)?totals?:?"
    r"|(?:sum|average|mean|median|grand (?:count|sum|average)|.+ (?:count|average|sum)):?",
    re.IGNORECASE,
)
#: Where it begins the first cell of a row, whatever follows ("Subtotal Acute hospital A").
_TOTAL_OF = re.compile(r"(?:grand |sub[ -]?|over-?all )?totals?\b.*", re.IGNORECASE | re.DOTALL)
_NOTE = re.compile(
    r"(?:source|notes?|n\.?b\.?|printed|exported|generated|produced|prepared|created|compiled|downloaded"
    r"|reports?|end of|page|data as at|as at|last updated|updated|copyright|confidential|official|disclaimer"
    r"|applied filters?|filters?|run (?:on|by|date)|number of"
    r"|(?:total )?(?:rows|records|record count|count)\b.{0,12})(?:\W.*)?"
    r"|\d+ (?:rows?|records?|entries)(?:\W.*)?"
    r"|(?:[*\u2020\u2021\u00a9]|\[note|\(?\d{1,2}[.)]) ?\S.*",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(r"[\u00a3$]?[+-]?[\d,. ]+%?", re.ASCII)
_LINE = re.compile(r"[-_=*.~\u2013\u2014 ]{2,}")
_FEWEST_KEYS = 3
#: A note below the records has at most so many cells ("Printed:", "1 March", "by", a name).
_NOTE_CELLS = 4
#: A single cell of so many letters is a sentence.
_SENTENCE = 60


class Judge:
    """Tells furniture from records in the sheet whose columns are ``known``."""

    def __init__(self, known: Recognised, headings: Rows, above: Rows) -> None:
        source, places = known.source, known.places
        self._keys = [places[name] for name in source.record_key if name in places]
        self._needed = [
            places[column.name]
            for column in source.columns
            if column.blank is Blank.REFUSED and column.name in places and not column.as_above
        ]
        # A column that repeats what is above it is no sign of a record, and its blanks are none of furniture.
        above_ones = {places[c.name] for c in source.columns if c.as_above and c.name in places}
        self._keys = [place for place in self._keys if place not in above_ones]
        self._own_keys = self._keys
        # Breakdowns of a published table that have no word for all: a total of them is no figure of its own.
        self._parts_only = {
            places[column.name]
            for column in source.columns
            if source.table == "comparators" and column.name in source.record_key and column.name in places
            if column.kind is Kind.AGE or (column.kind is Kind.CODE and not _knows_total(column.codes))
        }
        if len(self._keys) < _FEWEST_KEYS:
            # In one or two columns a total or a note may stand too: a record has more than them.
            self._keys = list(dict.fromkeys([*self._keys, *self._needed]))
        self._headings = [_folded(cells) for _, cells in headings]
        self._titles = {_alone(cells) for _, cells in above} - {()}
        self._first = [
            {line[place] for line in self._headings if place < len(line)} - {""} for place in self._keys
        ]

    def judge(self, rows: CodedRows[Cell]) -> dict[int, Furniture]:
        """The rows that are furniture, by number."""
        furniture: dict[int, Furniture] = {}
        unsure: list[int] = []
        for place in self._no_plain_records(rows):
            number, cells = rows[place]
            kind = self._kind(cells)
            if kind:
                furniture[number] = kind
            elif cells:
                unsure.append(place)
        furniture.update(self._below(rows, unsure, furniture))
        return furniture

    def _no_plain_records(self, rows: CodedRows[Cell]) -> Sequence[int]:
        """The positions of rows in which a column of the key is blank, or holds a heading or a line."""
        if not self._keys:
            return range(len(rows))
        doubtful: set[int] = set()
        for place, headings in zip(self._keys, self._first, strict=True):
            doubtful.update(rows.positions(place, lambda cell: _no_plain_key(cell, headings)))  # noqa: B023
            if place in self._parts_only:
                doubtful.update(rows.positions(place, _is_word_for_total))
        return sorted(doubtful)

    def _kind(self, cells: Sequence[Cell]) -> Furniture | None:
        filled = {place: as_text(cell) for place, cell in enumerate(cells) if not blank(cell)}
        if not filled:
            return None
        folded = {place: text.casefold() for place, text in filled.items()}
        if any(_again(folded, line) for line in self._headings):
            return Furniture.HEADINGS
        if tuple(filled.values()) in self._titles:
            return Furniture.TITLE
        if all(_LINE.fullmatch(text) for text in filled.values()):
            return Furniture.LINE
        if self._is_total(filled, cells):
            return Furniture.TOTAL
        if len(filled) <= _NOTE_CELLS and self._lacks_key(filled) and self._is_note(filled, cells):
            return Furniture.NOTE
        return None

    def _is_total(self, filled: Mapping[int, str], cells: Sequence[Cell]) -> bool:
        """Whether a cell says total, and the row is no record: beside it only numbers, or mostly blanks."""
        first = min(filled)
        saying = [
            place
            for place, text in filled.items()
            if _TOTAL.fullmatch(text) or (place == first and _TOTAL_OF.fullmatch(text))
        ]
        if not saying:
            return False
        lacking = sum(place not in filled for place in self._needed)
        if 2 * lacking >= len(self._needed) > 0:
            return self._lacks_key(filled)
        if self._parts_only.intersection(saying):
            return True
        others = [place for place in filled if place not in saying]
        numbers = all(
            not isinstance(cells[place], str) or _NUMBER.fullmatch(filled[place]) for place in others
        )
        key = [place for place in self._own_keys if place in filled]
        return numbers and (len(key) < len(self._own_keys) or all(place in saying for place in key))

    def _lacks_key(self, filled: Mapping[int, str]) -> bool:
        """Whether a column is blank that tells one record from another."""
        return any(place not in filled for place in self._keys)

    def _is_note(self, filled: Mapping[int, str], cells: Sequence[Cell]) -> bool:
        first = min(filled)
        return isinstance(cells[first], str) and _NOTE.fullmatch(filled[first]) is not None

    def _below(
        self, rows: Rows, unsure: Sequence[int], furniture: Mapping[int, Furniture]
    ) -> Iterator[tuple[int, Furniture]]:
        """Notes below the last record: single cells with words, after a gap or as long as a sentence."""
        perhaps = {place for place in unsure if _in_words(_alone(rows[place][1]))}
        start = len(rows)
        while start and (start - 1 in perhaps or rows[start - 1][0] in furniture):
            start -= 1
        gap = False
        for place in range(start, len(rows)):
            number = rows[place][0]
            gap = gap or (place > 0 and number - rows[place - 1][0] > 1)
            if number in furniture:
                continue
            gap = gap or len(_alone(rows[place][1])[0]) >= _SENTENCE
            if gap:
                yield number, Furniture.NOTE


def _no_plain_key(cell: Cell, headings: Container[str]) -> bool:
    return isinstance(cell, str) and (not cell[:1].isalnum() or cell.casefold().strip() in headings)


def _knows_total(codes: str) -> bool:
    return code_list(codes).find("Total") is not None


def _is_word_for_total(cell: Cell) -> bool:
    return isinstance(cell, str) and _TOTAL.fullmatch(cell.strip()) is not None


def _in_words(texts: tuple[str, ...]) -> bool:
    return len(texts) == 1 and " " in texts[0]


def _folded(cells: Sequence[Cell]) -> list[str]:
    return [text.casefold() for text in texts(cells)]


def _alone(cells: Sequence[Cell]) -> tuple[str, ...]:
    """What a row says, blanks left out."""
    return tuple(text for text in texts(cells) if text)


def _again(folded: Mapping[int, str], line: Sequence[str]) -> bool:
    """Whether every filled cell says its heading again: two at least, or the only one."""
    same = sum(place < len(line) and line[place] == text for place, text in folded.items())
    return same == len(folded) and same >= min(2, sum(1 for heading in line if heading))
