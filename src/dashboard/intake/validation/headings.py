"""Where the headings of a sheet are: below titles and notes, in one row or two, by what a format knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dashboard.files.coded_rows import CodedRows
from dashboard.intake.validation.recognising import Plain, Recognised, Spelled, fit_spelled
from dashboard.intake.validation.table import Cell, Table, as_text, blank

#: Rows that are not blank, among which the headings are looked for.
FIRST_ROWS = 20
#: With fewer columns a row above the headings may be a small summary, or anything.
_FEWEST = 3

Rows = Sequence[tuple[int, Sequence[Cell]]]


@dataclass(frozen=True)
class Headings:
    """The heading rows by their places among the rows of a sheet, and what they say together.

    ``known`` is the format that they fit best; where there is none, they are the first row.
    """

    # Left out of repr, so that no log or traceback can show what may be a person's.
    words: tuple[str, ...] = field(repr=False)
    places: tuple[int, ...]
    known: Recognised | None = None
    #: The place of a row above them that is all headings of a format too: another table.
    other: int | None = None

    @property
    def looks_like(self) -> bool:
        """Whether the words are meant to be those of a format."""
        return self.known is not None

    @property
    def likeness(self) -> float:
        """How well they fit, 0 to 1."""
        return self.known.likeness if self.known else 0.0

    @property
    def columns(self) -> int:
        """How many columns of the format they name."""
        return len(self.known.places) if self.known else 0


def find(rows: CodedRows[Cell], spelled: Sequence[Spelled]) -> Headings:
    """The headings among the first of ``rows`` that fit one of the formats best.

    Two rows are joined only where that fits better than either of them: a row of records stays one. Headings
    that come again are never better than the first, or the records between them would stand above the table.
    """
    used = _used_below(rows)
    plains = Plain()
    best: Headings | None = None
    seen: set[tuple[str, ...]] = set()
    for first in range(min(FIRST_ROWS, len(rows))):
        words = texts(rows[first][1])
        again = tuple(text.casefold() for text in words if text)
        compared = frozenset(plains[word] for word in words)
        for source in spelled if again not in seen else ():
            if not source.names_any(compared):
                continue
            best = _better(best, Headings(words, (first,)), used[first], source, plains)
        seen.add(again)
    if best and best.likeness == 1.0:
        return replace(best, other=_another(rows, best.places[0], used, spelled, plains))
    for first in range(min(FIRST_ROWS, len(rows)) - 1):
        upper, lower = texts(rows[first][1]), texts(rows[first + 1][1])
        if sum(map(bool, lower)) < 2 or any(not isinstance(cell, str) for cell in rows[first + 1][1]):
            continue  # a title or note; a number is no heading
        for source in spelled:
            together = Headings(joined(upper, lower, source, plains), (first, first + 1))
            better = _better(best, together, used[first + 1], source, plains)
            if better is not best and better and (best is None or better.columns > best.columns):
                best = better
    return best or Headings(texts(rows[0][1]), (0,))


def _another(
    rows: CodedRows[Cell],
    below: int,
    used: Sequence[frozenset[int]],
    spelled: Sequence[Spelled],
    plains: Plain,
) -> int | None:
    """The place of a row above that at ``below`` that names every column of a format, with rows between."""
    for place in range(below - 1):
        words = texts(rows[place][1])
        table = Table(words, 0, (), used=used[place])
        fits = [fit_spelled(words, table, source, plains) for source in spelled]
        if any(known.looks_like and not known.missing and len(known.places) >= _FEWEST for known in fits):
            return place
    return None


def stated(rows: CodedRows[Cell], numbers: Sequence[int], spelled: Sequence[Spelled]) -> Headings | None:
    """The headings in the rows that the TOML gives by number; None where one of them is blank."""
    there = rows.numbers.tolist()
    if any(number not in there for number in numbers):
        return None
    places = tuple(there.index(number) for number in numbers)
    lines = [texts(rows[place][1]) for place in places]
    plains = Plain()
    used = frozenset(_filled(rows[places[-1] + 1 :]))
    best: Headings | None = None
    for source in spelled:
        words = joined(lines[0], lines[1], source, plains) if len(lines) > 1 else lines[0]
        best = _better(best, Headings(words, places), used, source, plains)
    return best or Headings(lines[-1], places)


def _better(
    best: Headings | None, tried: Headings, used: frozenset[int], spelled: Spelled, plains: Plain
) -> Headings | None:
    """Whichever fits better; nothing that does not look like a format."""
    known = fit_spelled(tried.words, Table(tried.words, 0, (), used=used), spelled, plains)
    if not known.looks_like or (best and known.likeness <= best.likeness):
        return best
    first = best.known if best and best.places[0] < tried.places[0] else None
    if first and first.source is known.source and first.places.keys() >= known.places.keys():
        return best
    return Headings(tried.words, tried.places, known)


def texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The cells of a heading row as text."""
    return tuple(as_text(cell) for cell in cells)


def joined(upper: Sequence[str], lower: Sequence[str], spelled: Spelled, plains: Plain) -> tuple[str, ...]:
    """Two heading rows as one; a label above stands for the columns to its right until the next.

    Of the two together, the lower and the upper alone, the first that the format knows is taken.
    """
    parts: list[str] = []
    taken: set[str] = set()
    label = ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else ""
        below = lower[place] if place < len(lower) else ""
        label = above or label
        choices = [f"{label} {below}".strip() if below else above, below, above]
        names = [(spelled.column(plains[words]), words) for words in choices if words]
        known = next(((name, words) for name, words in names if name and name not in taken), None)
        if known:
            taken.add(str(known[0]))
        parts.append(known[1] if known else f"{above} {below}".strip())
    return tuple(parts)


def _used_below(rows: CodedRows[Cell]) -> list[frozenset[int]]:
    """For each of the first rows, the places that any row below it fills."""
    below: set[int] = _filled(rows[FIRST_ROWS:])
    used: list[frozenset[int]] = []
    for _, cells in reversed(rows[:FIRST_ROWS]):
        used.append(frozenset(below))
        below |= {place for place, cell in enumerate(cells) if not blank(cell)}
    return used[::-1]


def _filled(rows: CodedRows[Cell]) -> set[int]:
    """The places that any of the rows fills."""
    filled = {place for place in range(rows.width) if rows.holds(place, lambda cell: not blank(cell))}
    for _, cells in rows.longer():
        filled |= {place for place, cell in enumerate(cells, rows.width) if not blank(cell)}
    return filled
