"""What the adapters share: headings renamed where they stand, columns added, rows of one attendance merged.

A column keeps its place, so that a finding names the letter that the sender sees. One that is not ours is
emptied; what a TOML names by its heading is left to the TOML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.intake.validation.cells import says_nothing
from dashboard.intake.validation.dates import read_date
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Cell, Furniture, Table, as_text
from dashboard.reference.spelling import normalise


class OrderUnsure(ExtractRefused):
    """Only the order of day and month is missing before the file can be read."""


#: What became of a booking, the best first: of several rows of one attendance the best holds.
BEST_FIRST = ("attended", "walk_in", "booked", "no_show", "cancelled")
_DATE_IN_TITLE = re.compile(
    r"\b(\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9} \d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})\b", re.ASCII | re.I
)
#: What stands beside a date in a title and is of it: the day of the week, the time, "on".
_OF_DATE = (
    r"(?:(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|\d{1,2}(?:[:.]\d{2})? ?[ap]m"
    r"|\d{1,2}[:.]\d{2}|on|at|from|to|until)"
)
_BEFORE_DATE = re.compile(rf"(?:(?<![^\W\d_]){_OF_DATE}\W*)+$", re.ASCII | re.IGNORECASE)
_AFTER_DATE = re.compile(rf"^(?:\W*{_OF_DATE}(?![^\W\d_]))+", re.ASCII | re.IGNORECASE)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/", re.ASCII)


@dataclass(frozen=True)
class System:
    """How one system's export becomes a format of ours.

    ``marks`` are headings that together no other file has, with one of ``any_of`` where there are any;
    ``renamed`` gives our column by heading, ``words`` our code by column and word; ``dropped`` are headings
    that we do not need. All normalised. Of several headings of one column the first of ``renamed`` that says
    something holds. ``prepare`` sees the table as it came, ``finish`` does the rest.
    """

    title: str
    marks: frozenset[str]
    renamed: Mapping[str, str]
    dropped: frozenset[str] = frozenset()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    finish: Callable[[str, Table, PartnerMapping], Table] = lambda _, table, __: table
    any_of: frozenset[str] = frozenset()
    prepare: Callable[[Table], Table] = lambda table: table

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether a table with these headings is an export of the system."""
        normal = {normalise(words) for words in headings}
        return self.marks <= normal and (not self.any_of or bool(self.any_of & normal))

    def adapted(self, file: str, table: Table, mapping: PartnerMapping) -> Table:
        """``table`` under our headings, with our words. Raises ExtractRefused where it cannot be ours."""
        table = self.prepare(table)
        by_toml = {normalise(words) for words in (*mapping.renamed.columns.values(), *mapping.renamed.ignore)}
        ours = self._places(table, by_toml, {*mapping.renamed.columns, *mapping.renamed.constants})
        headings = list(table.headings)
        emptied: set[int] = set()
        for place, words in enumerate(headings):
            heading = normalise(words)
            if heading in by_toml:
                continue
            if place in ours:
                headings[place] = ours[place]
            elif heading in self.renamed or heading in self.dropped:
                headings[place] = ""
                emptied.add(place)
        rows = tuple((number, _emptied(cells, emptied)) for number, cells in table.rows)
        renamed = replace(table, headings=tuple(headings), rows=rows)
        return self.finish(file, _in_our_words(renamed, self.words, mapping), mapping)

    def _places(self, table: Table, by_toml: Collection[str], given: Collection[str]) -> dict[int, str]:
        """Our columns by their places: of several headings the first that says something in any row."""
        normal = [normalise(words) for words in table.headings]
        places: dict[str, list[int]] = {}
        for heading, name in self.renamed.items():
            if heading in normal and heading not in by_toml and name not in given:
                places.setdefault(name, []).append(normal.index(heading))
        return {
            next((at for at in headed if _says(table, at)), headed[0]): name
            for name, headed in places.items()
        }


def _says(table: Table, place: int) -> bool:
    """Whether any cell of a column says something."""
    return any(not says_nothing(as_text(cell_of(cells, place))) for _, cells in table.rows)


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
    before = _BEFORE_DATE.sub(" ", title[: match.start()])
    after = _AFTER_DATE.sub(" ", title[match.end() :])
    rest = re.sub(r"\(\W*\)", " ", f"{before} {after}")
    return " ".join(rest.split()).strip(" -,:;|()\u2013\u2014"), match[0]


def sure_of_order(file: str, title: str, dates: Sequence[Cell], mapping: PartnerMapping) -> None:
    """Raise ExtractRefused where dates with slashes may be of either order, and no TOML says which.

    These systems write dates as the computer does that made the report: 10/6/2026 is June or October.
    """
    numbers = [match for cell in dates if isinstance(cell, str) and (match := _SLASHES.match(cell))]
    # A column that proves that the month stands first is refused as a column, with its proof.
    proven = any(int(match[1]) > 12 or int(match[2]) > 12 for match in numbers)
    if mapping.renamed.date_order or not numbers or proven:
        return
    raise OrderUnsure(
        file,
        f"{file}: {title} writes dates with the day or the month first, and these do not prove which.",
        'Write date_order = "month first" or "day first" under [mapping] in a TOML beside the file.',
    )


def merged(table: Table, key: Sequence[str]) -> Table:
    """``table`` with one record for each key, the row with the best status; the first where they are alike.

    Somebody who cancelled and booked again came, if they came; one row per join is one attendance. The other
    rows stay, as furniture.
    """
    places = [place_of(table, name) for name in key]
    status = place_of(table, "status")
    best: dict[tuple[str, ...], tuple[int, int]] = {}
    for number, cells in table.rows:
        if number in table.furniture:
            continue
        parts = tuple(as_text(cell_of(cells, place)).casefold() for place in places)
        if not parts[0]:  # without a person there is nothing to merge by: the row is judged by itself
            parts = (f"row {number}",)
        word = as_text(cell_of(cells, status))
        rank = BEST_FIRST.index(word) if word in BEST_FIRST else len(BEST_FIRST)
        if parts not in best or rank < best[parts][0]:
            best[parts] = (rank, number)
    kept = {number for _, number in best.values()}
    joined = {number for number, _ in table.rows} - kept - set(table.furniture)
    return set_apart(table, dict.fromkeys(joined, Furniture.JOINED))


def set_apart(table: Table, rows: Mapping[int, Furniture]) -> Table:
    """``table`` with some of its rows, by number, as rows that hold no record of ours."""
    return replace(table, furniture={**table.furniture, **rows})
