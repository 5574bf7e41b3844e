"""Judgements over a column of keys: whether they still tell people, incidents and referrals apart.

A spreadsheet shortens long numbers, takes leading zeros and makes dates of what looks like one; a cell
that went through this is a sound text, and only the column shows that it is nobody's key any more.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable

from dashboard.intake.anonymise.key_text import bare_number, normalise
from dashboard.intake.validation.cells import says_nothing
from dashboard.intake.validation.columns.column_cells import ColumnCells
from dashboard.intake.validation.columns.fillers import stands_for_nobody
from dashboard.intake.validation.columns.verdicts import (
    Doubted,
    NotRecorded,
    ReadAs,
    Refused,
    Surroundings,
    Verdict,
)
from dashboard.intake.validation.table import Cell
from dashboard.reference.code_lists import NOT_RECORDED
from dashboard.store.contract import Treatment, Value

_SHORTENED = re.compile(r"[+-]?\d[.,]\d+e[+-]?\d{1,3}|[+-]?\de\+\d{1,3}", re.ASCII | re.IGNORECASE)
#: How a spreadsheet shows a date without its year, or a month: 12-Mar of MAR12, Mar-24.
_SHOWN = re.compile(
    r"(?:\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:-\d\d)?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)-\d\d)",
    re.ASCII | re.IGNORECASE,
)
_LIKE_SHOWN = re.compile(r"\d{1,2}-[a-z]{3,4}(?:-\d\d)?|[a-z]{3,4}-\d\d", re.ASCII | re.IGNORECASE)
_DECIMAL = re.compile(r"(\d+)\.0+", re.ASCII)
#: Digits that a spreadsheet keeps of a number; what stands behind them has become zeros.
_DIGITS_KEPT = 15
#: A number of so many digits is shown as 1.20001E+11, with so many of them.
_SHORTENED_FROM, _DIGITS_SHOWN = 12, 6
#: From here on a number in a workbook has more digits than it keeps.
_TOO_LONG = 1e15

#: A person has at most so many agencies, roles or places of work in one file. A key with more, new ones in
#: most of its rows, is many people; one with very many is so whatever its rows.
_MOST_FACES = 3
_FACES_FOR_CERTAIN = 8
#: Columns that are dropped at the door and yet tell whether two rows are of one person.
_ABOUT_PEOPLE = frozenset({"name", "email", "phone", "date_of_birth"})
#: Share of the numbers of a file that may stand in rows of two agencies: people change jobs.
_MOVED = 0.05
_FEW_MOVED = 1

#: A key of so many rows, and of this share of all, may be nobody's; so may the only one of so many rows.
_VERY_MANY, _SHARE, _ALONE = 20, 0.25, 10
#: Besides fillers, of which a file has few kinds.
_FEW_KEYS = 20
#: What becomes of letters beyond English where UTF-8 is taken for Windows-1252, or a letter is lost.
_AFTER = re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore"))
_GARBLED = re.compile(f"\ufffd|\u00e2\u20ac|\u00ef\u00bb\u00bf|[\u00c2\u00c3][{_AFTER}]")

_AS_TEXT = (
    "Export them as text: in a spreadsheet format the column as Text before the numbers are pasted or "
    "imported, or send the system's own file without opening it."
)


def shortened(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Refuse keys of which a spreadsheet has kept the first digits only: many people, one key."""
    cut = frozenset(
        place
        for place, cell in enumerate(column.cells)
        if _SHORTENED.fullmatch(column.texts[place]) or _lost_digits(cell, column.texts[place])
    )
    cut |= _written_out(column)
    if not cut:
        return None
    return Refused(
        "keys_shortened",
        f"holds numbers that a spreadsheet has shortened, so that they can no longer be told apart: "
        f"{column.rows_in_words(cut)}.",
        _AS_TEXT,
        cut,
    )


def _lost_digits(cell: Cell, text: str) -> bool:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return abs(cell) >= _TOO_LONG
    return len(text) > _DIGITS_KEPT and text.isdigit() and not text[_DIGITS_KEPT:].strip("0")


def _written_out(column: ColumnCells) -> frozenset[int]:
    """Numbers that were shortened once and written out again with zeros: 1.20001E+11 as 120001000000."""
    long = [
        place for place, text in enumerate(column.texts) if len(text) >= _SHORTENED_FROM and text.isdigit()
    ]
    cut = [place for place in long if 0 < len(column.texts[place].rstrip("0")) <= _DIGITS_SHOWN]
    # A run of numbers may well begin with a round one.
    return frozenset(cut) if 2 * len(cut) > len(long) else frozenset()


def turned_into_dates(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Refuse keys of which a spreadsheet has made dates: 3-4 has become 3 April."""
    dates = column.places(lambda cell: isinstance(cell, datetime.date | datetime.time | datetime.timedelta))
    shown = frozenset(place for place, text in enumerate(column.texts) if _SHOWN.fullmatch(text))
    # Beside SMI-12 and JON-07, MAY-12 is a key as they are.
    if not any(_LIKE_SHOWN.fullmatch(t) for place, t in enumerate(column.texts) if place not in shown):
        dates |= shown
    if not dates:
        return None
    return Refused(
        "keys_turned_into_dates",
        f"holds dates that a spreadsheet has made of keys: {column.rows_in_words(dates)}.",
        _AS_TEXT,
        dates,
    )


def without_decimals(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Read 4000.0 as 4000: a program wrote whole numbers so because some cells of the column are blank."""
    cells: dict[int, Cell] = {}
    for place, text in enumerate(column.texts):
        whole = _DECIMAL.fullmatch(text)
        if whole:
            cells[place] = whole[1]
    return ReadAs(cells) if cells else None


def zeros_lost(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Refuse numbers of which some have kept their leading zeros and others have not."""
    kept: dict[str, int] = {}
    plain: dict[str, int] = {}
    for place, text in enumerate(column.texts):
        whole = _DECIMAL.fullmatch(text)
        key = normalise(whole[1] if whole else text)
        if not key.isdigit() or not key.strip("0"):
            continue
        (kept if key.startswith("0") else plain)[key] = place
    widths = {len(key) for key in kept}
    shorter = {place for key, place in plain.items() if len(widths) == 1 and len(key) < max(widths)}
    twice = {plain[key.lstrip("0")] for key in kept if key.lstrip("0") in plain}
    lost = frozenset(shorter | twice)
    if not lost:
        return None
    return Refused(
        "keys_without_zeros",
        f"has numbers with leading zeros in {column.rows_in_words(frozenset(kept.values()))} and has lost "
        f"them in {column.rows_in_words(lost)}, so one person would count as two.",
        _AS_TEXT,
        lost,
    )


def fillers(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Words, errors and addresses that stand for nobody are no key."""
    nobody = frozenset(
        place
        for place, text in enumerate(column.texts)
        if isinstance(column.cells[place], bool) or (not says_nothing(text) and stands_for_nobody(text))
    )
    return NotRecorded("key_of_nobody", nobody) if nobody else None


def garbled(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """A key with letters that were read in a wrong encoding is another elsewhere, and one of several here."""
    places = frozenset(place for place, text in enumerate(column.texts) if _GARBLED.search(text))
    return NotRecorded("key_garbled", places) if places else None


def very_many_rows(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Doubt a key that stands in all rows, or as a person's in a good part of many."""
    rows: dict[str, int] = defaultdict(int)
    places: dict[str, set[int]] = defaultdict(set)
    for place, text in enumerate(column.texts):
        key = text.casefold()
        rows[key] += column.counts[place]
        places[key].add(place)
    least = max(_VERY_MANY, _SHARE * len(column.codes))
    many = {key for key, count in rows.items() if count >= least and _of_people(column, around)}
    if len(rows) <= _FEW_KEYS:
        somebody = {key for key in rows if not says_nothing(key) and not stands_for_nobody(key)}
        many |= {key for key in somebody if len(somebody) == 1 and rows[key] >= _ALONE}
    many = {key for key in many if not says_nothing(key) and not stands_for_nobody(key)}
    if not many:
        return None
    return Doubted("key_of_very_many_rows", frozenset().union(*(places[key] for key in many)))


def many_faces(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """A key in whose rows stand many people's facts (agency, role, place, name) is nobody's."""
    if not _of_people(column, around):
        return None
    busy = {place for place, rows in column.counts.items() if rows > _MOST_FACES}
    many: set[int] = set()
    for name, other in around.columns.items() if busy else ():
        if not (other.column.quasi_identifier or name in _ABOUT_PEOPLE):
            continue
        faces: dict[int, set[Value]] = defaultdict(set)
        facts = [normalise(fact) if isinstance(fact, str) else fact for fact in around.meaning(name)]
        for place, fact in zip(column.codes, other.codes, strict=True):
            if place in busy and facts[fact] not in {None, NOT_RECORDED}:
                faces[place].add(facts[fact])
        many |= {
            place
            for place, different in faces.items()
            if len(different) >= _FACES_FOR_CERTAIN
            or (len(different) > _MOST_FACES and 2 * len(different) > column.counts[place])
        }
    nobody = frozenset(place for place in many if not says_nothing(column.texts[place]))
    return NotRecorded("key_of_many", nobody) if nobody else None


def several_agencies(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Refuse bare staff numbers that stand in rows of several agencies: each has its own number 1000."""
    agency = next((other for other in around.columns.values() if other.column.codes == "agency"), None)
    if agency is None or not _of_people(column, around):
        return None
    codes = around.meaning(agency.column.name)
    held: dict[int, set[Value]] = defaultdict(set)
    for place, where in zip(column.codes, agency.codes, strict=True):
        if codes[where] not in {None, NOT_RECORDED}:
            held[place].add(codes[where])
    bare = {place for place in held if bare_number(column.texts[place])}
    shared = frozenset(place for place in bare if len(held[place]) > 1)
    if len(shared) <= max(_FEW_MOVED, _MOVED * len(bare)):
        return None
    return Refused(
        "keys_of_several_agencies",
        f"has the same number in rows of different agencies: {column.rows_in_words(shared)}. Where each "
        "agency has numbers of its own, two people would count as one.",
        'Say person_numbers = "by agency" under [mapping] in the TOML beside it, or put the agency\'s '
        "letters before its numbers, as in NGH-1000. Where a number is the same person's everywhere, put "
        "the same letters before all of them.",
        shared,
    )


def _of_people(column: ColumnCells, around: Surroundings) -> bool:
    """Whether the keys are people's, who may stand in many rows: a reference stands in one."""
    return column.column.name in around.record_key and len(around.record_key) > 1


def bare_numbers(column: ColumnCells, leave_out: Iterable[int]) -> bool:
    """Whether most keys of a column are figures alone, so that they may be another agency's too."""
    ignored = set(leave_out)
    keys = [text for place, text in enumerate(column.texts) if text and place not in ignored]
    return bool(keys) and column.column.treatment is Treatment.PSEUDONYM and any(map(bare_number, keys))
