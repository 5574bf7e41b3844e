"""The table and the file of a figure say what the figure says, and a spreadsheet runs nothing of it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from dashboard.display.analysis import verdict_words, verdicts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.exports import comma_separated, table, worked_out
from dashboard.display.exports.comma_separated import VERDICT
from dashboard.methods import wording
from tests.charts.samples import indicator, over_time, point, split
from tests.formulas import FORMULAS, runs

#: Columns whose cells are numbers, where there are any: a negative one begins with its sign.
FIGURES = (
    {"value", "numerator", "denominator"}
    | {
        f"{what}_{end}"
        for what in ("interval", "range", "usual", "expected", "change")
        for end in ("low", "high")
    }
    | {"change"}
)
SHARE = indicator("coverage", kind="share", unit="% of eligible staff", title="Coverage")


def rows(series: PublishedSeries) -> list[dict[str, str]]:
    text = comma_separated([series], "2026-11-23-abc", made_up=True).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_table_has_every_measure_and_hidden_rows_last() -> None:
    points = [
        point("a", None, "Fire"),
        point("b", 82.5, "Health", low=80.0, high=85.0, numerator=231.0, denominator=280.0),
    ]
    made = table([split(points, SHARE)], "Coverage, 2025")
    assert made.head == (
        "Sector", "Percentage", "Counted", "Out of", "95% interval, low", "95% interval, high",
    )  # fmt: skip
    assert made.rows == (
        ("Health", "83%", "231", "280", "80%", "85%"),
        ("Fire", "[c]", "[c]", "[c]", "[c]", "[c]"),
    )
    assert made.shorthand == ("[c]",)


def test_a_table_of_several_series_has_a_column_for_each() -> None:
    ours = over_time({"2023-Q3": 19.0, "2023-Q4": 17.0}, name="Ours")
    every = over_time({"2023-Q4": 995.0}, name="All")
    made = table([ours, every], "Quarters")
    assert made.head == ("Period", "Ours", "All")
    assert made.rows == (("July to September 2023", "19", "[x]"), ("October to December 2023", "17", "995"))


def test_each_row_of_the_file_stands_by_itself() -> None:
    (row,) = rows(over_time({"2019-07": 569.0}))
    assert (row["row"], row["value"], row["status"], row["unit"]) == (
        "July 2019",
        "569",
        "published",
        "attendances",
    )
    assert (row["source"], row["as_of"], row["release"], row["made_up"]) == (
        "Training register",
        "2026-09-30",
        "2026-11-23-abc",
        "yes",
    )


def test_a_hidden_figure_is_empty_in_the_file_and_never_0() -> None:
    (row,) = rows(over_time({"2019-07": None}))
    assert (row["value"], row["status"]) == ("", "[c]")


def test_a_negative_figure_stays_a_number() -> None:
    (row,) = rows(over_time({"2019-07": -0.25}))
    assert row["value"] == "-0.25"


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_neutralised_in_every_column_of_words(formula: str) -> None:
    about = indicator(code=formula, title=formula, unit=formula, caveat=formula, source=formula)
    along = replace(split([point(formula, 1.0, formula)], about, over=formula), period=formula)
    timed = replace(along, over="time")
    text = comma_separated([along, timed], formula, made_up=False).decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(text, newline=""))
    assert len(lines) == 2
    words = [at for at, name in enumerate(head) if name not in FIGURES]
    assert not [head[at] for line in lines for at in words if runs(line[at])]
    # What was neutralised can still be read: nothing but the apostrophe was added.
    assert {line[head.index("indicator")] for line in lines} == {f"'{formula}"}


def test_plain_words_are_left_as_they_are() -> None:
    (row,) = rows(split([point("a-b", 1.0, "Women's aid = one of us @ work")]))
    assert (row["row_code"], row["row"]) == ("a-b", "Women's aid = one of us @ work")


def test_what_fits_a_hidden_count_has_columns_of_its_own() -> None:
    hidden = point("c", None, "Corby", low=3.0, high=11.0)
    open_ended = point("d", None, "Daventry", low=12.0)
    series = split([hidden, open_ended, point("k", 30.0, "Kettering")], over="area")
    made = table([series], "By area")
    assert made.head == ("Area", "Attendances", "Hidden: what fits the published figures")
    assert made.rows == (
        ("Kettering", "30", ""),
        ("Corby", "[c]", "between 3 and 11"),
        ("Daventry", "[c]", "at least 12"),
    )
    told = {row["row"]: row for row in rows(series)}
    limits = ("interval_low", "interval_high", "range_low", "range_high")
    assert [told["Corby"][name] for name in limits] == ["", "", "3", "11"]
    assert [told["Daventry"][name] for name in limits] == ["", "", "12", ""]
    assert [told["Kettering"][name] for name in limits] == ["", "", "", ""]


def test_a_table_of_several_series_tells_what_fits_where_asked() -> None:
    one = split([point("c", None, "Corby", low=0.0, high=4.0)], over="area")
    two = split([point("c", 9.0, "Corby")], over="area")
    assert table([one, two], "By area").rows == (("Corby", "[c]", "9"),)
    assert worked_out([one, two], "By area").rows == (("Corby", "[c] at most 4", "9"),)


def test_the_newest_figure_has_the_verdict_of_the_release_and_no_other_has() -> None:
    quarters = [wording.later("2019-Q1", at) for at in range(21)]
    values = [*(10.0 + at % 3 for at in range(20)), 30.0]
    line = over_time(dict(zip(quarters, values, strict=True)), indicator("nrm", policy="referrals"))
    assert "verdict" not in rows(line)[0]
    verdict = verdicts.of(line)
    kept = replace(line, kept=verdict)
    *before, newest = rows(kept)
    assert newest["verdict"] == " ".join(verdict_words.sentences(verdict, "count"))
    assert newest["verdict"].startswith("Above its usual range since January 2019 (")
    assert float(newest["change"]) == verdict.earlier.change and newest["expected_high"]
    assert not any(row[name] for row in before for name in newest if name in VERDICT)
    # What is no longer the newest of these points is not judged by what was.
    assert "verdict" not in rows(replace(kept, points=kept.points[:-1]))[0]
