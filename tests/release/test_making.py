"""A release is the same for the same store, replaces the pointer in one step, or changes nothing."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import reference, release
from dashboard.intake.sources import sources
from dashboard.publication import NoRelease, Publication
from dashboard.publication.current_release import named_file, now
from dashboard.reference.policies import read_policies
from dashboard.release import HeaderError, ReleaseError, making, writing
from dashboard.release.history import Past
from dashboard.release.register import Register
from dashboard.release.verifying import KEYS
from dashboard.release.workspace import workspace
from dashboard.settings import Installation
from dashboard.store.contract import Treatment
from dashboard.store.writer import StoreUnusable
from tests.conftest import Shared
from tests.release.few_rows import NRM, NRM_FIGURES, few_rows, nrm_release, run_sql, some, training_release
from tests.release.small_store import MADE, add_rows, empty_store

TOMORROW = MADE + datetime.timedelta(days=1)

#: Most releases here are of a few of the indicators: that the others vanish is accepted.
make_release = partial(release.make_release, accept_loss=True)


@pytest.fixture
def copy(shared: Shared, tmp_path: Path) -> Installation:
    """An installation of a few bookings with its release, which a test may change."""
    shutil.copytree(shared(training_release), tmp_path / "copy")
    return Installation(tmp_path / "copy", tmp_path / "unused.key")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def state(where: Installation) -> tuple[list[str], str]:
    return sorted(path.name for path in where.releases.iterdir()), where.pointer.read_text(encoding="utf-8")


def proofs(where: Installation) -> dict[str, bytes]:
    """The certificates of an installation's releases, without the lists that carry a release's day."""
    held = (where.register / "made_up" / "certificates").rglob("*")
    return {
        str(path.relative_to(where.register)): path.read_bytes()
        for path in held
        if path.is_file() and path.suffix != ".json"
    }


def test_same_store_and_code_give_the_same_release(shared: Shared, tmp_path: Path) -> None:
    """To the last byte of each proof. Of nearly every figure: tests/attacks/test_same_page.py."""
    root = shared(nrm_release)
    before, again = Installation(root, root / "unused.key"), few_rows(tmp_path / "again", routes=(NRM,))
    report = make_release(again, made_at=TOMORROW, folder=some(tmp_path / "few", *NRM_FIGURES))
    first = json.loads(before.pointer.read_text(encoding="utf-8"))
    assert report.id.split("-")[-1] == first["id"].split("-")[-1]
    assert report.id.startswith("2024-07-04-")
    assert proofs(again) == proofs(before) != {}
    a, b = (
        Publication(path).frame("SELECT * FROM cells ORDER BY ALL")
        for path in (report.path, named_file(before))
    )
    assert a.equals(b)
    assert not a.empty


def test_a_new_release_keeps_the_old_moves_the_pointer_and_tells_its_progress(
    copy: Installation, tmp_path: Path
) -> None:
    before = named_file(copy)
    earlier = now(copy).release
    folder = some(tmp_path / "few", "attendances", "sessions")
    change(folder / "attendances.sql", "review_date = 2027-06-30", "review_date = 2024-06-30")
    told: list[tuple[str, int, int]] = []
    report = make_release(copy, made_at=TOMORROW, folder=folder, progress=lambda *step: told.append(step))
    assert told[0] == ("Training attendances", 0, 2)
    assert told[-1][1:] == (2, 2)
    assert report.warnings == ("attendances.sql: its words were due for review on 30 June 2024",)
    assert report.to_dict()["path"] == str(report.path)
    assert before.exists()
    assert now(copy).release.id == report.id != earlier.id
    assert earlier.cells("people_trained")["value"].notna().all()  # one that is open stays readable
    lines = (copy.register / "made_up" / "releases.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [earlier.id, report.id]
    assert sorted(path.suffix for path in copy.releases.iterdir()) == [
        ".duckdb",
        ".duckdb",
        ".json",
        ".jsonl",
    ]


#: What a release is written by, each after the one before.
STEPS = ("write_aside", "verify", "no_pseudonym", "prove", "_unchanged")


def test_build_that_fails_on_the_way_changes_nothing(
    copy: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted once, it is written anew for each step that fails; the last failure ends the release."""
    before, write = state(copy), making.write

    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    def fails_at_each_step(*given: Any) -> Any:
        for step in STEPS[:-1]:
            with monkeypatch.context() as patch, pytest.raises(OSError, match="disk is full"):
                patch.setattr(writing, step, fails)
                write(*given)
            assert state(copy) == before, step
        monkeypatch.setattr(writing, STEPS[-1], fails)
        return write(*given)

    monkeypatch.setattr(making, "write", fails_at_each_step)
    with pytest.raises(OSError, match="disk is full"):
        make_release(copy, made_at=TOMORROW, folder=some(tmp_path / "few", "attendances"))
    assert state(copy) == before


def test_pointer_is_whole_even_if_the_machine_stops_before_it_moves(
    copy: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = copy.pointer.read_text(encoding="utf-8")
    real = Path.replace

    def stops(self: Path, target: Path) -> Path:
        if target == copy.pointer:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(writing.Path, "replace", stops)
    with pytest.raises(KeyboardInterrupt):
        make_release(copy, made_at=TOMORROW, folder=some(tmp_path / "few", "attendances"))
    assert copy.pointer.read_text(encoding="utf-8") == before


#: What makes counts unsafe, as SQL on the store, and cells that must then be hidden. Routes are protected
#: each by itself, so one release shows it of all.
UNSAFE = {
    "a small count": (
        "DELETE FROM referrals_rows WHERE route = 'helpline' AND month BETWEEN DATE '2022-05-01' AND "
        "DATE '2022-12-01'",
        ("helpline", "2022"),
    ),
    "no rows at all": (
        "DELETE FROM referrals_rows WHERE route = 'duty_to_notify'",
        ("duty_to_notify", "2023"),
    ),
    "one referring body": (
        "UPDATE referrals_rows SET referring_body = 'childrens_trust' WHERE route = 'police_report'",
        ("police_report", "2023"),
    ),
    "one incident": (
        "UPDATE referrals_rows SET incident = 'one' WHERE route = 'adult_safeguarding'",
        ("adult_safeguarding", "2023"),
    ),
    "the national table": (
        "DELETE FROM referrals_rows WHERE row IN (SELECT row FROM referrals_rows WHERE route = 'nrm' "
        "AND first_responder != 'northamptonshire_police' "
        "AND month BETWEEN DATE '2022-10-01' AND DATE '2022-12-01' ORDER BY row LIMIT 9)",
        ("nrm", "2022-Q4"),
    ),
}


def police_as_published(where: Installation) -> None:
    """Make the store's police referrals agree with the Home Office's 114 people (cited facts)."""
    known = reference.comparators()
    own = known[
        (known["series"] == "nrm_police_referrals") & (known["reporter"] == "northamptonshire_police")
    ]
    own = own[own["period"].str.contains("Q")]
    for period, people in zip(own["period"], own["value"], strict=True):
        first = f"{period[:4]}-{int(period[-1]) * 3 - 2:02d}-01"
        run_sql(
            where,
            "UPDATE referrals_rows SET first_responder = 'ngo' WHERE route = 'nrm' AND row NOT IN "
            "(SELECT row FROM referrals_rows WHERE route = 'nrm' "
            f"AND date_trunc('quarter', month) = DATE '{first}' "
            f"ORDER BY first_responder DESC, row LIMIT {people}) "
            f"AND date_trunc('quarter', month) = DATE '{first}'",
        )


def test_what_is_unsafe_is_hidden_and_the_release_is_made(tmp_path: Path) -> None:
    routes = tuple(route for _, (route, _) in UNSAFE.values())
    where = few_rows(tmp_path / "installation", routes=routes)
    police_as_published(where)
    for sql, _ in UNSAFE.values():
        run_sql(where, sql)
    report = make_release(where, made_at=TOMORROW, folder=some(tmp_path / "few", "concerns", "nrm_referrals"))
    published = Publication(report.path)
    for name, (_, (route, time)) in UNSAFE.items():
        level = "quarter" if "Q" in time else "year"
        cells = published.cells("concerns", route=route, time_level=level, time=time)
        assert list(cells["status"]) == ["c"], name
        assert cells["value"].isna().all(), name
        assert route == "nrm" or (cells["low"] <= 0).all(), name
    assert not report.warnings


def test_indicator_with_an_unknown_policy_falls_under_the_strictest(
    copy: Installation, tmp_path: Path
) -> None:
    folder = some(tmp_path / "few", "attendances")
    change(folder / "attendances.sql", 'policy = "training"', 'policy = "trainig"')
    with pytest.raises(HeaderError, match=r"attendances\.sql.*contributor"):
        make_release(copy, made_at=TOMORROW, folder=folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("SELECT month, sector", "SELECT person, month, sector", "person"),
        ("SELECT month, sector", "SELECT sector", "month"),
        ("FROM bookings", "FROM booking", "SELECT fails"),
    ],
)
def test_select_that_does_not_keep_to_its_header_is_named(
    copy: Installation, tmp_path: Path, old: str, new: str, said: str
) -> None:
    folder = some(tmp_path / "few", "attendances")
    change(folder / "attendances.sql", old, new)
    with pytest.raises(HeaderError, match=said) as told:
        make_release(copy, made_at=TOMORROW, folder=folder)
    assert "attendances.sql" in str(told.value)


def test_code_that_no_list_knows_is_refused(copy: Installation, tmp_path: Path) -> None:
    run_sql(copy, "UPDATE bookings_rows SET sector = 'astrology' WHERE row = 2")
    with pytest.raises(ReleaseError, match="do not add up"):
        make_release(copy, made_at=TOMORROW, folder=some(tmp_path / "few", "attendances"))


def test_pseudonym_in_a_release_is_refused(copy: Installation, tmp_path: Path) -> None:
    run_sql(copy, "UPDATE quarantine SET advice = (SELECT any_value(person) FROM bookings_rows)")
    with pytest.raises(ReleaseError, match=r"bookings.*person"):
        make_release(copy, made_at=TOMORROW, folder=some(tmp_path / "few", "attendances"))


def test_month_that_is_not_over_is_not_counted(copy: Installation, tmp_path: Path) -> None:
    made = datetime.datetime(2024, 6, 20)
    shutil.rmtree(copy.register)  # of a release of July, which counted June
    report = make_release(copy, made_at=made, folder=some(tmp_path / "few", "attendances"))
    assert report.as_of == "2024-05-31"


def test_store_that_holds_nothing_is_said_so(tmp_path: Path) -> None:
    where = Installation(tmp_path, tmp_path / "unused.key")
    with pytest.raises(StoreUnusable, match="dashboard intake"):
        make_release(where)
    empty_store(where.store)
    with pytest.raises(ReleaseError, match="no record"):
        make_release(where)
    with pytest.raises(NoRelease):
        now(where)


def uk_rows() -> Iterable[dict[str, object]]:
    for quarter in range(1, 5):
        for age, people in (("adult", 300), ("child", 100)):
            for location, value in (("uk", people - 10), ("overseas", 10), ("all", people)):
                yield {
                    "series": "nrm_referrals",
                    "reporter": "uk",
                    "period": f"2023-Q{quarter}",
                    "exploitation_type": "all",
                    "age": age,
                    "gender": "all",
                    "location": location,
                    "decision": "all",
                    "value": value,
                }


def test_records_that_no_indicator_counts_are_said_so(tmp_path: Path) -> None:
    where = few_rows(tmp_path / "installation", booked=True)
    with pytest.raises(ReleaseError, match=r"nothing to publish.*dashboard catalogue"):
        make_release(where, made_at=TOMORROW, folder=some(tmp_path / "few", "intelligence_per_staff"))
    with pytest.raises(NoRelease):
        now(where)


def test_a_select_reads_no_file_and_no_network(released: Installation) -> None:
    """An indicator is text that anybody may add: it counts what the store holds and reads nothing else."""
    past = Past(Register(released.root / "no register"))
    with workspace(released, read_policies(), MADE, past) as space:
        for source in (f"read_text('{released.pointer}')", "read_csv('https://127.0.0.1/x.csv')"):
            with pytest.raises(duckdb.Error, match="disabled"):
                space.con.execute(f"SELECT * FROM {source}")


def test_a_mistyped_month_moves_no_day_and_a_home_office_table_takes_the_place_of_cited_facts(
    copy: Installation, tmp_path: Path
) -> None:
    run_sql(copy, "UPDATE bookings_rows SET month = DATE '2042-06-01' WHERE row = 2")
    add_rows(copy.store, "home_office_referrals", uk_rows(), made_up=False)
    report = make_release(
        copy,
        made_at=TOMORROW,
        folder=some(tmp_path / "few", "attendances", "uk_referrals", "police_referrals"),
    )
    assert report.as_of == "2024-06-30"
    publication = Publication(report.path)
    counted = publication.cells("attendances", time_level="all")["value"].iloc[0]
    with duckdb.connect(str(copy.store), read_only=True) as con:
        sql = "SELECT count(*) FROM bookings WHERE status = 'attended' AND month < DATE '2024-07-01'"
        assert con.execute(sql).fetchall() == [(counted,)]
    assert publication.facts["comparators"] == "home_office"
    cells = publication.cells("uk_referrals", geography_level="national", time_level="year")
    assert dict(zip(cells["time"], cells["value"], strict=True)) == {"2023": 1600}
    own = publication.cells("police_referrals", geography_level="force", time_level="quarter")
    assert own["value"].sum() == 114  # this series was not taken in, so its cited facts stand


def test_a_release_is_searched_for_every_pseudonym_of_a_store() -> None:
    kept = {
        column.target
        for source in sources().values()
        for column in source.columns
        if column.treatment is Treatment.PSEUDONYM
    }
    assert {"record_key"} | kept | {key for source in sources().values() for key in source.keys} == set(KEYS)


def test_a_store_made_before_a_format_was_added_is_released(tmp_path: Path) -> None:
    where = few_rows(tmp_path / "data", booked=True)
    run_sql(where, "DROP VIEW orders; DROP TABLE orders_rows")
    folder = some(tmp_path / "indicators", "attendances", "orders")
    made = make_release(where, made_at=MADE, folder=folder)
    assert {str(table["indicator"]) for table in made.tables} == {"attendances"}
