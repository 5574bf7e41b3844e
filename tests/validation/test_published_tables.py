"""Published tables as downloaded: every layout gives the figures that it states, and no row is lost."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from dashboard.intake.published.editions import day_of_edition, quarters_in
from dashboard.intake.validation import Check, ExtractRefused, check
from dashboard.intake.validation.sheet import Sheet
from dashboard.store.contract import Value
from tests.validation.extracts import write_csv, write_xlsx
from tests.validation.renderings import Grid, as_ods

HERE = Path(__file__).parent / "published"
AGES = ["Adult (18 or over)", "Child (17 or under)", "Age not specified or unknown"]


def figures(result: Check) -> list[Mapping[str, Value]]:
    expand = result.source.expand
    assert expand is not None
    assert result.rows_read == result.rows_good + result.rows_set_aside + result.rows_furniture
    return [one for row in result.rows for one in expand(row.values)]


def total(rows: Sequence[Mapping[str, Value]], **codes: str) -> int:
    return sum(int(str(row["value"])) for row in rows if all(row[key] == said for key, said in codes.items()))


def responder_table(
    *rows: Sequence[Any], heading: str = "Police first responder", **titles: str
) -> list[Any]:
    labels = ["Exploitation type", "Age at exploitation", "Gender", "Albanian", "UK", "Total"]
    lines = [[titles.get("title", "Table 9: NRM referrals by first responder [note 1]")]]
    lines += [
        ["This worksheet contains one table."],
        [titles.get("period", "October to December 2024")],
        [],
        [],
    ]
    return [*lines, [heading, *labels] if heading else labels, *rows]


@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_the_workbook_of_a_quarter_gives_what_it_states(ending: str) -> None:
    result = check(HERE / f"nrm-q4-2024-tables.{ending}")
    assert (result.source.name, result.published_on) == ("home_office_nrm", datetime.date(2025, 2, 6))
    assert (result.findings, result.refusal) == ((), None)
    assert (result.rows_read, result.rows_furniture) == (21, 11)
    rows = figures(result)
    police = [row for row in rows if row["series"] == "nrm_police_referrals"]
    assert {row["period"] for row in police} == {"2024-Q4"}
    assert Counter(
        {
            (row["reporter"], row["exploitation_type"], row["age"], row["gender"]): row["value"]
            for row in police
        }
    ) == {
        ("northamptonshire_police", "criminal", "adult", "male"): 2,
        ("northamptonshire_police", "criminal", "child", "male"): 3,
        ("kent_police", "labour_criminal", "adult", "female"): 1,
        ("kent_police", "labour_criminal", "adult", "male"): 1,
    }
    assert [total(rows, series="nrm_referrals", period=f"2024-Q{n}") for n in (3, 4)] == [7, 8]
    rg = {(row["age"], row["decision"]): row["value"] for row in rows
          if (row["series"], row["period"]) == ("rg_decisions", "2024-Q4")}  # fmt: skip
    assert rg == {
        ("adult", "positive"): 3, ("child", "positive"): 2, ("not_recorded", "positive"): 1,
        ("adult", "negative"): 2, ("child", "negative"): 1, ("not_recorded", "negative"): 0,
    }  # fmt: skip
    assert [total(rows, series="duty_to_notify", period=f"2024-Q{n}") for n in (3, 4)] == [9, 11]
    # A year of which quarters are given is their sum and no figure of its own.
    assert all("-Q" in str(row["period"]) for row in rows)


def test_layouts_with_totals_above_give_leaves_alone() -> None:
    result = check(HERE / "nrm_table13_layout.ods")
    rows = figures(result)
    assert total(rows, series="nrm_police_referrals", period="2023-Q4") == 17
    assert total(rows, series="nrm_police_referrals", reporter="northamptonshire_police") == 9
    assert result.published_on is None


def test_populations_are_summed_to_children_and_adults() -> None:
    result = check(HERE / "myeb1_layout.xlsx")
    rows = figures(result)
    held = {(row["reporter"], row["age"]): row["value"] for row in rows if row["period"] == "2023"}
    assert held["E06000061", "child"] == 2 * (2000 + 2017)
    assert held["E06000061", "adult"] == 2 * (2018 + 2090)
    assert (result.rows_read, result.rows_good) == (24, 24)


def test_a_local_authority_of_several_partnerships_is_one_pair(tmp_path: Path) -> None:
    row = {"LAD23CD": "E07000246", "LAD23NM": "Somerset West", "CSP23CD": "E22000001", "CSP23NM": "One",
           "PFA23CD": "E23000036", "PFA23NM": "Avon and Somerset"}  # fmt: skip
    rows = figures(check(write_csv(tmp_path / "lookup.csv", [row, row | {"CSP23CD": "E22000002"}])))
    assert {(one["reporter"], one["location"]) for one in rows} == {
        ("E07000246", "avon_and_somerset_constabulary")
    }


@pytest.mark.parametrize(
    ("heading", "title", "series"),
    [
        ("Government agency first responder", "Table 11", "nrm_government_referrals"),
        ("First responder (government agencies)", "Table 10", "nrm_government_referrals"),
        ("NGO and third sector first responder", "Table 12", "nrm_ngo_referrals"),
        ("First Responder (NGO and Third Sector)", "Table 11", "nrm_ngo_referrals"),
        ("First responder", "Table 30: NRM referrals by police first responder", "nrm_police_referrals"),
    ],
)
def test_a_table_is_known_by_its_words(tmp_path: Path, heading: str, title: str, series: str) -> None:
    who = "Kent Police" if "police" in title else "Salvation Army [note 2]"
    table = responder_table(
        [f"{who}", "", "", "", 1, 2, 3], ["", "Labour", "Adult", "Male", 1, "2 [r]", 3],
        heading=heading, title=title,
    )  # fmt: skip
    # An empty first column, as in the editions of 2022.
    shifted = [["", *line] for line in table]
    result = check(
        write_xlsx(tmp_path / "nrm.xlsx", {"Cover": [["Published 6 February 2025"]], "T": shifted})
    )
    (row,) = figures(result)
    assert (row["series"], row["value"], row["period"]) == (series, 3, "2024-Q4")
    assert row["reporter"] == ("kent_police" if "police" in title else "salvation_army")
    assert result.findings == ()


def test_councils_are_one_first_responder_where_the_table_names_none(tmp_path: Path) -> None:
    table = responder_table(
        ["Total", "", "", 1, 2, 3], ["Labour", "Adult", "Male", 1, 1, 2], ["", "", "Female", 0, 1, 1],
        heading="", title="Table 14: NRM referrals by local authority first responders",
    )  # fmt: skip
    rows = figures(check(write_xlsx(tmp_path / "nrm.xlsx", {"T": table})))
    assert [(row["reporter"], row["gender"], row["value"]) for row in rows] == [
        ("local_authorities", "male", 2), ("local_authorities", "female", 1),
    ]  # fmt: skip


def test_marks_are_no_figures_and_blanks_are_never_nought(tmp_path: Path) -> None:
    table = responder_table(
        ["Kent Police", "", "", "", 1, 2, 3],
        ["", "Labour", "Adult", "Male", 1, 2, 3],
        ["", "", "", "Female", "[c]", "[c]", "[c]"],
        ["Essex Police", "", "", "", 0, 0, 0],
        ["Surrey Police", "Labour", "Adult", "Male", 4, "", ""],
    )
    result = check(write_xlsx(tmp_path / "nrm.xlsx", {"T": table}))
    rows = figures(result)
    assert [(row["reporter"], row["value"]) for row in rows] == [("kent_police", 3), ("essex_police", 0)]
    (wrong,) = [one for one in result.findings if one.rule == "blank"]
    assert (wrong.row, wrong.letter) == (11, "G")  # the cell in the sheet, not in our long form
    assert (result.rows_good, result.rows_set_aside, result.rows_furniture) == (2, 1, 2)


def test_totals_that_their_parts_do_not_make_are_named(tmp_path: Path) -> None:
    table = responder_table(
        ["Kent Police", "", "", "", 1, 3, 4], ["", "Labour", "Adult", "Male", 1, 2, 3],
        ["", "", "", "Female", 1, 1, 1], ["Total", "", "", "", 2, 2, 4],
    )  # fmt: skip
    result = check(write_xlsx(tmp_path / "nrm.xlsx", {"T": table}))
    # Row 7 is right, row 8 gives 3 of 1 and 2; row 9 says 1 where its parts make 2.
    assert [(one.row, one.rule) for one in result.findings] == [(9, "total_differs")]
    assert total(figures(result)) == 4


def test_ages_may_stand_in_the_same_row_as_their_parts(tmp_path: Path) -> None:
    heads = [
        "Year",
        "Quarter",
        *[f"{age} - {place}" for age in AGES for place in ("UK", "Overseas", "Total")],
        "Total",
    ]
    row = [2024, "Q1 (January to March)", 1, 2, 3, 4, 5, 9, 0, 1, 1, 13]
    result = check(write_xlsx(tmp_path / "nrm.xlsx", {"T": [["Table 2: NRM referrals"], heads, row]}))
    rows = figures(result)
    assert total(rows, series="nrm_referrals", period="2024-Q1") == 13
    assert total(rows, age="child", location="overseas") == 5
    assert result.findings == ()


def test_a_workbook_of_two_quarters_is_asked_about(tmp_path: Path) -> None:
    table = responder_table(
        ["Kent Police", "Labour", "Adult", "Male", 1, 2, 3], period="July to September 2024"
    )
    path = write_xlsx(tmp_path / "nrm.xlsx", {"Cover": [["Quarter 4 2024"]], "T": table})
    with pytest.raises(ExtractRefused, match="2 different quarters"):
        check(path)
    path.with_suffix(".toml").write_text('[extract]\nperiod = "2024-Q3"\n')
    assert {row["period"] for row in figures(check(path))} == {"2024-Q3"}


def test_a_title_of_another_year_than_the_series_ends_with_is_asked_about(tmp_path: Path) -> None:
    table = responder_table(["Kent Police", "Labour", "Adult", "Male", 1, 2, 3], period="April to June 2022")
    by_quarter = [
        ["Table 34: Duty to Notify reports"],
        ["Year", "Quarter", "Total"],
        [2023, "Q1", 5],
        [2023, "Q2", 6],
    ]
    path = write_xlsx(tmp_path / "nrm.xlsx", {"T": table, "D": by_quarter})
    with pytest.raises(ExtractRefused, match="another year"):
        check(path)


def test_a_workbook_that_names_no_quarter_is_asked_about(tmp_path: Path) -> None:
    table = responder_table(["Kent Police", "Labour", "Adult", "Male", 1, 2, 3], period="Source: Home Office")
    path = write_xlsx(tmp_path / "nrm.xlsx", {"T": table})
    with pytest.raises(ExtractRefused, match="does not say of which quarter"):
        check(path)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("National Referral Mechanism statistics UK, Quarter 4 2023 \u2013 October to December", {"2023-Q4"}),
        ("national-referral-mechanism-statistics-uk-quarter-4-2023-oct-to-dec-tables.ods", {"2023-Q4"}),
        ("Period: 1 October 2023 to 31 December 2023", {"2023-Q4"}),
        ("Jan to Mar 2024", {"2024-Q1"}),
        ("2025 Q3", {"2025-Q3"}),
        ("January to December 2023", set()),
        ("April 2014 to June 2022", set()),
    ],
)
def test_quarters_are_known_by_their_words(line: str, found: set[str]) -> None:
    assert quarters_in(line) == found


@pytest.mark.parametrize(
    ("line", "day"),
    [
        (["Published 6 February 2025"], "2025-02-06"),
        (["Publication date:", "7 March 2024"], "2024-03-07"),
        (["Updated:", datetime.date(2026, 7, 23)], "2026-07-23"),
        (["Released on 1 May 2025. Next update: 7 August 2025"], "2025-05-01"),
        (["Next update: 7 August 2025"], ""),
        (["Figures updated to 31 December 2024"], ""),
    ],
)
def test_the_day_of_an_edition_is_the_one_it_was_published_on(line: list[Any], day: str) -> None:
    known = day_of_edition("tables.ods", [Sheet("Cover", 1, [(1, line)])])
    assert str(known or "") == day


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_no_column_of_a_wide_published_table_is_lost(tmp_path: Path, name: str) -> None:
    """A column for each of some 150 nationalities; beyond what is read, the table is refused."""
    nations = [f"Nation {number}" for number in range(150)]
    for more, fits in ((nations, True), (nations * 2, False)):
        head = [
            "Police first responder",
            "Exploitation type",
            "Age at exploitation",
            "Gender",
            *more,
            "Total",
        ]
        rows = [
            ["Table 13: NRM referrals by police first responder, quarter 4 2024"],
            head,
            ["Kent Police", "", "", "", *[1] * len(more), len(more)],
            ["", "Labour", "Adult", "Male", *[1] * len(more), len(more)],
        ]
        path = write_xlsx(tmp_path / name, {"Table_13": rows}) if name.endswith("xlsx") else tmp_path / name
        if name.endswith("ods"):
            path.write_bytes(as_ods(Grid(rows)))
        if fits:
            assert total(figures(check(path)), series="nrm_police_referrals") == len(more)
        else:
            with pytest.raises(ExtractRefused, match="of row 2, beside its headings"):
                check(path)
