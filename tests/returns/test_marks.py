"""Periods that lack a return: on a page's chart, in a picture, on a slide; and nothing judges them."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace

import pytest
from pptx import Presentation

from dashboard.display import charts, exports, narrative
from dashboard.display.analysis import control_limits, verdicts
from dashboard.display.analysis.incomplete import CROSS, Lack, words
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.exports import comma_separated
from dashboard.display.meeting import Deck, Item, Story, View, freeze, pictures, slides
from dashboard.display.ui.overview import attention, tile_words
from dashboard.display.ui.overview.attention import Reason
from dashboard.methods import wording
from dashboard.publication import Publication
from tests.charts.samples import indicator, over_time

LACK = (Lack("Acute hospital A", "2024-05"),)
SAID = "data missing: Acute hospital A, May 2024"
MONTHS = wording.between("2022-01", "2024-05")


def lacking(series: PublishedSeries, *codes: str) -> PublishedSeries:
    """``series`` with returns missing in the periods ``codes``."""
    points = tuple(replace(p, lacks=LACK) if p.code in codes else p for p in series.points)
    return replace(series, points=points)


def falls(**about: str) -> PublishedSeries:
    """Counts of 40 or so a month, and 10 in the last."""
    values = {time: (40.0, 43.0, 39.0, 38.0)[at % 4] for at, time in enumerate(MONTHS)}
    return over_time({**values, "2024-05": 10.0}, indicator(**about))


@pytest.fixture(scope="module")
def deck(publication: Publication) -> Deck:
    """A slide with a shown and a hidden period that lack a return, and bars of such a year."""
    items = (
        Item("trend", (View("attendances", "time", "quarter"),)),
        Item("bars", (View("attendances", "sector", "year"),)),
    )
    frozen = freeze(publication, Story("Board", "", "OFFICIAL", "partnership", items))
    trend, bars = frozen.slides
    (line,) = trend.lines
    hidden = replace(line.points[2], value=None)
    line = replace(line, points=(*line.points[:2], hidden, *line.points[3:]))
    line = lacking(line, line.points[2].code, line.points[-1].code)
    bar = replace(bars.lines[0], lacks=LACK)
    return replace(frozen, slides=(replace(trend, lines=(line,)), replace(bars, lines=(bar,))))


def test_a_pages_chart_has_a_cross_and_its_words() -> None:
    line = lacking(falls(), "2024-05")
    for picture in (charts.line([line]), charts.control(line), charts.panels([line])):
        (cross,) = [trace for trace in picture.figure["data"] if trace.get("meta") == "data missing"]
        assert cross["x"] == [wording.middle_day("2024-05")] and cross["y"] == [10.0]
        assert cross["marker"]["symbol"] == "x" and SAID in cross["text"][0]
        assert (
            f"A cross (\N{MULTIPLICATION SIGN}) marks a period for which data are missing; {SAID}."
            in picture.alt
        )
    plain = charts.line([falls()])
    assert not [trace for trace in plain.figure["data"] if "meta" in trace] and "cross" not in plain.alt


def test_where_a_figure_is_hidden_the_cross_stands_at_the_foot() -> None:
    line = lacking(over_time({"2024-04": 8.0, "2024-05": None}), "2024-05")
    (note,) = [
        one
        for one in charts.line([line]).figure["layout"]["annotations"]
        if "\N{MULTIPLICATION SIGN}" in one["text"]
    ]
    assert (note["y"], note["yanchor"]) == (0, "bottom") and SAID in note["hovertext"]


def test_small_lines_carry_the_cross_too() -> None:
    for draw in (charts.sparkline, lambda one: charts.small_trends([one])[0]):
        marked, plain = (draw(one) for one in (lacking(falls(), "2024-05"), falls()))
        svgs = [base64.b64decode(one.figure["src"].partition(",")[2]).decode() for one in (marked, plain)]
        assert svgs[0].count("<path") == 2 and "<path" not in svgs[1]
        assert SAID in marked.alt


def test_a_picture_has_a_cross_for_each_period_and_the_words_beneath(deck: Deck) -> None:
    trend, bars = deck.slides
    (line,) = trend.lines
    none = replace(line, points=tuple(replace(point, lacks=()) for point in line.points))
    drawn, plain = (pictures.svg(deck, one) for one in (trend, replace(trend, lines=(none,))))
    crosses = [one.count("<path") + one.count(f">{CROSS}<") for one in (drawn, plain)]
    assert crosses[0] - crosses[1] == 2, "one on the figure, one at the foot"
    assert "data missing" in drawn and "data missing" not in plain
    # The words may go on in a second line: how far the first one goes hangs on the release's name.
    beneath = re.sub(r"<[^>]*>", " ", str(pictures.svg(deck, bars)))
    assert "Data missing: Acute hospital A" in " ".join(beneath.split())


def test_a_slide_has_them_too(deck: Deck) -> None:
    shown = Presentation(io.BytesIO(slides.pptx(deck)))
    trend, bars = list(shown.slides)[-2:]
    crosses = [shape for shape in trend.shapes if shape.name.startswith("Data missing: ")]
    assert [shape.text_frame.text for shape in crosses] == ["\N{MULTIPLICATION SIGN}"] * 2
    for slide in (trend, bars):
        assert any(
            "ata missing: Acute hospital A, May 2024" in s.text_frame.text
            for s in slide.shapes
            if s.has_text_frame
        )


def test_tables_and_downloads_say_which_returns_are_missing() -> None:
    line = lacking(falls(), "2024-05")
    table = exports.table((line,), "Attendances")
    assert table.head[-1] == "Data missing" and table.rows[-1][-1] == words(LACK)
    assert table.rows[0][-1] == "" and "Data missing" not in exports.table((falls(),), "").head
    head, *rows = comma_separated((line,), "r", False).decode("utf-8-sig").splitlines()
    assert head.endswith(",made_up,returns_missing") and rows[-1].endswith('"Acute hospital A, May 2024"')
    assert comma_separated((falls(),), "r", False).decode("utf-8-sig").splitlines()[0].endswith(",made_up")


def test_a_fall_is_not_judged_whichever_of_the_two_periods_lacks_a_return() -> None:
    assert "fell from 40 in May 2023 to 10 in May 2024" in narrative.headline(falls())
    assert "30 fewer than in May 2023" in tile_words.change(falls())
    for code in ("2024-05", "2023-05"):
        line = lacking(falls(), code)
        mark = "not judged, as data are missing (Acute hospital A, May 2024)"
        assert narrative.headline(line) == (
            f"Training attendances: 10 attendances in May 2024; against May 2023 it is {mark}."
        )
        assert tile_words.change(line).startswith(f"Against May 2023 {mark}.")
        assert verdicts.of(line).earlier.differs is None


def test_nothing_is_flagged_for_a_period_that_lacks_a_return() -> None:
    about = {"direction": "neutral"}
    assert attention.judge(falls(**about), "2024-05").words == "Below its usual range"
    assert attention.judge(falls(), "2024-05").words == "Below its usual range"
    for line in (falls(**about), falls()):
        told = attention.judge(lacking(line, "2024-05"), "2024-05")
        assert (told.reason, told.words) == (Reason.UNSEEN, "Not judged: data missing")


def test_a_control_chart_leaves_the_period_out_and_says_so() -> None:
    assert "below its usual range" in narrative.signals(falls())
    line = lacking(falls(), "2024-05")
    said = narrative.signals(line)
    assert "below" not in said and "May 2024 is not judged, as data are missing" in said
    assert control_limits.xmr_chart(line).signals[-1] == ()


def test_who_is_missing_is_told_as_briefly_as_can_be() -> None:
    several = [Lack("A", "2024-05"), Lack("A", "2024-04"), Lack("A", "2024-07"), Lack("B", "2024-Q1")]
    assert words(several) == "A, April to May 2024 and July 2024; B, January to March 2024"
    many = [Lack(name, "2023-12") for name in "ABCDE"]
    assert words(many) == "A, December 2023; B, December 2023; C, December 2023; and 2 more"
    assert words([Lack("A", "2023-12"), Lack("A", "2024-01")]) == "A, December 2023 to January 2024"
