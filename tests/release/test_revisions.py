"""Numbers changed: what a release says about the one before it, against the two files cell by cell."""

from __future__ import annotations

import datetime
import shutil
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from dashboard import release
from dashboard.publication import Publication
from dashboard.publication.current_release import named_file, now
from dashboard.reference.policies import FILE, read_policies
from dashboard.release.policy_words import in_words
from dashboard.release.register import Addition, Register
from dashboard.release.revisions import COLUMNS, over, revised, since_the_last
from dashboard.settings import Installation
from tests.conftest import Shared
from tests.release.few_rows import run_sql, some, training_release
from tests.release.small_store import MADE

TOMORROW = MADE + datetime.timedelta(days=1)

#: Most releases here are of a few of the indicators: that the others vanish is accepted.
make_release = partial(release.make_release, accept_loss=True)


@pytest.fixture
def copy(shared: Shared, tmp_path: Path) -> Installation:
    """An installation of a few bookings with its release, which a test may change."""
    shutil.copytree(shared(training_release), tmp_path / "copy")
    return Installation(tmp_path / "copy", tmp_path / "unused.key")


def by_hand(old: pd.DataFrame, new: pd.DataFrame, last: str) -> set[tuple[object, ...]]:
    """The changed cells, by looking each one up; only of months and years that were over."""
    names = [name for name in old.columns if name not in ("value", "status", "low", "high")]
    known = {tuple(row[name] for name in names): row for row in new.to_dict("records")}
    found = set()
    for row in old.to_dict("records"):
        time = str(row["time"])
        over_by = {4: f"{time}-12", 7: time if "Q" not in time else f"{time[:4]}-{3 * int(time[-1]):02d}"}
        if time == "all" or "/" in time or over_by.get(len(time), "9999") > last:
            continue
        now = known.get(tuple(row[name] for name in names))
        values = (row["value"], now["value"] if now else None)
        same = now is not None and row["status"] == now["status"]
        same = same and (pd.isna(values[0]) or abs(values[0] - values[1]) < 1e-8)
        if not same:
            found.add((row["indicator"], row["measure"], time, row["area"]))
    return found


def test_the_first_release_has_none_to_compare_with(publication: Publication) -> None:
    assert publication.table("revisions").empty
    assert list(publication.table("revisions").columns) == COLUMNS


def test_a_corrected_record_is_told_by_every_figure_it_changes(copy: Installation) -> None:
    first = now(copy).release
    old = first.frame("SELECT * FROM cells")
    run_sql(
        copy,
        "UPDATE bookings_rows SET status = 'no_show' WHERE record_key IN "
        "(SELECT record_key FROM bookings_rows WHERE status = 'attended' AND month < DATE '2023-12-01' "
        "ORDER BY record_key LIMIT 3)",
    )
    second = make_release(copy, made_at=TOMORROW, folder=copy.root / "few")
    later = Publication(second.path)
    told = later.table("revisions")
    assert set(told["earlier"]) == {first.id}
    expected = by_hand(old, later.frame("SELECT * FROM cells"), later.facts["last_month"])
    years = told[told["time"].str.len().isin([4, 7]) & ~told["time"].str.contains("/")]
    keys = years[["indicator", "measure", "time", "area"]].itertuples(index=False, name=None)
    assert expected
    assert set(keys) == expected
    whole = told[
        (told["indicator"] == "attendances") & (told["time_level"] == "month") & (told["split"] == "")
    ]
    assert (whole["old_value"] - whole["new_value"]).sum() == 3
    assert set(told["old_status"]) | set(told["new_status"]) <= {"published", "c", "x", "z"}


def test_the_same_content_has_the_same_hash_after_another_release(copy: Installation) -> None:
    june, august = datetime.date(2024, 6, 1), datetime.datetime(2024, 8, 5)
    first = now(copy).release
    again = make_release(copy, made_at=august, last=june, folder=copy.root / "few")
    assert first.id != again.id
    assert first.id.split("-")[-1] == again.id.split("-")[-1]
    assert Publication(again.path).table("revisions").empty


def test_a_release_whose_forerunner_is_gone_is_still_made(copy: Installation, tmp_path: Path) -> None:
    named_file(copy).unlink()
    report = make_release(copy, made_at=TOMORROW, folder=some(tmp_path / "few", "attendances"))
    assert Publication(report.path).table("revisions").empty


def test_a_release_that_was_registered_and_then_failed_is_passed_over(
    released: Installation, tmp_path: Path
) -> None:
    """Nobody has seen it: what has changed is told against the one that visitors know."""
    shown = now(released).release
    register = Register(tmp_path)
    for name in (shown.id, "2024-07-03-ffffffff"):
        register.append({"id": name, "counted": {}}, Addition([], []))
    cells = shown.frame("SELECT * FROM cells").assign(status="x", value=None)
    tables = {name: shown.table(name) for name in ("indicators", "codes")}
    changes = since_the_last(released, register, cells, tables).revisions
    assert set(changes["earlier"]) == {shown.id}


def frame(**cells: tuple[float | None, str]) -> pd.DataFrame:
    """County cells of one indicator by period (with _ for -)."""
    same = {"indicator": "concerns", "measure": "count", "time_level": "any", "geography_level": "county"}
    same |= {"area": "E23000022", "route": "nrm"}
    rows = [
        {
            **same,
            "time": time[1:].replace("_", "-"),
            "value": value,
            "status": status,
            "low": None,
            "high": None,
        }
        for time, (value, status) in cells.items()
    ]
    return pd.DataFrame(rows)


def test_hidden_withdrawn_and_grown_cells() -> None:
    old = frame(
        t2022=(20.0, "published"), t2023=(None, "c"), t2021=(7.0, "published"), t2024=(3.0, "published"),
        t2020=(9.0, "published"), tall=(59.0, "published"),
    )  # fmt: skip
    new = frame(
        t2022=(None, "c"), t2023=(12.0, "published"), t2024=(8.0, "published"), t2025=(6.0, "published"),
        t2020=(9.0, "published"), tall=(70.0, "published"),
    ).assign(age="all")  # fmt: skip
    told = revised(old, new, {"concerns": "2024-06"}, "earlier").set_index("time")
    assert sorted(told.index) == ["2021", "2022", "2023"]
    assert told.loc["2022", ["old_value", "old_status", "new_status"]].tolist() == [20.0, "published", "c"]
    assert told.loc["2023", ["old_status", "new_value"]].tolist() == ["c", 12.0]
    assert told.loc["2021", "new_status"] == "x"
    assert set(told["split"]) == {"route=nrm"}


def test_figures_of_others_are_over_when_theirs_are(publication: Publication) -> None:
    covered = over(publication)
    assert covered["attendances"] == publication.facts["last_month"]
    assert covered["police_referrals"] == publication.indicators["police_referrals"].last_period


def test_the_rules_in_the_release_are_those_of_the_file(publication: Publication) -> None:
    held = publication.table("policies").set_index("name")
    policies = read_policies().policies
    assert set(held.index) == set(policies)
    for name, policy in policies.items():
        assert held.loc[name, "about"] == policy.about
        assert held.loc[name, "rule"] == in_words(policy)
        limits = {
            "threshold": policy.threshold,
            "dominance": policy.minimum_without_largest,
            "incidents": policy.incidents,
            "minimum_base": policy.minimum_base,
        }
        for column, limit in limits.items():
            assert held.loc[name, column] == limit
            if limit and policy.treatment != "open":
                assert str(limit) in held.loc[name, "rule"]


def test_the_words_of_a_rule_follow_its_limits(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8").replace("threshold = 5", "threshold = 7", 1)
    path = tmp_path / "policies.toml"
    path.write_text(text.replace("incidents = 2", "incidents = 0", 1), encoding="utf-8")
    said = in_words(read_policies(path).policy("referrals"))
    assert "a figure under 7, nothing (0) included" in said
    assert "incidents" not in said


def test_a_release_beside_itself_has_no_changes(publication: Publication) -> None:
    cells = publication.frame("SELECT * FROM cells")
    assert revised(cells, cells, over(publication), publication.id).empty
