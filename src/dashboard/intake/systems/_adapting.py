"""What the adapters share: headings renamed where they stand, columns added, rows of one attendance merged.

A column keeps its place, so that a finding names the letter that the sender sees. One that is not ours is
emptied; what a TOML names by its heading is left to the TOML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.intake.validation.dates import read_date
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Cell, Table, as_text
from dashboard.reference.code_lists import normalise

#: What became of a booking, the best first: of several rows of one attendance the best holds.
BEST_FIRST = ("attended", "walk_in", "booked", "no_show", "cancelled")
_DATE_IN_TITLE = re.compile(
    r"\b(\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9} \d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})\b", re.ASCII | re.I
)
_SLASHES = re.compile(r"(\d{1,2})/\d{1,2}/", re.ASCII)


@dataclass(frozen=True)
class System:
    """How one system's export becomes a format of ours.

    ``marks`` are headings that together no other file has; ``renamed`` gives our column by heading, ``words``
    our code by column and word; ``dropped`` are headings of the system that we do not need. All normalised.
    ``finish`` does the rest.
    """

    title: str
    marks: frozenset[str]
    renamed: Mapping[str, str]
    dropped: frozenset[str] = frozenset()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    finish: Callable[[str, Table, PartnerMapping], Table] = lambda _, table, __: table

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether a table with these headings is an export of the system."""
        return self.marks <= {normalise(words) for words in headings}

    def adapted(self, file: str, table: Table, mapping: PartnerMapping) -> Table:
        """``table`` under our headings, with our words. Raises ExtractRefused where it cannot be ours."""
        by_toml = {normalise(words) for words in (*mapping.renamed.columns.values(), *mapping.renamed.ignore)}
        given = {*mapping.renamed.columns, *mapping.renamed.constants}
        headings = list(table.headings)
        emptied: set[int] = set()
        for place, words in enumerate(headings):
            heading = normalise(words)
            name = self.renamed.get(heading, "")
            if heading in by_toml:
                continue
            if name and name not in given:
                headings[place] = name
            elif name or heading in self.dropped:
                headings[place] = ""
                emptied.add(place)
        rows = tuple((number, _emptied(cells, emptied)) for number, cells in table.rows)
        renamed = replace(table, headings=tuple(headings), rows=rows)
        return self.finish(file, _in_our_words(renamed, self.words, mapping), mapping)


def _emptied(cells: Sequence[Cell], places: set[int]) -> Sequence[Cell]:
    return tuple("" if place in places else cell for place, cell in enumerate(cells))


def _in_our_words(table: Table, words: Mapping[str, Mapping[str, str]], mapping: PartnerMapping) -> Table:
    """Each cell's word as our code, where the TOML does not say what it means."""
    for name, codes in words.items():
        place = place_of(table, name)
        theirs = mapping.words(name)
        if place is not None:
            table = changed(
                table,
                place,
                lambda cell: _code(cell, codes, theirs),  # noqa: B023 - used at once
            )
    return table


def _code(cell: Cell, codes: Mapping[str, str], theirs: Mapping[str, str]) -> Cell:
    text = normalise(as_text(cell))
    return cell if text in theirs else codes.get(text, cell)


def place_of(table: Table, name: str) -> int | None:
    """The place of the column with our heading ``name``."""
    return table.headings.index(name) if name in table.headings else None


def cell_of(cells: Sequence[Cell], place: int | None) -> Cell:
    """One cell of a row; blank where the row is short or there is no such column."""
    return cells[place] if place is not None and place < len(cells) else ""


def changed(table: Table, place: int, change: Callable[[Cell], Cell]) -> Table:
    """``table`` with every cell of one column changed."""
    rows = tuple(
        (number, tuple(change(cell) if at == place else cell for at, cell in enumerate(cells)))
        for number, cells in table.rows
    )
    return replace(table, rows=rows)


def with_column(table: Table, name: str, cells: Sequence[Cell], mapping: PartnerMapping) -> Table:
    """``table`` with a column more at its end, unless it or the TOML has it."""
    if name in table.headings or name in mapping.renamed.constants or name in mapping.renamed.columns:
        return table
    width = len(table.headings)
    rows = tuple(
        (number, (*row[:width], *[""] * (width - len(row)), cell, *row[width:]))
        for (number, row), cell in zip(table.rows, cells, strict=True)
    )
    return replace(table, headings=(*table.headings, name), rows=rows)


def title_and_day(title: str) -> tuple[str, str]:
    """The words of a title without its date, and the date; either may be empty.

    "Spot the signs 6 Oct 2026" is a course and its day.
    """
    match = _DATE_IN_TITLE.search(title)
    if match is None or read_date(match[0]) is None:
        return " ".join(title.split()), ""
    rest = f"{title[: match.start()]} {title[match.end() :]}"
    return " ".join(rest.split()).strip(" -,:|()\u2013"), match[0]


def sure_of_order(file: str, title: str, dates: Sequence[Cell], mapping: PartnerMapping) -> None:
    """Raise ExtractRefused where dates with slashes may be of either order, and no TOML says which.

    These systems write dates as the computer does that made the report: 10/6/2026 is June or October.
    """
    numbers = [match for cell in dates if isinstance(cell, str) and (match := _SLASHES.match(cell))]
    if mapping.renamed.date_order or not numbers or any(int(match[1]) > 12 for match in numbers):
        return
    raise ExtractRefused(
        file,
        f"{file}: {title} writes dates with the day or the month first, and these do not prove which.",
        'Write date_order = "month first" or "day first" under [mapping] in a TOML beside the file.',
    )


def merged(table: Table, key: Sequence[str]) -> Table:
    """``table`` with one row for each key, the one with the best status; the first where they are alike.

    Somebody who cancelled and booked again came, if they came; one row per join is one attendance.
    """
    places = [place_of(table, name) for name in key]
    status = place_of(table, "status")
    best: dict[tuple[str, ...], tuple[int, int, Sequence[Cell]]] = {}
    for number, cells in table.rows:
        parts = tuple(as_text(cell_of(cells, place)).casefold() for place in places)
        if not parts[0]:  # without a person there is nothing to merge by: the row is judged by itself
            parts = (f"row {number}",)
        word = as_text(cell_of(cells, status))
        rank = BEST_FIRST.index(word) if word in BEST_FIRST else len(BEST_FIRST)
        if parts not in best or rank < best[parts][0]:
            best[parts] = (rank, number, cells)
    rows = sorted(((number, cells) for _, number, cells in best.values()), key=lambda row: row[0])
    return replace(table, rows=tuple(rows))
