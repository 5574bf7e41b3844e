"""The command line as a person or a scheduler meets it."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import commands, settings
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from tests.conftest import Shared
from tests.release.few_rows import training_release

HOME_OFFICE = (
    settings.PROJECT.parent / "shared" / "data" / "home_office" / "nrm_police_first_responder_leaf_cells.csv"
)
NAMES = [
    "attack", "backup", "catalogue", "check", "checker", "demo", "erase", "expire", "files", "intake", "map",
    "nil", "pack", "protect", "release", "restore", "returns", "serve", "template", "trace", "verify",
    "withdraw",
]  # fmt: skip


def dashboard(*words: str | Path) -> int:
    return commands.run([str(word) for word in words])


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """An extract without a fault: the example rows of a format."""
    rows = sources()["workforce"].examples
    path = tmp_path / "headcounts.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file that is no extract."""
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20)
    return path


def test_every_subcommand_is_there_with_help_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(commands.commands()) == NAMES
    for name in NAMES:
        with pytest.raises(SystemExit) as stopped:
            dashboard(name, "--help")
        told = capsys.readouterr().out
        assert stopped.value.code == 0
        assert "--data DIR" in told
        assert "exit codes: 0" in told


def test_help_imports_nothing_heavy() -> None:
    """Nothing heavy is imported before it is needed."""
    heavy = "{'pandas', 'streamlit', 'duckdb', 'numpy', 'pydantic', 'rich'}"
    code = f"import sys, dashboard.commands as c; c.parser(); print({heavy} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert told.stdout.strip() == "set()"


@pytest.mark.parametrize("words", [(), ("unknown",), ("serve", "--port", "x"), ("serve", "--port", "70000")])
def test_wrong_usage_leaves_with_2(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        dashboard(*words)
    assert stopped.value.code == 2
    assert "usage: dashboard" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["catalogue", "release", "intake"])
def test_an_empty_installation_says_what_to_run(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dashboard(command, "--data", tmp_path / "nothing") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip()


def test_another_address_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dashboard("serve", "--host", "192.0.2.1", "--data", tmp_path) == 2
    assert "no sign-in yet" in capsys.readouterr().err


def test_checking_a_good_extract(extract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dashboard("check", extract, "--data", tmp_path) == 0
    assert extract.name in capsys.readouterr().out
    assert not (tmp_path / "store.duckdb").exists()


def test_checking_writes_the_report_three_ways(
    broken: Path, extract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "reports"
    assert dashboard("check", broken, extract, "--out", out, "--data", tmp_path) == 1
    written = {path.name for path in out.iterdir()}
    assert written == {
        f"{name}.report.{kind}"
        for name in (broken.name, extract.name, "all-files")
        for kind in ("txt", "csv", "html")
    }
    assert (out / f"{broken.name}.report.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert str(out) in capsys.readouterr().out


def test_a_report_that_cannot_be_written(
    extract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "a file"
    taken.write_text("", encoding="utf-8")
    assert dashboard("check", extract, "--out", taken, "--data", tmp_path) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_checking_as_json(broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dashboard("check", broken, "--json", "--data", tmp_path) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["files"][0]["file"] == broken.name
    assert told["files"][0]["refusal"]
    assert told["summary"]["files"] == 1


def test_checking_a_folder(extract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inbox = tmp_path / "inbox"
    for agency in ("north", "west"):
        (inbox / agency).mkdir(parents=True)
        shutil.copy(extract, inbox / agency / extract.name)
    assert dashboard("check", inbox, "--out", tmp_path / "reports", "--data", tmp_path) == 0
    told = capsys.readouterr().out
    assert told.startswith("Check of 2 files\n\nFiles: 2 = 2 can be taken in as they are")
    assert f"north/{extract.name}: can be taken in" in told
    assert (tmp_path / "reports" / f"west-{extract.name}.report.html").is_file()


def test_checking_a_folder_without_extracts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dashboard("check", tmp_path, "--data", tmp_path) == 2
    assert "There is no extract in" in capsys.readouterr().err


def test_rows_set_aside_leave_with_1(demo_installation: Installation, tmp_path: Path) -> None:
    """The demonstration holds a few bad rows on purpose."""
    files = sorted((demo_installation.root / "demo").glob("training_register*.csv"))
    codes = [dashboard("check", path, "--data", tmp_path) for path in files]
    assert 1 in codes
    assert 2 not in codes


def test_taking_in_says_what_to_do_next(
    extract: Path, broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "installation"
    assert dashboard("intake", broken, "--data", where) == 2
    assert dashboard("intake", extract, broken, "--data", where) == 1
    assert "dashboard release" in capsys.readouterr().out
    assert dashboard("intake", extract, "--data", where) == 0
    assert "nothing new to release" in capsys.readouterr().out
    assert dashboard("intake", extract, "--json", "--data", where) == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["outcome"] == "unchanged"


def test_intake_without_a_file_empties_the_inbox(
    extract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = settings.installation(tmp_path / "installation")
    where.inbox.mkdir(parents=True)
    shutil.copy(extract, where.inbox)
    assert dashboard("intake", "--data", where.root) == 0
    assert "stored" in capsys.readouterr().out


@pytest.mark.skipif(not HOME_OFFICE.exists(), reason="the Home Office tables are not beside this project")
def test_the_real_home_office_table(
    shared: Shared,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Published figures may stand beside made-up records: they are nobody's."""
    where = tmp_path / "installation"
    shutil.copytree(shared(training_release), where)
    monkeypatch.setenv("DASHBOARD_KEY", str(tmp_path / "own.key"))
    assert dashboard("intake", HOME_OFFICE, "--data", where) == 0
    assert dashboard("release", "--json", "--data", where) == 0
    capsys.readouterr()
    key = ("--geography-level", "force", "--area", "northamptonshire_police", "--time-level", "quarter")
    assert dashboard("trace", "police_referrals", *key, "--json", "--data", where) == 0
    cells = json.loads(capsys.readouterr().out)["cells"]
    assert [cell["value"] for cell in cells] == [12, 14, 23, 15, 14, 19, 17]


def test_the_demonstration_never_mixes_with_real_records(
    extract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "installation"
    assert dashboard("intake", extract, "--data", where) == 0
    assert dashboard("demo", "--no-serve", "--data", where) == 2
    assert "--data DIR" in capsys.readouterr().err


def test_an_up_to_date_demonstration_is_kept(
    demo_installation: Installation, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = demo_installation.pointer.read_bytes()
    monkeypatch.setenv("DASHBOARD_KEY", str(demo_installation.key_file))
    assert dashboard("demo", "--no-serve", "--data", demo_installation.root) == 0
    assert "up to date" in capsys.readouterr().out
    assert demo_installation.pointer.read_bytes() == before


def test_catalogue_and_trace(demo_installation: Installation, capsys: pytest.CaptureFixture[str]) -> None:
    data = ("--data", demo_installation.root)
    assert dashboard("catalogue", *data) == 0
    assert "people_trained" in capsys.readouterr().out
    assert dashboard("catalogue", "--json", *data) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"T01", "R02"} <= {entry["code"] for entry in listed}
    assert dashboard("trace", "R02", "--time", "2023-Q4", *data) == 0
    assert "2023-Q4" in capsys.readouterr().out
    assert dashboard("trace", "nrm_referrals", "--time", "2023-Q4", "--json", *data) == 0
    assert json.loads(capsys.readouterr().out)["cells"][0]["time"] == "2023-Q4"
    assert dashboard("trace", "nrm_referrals", "--time-level", "quarter", "--json", *data) == 0
    newest = json.loads(capsys.readouterr().out)["verdicts"][0]["period"]
    assert dashboard("trace", "nrm_referrals", "--time", newest, *data) == 0
    judged = capsys.readouterr().out.partition("Judged:\n")[2].partition("\n")[0]
    assert judged.startswith(f"  {newest}, {settings.COUNTY}: ") and "what chance could bring" in judged


@pytest.mark.parametrize(
    "words",
    [
        ("nothing_like_it",),
        ("R02", "--by", "route"),
        ("R02", "--by", "time=2023"),
        ("R02", "--by", "shoe_size=7"),
        ("R02", "--time", "1066"),
    ],
)
def test_a_trace_of_nothing_says_so(
    words: tuple[str, ...], demo_installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dashboard("trace", *words, "--data", demo_installation.root) == 2
    assert capsys.readouterr().err.strip()


def test_output_cut_short_is_no_error(demo_installation: Installation) -> None:
    command = f"{sys.executable} -m dashboard trace R02 --data {demo_installation.root} | head -1"
    told = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert told.stdout.startswith("R02")
    assert told.stderr == ""
