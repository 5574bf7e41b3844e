"""Random arrivals against a slow, obvious model of what is held: plain rows, really deleted."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import store
from dashboard.intake.arrival import Arrival
from dashboard.intake.plan import plan
from dashboard.intake.record_keys import RecordKeys
from dashboard.intake.report import FileReport
from dashboard.intake.sources import sources
from dashboard.intake.validation import Check
from dashboard.intake.writing import Writer
from dashboard.store import versions
from dashboard.store.contract import Value

SOURCE = sources()["training_register"]
BLANK: dict[str, Value] = dict.fromkeys(store.stored_columns(SOURCE))
MONTHS = [datetime.date(2024, number, 1) for number in (1, 2, 3)]


@dataclass(frozen=True)
class Sent:
    """A file as an agency sends it: its name, the agency, what its TOML says, and its records by key."""

    name: str
    agency: str
    covers: str
    rows: dict[str, tuple[datetime.date, str]] = field(hash=False)
    number: int = 0

    def arrival(self) -> Arrival:
        rows = [
            BLANK | {"row": row, "record_key": key, "month": month, "status": status, "agency": self.agency}
            for row, (key, (month, status)) in enumerate(self.rows.items(), 2)
        ]
        digest = hashlib.sha256(repr((self.number, self)).encode()).hexdigest()
        check = Check(
            file=self.name,
            digest=digest,
            source=SOURCE,
            extract_name=self.name,
            made_up=False,
            published_on=None,
            rows=(),
            findings=(),
            rows_read=len(rows),
            rows_set_aside=0,
            covers=self.covers,
        )
        return Arrival(Path(f"{self.number}-{self.name}"), check, False, "", self.name, rows, len(rows))


class Model:
    """What is held, as README says it: files in the order they came, and rows that are replaced deleted."""

    def __init__(self) -> None:
        self.held: list[Sent] = []
        self.said: dict[tuple[str, str], str] = {}

    def arrive(self, new: Sent) -> bool:
        """Whether the file is taken in; otherwise it is asked about and nothing changes."""
        memory = self.said.get((new.name, new.agency), "")
        kept = []
        for old in self.held:
            rest = self._rest(new, old, memory)
            if rest is None:
                return False
            kept.append(replace(old, rows=rest))
        self.held = [*kept, new]
        if new.covers or memory:
            self.said[new.name, new.agency] = new.covers or memory
        return True

    @staticmethod
    def _rest(new: Sent, old: Sent, memory: str) -> dict[str, tuple[datetime.date, str]] | None:
        """The rows of ``old`` that go on counting beside ``new``; None where it has to be asked."""
        if not old.rows:
            return {}
        same_name, same_agency = old.name == new.name, old.agency == new.agency
        shared = [key for key in old.rows if key in new.rows]
        months = {month for month, _ in new.rows.values()}
        here = {key for key, (month, _) in old.rows.items() if month in months}
        if not shared:
            if not (same_name and same_agency):
                return old.rows
            if new.covers == "all":
                return {}
            if new.covers == "new months":
                return {key: row for key, row in old.rows.items() if key not in here}
            return None if here or memory == "all" else old.rows
        if not same_agency and new.covers != "all":
            return None
        lacking = [key for key in old.rows if key not in new.rows]
        gone = any(key in here for key in lacking)
        both = months & {month for month, _ in old.rows.values()}
        least = min(sum(month in both for month, _ in rows.values()) for rows in (new.rows, old.rows))
        if gone and not same_name and len(shared) <= 0.2 * least:
            return None
        says = new.covers or (memory if same_name else "")
        if says != "all" and not gone:
            gone_with_month = {old.rows[key][0] for key in lacking}
            return {key: row for key, row in old.rows.items() if row[0] in gone_with_month}
        if not says:
            return None
        if not same_name and not same_agency:
            return None if gone else _without(old, here)
        if says == "new months":
            return _without(old, here)
        a_month = any(key not in here for key in lacking)
        if not new.covers and (a_month or len(lacking) > 0.2 * len(old.rows)):
            return None
        return {}

    def view(self) -> dict[str, tuple[datetime.date, str]]:
        """The newest row of every record."""
        merged: dict[str, tuple[datetime.date, str]] = {}
        for one in self.held:
            merged |= one.rows
        return merged


def _without(old: Sent, here: set[str]) -> dict[str, tuple[datetime.date, str]]:
    return {key: row for key, row in old.rows.items() if key not in here}


def take_in(con: duckdb.DuckDBPyConnection, *files: Sent) -> list[FileReport]:
    """A run of intake on a store in memory, from what is planned on."""
    arrivals = [one.arrival() for one in files]
    keys = RecordKeys(con, [SOURCE])
    for arrival in arrivals:
        keys.add(arrival)
    planned = plan(arrivals, versions.held_files(con), keys, {})
    writer = Writer(con, f"{max(one.number for one in files):06d}")
    reports = [*planned.settled.values(), *(writer.write(one) for one in planned.writes)]
    store.settle(con)
    return reports


def view(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[datetime.date, str]]:
    rows = con.execute("SELECT record_key, month, status FROM bookings").fetchall()
    return {key: (month, status) for key, month, status in rows}


def refused(reports: list[FileReport]) -> list[FileReport]:
    return [one for one in reports if one.outcome == "refused"]


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect(config={"threads": 1})
    store.create_tables(made, [SOURCE])
    return made


def emptied(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    for table in ("bookings_rows", "files", "file_months"):
        con.execute(f"DELETE FROM {table}")
    return con


KEYS = st.sampled_from([f"{agency}{number}" for agency in "AB" for number in range(4)])
ROWS = st.dictionaries(
    KEYS, st.tuples(st.sampled_from(MONTHS), st.sampled_from(["attended", "booked"])), min_size=1, max_size=6
)
FILES = st.builds(
    Sent,
    name=st.sampled_from(["log", "register"]),
    agency=st.sampled_from(["police", "probation"]),
    covers=st.sampled_from(["", "", "", "all", "new months"]),
    rows=ROWS,
)


@st.composite
def histories(draw: st.DrawFn) -> list[Sent]:
    """Files of which most follow from an earlier one: grown, cut, corrected, renamed, or sent again."""
    files = [draw(FILES)]
    for number in range(1, draw(st.integers(2, 6))):
        base = draw(st.sampled_from(files))
        new = draw(FILES)
        rows = {
            "other": new.rows,
            "grown": base.rows | {key: row for key, row in new.rows.items() if key not in base.rows},
            "corrected": {key: new.rows.get(key, row) for key, row in base.rows.items()},
            "cut": dict(list(base.rows.items())[1:]) or base.rows,
            "months": {key: row for key, row in base.rows.items() if row[0] != MONTHS[0]} or base.rows,
        }[draw(st.sampled_from(["other", "grown", "grown", "corrected", "cut", "months"]))]
        agency = draw(st.sampled_from([base.agency, base.agency, new.agency]))
        name = draw(st.sampled_from([base.name, new.name]))
        files.append(Sent(name, agency, new.covers, rows, number))
    return files


@settings(max_examples=20, deadline=None, derandomize=True)
@given(history=histories())
def test_the_store_holds_what_the_model_holds(con: duckdb.DuckDBPyConnection, history: list[Sent]) -> None:
    model, con = Model(), emptied(con)
    after: dict[str, tuple[datetime.date, str]] = {}
    newest = history[0], after
    for file in history:
        before = after
        taken = model.arrive(file)
        reports = take_in(con, file)
        assert bool(refused(reports)) is not taken
        after = view(con)
        assert after == model.view()
        if not taken:
            assert after == before
            continue
        assert {key: after[key] for key in file.rows} == file.rows, "what is newest counts"
        withdrawn = "withdrawn" in " ".join(reports[0].sentences)
        assert withdrawn or before.keys() <= after.keys(), "no record leaves without a word"
        newest = file, before
    # Taken out again, the last that was taken in leaves nothing behind.
    versions.remove_file(con, newest[0].arrival().file)
    assert view(con) == newest[1]


@settings(max_examples=10, deadline=None, derandomize=True)
@given(history=histories(), other=FILES)
def test_two_files_of_one_run_lose_nothing_without_a_word(
    con: duckdb.DuckDBPyConnection, history: list[Sent], other: Sent
) -> None:
    con = emptied(con)
    for first, second in zip(history[::2], [*history[1::2], replace(other, number=99)], strict=False):
        before = view(con)
        reports = take_in(con, first, second)
        after = view(con)
        withdrawn = any("withdrawn" in " ".join(one.sentences) for one in reports)
        assert withdrawn or before.keys() <= after.keys()
        if len(refused(reports)) == 2:
            assert after == before
        for file in (first, second):
            if file.arrival().file not in {one.file for one in refused(reports)}:
                lost = file.rows.keys() - after.keys()
                assert not lost or withdrawn


def _where(
    rows: dict[str, tuple[datetime.date, str]], sides: list[bool], side: bool
) -> list[tuple[str, tuple[datetime.date, str]]]:
    return [row for row, chosen in zip(rows.items(), sides, strict=False) if chosen is side]


@settings(max_examples=6, deadline=None, derandomize=True)
@given(rows=ROWS, sides=st.lists(st.booleans(), min_size=6, max_size=6))
def test_a_file_and_its_parts_are_the_same(
    con: duckdb.DuckDBPyConnection, rows: dict[str, tuple[datetime.date, str]], sides: list[bool]
) -> None:
    con = emptied(con)
    take_in(con, Sent("log", "police", "", rows))
    parts = [
        Sent(f"part {side}", "police", "", dict(_where(rows, sides, side)), number)
        for number, side in enumerate((True, False), 1)
    ]
    parts = [one for one in parts if one.rows]
    assert not refused(take_in(con, *parts))
    assert view(con) == rows
    assert versions.held_files(con)[0].replaced_by == "+".join(sorted(one.arrival().file for one in parts))
    whole = Sent("log", "police", "", rows, 9)
    assert not refused(take_in(con, whole))
    assert view(con) == rows
    assert {one.replaced_by for one in versions.held_files(con)} == {None, whole.arrival().file}
