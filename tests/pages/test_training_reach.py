"""Training reach: targets, events, refreshers, answers, and the way to the nearest published view."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import duckdb

from dashboard.display.ui import placement
from dashboard.publication.current_release import named_file
from dashboard.settings import Installation
from tests.drawings import alts
from tests.listing import list_anew
from tests.pages.conftest import OpenPage, texts


def plain(page: object) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(texts(page))))  # type: ignore[arg-type]


def test_coverage_of_each_agency_stands_against_its_target(open_page: OpenPage) -> None:
    page = open_page("Training_reach")
    assert not page.exception
    assert any(
        "Coverage" in alt and alt.startswith("Bar chart") and "Dashed: Target 45%" in alt
        for alt in alts(page)
    )
    assert re.search(r"(None|\d+) of the \d+( shown)? reach the target of 45% \(made up\)", plain(page))


def test_made_up_targets_are_not_drawn_on_real_figures(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    where = Installation(tmp_path, tmp_path / "unused.key")
    shutil.copytree(released.releases, where.releases)
    with duckdb.connect(str(named_file(where))) as con:
        con.execute("UPDATE release SET value = 'no' WHERE key = 'made_up'")
    list_anew(where)
    page = open_page("Training_reach", where)
    assert not page.exception
    assert not any("Target" in alt for alt in alts(page))
    assert "reach the target" not in plain(page)


HEADING = re.compile(r'<h2 class="nd-section"[^>]*>([^<]*)<')


def test_one_part_is_shown_at_a_time_and_all_where_asked(open_page: OpenPage) -> None:
    page = open_page("Training_reach", part="coverage")
    assert HEADING.findall("".join(texts(page))) == ["Coverage"]
    page.segmented_control(key="part").set_value("no-shows").run()
    assert HEADING.findall("".join(texts(page))) == ["No-shows"]
    page.segmented_control(key="part").set_value("everything").run()
    titles = placement.titles("Training reach")
    assert tuple(HEADING.findall("".join(texts(page)))) == titles
    assert page.segmented_control(key="part").options == [*titles, "All of this page"]


def test_a_part_that_there_is_not_is_told(open_page: OpenPage) -> None:
    shown = plain(open_page("Training_reach", part="moonlight"))
    assert "a part of the page that this page does not have; showing People and attendances instead" in shown


def test_confidence_is_told_after_training_and_at_follow_up(open_page: OpenPage) -> None:
    told = alts(open_page("Training_reach"))
    both = [alt for alt in told if "after training" in alt and "at follow-up" in alt]
    assert len(both) == 1


def test_a_view_that_is_not_published_offers_the_nearest_by_a_click(open_page: OpenPage) -> None:
    page = open_page("Training_reach", area="Corby")
    offered = [button for button in page.button if button.label == "Choose the whole county for this page"]
    assert offered
    offered[0].click().run()
    assert not page.exception
    assert page.selectbox(key="area").value == "E23000022"
    assert not page.button
    assert "These figures are not published" not in plain(page)


def test_who_is_due_a_refresher_is_told_over_time_and_by_sector(
    open_page: OpenPage, demo_installation: Installation
) -> None:
    told = alts(open_page("Training_reach", demo_installation))
    told = [alt for alt in told if "Refresher due within 3 months" in alt]
    assert sorted(alt.split(".")[0] for alt in told) == ["Bar chart", "Line chart"]


def test_events_stand_on_charts_over_time(open_page: OpenPage, demo_installation: Installation) -> None:
    page = open_page("Training_reach", demo_installation)
    assert not page.exception
    over_time = [alt for alt in alts(page) if alt.startswith("Line chart")]
    # Two lines begin when the register is older than the 36 months that training is valid, one when it asks
    # how training is held.
    begins_later = ("Training in date", "Refresher due", "In person")
    later = [alt for alt in over_time if any(name in alt for name in begins_later)]
    assert len(over_time) >= 12 and len(later) == 3
    for alt in over_time:
        assert ("Training week, 22 July 2019" in alt) is (alt not in later)
    shown = plain(page)
    assert "456" in shown
