"""Keys that are figures alone, compared across agencies and files: number 1000 is somebody in each of them.

A number says nothing of whose it is, and a spreadsheet takes its leading zeros. Pseudonyms can be compared
all the same: with the agencies of the rows they stand in, and with those of the same number with other zeros,
which are made while the number is at hand and forgotten at the end of the run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from dashboard.files.column_codes import Coded
from dashboard.intake.anonymise.key_text import bare_number, other_zeros
from dashboard.intake.anonymise.keys import Key
from dashboard.intake.comparing import COVERS_ALL, Answer, Holding, Question
from dashboard.intake.stored_rows import StoredRows
from dashboard.intake.validation.good_rows import CodedColumn, GoodRows, Together
from dashboard.reference.code_lists import NOT_RECORDED
from dashboard.store.contract import Column, Source, Value

#: Of the numbers of a register of several agencies, the share that may be held of others: people move.
MOVED = 0.05
_NOTHING = CodedColumn([None], None)
#: More numbers than this are not looked for with other zeros: where zeros are lost, they are lost of many.
MOST_PADDED = 50_000

_PREFIX = (
    'Nothing was changed. Where each agency has numbers of its own, say person_numbers = "by agency" under '
    "[mapping] in the TOML beside it, or put the agency's letters before its numbers, as in NGH-1000. Where "
    "a number is the same person's in both agencies, put the same letters before it in both."
)
_BY_AGENCY = Answer("mapping", 'person_numbers = "by agency"', "each agency has numbers of its own")
_ZEROS = (
    "Nothing was changed. Send the numbers as text with their zeros: in a spreadsheet format the column as "
    "Text before they are pasted or imported, or send the system's own file without opening it. Where the "
    'file held is the one without zeros, send that one again first, with covers = "all" under [extract] in '
    "its TOML."
)


@dataclass(frozen=True)
class BareKeys:
    """The bare numbers of one file: the agencies of each, and which number another one would be with other
    leading zeros; all by the store's column and by pseudonym."""

    agencies: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict, repr=False)
    padded: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)


def bare_keys(
    source: Source, columns: Iterable[str], rows: GoodRows, stored: StoredRows, key: Key
) -> BareKeys:
    """The bare numbers of ``rows``, which are ``stored``, in the columns of the store called ``columns``.

    The numbers themselves are not in what is given back.
    """
    wanted = set(columns) & set(source.pseudonyms)
    numbers: dict[str, dict[str, str]] = defaultdict(dict)
    agencies: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for column in source.columns:
        if column.target not in wanted or column.name not in rows.columns:
            continue
        seen = agencies[column.target]
        for number, pseudonym, agency in _held_together(rows, stored, column, source.agency):
            if not isinstance(number, str) or not isinstance(pseudonym, str):
                continue
            if pseudonym not in numbers[column.target]:
                if not bare_number(number):
                    continue
                numbers[column.target][pseudonym] = number
            known = seen.setdefault(pseudonym, set())
            if isinstance(agency, str) and agency != NOT_RECORDED:
                known.add(agency)
    padded = {
        column: {
            key.pseudonym(column, other): pseudonym
            for pseudonym, number in list(held.items())[:MOST_PADDED]
            for other in other_zeros(number)
        }
        for column, held in numbers.items()
    }
    frozen = {
        column: {pseudonym: frozenset(known) for pseudonym, known in seen.items()}
        for column, seen in agencies.items()
        if seen
    }
    return BareKeys(frozen, {column: held for column, held in padded.items() if column in frozen})


def _held_together(
    rows: GoodRows, stored: StoredRows, column: Column, agency: str | None
) -> Iterable[tuple[Value, ...]]:
    """What rows hold together as a number, its pseudonym and the agency, each once."""
    sent = rows.columns[column.name]
    of_store = [stored.columns[column.target], stored.columns[agency] if agency else None]
    coded = [
        CodedColumn(each.cells, each.codes) if isinstance(each, Coded) else _NOTHING for each in of_store
    ]
    return Together.of([sent, *coded]).values if len(rows) else ()


@dataclass(frozen=True)
class HeldKey:
    """That a file holds a pseudonym in rows of an agency."""

    file: str
    pseudonym: str
    agency: str


#: Who holds which of the pseudonyms asked about, by the store's column.
HeldKeys = Mapping[str, Sequence[HeldKey]]


def held_keys(
    con: duckdb.DuckDBPyConnection, known: Iterable[Source], wanted: Iterable[BareKeys]
) -> dict[str, list[HeldKey]]:
    """The rows that count of the numbers in ``wanted``, as they are or with other zeros, in all tables."""
    asked: dict[str, set[str]] = defaultdict(set)
    for keys in wanted:
        for column, numbers in keys.agencies.items():
            asked[column] |= {*numbers, *keys.padded[column]}
    there = {name for (name,) in con.execute("SELECT view_name FROM duckdb_views()").fetchall()}
    held: dict[str, list[HeldKey]] = {}
    for column, pseudonyms in asked.items():
        for source in known:
            if column not in source.pseudonyms or not source.agency or source.table not in there:
                continue
            rows = con.execute(
                f'SELECT DISTINCT file, "{column}", {source.agency} FROM {source.table} '
                f'WHERE "{column}" IN (SELECT unnest(?::VARCHAR[])) AND {source.agency} IS NOT NULL',
                [sorted(pseudonyms)],
            ).fetchall()
            held.setdefault(column, []).extend(HeldKey(*row) for row in rows if row[2] != NOT_RECORDED)
    return held


def of_arrival(file: str, keys: BareKeys) -> dict[str, list[HeldKey]]:
    """The bare numbers of a file of this run as if they were held."""
    return {
        column: [
            HeldKey(file, pseudonym, agency)
            for pseudonym, known in numbers.items()
            for agency in sorted(known)
        ]
        for column, numbers in keys.agencies.items()
    }


def questions(
    new: Holding, keys: BareKeys, others: Mapping[str, Holding], held: Iterable[HeldKeys]
) -> list[Question]:
    """What has to be asked about the numbers of ``new``, given who ``held`` them before.

    ``others`` are the files that hold them, by file; a file that ``new`` is sent to replace is not asked
    about, so that a mistake can be mended.
    """
    mended = {
        file for file, other in others.items() if other.extract == new.extract and new.covers == COVERS_ALL
    }
    asked: list[Question] = []
    for column, agencies in keys.agencies.items():
        there = [
            seen for each in held for seen in each.get(column, ()) if seen.file not in mended | {new.file}
        ]
        asked += _of_another_agency(new, agencies, others, there)
        asked += _with_other_zeros(agencies, keys.padded[column], there)
    return asked


def _of_another_agency(
    new: Holding,
    agencies: Mapping[str, frozenset[str]],
    others: Mapping[str, Holding],
    there: Sequence[HeldKey],
) -> list[Question]:
    """A number that is held of other agencies only, and of none of those that the new file gives."""
    elsewhere: dict[str, set[str]] = defaultdict(set)
    files: dict[str, set[str]] = defaultdict(set)
    for seen in there:
        if agencies.get(seen.pseudonym):
            elsewhere[seen.pseudonym].add(seen.agency)
            files[seen.pseudonym].add(seen.file)
    shared = {number for number, known in elsewhere.items() if agencies[number].isdisjoint(known)}
    apart = any(
        file in others and new.of_another_agency(others[file]) for number in shared for file in files[number]
    )
    if not shared or (not apart and len(shared) <= max(1, MOVED * len(agencies))):
        return []
    return [
        Question(
            f"{len(shared):,} of its {len(agencies):,} keys that are figures alone are held of another "
            f"agency ({_whose(elsewhere, shared)}: {_files(files, shared)}), and would count as the same "
            "people.",
            _PREFIX,
            (_BY_AGENCY,),
        )
    ]


def _with_other_zeros(
    agencies: Mapping[str, frozenset[str]], padded: Mapping[str, str], there: Sequence[HeldKey]
) -> list[Question]:
    """A number that the same agency holds with more or fewer leading zeros, and not as it is."""
    as_it_is = {seen.pseudonym for seen in there}
    files: dict[str, set[str]] = defaultdict(set)
    for seen in there:
        number = padded.get(seen.pseudonym)
        if number and number not in as_it_is and (seen.agency in agencies[number] or not agencies[number]):
            files[number].add(seen.file)
    if not files:
        return []
    return [
        Question(
            f"{len(files):,} of its {len(agencies):,} keys that are figures alone are held with other "
            f"leading zeros ({_files(files, files)}): a spreadsheet has taken them in one of the files, and "
            "each person would count twice.",
            _ZEROS,
        )
    ]


def _whose(elsewhere: Mapping[str, set[str]], numbers: Iterable[str]) -> str:
    """The agencies that hold any of ``numbers``, by their codes."""
    return ", ".join(sorted(set().union(*(elsewhere[number] for number in numbers))))


def _files(files: Mapping[str, set[str]], numbers: Iterable[str]) -> str:
    named = sorted(set().union(*(files[number] for number in numbers)))
    return f"file{'s' if len(named) > 1 else ''} {', '.join(named)}"
