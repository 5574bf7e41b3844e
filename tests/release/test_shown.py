"""What a release shows, hides and says."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.publication import COUNTY, NoRelease, Publication, Status
from dashboard.publication.current_release import named_file
from dashboard.publication.lineage import catalogue, lineage
from dashboard.publication.verdict_rows import flat, verdict_of
from dashboard.publication.verdicts import verdicts
from dashboard.reference.policies import read_policies
from dashboard.release.assembling import totals_of
from dashboard.release.cells import measures
from dashboard.release.indicators import indicators
from dashboard.release.minimum_base import Total, too_few
from dashboard.release.tabulating import CountedTable
from dashboard.release.words import row_count
from dashboard.settings import Installation

Rows = dict[str, pd.DataFrame]


def test_a_cell_is_a_value_or_a_reason(publication: Publication) -> None:
    cells = publication.frame("SELECT status, value FROM cells")
    assert set(cells["status"]) == {"published", "c", "z"}
    assert (cells["value"].notna() == (cells["status"] == "published")).all()


def test_no_small_count_about_referrals_is_shown_unless_it_is_public(publication: Publication) -> None:
    closed = publication.frame(
        "SELECT c.* FROM cells c JOIN indicators i ON i.id = c.indicator WHERE i.policy = 'referrals'"
    )
    assert set(closed["status"]) == {"published", "c"}
    counts = closed[closed["measure"].isin(["count", "numerator", "denominator"])]
    shown = counts["status"] == "published"
    assert (counts["value"][shown] >= 5).all()
    # What fits all that is published leaves nothing and four people open, or a larger count altogether.
    hidden = counts[~shown]
    assert ((hidden["low"] == 0) & ~(hidden["high"] < 4) | (hidden["low"] >= 1)).all()
    assert (hidden["high"].isna() | (hidden["high"] > hidden["low"])).all()


def test_scores_of_fewer_than_ten_answers_are_hidden_with_their_parts(
    publication: Publication, rows: Rows
) -> None:
    forms = rows["evaluations"]
    asked = forms[(forms["stage"] == "after") & forms["relevance"].notna() & (forms["month"].dt.year == 2023)]
    answers = asked["sector"].value_counts()
    small = set(answers[answers < 10].index)
    cells = publication.cells("relevance", time_level="year", time="2023", sector=...)
    hidden = cells[cells["status"] == "c"]
    assert small
    assert small <= set(hidden["sector"])
    assert hidden[["value", "low", "high"]].isna().all().all()
    assert set(hidden.groupby("sector")["measure"].nunique()) == {3}
    # What the year less the shown sectors gives away is about ten people or more.
    assert answers[list(set(hidden["sector"]))].sum() >= 10


def test_one_small_group_takes_another_with_it() -> None:
    policy = read_policies().policy("evaluation")
    table = pd.DataFrame(
        {
            "time": ["2022", "2022", "2022", "2023", "2023", "2024", "2024"],
            "sector": ["a", "b", "c", "a", "b", "a", "b"],
            "denominator": [4.0, 30.0, 12.0, 40.0, 50.0, 9.0, 0.0],
        }
    )
    assert too_few(table, ["time", "sector"], policy).tolist() == [
        True,
        False,
        True,
        False,
        False,
        True,
        False,
    ]


def test_a_small_group_is_not_left_over_by_the_totals_of_another_table() -> None:
    policy = read_policies().policy("workforce")
    table = pd.DataFrame(
        [
            ("2023", area, agency, size)
            for area, sizes in (("n", (6.0, 20.0, 40.0)), ("w", (90.0, 30.0, 7.0)))
            for agency, size in zip("abc", sizes, strict=True)
        ],
        columns=["time", "area", "agency", "denominator"],
    )
    by_agency = pd.DataFrame({"time": "2023", "agency": list("abc"), "denominator": [100.0, 50.0, 47.0]})
    by_area = pd.DataFrame({"time": "2023", "area": list("nw"), "denominator": [66.0, 127.0]})
    key = ["time", "area", "agency"]
    # Agency a has 4 staff elsewhere, so its small group stays one of 10; that of c would be left over.
    alone = [True, False, False, False, False, True]
    assert too_few(table, key, policy).tolist() == alone
    assert too_few(table, key, policy, [Total("area", by_agency)]).tolist() == [
        True, False, True, False, False, True,
    ]  # fmt: skip
    both = too_few(table, key, policy, [Total("area", by_agency), Total("agency", by_area)])
    left = table.assign(denominator=table["denominator"].where(both, 0))
    assert left.groupby("area")["denominator"].sum().min() >= policy.minimum_base
    assert both.sum() < len(table)


def test_unknown_status_is_an_error_never_published(released: Installation, tmp_path: Path) -> None:
    changed = tmp_path / "changed.duckdb"
    shutil.copy(named_file(released), changed)
    with duckdb.connect(str(changed)) as con:
        con.execute(
            "UPDATE cells SET status = 'fine' WHERE indicator = 'attendances' AND time_level = 'year'"
        )
    publication = Publication(changed)
    with pytest.raises(ValueError, match="unknown cell statuses"):
        publication.cells("attendances")
    assert "fine" not in set(Status)


def test_release_opens_read_only_and_sees_no_other_file(
    publication: Publication, released: Installation
) -> None:
    with pytest.raises(duckdb.Error):
        publication.frame("DELETE FROM cells")
    with pytest.raises(duckdb.Error):
        publication.frame(f"SELECT * FROM read_text('{released.pointer}')")
    # Nor can a query make it otherwise.
    with pytest.raises(duckdb.Error, match="locked"):
        publication.frame("SET memory_limit = '1GB'")


def test_broken_release_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "published-x.duckdb"
    path.write_bytes(b"not a database" * 500)
    with pytest.raises(NoRelease, match="published-x"):
        Publication(path)


def test_release_works_with_the_store_deleted(released: Installation, tmp_path: Path) -> None:
    alone = tmp_path / "published.duckdb"
    shutil.copy(named_file(released), alone)
    assert not Publication(alone).cells("attendances", time_level="year").empty


def test_every_code_of_a_cell_has_a_label(publication: Publication) -> None:
    for name in publication.dimensions:
        used = publication.frame(f'SELECT DISTINCT "{name}" AS code FROM cells WHERE "{name}" != \'all\'')[
            "code"
        ]
        assert set(used) <= set(publication.codes(name)), name
    assert publication.label("area", "E07000150") == "Corby"
    assert publication.label("source", "referral_log") == "Referral log"


@pytest.mark.parametrize(
    ("rows", "closed", "said"),
    [
        (4213, True, "about 4,210"),
        (9, True, "under 10"),
        (15, True, "about 20"),
        (0, True, "under 10"),
        (9, False, "9"),
    ],
)
def test_rows_about_referrals_are_said_to_the_nearest_ten(rows: int, closed: bool, said: str) -> None:
    assert row_count(rows, closed) == said


def test_runs_and_quarantine_say_no_exact_number_of_referrals(publication: Publication) -> None:
    runs = publication.table("runs").set_index("source")
    assert runs.loc["referral_log", "rows_stored"].startswith("about ")
    assert runs.loc["training_register", "rows_set_aside"] == "4"
    aside = publication.table("quarantine").set_index("source")
    assert aside.loc["referral_log", "rows"] == "under 10"
    assert aside.loc["training_register", "rows"] == "4"


def test_trace_leads_from_a_cell_to_file_rule_and_release(publication: Publication) -> None:
    told = lineage(publication, "concerns", time_level="year", time="2023", route="nrm")
    assert told["release"] == publication.id
    assert [file["source_title"] for file in told["files"]] == ["Referral log"]
    assert told["files"][0]["rows_used"].startswith("about ")
    assert "SHA-256" in told["rule"]
    assert [cell["value"] for cell in told["cells"]] == [144]
    newest = verdicts(publication)["concerns", "year", "county", COUNTY, "route=nrm"]
    assert lineage(publication, "concerns", time_level="year", time="2022", route="nrm")["verdicts"] == []
    (judged,) = lineage(publication, "concerns", time_level="year", time=newest.period, route="nrm")[
        "verdicts"
    ]
    assert flat(verdict_of(judged)) == flat(newest)
    hidden = lineage(publication, "relevance", time="2023", time_level="year", sector="business")["cells"]
    assert {cell["meaning"] for cell in hidden} <= {
        "[c] confidential: hidden so that nobody can be recognised",
        "[z] not applicable",
        "published",
    }
    with pytest.raises(KeyError, match="catalogue"):
        lineage(publication, "nonsense")


def test_catalogue_names_every_indicator_and_what_the_others_need(publication: Publication) -> None:
    entries = catalogue(publication)
    assert [entry["id"] for entry in entries if entry["id"]] == list(publication.indicators)
    attendances = next(entry for entry in entries if entry["id"] == "attendances")
    assert attendances["fed"]
    assert "month" in attendances["tables"]
    unfed = [entry for entry in entries if not entry["id"]]
    assert all(entry["needs"] for entry in unfed)
    codes = {entry["code"] for entry in entries}
    assert {"T01", "R10", "J02", "P03"} <= codes


def test_a_share_of_more_than_its_whole_is_100_percent_without_an_interval() -> None:
    """6 trained of a headcount of 5, beside 5 of 5, 4 of 5 and nobody of none."""
    header, policies = indicators()["coverage"], read_policies()
    counts = pd.DataFrame(
        {
            "time": "2024-Q1",
            "area": "county",
            "numerator": [6.0, 5.0, 4.0, 0.0],
            "denominator": [5.0] * 3 + [0.0],
        }
    )
    cells = measures(header, header.grains[0], counts, policies.policy(header.policy), [])
    percent = cells[cells["measure"] == "percent"]
    assert percent["value"].tolist()[:3] == [100, 100, 80]
    assert percent["status"].tolist() == ["published"] * 3 + ["z"]
    assert percent["low"].notna().tolist() == percent["high"].notna().tolist() == [False, True, True, False]
    shown = percent[percent["low"].notna()]
    assert (shown["low"] <= shown["value"]).all()
    assert (shown["value"] <= shown["high"]).all()


def test_the_totals_of_a_table_are_known() -> None:
    """Each table with one column fewer: of agencies by council those of the council and of the agency."""
    header = indicators()["coverage"]
    counted = [
        CountedTable(header, grain, pd.DataFrame({"of": [grain.name]}), None) for grain in header.grains
    ]
    other = replace(header, id="another")
    counted += [replace(item, header=other) for item in counted]
    (item,) = (
        each for each in counted if each.header is header and each.grain.name == "quarter x unitary x agency"
    )
    found = {(total.over, str(total.table["of"].iloc[0])) for total in totals_of(item, counted)}
    assert found == {("area", "quarter x agency"), ("agency", "quarter x unitary")}
    (whole,) = (each for each in counted if each.header is header and each.grain.name == "quarter")
    assert totals_of(whole, counted) == []
