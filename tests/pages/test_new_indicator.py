"""An indicator is one file: it stands on its page, in the catalogue and in the meeting's offer."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest

from dashboard.display.ui import placement
from dashboard.display.ui.meeting import adding
from dashboard.display.ui.pages import PAGES
from dashboard.publication import FIGURE_PAGES, Publication
from dashboard.publication.current_release import named_file
from dashboard.release import make_release
from dashboard.release.indicators import FOLDER
from dashboard.settings import PROJECT, Installation
from tests.conftest import Shared
from tests.drawings import alts
from tests.pages.conftest import OpenPage, texts
from tests.release.small_store import MADE, small_installation

#: The name of each new indicator, its code, its page and its heading, and how it is drawn.
NEW = {
    "cancelled": ("T90", "Outcomes", "The partnership", "line"),
    "kept_bookings": ("T91", "Training reach", "Bookings kept", "control"),
}
OURS = ("attendances", "people_trained", "coverage", "attendance_rate", "nrm_referrals", "concerns")
CANCELLED = """/*---
code = "T90"
theme = "Training reach"
title = "Bookings cancelled"
question = "How many bookings are cancelled?"
kind = "count"
numerator = "bookings marked as cancelled"
denominator = ""
unit = "bookings"
direction = "down"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["sector"]
tables = ["month", "quarter", "year", "year x sector"]
caveat = "One person can cancel several times."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Outcomes"
section = "The partnership"
---*/
SELECT month, sector, work_district AS area
FROM bookings
WHERE status = 'cancelled'
"""
KEPT = (
    CANCELLED.replace("T90", "T91")
    .replace("Bookings cancelled", "Bookings not cancelled")
    .replace("= 'cancelled'", "!= 'cancelled'")
    .replace(
        'page = "Outcomes"\nsection = "The partnership"', 'page = "Training reach"\nsection = "Bookings kept"'
    )
    .replace("---*/\nSELECT", 'drawn = "control"\n---*/\nSELECT')
)


def with_new_indicators(root: Path) -> None:
    """The small release, made of a few of our files (each takes its time) and two more in their folder."""
    where = small_installation(root)
    folder = root / "indicators"
    folder.mkdir()
    for name in OURS:
        shutil.copy(FOLDER / f"{name}.sql", folder)
    (folder / "cancelled.sql").write_text(CANCELLED, encoding="utf-8")
    (folder / "kept_bookings.sql").write_text(KEPT, encoding="utf-8")
    make_release(where, made_at=MADE, folder=folder)


@pytest.fixture(scope="session")
def widened(shared: Shared) -> Installation:
    root = shared(with_new_indicators)
    return Installation(root, root / "unused.key")


@pytest.fixture(scope="session")
def release(widened: Installation) -> Publication:
    return Publication(named_file(widened))


@pytest.mark.parametrize("name", NEW)
def test_it_stands_on_its_page_under_its_heading(
    open_page: OpenPage, widened: Installation, release: Publication, name: str
) -> None:
    code, page, heading, drawn = NEW[name]
    file = next(each.file for each in PAGES if each.name == page)
    opened = open_page(file, widened)
    assert not opened.exception
    shown = "".join(texts(opened))
    below = shown[shown.rindex(f">{heading}</h2>") :]
    assert re.search(rf"<dt>Indicator</dt><dd>{code}, ", below)
    assert placement.step(release, name) == "quarter"
    said = alts(opened)[-1]
    assert ("limits" in said.casefold()) is (drawn == "control"), said


@pytest.mark.parametrize("name", NEW)
def test_no_other_page_shows_it(open_page: OpenPage, widened: Installation, name: str) -> None:
    code, page, _, _ = NEW[name]
    for other in ("Referrals", "Overview"):
        assert page != other
        assert f"<dt>Indicator</dt><dd>{code}, " not in "".join(texts(open_page(other, widened)))


@pytest.mark.parametrize("name", NEW)
def test_the_catalogue_leads_there(
    open_page: OpenPage, widened: Installation, release: Publication, name: str
) -> None:
    code, page, heading, _ = NEW[name]
    file = next(each.file for each in PAGES if each.name == page)
    shown = "".join(texts(open_page("About_the_data", widened)))
    (entry,) = re.findall(rf"<details><summary>{code} .*?</details>", shown, re.DOTALL)
    links = [html.unescape(link) for link in re.findall(r'<a href="([^"]*)">', entry)]
    assert placement.address(file, heading) in links and "Compare?figure=" + name in links
    part = "".join(texts(open_page(file, widened, part=heading)))
    assert f">{heading}<" in part and f"<dd>{code}, " in part


@pytest.mark.parametrize("name", NEW)
def test_the_meeting_offers_it(
    open_page: OpenPage, widened: Installation, release: Publication, name: str
) -> None:
    assert "Over time, by quarter" in adding.views(release, name)
    meeting = open_page("Meeting", widened)
    assert not meeting.exception
    offered = next(box for box in meeting.selectbox if box.label == "Add a figure")
    assert release.indicators[name].title in offered.options


def test_every_indicator_of_ours_has_a_block_on_its_page(publication: Publication) -> None:
    """Or a visitor would see it at the foot of a page, where nobody laid it."""
    assert {page: placement.further(publication, page) for page in FIGURE_PAGES} == dict.fromkeys(
        FIGURE_PAGES, ()
    )


@pytest.mark.parametrize("page", FIGURE_PAGES)
def test_every_page_of_figures_shows_what_names_it(page: str) -> None:
    file = next(each.file for each in PAGES if each.name == page)
    code = (PROJECT / "pages" / f"{file}.py").read_text(encoding="utf-8")
    assert f'further.show(release, "{page}"' in code
