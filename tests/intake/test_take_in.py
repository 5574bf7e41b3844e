"""Files go in once, corrected files replace their predecessors, and a failure changes nothing."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
from pathlib import Path

import pytest

from dashboard import store
from dashboard.intake import NothingToTakeIn, Outcome, RunReport, take_in, writing
from dashboard.intake import sources as formats_package
from dashboard.intake.anonymise.keys import KeyRefused
from dashboard.intake.anonymise.treatments import NotFitToStore
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from tests.validation.extracts import MEETING, bookings, write_csv

DUTY = [{"year": "2023", "quarter": f"Q{n}", "total": str(1000 + n)} for n in (1, 2, 3, 4)]


def _rows(where: Installation, sql: str) -> list[tuple[object, ...]]:
    with store.open_for_reading(where.store) as con:
        return con.execute(sql).fetchall()


def _in(where: Installation, *paths: Path, made_up: bool = False) -> RunReport:
    return take_in(paths, where, made_up=made_up)


def file_of(path: Path) -> str:
    """What the store knows ``path`` by, as it is now."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "register.csv", bookings(12))


def test_every_row_knows_its_file_its_number_and_its_run(where: Installation, register: Path) -> None:
    report = _in(where, register)
    digest = hashlib.sha256(register.read_bytes()).hexdigest()[:12]
    found = _rows(where, "SELECT DISTINCT file, run FROM bookings")
    assert found == [(digest, report.run)]
    assert _rows(where, "SELECT list(row ORDER BY row) FROM bookings") == [(list(range(2, 14)),)]
    (file,) = report.files
    assert (file.outcome, file.rows_read, file.rows_stored, file.rows_set_aside) == ("stored", 12, 12, 0)
    assert report.changed and not report.any_refused


def test_days_become_months_and_postcodes_districts(where: Installation, register: Path) -> None:
    _in(where, register)
    found = _rows(where, "SELECT DISTINCT month::VARCHAR, work_district, agency FROM bookings")
    assert found == [("2019-07-01", "E07000154", "acute_hospital_a")]


def test_the_same_file_sent_twice_changes_nothing(
    where: Installation, register: Path, tmp_path: Path
) -> None:
    _in(where, register)
    before = where.store.read_bytes()
    renamed = tmp_path / "register (1).csv"
    renamed.write_bytes(register.read_bytes())
    for path in (register, renamed):
        report = _in(where, path)
        assert [file.outcome for file in report.files] == [Outcome.UNCHANGED]
        assert not report.changed
    assert where.store.read_bytes() == before


def test_the_same_file_twice_in_one_run_goes_in_once(
    where: Installation, register: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "again.csv"
    copy.write_bytes(register.read_bytes())
    report = _in(where, register, copy, register)
    assert [file.outcome for file in report.files] == [Outcome.STORED, Outcome.UNCHANGED]
    assert _rows(where, "SELECT count(*) FROM bookings_rows") == [(12,)]


def test_a_corrected_file_replaces_its_predecessor(where: Installation, register: Path) -> None:
    write_csv(register, [*bookings(12), *bookings(1, person_key="X", session_date="not a day")])
    _in(where, register)
    assert _rows(where, 'SELECT row, "column", rule FROM quarantine') == [(14, "Session date", "not_a_date")]
    before = file_of(register)
    write_csv(register, bookings(12, status="No-show", packs="", pocket_guides=""))
    report = _in(where, register)
    assert report.files[0].outcome is Outcome.REPLACED
    assert any(f"12 records of an earlier version (file {before})" in s for s in report.files[0].sentences)
    assert _rows(where, "SELECT DISTINCT status FROM bookings") == [("no_show",)]
    assert _rows(where, "SELECT count(*) FROM bookings_rows") == [(24,)]  # the old version stays
    assert _rows(where, "SELECT file, replaced_by FROM files ORDER BY run") == [
        (before, report.files[0].file),
        (report.files[0].file, None),
    ]
    assert _rows(where, "SELECT count(*) FROM quarantine") == [(0,)]


def test_a_refused_correction_leaves_what_was_there(where: Installation, register: Path) -> None:
    _in(where, register)
    write_csv(register, bookings(12, session_date="not a day"))
    report = _in(where, register)
    assert report.any_refused
    assert any("stays" in sentence for sentence in report.files[0].sentences)
    assert _rows(where, "SELECT count(*) FROM bookings") == [(12,)]


def test_a_mapping_that_has_changed_has_the_file_read_again(where: Installation, tmp_path: Path) -> None:
    register = write_csv(tmp_path / "r.csv", [*bookings(12), *bookings(1, person_key="X", agency="Ward 9")])
    assert _in(where, register).files[0].rows_set_aside == 1
    register.with_suffix(".toml").write_text('[mapping.values.agency]\n"Ward 9" = "acute_hospital_b"\n')
    report = _in(where, register)
    assert report.files[0].outcome is Outcome.REPLACED
    assert any("read otherwise" in sentence for sentence in report.files[0].sentences)
    assert _rows(where, "SELECT count(*) FROM bookings") == [(13,)]
    assert _in(where, register).files[0].outcome is Outcome.UNCHANGED


def test_a_code_added_to_the_installation_has_the_file_read_again(
    where: Installation, tmp_path: Path
) -> None:
    register = write_csv(tmp_path / "r.csv", [*bookings(12), *bookings(1, person_key="X", agency="Ward 9")])
    _in(where, register)
    where.codes.mkdir()
    (where.codes / "agency.csv").write_text("code,label\nward_9,Ward 9\n", encoding="utf-8")
    assert _in(where, register).files[0].outcome is Outcome.REPLACED
    assert _rows(where, "SELECT count(*) FROM bookings WHERE agency = 'ward_9'") == [(1,)]


def test_a_person_trained_twice_counts_once_over_files(where: Installation, tmp_path: Path) -> None:
    spring = write_csv(tmp_path / "spring.csv", bookings(12))
    autumn = write_csv(tmp_path / "autumn.csv", bookings(14, session_date="07/10/2019"))
    _in(where, spring)
    _in(where, autumn)
    counted = _rows(where, "SELECT count(*), count(DISTINCT person), count(DISTINCT session) FROM bookings")
    assert counted == [(26, 14, 2)]


def test_the_same_person_in_forms_and_register_is_one(where: Installation, tmp_path: Path) -> None:
    form = dict(sources()["evaluation_forms"].examples[0]) | {"person_key": " sn-3 "}
    _in(where, write_csv(tmp_path / "r.csv", bookings(12)), write_csv(tmp_path / "f.csv", [form]))
    assert _rows(where, "SELECT count(*) FROM evaluations JOIN bookings USING (person)") == [(1,)]


def test_forms_about_two_sessions_of_a_month_are_told_apart_and_a_form_sent_again_is_not(
    where: Installation, tmp_path: Path
) -> None:
    before, after = (dict(form) for form in sources()["evaluation_forms"].examples)
    later = [form | {"session_date": "25/07/2019"} for form in (before, after)]
    _in(where, write_csv(tmp_path / "a.csv", [before, after, *later]))
    _in(where, write_csv(tmp_path / "b.csv", [before, after | {"confidence": "3"}, *later]))
    told = _rows(
        where,
        "SELECT month::VARCHAR, list(confidence ORDER BY stage DESC) FROM evaluations "
        "GROUP BY month, person, course_day ORDER BY ALL",
    )
    assert told == [("2019-07-01", [2, 3]), ("2019-07-01", [2, 4])]


def test_a_format_that_has_changed_has_the_file_read_again(
    where: Installation, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in(where, register)
    formats = shutil.copytree(Path(formats_package.__file__).parent, tmp_path / "formats")
    (formats / "training_register.py").write_text("# A column more.\n", encoding="utf-8")
    monkeypatch.setattr(formats_package, "__file__", str(formats / "__init__.py"))
    assert _in(where, register).files[0].outcome is Outcome.REPLACED
    assert _in(where, register).files[0].outcome is Outcome.UNCHANGED


def test_where_files_overlap_the_newest_row_counts(where: Installation, tmp_path: Path) -> None:
    older = write_csv(tmp_path / "a-march.csv", bookings(12, status="Booked", packs="", pocket_guides=""))
    newer = write_csv(tmp_path / "b-april.csv", bookings(14))
    _in(where, older)
    _in(where, newer)
    assert _rows(where, "SELECT status, count(*) FROM bookings GROUP BY 1") == [("attended", 14)]
    assert _rows(where, "SELECT count(*) FROM bookings_rows") == [(26,)]


def test_in_one_run_the_later_file_is_the_newer(where: Installation, tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", bookings(12))
    write_csv(tmp_path / "b.csv", bookings(12, status="Cancelled", packs="", pocket_guides=""))
    _in(where, tmp_path)
    assert _rows(where, "SELECT DISTINCT status FROM bookings") == [("cancelled",)]


def test_a_refused_file_does_not_hold_up_the_others(
    where: Installation, register: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    report = _in(where, empty, tmp_path / "lost.csv", register)
    outcomes = [file.outcome for file in report.files]
    assert outcomes == [Outcome.REFUSED, Outcome.REFUSED, Outcome.STORED]
    assert report.any_refused and report.changed
    assert _rows(where, "SELECT count(*) FROM bookings") == [(12,)]


def test_a_folder_stands_for_the_extracts_in_it(where: Installation, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "police").mkdir(parents=True)
    write_csv(inbox / "police" / "register.csv", bookings(12))
    for name in (".gitkeep", "~$register.xlsx", "register.toml"):
        (inbox / name).touch()
    assert [file.name for file in _in(where, inbox).files] == ["register.csv"]


def test_an_empty_folder_is_said_to_be_empty(where: Installation, tmp_path: Path) -> None:
    with pytest.raises(NothingToTakeIn, match="no extract"):
        _in(where, tmp_path)


def test_a_failure_in_the_middle_leaves_the_old_store(
    where: Installation, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in(where, register)
    before = where.store.read_bytes()
    meetings = write_csv(tmp_path / "meetings.csv", [MEETING])
    corrected = write_csv(register, bookings(20))

    def fails(*_: object, **__: object) -> None:
        raise NotFitToStore("the second file fails")

    real = writing.Writer.write
    monkeypatch.setattr(
        writing.Writer,
        "write",
        lambda self, write: real(self, write) if write.arrival.path == meetings else fails(),
    )
    with pytest.raises(NotFitToStore):
        _in(where, meetings, corrected)
    assert where.store.read_bytes() == before
    monkeypatch.undo()
    assert [file.outcome for file in _in(where, meetings, corrected).files] == ["stored", "replaced"]


def test_another_key_is_refused_before_anything_happens(where: Installation, register: Path) -> None:
    _in(where, register)
    before = where.store.read_bytes()
    where.key_file.write_bytes(b"x" * 32)
    with pytest.raises(KeyRefused, match="start a new installation"):
        _in(where, register)
    assert where.store.read_bytes() == before


def test_two_intakes_do_not_interleave(where: Installation, register: Path) -> None:
    with store.only_writer(where.store), pytest.raises(store.StoreBusy, match="Wait until"):
        _in(where, register)


def test_published_figures_are_summed_by_period(where: Installation, tmp_path: Path) -> None:
    (file,) = _in(where, write_csv(tmp_path / "duty.csv", DUTY)).files
    assert [(one.period, one.total, one.northamptonshire) for one in file.figures] == [
        (f"2023-Q{n}", 1000 + n, None) for n in (1, 2, 3, 4)
    ]
    assert "duty to notify: 2023-Q1 1,001; 2023-Q2 1,002; 2023-Q3 1,003; 2023-Q4 1,004." in file.sentences


def test_the_report_is_kept_for_the_analyst_alone(where: Installation, register: Path) -> None:
    report = _in(where, register)
    text, data = where.reports / f"{report.run}.txt", where.reports / f"{report.run}.json"
    assert json.loads(data.read_text("utf-8")) == json.loads(json.dumps(report.to_dict()))
    assert text.read_text("utf-8") == report.text
    assert {stat.S_IMODE(path.stat().st_mode) for path in (text, data)} == {0o600}
    assert "Read 12 rows: 12 stored, 0 set aside." in report.text
    assert report.store and report.store[0].rows == 12 and report.files[0].k_anonymity == report.store[0]


def test_runs_sort_by_time(where: Installation, register: Path) -> None:
    runs = [_in(where, register).run for _ in range(3)]
    assert runs == sorted(runs)
    assert all(re.fullmatch(r"\d{8}T\d{6}\.\d{6}Z-[0-9a-f]{4}", run) for run in runs)


def test_progress_is_told_to_the_end(where: Installation, register: Path) -> None:
    said: list[tuple[str, int, int]] = []
    take_in([register], where, progress=lambda *step: said.append(step))
    steps = {words.partition(",")[0]: done / of for words, done, of in said}
    assert steps == {"Checking register.csv": 0, "Storing register.csv": 0.5, "Done": 1}
    within = [words.partition(", ")[2] for words, done, _ in said if not done]
    assert within == ["", "reading", "12 rows read, judging them", "taking out who people are"]
