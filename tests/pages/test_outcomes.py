"""Outcomes: a step where it can be told, its refusal where not, and nothing that claims a cause."""

from __future__ import annotations

import html
import re
import tomllib
from pathlib import Path

import pytest

from dashboard.display import narrative
from dashboard.display.analysis import control_limits, published_series
from dashboard.methods import Refused, Step
from dashboard.publication.current_release import now
from dashboard.settings import PROJECT, Installation
from tests.drawings import alts, asked, pictures
from tests.pages.conftest import OpenPage, texts
from tests.pages.test_hidden_cells import bare, changed

WEEK, WAVE = "2019-07-22", "2023-02-27"
#: Every month of intelligence under 70, of which the small release has some.
CHOSEN = "indicator = 'intelligence_submissions' AND time IN ('2022-08', '2023-11')"


def plain(page: object) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(texts(page))))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def truth() -> dict[str, object]:
    told = tomllib.loads((PROJECT / "data" / "demo" / "truth.toml").read_text(encoding="utf-8"))
    return dict(told["intelligence"])


def test_the_step_of_the_demonstration_comes_back_with_its_interval(
    demo_installation: Installation, truth: dict[str, object]
) -> None:
    found = published_series.read(
        now(demo_installation).release, "intelligence_submissions", "time", time_level="month"
    )
    step = control_limits.interrupted(found, WAVE)
    assert isinstance(step, Step)
    assert step.low < float(str(truth["step_rate_ratio"])) < step.high
    assert step.low > 1
    sentence = narrative.step(found, (WAVE, "Training wave (made up)"))
    said = re.search(r"ran at ([\d.]+) times .*27 February 2023 \(training wave, made up\): .*", sentence)
    assert said and float(said[1]) == pytest.approx(step.ratio, abs=0.005)
    assert re.search(r"the 95% interval is 1\.\d\d to 1\.\d\d times, more than chance", sentence)


def test_the_week_of_july_2019_is_refused_and_says_why(demo_installation: Installation) -> None:
    found = published_series.read(
        now(demo_installation).release, "intelligence_submissions", "time", time_level="month"
    )
    assert isinstance(control_limits.interrupted(found, WEEK), Refused)
    assert re.search(
        r"22 July 2019 \(training week\) cannot be told from chance\. No model was fitted: \d points are "
        r"shown before the event, and it takes at least 24 on each side\.",
        narrative.step(found, (WEEK, "Training week")),
    )


def test_quarterly_referrals_carry_no_step(demo_installation: Installation) -> None:
    found = published_series.read(
        now(demo_installation).release, "nrm_referrals", "time", time_level="quarter"
    )
    assert len(found.shown) >= 24
    assert "figures by quarter are too few" in narrative.step(found, (WAVE, "Training wave"))


def test_the_page_refuses_and_offers_what_can_be_told(open_page: OpenPage) -> None:
    page = open_page("Outcomes", event=WEEK)
    shown = plain(page)
    assert "a step on 22 July 2019 (training week) cannot be told from chance" in shown
    assert "; figures that follow on each other do not differ" in shown
    assert "Control chart." in " ".join(alts(page))


def test_the_page_says_that_moving_together_is_not_proof(open_page: OpenPage) -> None:
    shown = plain(open_page("Outcomes"))
    assert shown.count("not proof") >= 3
    assert "because" not in shown


def test_whether_training_raises_reports_is_answered_in_two_sentences(open_page: OpenPage) -> None:
    """The step with the months at which one shows too, and the sectors; or that either cannot be told."""
    shown = plain(open_page("Outcomes"))
    assert "Does training raise reports?" in shown
    assert re.search(
        "cannot be told: |whether the two move together cannot be told|the two moved together. They are",
        shown,
    )
    assert re.search(r"other months that can be tried|cannot be told from chance\.", shown)


def test_what_is_not_fed_says_what_would_feed_it(open_page: OpenPage) -> None:
    shown = plain(open_page("Outcomes"))
    assert "met a point of the checklist: the figures" not in shown and "Point of the checklist" in shown
    assert "Offences that end in a charge: the figures come with a file not yet loaded" in shown
    assert "Assessments that find exploitation: the figures come" not in shown
    day, due = "As of 31 March 2025.", "Published on 30 October 2025, next due in October 2026."
    period = "April 2024 to March 2025"
    assert f"Source: DfE: factors at the end of assessments. Period: {period}. {day} {due}" in shown
    assert "Not published for all years together" not in shown
    for title in ("Cases with earlier contact", "Orders and disruptions"):
        assert title in shown and f"{title}: the figures come" not in shown


def test_quality_of_referrals_says_which_extract_it_waits_for(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    """A county that audits no referrals has no figure and no chart of it."""
    without = "DELETE FROM cells WHERE indicator = 'referral_quality'; UPDATE indicators SET "
    without += "first_period = '', last_period = '' WHERE id = 'referral_quality'"
    page = open_page("Outcomes", changed(released, tmp_path / "without", without))
    assert not page.exception
    shown = plain(page)
    waits = "the figures come with a file not yet loaded (Audited referrals)."
    assert f"Referrals that met a point of the checklist: {waits}" in shown
    assert "Point of the checklist" not in shown


def test_a_made_up_event_is_absent_with_real_records(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    made_up = open_page("Outcomes")
    real = changed(released, tmp_path / "real", "UPDATE release SET value = 'false' WHERE key = 'made_up'")
    page = open_page("Outcomes", real)
    assert not page.exception
    event = {kind: one.options for kind, one in (("made up", _event(made_up)), ("real", _event(page)))}
    assert event["made up"] == ["Training wave (made up), 27 February 2023", "Training week, 22 July 2019"]
    assert event["real"] == ["Training week, 22 July 2019"]
    assert "made up" not in plain(page) + " ".join(alts(page))


def _event(page: object) -> object:
    return next(one for one in page.selectbox if one.key == "event")  # type: ignore[attr-defined]


@pytest.mark.parametrize("reports", ["intelligence", "nrm", "childrens_safeguarding"])
def test_sectors_stand_beside_the_people_they_trained(
    open_page: OpenPage, demo_installation: Installation, reports: str
) -> None:
    page = open_page("Outcomes", demo_installation, reports=reports)
    assert not page.exception
    shown = alts(page)
    assert any(
        alt.startswith("Scatter chart without a line")
        and re.search(r"People trained in 20\d\d per 100 staff and", alt)
        for alt in shown
    )
    assert "No whole headcount has been sent for" in plain(page)


def test_the_page_is_the_same_whatever_is_hidden(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    pages = [
        open_page("Outcomes", changed(released, tmp_path / name, _hide(low, high)))
        for name, low, high in (("nothing", 0, 0), ("four", 4, 4))
    ]
    one, two = pages
    assert not one.exception and not two.exception
    for kind in ("selectbox", "toggle", "download_button", "html"):
        assert len(one.get(kind)) == len(two.get(kind))
    assert pictures(one) == pictures(two)
    assert "[c]" in plain(one)
    for left, right in zip(*(asked(page).get("plotly_chart") for page in pages), strict=True):
        assert bare(left.proto.spec) == bare(right.proto.spec)
        assert left.proto.alt == right.proto.alt


def _hide(low: int, high: int) -> str:
    where = f"({CHOSEN}) OR indicator IN ('intelligence_per_staff', 'referrals_per_staff') AND "
    where += "sector = 'housing' AND measure IN ('rate', 'numerator')"
    return f"UPDATE cells SET value = NULL, status = 'c', low = {low}, high = {high} WHERE {where}"
