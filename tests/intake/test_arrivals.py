"""Extracts as they really arrive: what replaces what, what stands beside, and what is asked about."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboard import store
from dashboard.intake import FileReport, Outcome, take_in
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from tests.validation.extracts import REFERRAL, bookings, write_csv

CASES = Path(__file__).parent / "arrivals"
HEADCOUNT = dict(sources()["workforce"].examples[0])
DUTY = dict(sources()["home_office_duty_to_notify"].examples[0])


def held(where: Installation, sql: str) -> list[tuple[object, ...]]:
    with store.open_for_reading(where.store) as con:
        return con.execute(sql).fetchall()


def arrive(where: Installation, *paths: Path) -> list[FileReport]:
    return list(take_in(paths, where).files)


def send(where: Installation, path: Path, rows: Sequence[dict[str, str]], covers: str = "") -> FileReport:
    """Write ``path`` with ``rows`` and take it in, with a TOML that says what it ``covers``, if anything."""
    path.parent.mkdir(parents=True, exist_ok=True)
    toml = path.with_suffix(".toml")
    toml.unlink(missing_ok=True)
    if covers:
        toml.write_text(f'[extract]\ncovers = "{covers}"\n', encoding="utf-8")
    return arrive(where, write_csv(path, rows))[0]


def by_month(where: Installation, table: str = "bookings") -> dict[object, object]:
    return dict(held(where, f"SELECT strftime(month, '%Y-%m'), count(*) FROM {table} GROUP BY 1"))


def month(number: int, people: int = 6, **changed: str) -> list[dict[str, str]]:
    return bookings(people, session_date=f"14/{number:02d}/2024", **changed)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A folder of an agency, to write in."""
    folder = tmp_path / "sent"
    shutil.copytree(CASES, folder / "cases")
    return folder


def test_a_log_that_keeps_its_name_and_grows(where: Installation, sent: Path) -> None:
    case = sent / "cases" / "00-referral-log-grows"
    arrive(where, case / "day1" / "referral_log.csv")
    before = held(where, "SELECT record_key FROM referrals ORDER BY 1")
    (report,) = arrive(where, case / "day2" / "referral_log.csv")
    assert report.outcome is Outcome.REPLACED
    assert any("replaces 144 records of an earlier version" in s for s in report.sentences)
    assert held(where, "SELECT count(*) FROM referrals") == [(180,)]
    assert set(before) <= set(held(where, "SELECT record_key FROM referrals"))
    assert held(where, "SELECT count(*) FROM referrals_rows") == [(324,)], "the old version stays"


def test_new_months_under_the_same_name(where: Installation, sent: Path) -> None:
    case = sent / "cases" / "01-increment-same-name"
    arrive(where, case / "day1" / "training.csv")
    (report,) = arrive(where, case / "day2" / "training.csv")
    assert report.outcome is Outcome.STORED
    assert any("held beside it" in s for s in report.sentences)
    assert by_month(where) == {"2024-01": 20, "2024-02": 20}


@pytest.mark.parametrize("together", [True, False])
def test_two_agencies_send_one_name(where: Installation, sent: Path, together: bool) -> None:
    case = sent / "cases" / "02-two-agencies-same-name"
    files = [case / "ngh" / "training.csv", case / "kgh" / "training.csv"]
    # Both count from 1000, which is asked about (test_shared_keys) until a TOML says whose they are: the very
    # lines of the question are the answer.
    if not together:
        arrive(where, files[0])
    asked = arrive(where, *(files if together else files[1:]))[-1]
    assert asked.asked and "held of another agency (acute_hospital_a: file" in asked.sentences[0]
    says, *lines = asked.sentences[2:]
    assert says.startswith("Write this into training.toml beside it")
    files[1].with_suffix(".toml").write_text("\n".join(line.strip() for line in lines), encoding="utf-8")
    assert {one.outcome for one in arrive(where, *files)} <= {Outcome.STORED, Outcome.UNCHANGED}
    counts = "count(*), count(DISTINCT agency), count(DISTINCT person)"
    assert held(where, f"SELECT {counts} FROM bookings") == [(10, 2, 10)]


def test_a_cumulative_file_under_a_new_name_with_corrections(where: Installation, sent: Path) -> None:
    case = sent / "cases" / "15-cumulative-new-name-corrections"
    arrive(where, case / "training_jan.csv")
    before = where.store.read_bytes()
    february = case / "training_feb.csv"
    (report,) = arrive(where, february)
    assert report.outcome is Outcome.REFUSED and report.asked
    assert "Of 6 records held (2024-01; file" in report.sentences[0]
    assert report.sentences[0].endswith("this file has 3 and lacks 3 of 2024-01.")
    assert 'covers = "all"' in report.sentences[1]
    assert where.store.read_bytes() == before
    lines = [line.strip() for line in report.sentences if line.startswith("  ")]
    assert [line.partition("  #")[0] for line in lines] == [
        "[extract]", 'covers = "all"', 'covers = "new months"'
    ]  # fmt: skip
    february.with_suffix(".toml").write_text("\n".join(lines[:2]), encoding="utf-8")
    (report,) = arrive(where, february)
    assert any(s.startswith("3 records") and "withdrawn" in s for s in report.sentences)
    january = "FROM bookings WHERE month = DATE '2024-01-01'"
    assert held(where, f"SELECT count(*), count(DISTINCT person) {january}") == [(5, 5)]
    assert arrive(where, case / "training_jan.csv")[0].outcome is Outcome.UNCHANGED
    assert held(where, f"SELECT count(*) {january}") == [(5,)]


def test_months_that_overlap_in_the_same_records_need_no_question(where: Installation, sent: Path) -> None:
    """A window that moves on: the last quarter each month."""
    send(where, sent / "a.csv", [*month(1), *month(2), *month(3)])
    report = send(where, sent / "b.csv", [*month(2), *month(3), *month(4)])
    assert report.outcome is Outcome.REPLACED
    assert by_month(where) == {f"2024-0{n}": 6 for n in (1, 2, 3, 4)}


def test_new_months_leave_the_others_and_make_their_own_whole(where: Installation, sent: Path) -> None:
    log = sent / "log.csv"
    send(where, log, [*month(1), *month(2)])
    part = [*month(2)[1:], *month(3)]
    assert send(where, log, part).asked
    report = send(where, log, part, covers="new months")
    assert report.outcome is Outcome.REPLACED
    assert by_month(where) == {"2024-01": 6, "2024-02": 5, "2024-03": 6}
    assert any(s.startswith("1 record of that version") for s in report.sentences)


def test_a_file_in_two_parts(where: Installation, sent: Path) -> None:
    whole = [*month(1), *month(2)]
    send(where, sent / "whole.csv", whole)
    parts = [write_csv(sent / f"part{n}.csv", whole[n::2]) for n in (0, 1)]
    assert all(one.asked for one in arrive(where, parts[0])), "by itself half of it would be gone"
    reports = arrive(where, *parts)
    assert {one.outcome for one in reports} == {Outcome.REPLACED}
    assert any("Together with 1 more file" in s for s in reports[0].sentences)
    assert by_month(where) == {"2024-01": 6, "2024-02": 6}
    assert held(where, "SELECT count(*) FROM files WHERE replaced_by IS NOT NULL") == [(1,)]


def test_a_part_that_is_refused_is_no_part(where: Installation, sent: Path) -> None:
    """One half is asked about for a reason of its own: the other alone does not replace the whole."""
    whole = month(1, 12)
    send(where, sent / "whole.csv", whole)
    other = month(2)
    send(where, sent / "other.csv", other)
    halves = write_csv(sent / "h1.csv", whole[:6]), write_csv(sent / "h2.csv", [*whole[6:], *other[1:]])
    assert all(one.asked for one in arrive(where, *halves))
    assert by_month(where) == {"2024-01": 12, "2024-02": 6}


def test_two_files_become_one(where: Installation, sent: Path) -> None:
    for number in (1, 2):
        send(where, sent / f"{number}.csv", month(number))
    report = send(where, sent / "year.csv", [*month(1), *month(2)])
    assert sum("replaces 6 records" in s for s in report.sentences) == 2
    assert by_month(where) == {"2024-01": 6, "2024-02": 6}


def test_an_older_and_a_newer_version_in_one_run(where: Installation, sent: Path) -> None:
    """By name the newer comes first; by what they hold it is the newer all the same."""
    newer = write_csv(
        sent.joinpath("a.csv"), [*month(1, status="No-show", packs="", pocket_guides=""), *month(2)]
    )
    older = write_csv(sent / "b.csv", month(1))
    assert [one.outcome for one in arrive(where, newer, older)] == [Outcome.REPLACED, Outcome.STORED]
    assert held(where, "SELECT DISTINCT status FROM bookings WHERE month = DATE '2024-01-01'") == [
        ("no_show",)
    ]


def test_the_same_records_of_another_agency_are_asked_about(where: Installation, sent: Path) -> None:
    """Bare staff numbers: 1000 of one hospital is not 1000 of the other."""
    send(where, sent / "a.csv", month(1))
    for name in ("a.csv", "b.csv"):
        report = send(where, sent / "west" / name, month(1, agency="Acute hospital B"))
        assert report.asked and "another agency" in report.sentences[0]
    assert held(where, "SELECT DISTINCT agency FROM bookings") == [("acute_hospital_a",)]


@pytest.mark.parametrize("covers", ["", "all", "new months"])
def test_one_wrong_reference_withdraws_nothing_and_is_pointed_at(
    where: Installation, sent: Path, covers: str
) -> None:
    """A reference typed as one of another log, by agencies that both logs name, is one row to mend."""
    logs = {
        name: [{**REFERRAL, "reference": f"{letter}-{number}"} for number in range(1, 12)]
        for name, letter in (("police", "P"), ("councils", "C"))
    }
    for name, rows in logs.items():
        assert send(where, sent / f"{name}.csv", rows).outcome is Outcome.STORED
    slipped = [*logs["police"], {**REFERRAL, "reference": "C-3"}]
    report = send(where, sent / "police.csv", slipped, covers)
    assert report.asked and "which is another extract. Row 13." in report.sentences[0]
    assert not any("C-3" in sentence for sentence in report.sentences)
    assert held(where, "SELECT count(*) FROM referrals") == [(22,)]
    mended = [*logs["police"], {**REFERRAL, "reference": "P-12"}]
    assert send(where, sent / "police.csv", mended, covers).outcome is Outcome.REPLACED
    assert held(where, "SELECT count(*) FROM referrals") == [(23,)]


def test_new_keys_for_the_same_months_are_asked_about(where: Installation, sent: Path) -> None:
    """An agency that changes from staff numbers to e-mails would count everybody twice."""
    send(where, sent / "log.csv", month(1))
    changed = [row | {"person_key": f"{row['person_key']}@example.org"} for row in month(1)]
    assert send(where, sent / "log.csv", changed).asked
    assert send(where, sent / "log.csv", changed, covers="all").outcome is Outcome.REPLACED
    assert by_month(where) == {"2024-01": 6}


def test_a_county_file_is_not_withdrawn_by_one_agencys(where: Installation, sent: Path) -> None:
    county = [
        *month(1),
        *(row | {"agency": "Acute hospital B", "person_key": f"B-{n}"} for n, row in enumerate(month(1))),
    ]
    send(where, sent / "county.csv", county)
    report = send(where, sent / "hospital.csv", month(1)[1:], covers="all")
    assert report.asked and any("the other's name" in s for s in report.sentences)
    assert by_month(where) == {"2024-01": 12}


def test_a_file_with_headings_only_withdraws_nothing(where: Installation, sent: Path) -> None:
    log = sent / "log.csv"
    send(where, log, month(1), covers="all")
    log.write_text(",".join(month(1)[0]) + "\n", encoding="utf-8")
    assert arrive(where, log)[0].outcome is Outcome.REFUSED
    assert by_month(where) == {"2024-01": 6}


def test_a_headcount_of_another_day_of_the_month_is_asked_about(where: Installation, sent: Path) -> None:
    send(where, sent / "spring.csv", [HEADCOUNT])
    report = send(where, sent / "corrected.csv", [HEADCOUNT | {"snapshot_date": "15/03/2024"}])
    assert report.asked and "added up" in report.sentences[0]
    assert send(where, sent / "autumn.csv", [HEADCOUNT | {"snapshot_date": "30/09/2024"}]).outcome == "stored"
    assert by_month(where, "workforce") == {"2024-03": 1, "2024-09": 1}


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_newest_edition_counts_in_whatever_order_they_come(
    where: Installation, sent: Path, newest_first: bool
) -> None:
    editions = [("2024-03-07", "100"), ("2024-06-06", "90")]
    for day, total in sorted(editions, reverse=newest_first):
        path = write_csv(sent / "duty.csv", [DUTY | {"total": total}])
        path.with_suffix(".toml").write_text(f"[extract]\npublished_on = {day}\n", encoding="utf-8")
        assert arrive(where, path)[0].outcome is Outcome.STORED
    assert held(where, "SELECT value FROM comparators") == [(90,)]
    path.with_suffix(".toml").unlink()
    (report,) = arrive(where, write_csv(path, [DUTY | {"total": "80"}]))
    assert report.asked and "published_on" in report.sentences[-1]


def test_a_referral_that_moves_to_another_month_is_one_record(where: Installation, sent: Path) -> None:
    rows = [REFERRAL | {"reference": f"MS-{n}", "date_received": f"0{n}/01/2024"} for n in range(1, 6)]
    rows = [row | {"rg_date": "", "rg_decision": "", "concern_date": ""} for row in rows]
    send(where, sent / "log.csv", rows)
    moved = [rows[0] | {"date_received": "03/02/2024"}, *rows[1:]]
    assert send(where, sent / "log.csv", moved).outcome is Outcome.REPLACED
    assert by_month(where, "referrals") == {"2024-01": 4, "2024-02": 1}
