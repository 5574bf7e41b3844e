"""Whoever is erased is found in no byte of the installation, and stays away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard import store
from dashboard.intake import Outcome, keeping, take_in
from dashboard.intake.anonymise.keys import key_for
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from dashboard.store.contract import Treatment
from tests.canaries import dump
from tests.validation.extracts import REFERRAL, bookings, full, write_csv

PERSON = "CNRY-77310-Q"
FORM = dict(sources()["evaluation_forms"].examples[0])
#: The formats whose rows a reference tells apart, but the log, whose rows an incident ties together, too.
REFERENCED = {
    name: source
    for name, source in sources().items()
    if source.record_key == ("reference",) and name != "referral_log"
}
#: Every column of every source whose text becomes a pseudonym.
PSEUDONYMS = sorted({column for source in sources().values() for column in source.pseudonyms})


def rows(where: Installation, table: str) -> int:
    with store.open_for_reading(where.store) as con:
        return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def pseudonyms(where: Installation) -> dict[str, bytes]:
    """What the person is called in each column."""
    with store.open_for_reading(where.store) as con:
        key = key_for(where, store.read_fact(con, "key"))
    return {column: key.pseudonym(column, PERSON).encode() for column in PSEUDONYMS}


def traces(where: Installation) -> dict[str, set[str]]:
    """The columns whose pseudonym of the person can be read in each file, as it is or as a database."""
    called = pseudonyms(where)
    read: dict[str, set[str]] = {}
    for path in where.root.rglob("*"):
        if path.is_file():
            data = path.read_bytes() + (dump(path).encode() if path.suffix == ".duckdb" else b"")
            read[path.name] = {column for column, word in called.items() if word in data}
            if PERSON.lower().encode() in data.lower():
                read[path.name].add("the key itself")
    return {name: columns for name, columns in read.items() if columns}


@pytest.fixture(scope="module")
def planted_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The person in a register (in two versions), a form, a referral, as an incident, and as what each other
    format calls its reference."""
    tmp_path = tmp_path_factory.mktemp("planted")
    where = Installation(root=tmp_path / "data", key_file=tmp_path / "keys" / "test.key")
    person = {"person_key": PERSON}
    register = tmp_path / "register.csv"
    take_in([write_csv(register, [*bookings(12), bookings(1)[0] | person])], where)
    forms = write_csv(tmp_path / "forms.csv", [FORM | person, FORM])
    other = REFERRAL | {"reference": "MS-1", "incident_reference": PERSON}
    referrals = write_csv(tmp_path / "log.csv", [REFERRAL | {"reference": PERSON}, other])
    newer = [*bookings(13, status="No-show", packs="", pocket_guides=""), bookings(1)[0] | person]
    others = [
        write_csv(tmp_path / f"{name}.csv", [{**source.examples[0], "reference": PERSON}, source.examples[1]])
        for name, source in REFERENCED.items()
    ]
    take_in([write_csv(register, newer), forms, referrals, *others], where)
    assert rows(where, "bookings_rows") == 27, "two versions are held"
    return tmp_path


@pytest.fixture
def planted(where: Installation, planted_once: Path, tmp_path: Path) -> Installation:
    """An installation that holds the person."""
    shutil.copytree(planted_once, tmp_path, dirs_exist_ok=True)
    return where


def test_the_search_finds_the_person_before(planted: Installation) -> None:
    assert traces(planted) == {"store.duckdb": set(PSEUDONYMS)}


def test_no_byte_of_the_person_is_left(planted: Installation) -> None:
    leftovers = [planted.store.with_suffix(ending) for ending in (".copy.duckdb", ".new.duckdb")]
    for left in leftovers:  # as an intake that was killed leaves them
        left.write_bytes(planted.store.read_bytes())
        Path(f"{left}.wal").write_bytes(planted.store.read_bytes())
        Path(f"{left}.tmp").mkdir()
        (Path(f"{left}.tmp") / "spilled").write_bytes(planted.store.read_bytes())
    done = keeping.erase(planted, [PERSON])
    assert traces(planted) == {}
    assert not any(left.exists() or Path(f"{left}.wal").exists() for left in leftovers)
    once = dict.fromkeys((*REFERENCED, "evaluation_forms", "referral_log"), 1)
    assert done.rows_by_source == once | {"training_register": 2}
    assert PERSON not in repr(done)


def test_other_people_stay(planted: Installation) -> None:
    """Those of an incident that bears the key too, without what ties them to it."""
    done = keeping.erase(planted, [PERSON])
    assert done.ties_cleared == 1
    kept = {"bookings": 13, "evaluations": 1, "referrals": 1}
    kept |= {source.table: 1 for source in REFERENCED.values()}
    assert {table: rows(planted, table) for table in kept} == kept
    with store.open_for_reading(planted.store) as con:
        assert con.execute("SELECT incident FROM referrals").fetchall() == [(None,)]
        assert con.execute("SELECT sum(rows) FROM file_months").fetchall() == [(27 + len(REFERENCED),)]


def test_a_file_that_names_them_again_does_not_bring_them_back(planted: Installation, tmp_path: Path) -> None:
    keeping.erase(planted, [f" {PERSON.lower()} "])
    newer = [*bookings(15), bookings(1)[0] | {"person_key": PERSON}]
    (report,) = take_in([write_csv(tmp_path / "register.csv", newer)], planted).files
    assert report.outcome is Outcome.REPLACED and report.rows_stored == 15
    assert "1 left out because they are of somebody who was erased" in report.sentences[0]
    assert traces(planted) == {}


@pytest.mark.parametrize("source", [s for s in sources().values() if s.pseudonyms], ids=lambda s: s.name)
def test_a_person_is_found_in_every_column_that_becomes_a_pseudonym(
    where: Installation, tmp_path: Path, source: object
) -> None:
    files = []
    for column in source.columns:  # type: ignore[attr-defined]
        if column.treatment is Treatment.PSEUDONYM:
            row = full(source)  # type: ignore[arg-type]
            heading = next(word for word in (column.name, *column.also) if word in row)
            files.append(write_csv(tmp_path / f"{column.name}.csv", [row | {heading: PERSON}]))
    assert {report.outcome for report in take_in(files, where).files} == {Outcome.STORED}
    assert traces(where) != {}
    keeping.erase(where, [PERSON])
    assert traces(where) == {}


def test_what_still_holds_the_person_is_named(planted: Installation) -> None:
    planted.inbox.mkdir()
    write_csv(planted.inbox / "register.csv", bookings(1, person_key=PERSON))
    done = keeping.erase(planted, [PERSON])
    assert done.still_in == ("inbox/register.csv",)
    assert done.in_inbox == ("register.csv",)


def test_a_key_that_is_not_held_changes_nothing(planted: Installation) -> None:
    before = planted.store.read_bytes()
    for keys in (["nobody"], ["", " "], []):
        with pytest.raises(keeping.NothingHeld, match="Nothing was changed"):
            keeping.erase(planted, keys)
    assert planted.store.read_bytes() == before


def test_what_stays_published_is_said(planted: Installation) -> None:
    stands, anew = keeping.erase(planted, [PERSON]).stays
    assert "Referral log" in stands or "referral" in stands.lower()
    assert "the register keeps what was counted" in stands
    assert "the next one counts what is held then" in anew
