"""The checker as a sender opens it: from a file, without a network, in a real browser."""

from __future__ import annotations

import datetime
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard.commands._outcome import CannotGoOn
from dashboard.commands.checker import build
from dashboard.intake.checker.page import MOST_BYTES
from dashboard.intake.extracts import extracts
from dashboard.intake.validation import Check, ExtractRefused, check, reports
from dashboard.intake.validation.summary import named
from dashboard.settings import Installation
from tests.browser.conftest import PATIENCE, WINDOW, open_browser
from tests.browser.rules import violations
from tests.browser.test_pages import Watch
from tests.browser.width import sideways
from tests.conftest import Shared
from tests.validation.benchmark import write
from tests.validation.exported import BOOKINGS, EVENT, FORM, ZOOM, booked, put, responses, teams, tickets

pytestmark = pytest.mark.browser

browser = pytest.fixture(scope="module")(open_browser)

CASES = Path(__file__).parents[1] / "validation"
#: A booking by somebody of the agency that only this installation knows, after the key.
OWN_AGENCY = (
    ",Nene Trust,Health,Other,NN1 5BD,First responder,1,county lines,05/03/2024,Other,Corby,40,Attended,0,1\n"
)


def checker_page(folder: Path) -> None:
    """The checker of an installation with an agency of its own and a partner's TOML."""
    where = Installation(folder / "installation", folder / "unused.key")
    where.codes.mkdir(parents=True)
    (where.codes / "agency.csv").write_text("code,label,sector\nnene,Nene Trust,Health\n", encoding="utf-8")
    toml = folder / "nene.toml"
    toml.write_text('files = "nene*"\n[mapping.columns]\nsession_date = "When"\n', encoding="utf-8")
    build(folder / "checker.html", toml, where)


@pytest.fixture(scope="module")
def built(shared: Shared) -> Path:
    """The folder with the page. What it is made of is fetched once; CI has the registries."""
    try:
        return shared(checker_page)
    except CannotGoOn as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def opened(browser: Browser, built: Path) -> Iterator[tuple[Page, Watch]]:
    """The page, started, with the network cut."""
    context = browser.new_context(offline=True, viewport=WINDOW, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    watch = Watch(page)
    page.goto((built / "checker.html").as_uri())
    page.locator("#choose-files:enabled").wait_for()
    yield page, watch
    context.close()


def every_case(folder: Path) -> list[Path]:
    """Each case of the checks, published tables as downloaded and an export of each training system."""
    for kind in ("cases", "published"):
        shutil.copytree(CASES / kind, folder / kind)
    systems = folder / "systems"
    systems.mkdir()
    online = '[mapping.constants]\nvenue = "online"\nagency = "public"\ncourse = "refresher"\n'
    rows = tickets(("a@nhs.invalid", "Checked In", "NGH", "Corby"), ("", "Refunded", "NGH", "Corby"))
    join = ["A", "a@nhs.invalid", "16/10/2026", "16/10/2026", "1", "Yes"]
    exports = [
        (put(systems / "eventbrite.csv", rows), EVENT),
        (put(systems / "zoom.csv", [ZOOM, join, join]), online),
        (put(systems / "teams.csv", teams(("", "b@nhs.invalid", "Attendee")), "\t", "utf-16"), ""),
        (put(systems / "bookings.tsv", [BOOKINGS, booked("a@nhs.invalid")], "\t"), ""),
        (responses(systems / "forms.xlsx", ["How confident are you now?"], ["4 - Quite"], ["a lot"]), FORM),
    ]
    for path, toml in exports:
        path.with_suffix(".toml").write_text(toml, encoding="utf-8")
    return extracts([folder])


def drop(page: Page, *paths: Path) -> None:
    """Drop files on the page as a file manager does."""
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        event = {"type": kind, "x": 200, "y": 400, "data": data}
        session.send("Input.dispatchDragEvent", event)


def choose(page: Page, chosen: Path) -> None:
    """Choose a folder, and wait for the report."""
    page.set_input_files("#folder", chosen)
    page.locator("#report > h2").wait_for()


def saved(page: Page, button: str) -> str:
    """What is saved with a button, by the keyboard."""
    page.locator(button).focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    return Path(download.value.path()).read_bytes().decode("utf-8-sig")


def test_it_finds_what_check_finds_in_every_case(
    opened: tuple[Page, Watch], built: Path, tmp_path: Path
) -> None:
    page, watch = opened
    paths = every_case(tmp_path / "sent")
    choose(page, tmp_path / "sent")
    outcomes: list[Check | ExtractRefused] = []
    for path in paths:
        try:
            outcomes.append(check(path, own_codes=built / "installation" / "codes"))
        except ExtractRefused as refused:
            outcomes.append(refused)
    ours = reports.csv_of_all(named([path.relative_to(tmp_path) for path in paths], outcomes))
    theirs = saved(page, "#save-csv")
    assert sorted(theirs.splitlines()) == sorted(ours.splitlines())
    assert page.locator("#report section").count() == len(paths)
    assert "<h1>Check of " in saved(page, "#save-page")
    assert watch.broken == []
    assert [address for address in watch.asked if not address.startswith(("file:", "blob:"))] == []
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert sideways(page) == {}
    page.set_viewport_size(WINDOW)


def test_own_lists_and_the_partners_toml_hold_in_10_000_rows(
    opened: tuple[Page, Watch], tmp_path: Path
) -> None:
    page, _ = opened
    path = tmp_path / "nene.csv"
    write(path, 10_000)
    text = path.read_text(encoding="utf-8").replace("Session date", "When", 1)
    path.write_text(f"{text}SN-1{OWN_AGENCY}", encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator("#choose-files").focus()
        page.keyboard.press("Enter")
    chooser.value.set_files(path)
    page.locator("#report > h2", has_text="nene.csv").wait_for()
    assert "All 10,001 rows can be taken in." in page.locator("#report").inner_text()


def test_files_are_dropped_and_a_folder_is_not_left_without_a_word(
    opened: tuple[Page, Watch], tmp_path: Path
) -> None:
    page, _ = opened
    for name in ("first.csv", "second.csv"):
        write(tmp_path / name, 2)
    drop(page, tmp_path / "first.csv", tmp_path / "second.csv")
    page.locator("#report > h2", has_text="Check of 2 files").wait_for()
    assert "2 can be taken in as they are" in page.locator("#report").inner_text()
    # Chromium lets no page that was opened from a file look into a folder.
    drop(page, tmp_path)
    page.locator("#status", has_text="Use 'Choose a folder'").wait_for()
    assert page.locator("#choose-folder").is_enabled()


def test_its_policy_forbids_every_connection(built: Path) -> None:
    text = (built / "checker.html").read_text(encoding="utf-8")
    assert len(text.encode()) < MOST_BYTES
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src 'none'; form-action 'none'" in policy[1]
    assert "unsafe-inline" not in policy[1] and "http" not in policy[1]
    assert "Mozilla Public" in text and "2.0 (mozilla.org/MPL/2.0)" in text
    assert f"{datetime.date.today().year}" in text
