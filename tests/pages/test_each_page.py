"""Every page alone: with a release, without one, with a bad address, with the store gone."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.display.ui import placement
from dashboard.display.ui.about import accessibility
from dashboard.display.ui.pages import PAGES
from dashboard.reference.contacts import contacts
from dashboard.settings import PROJECT, Installation
from tests.conftest import Shared
from tests.drawings import alts, pictures
from tests.pages.conftest import OpenPage, texts
from tests.real_releases import real_records
from tests.release.few_rows import training_release

NAMES = sorted(path.stem for path in (PROJECT / "pages").glob("*.py"))


def test_every_page_file_is_listed_and_the_other_way_round() -> None:
    assert sorted(page.file for page in PAGES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_a_release(look_at: OpenPage, released: Installation, name: str) -> None:
    page = look_at(name)
    assert not page.exception
    shown = "".join(texts(page))
    assert "<h1" in shown
    assert "The data shown here is made up" in shown
    assert re.search(r"Records counted to 30 June 2024, release 2024-07-03-\w+", shown)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_at_its_foot_whom_to_ask_and_where_to_read_on(look_at: OpenPage, name: str) -> None:
    (foot,) = (text for text in texts(look_at(name)) if 'class="nd-foot"' in text)
    assert re.findall(r'href="mailto:([^"]+)"', foot) == list(contacts(made_up=True)["address"])
    links = [html.unescape(link) for link in re.findall(r'<a href="(About[^"]+)"', foot)]
    parts = [dict(parse_qsl(urlsplit(link).query))["part"] for link in links]
    assert parts == [placement.CATALOGUE, placement.CHANGED, placement.ACCESSIBLE]
    assert set(parts) <= set(placement.titles("About the data"))


def test_made_up_contacts_are_never_shown_with_real_records(look_at: OpenPage, shared: Shared) -> None:
    root = shared(real_records)
    page = look_at("Overview", Installation(root, root / "unused.key"))
    (foot,) = (text for text in texts(page) if 'class="nd-foot"' in text)
    assert "mailto:" not in foot and ".example" not in foot


def test_the_accessibility_statement_says_what_is_missing_and_whom_to_tell(look_at: OpenPage) -> None:
    shown = html.unescape("".join(texts(look_at("About_the_data", part=placement.ACCESSIBLE))))
    for words in (
        *accessibility.CHECKED,
        *accessibility.LACKING,
        accessibility.PREPARED,
        "partially compliant",
    ):
        assert words in shown
    assert all(address in shown for address in contacts(made_up=True)["address"])


@pytest.mark.parametrize("name", NAMES)
def test_without_a_release_a_page_says_what_to_run(look_at: OpenPage, tmp_path: Path, name: str) -> None:
    page = look_at(name, Installation(tmp_path, tmp_path / "unused.key"))
    assert not page.exception
    shown = "".join(texts(page))
    assert "There is nothing to show yet" in shown
    assert "dashboard demo" in shown
    assert not pictures(page)


@pytest.fixture(scope="module")
def without_store(released: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The small installation's releases and nothing else."""
    root = tmp_path_factory.mktemp("without")
    shutil.copytree(released.releases, root / "releases")
    return Installation(root, root / "unused.key")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_needs_no_store(look_at: OpenPage, without_store: Installation, name: str) -> None:
    assert texts(look_at(name)) == texts(look_at(name, without_store))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["nonsense", "<script>alert(1)</script>", "' OR 1=1 --", "", "1066"])
def test_a_bad_address_shows_the_default_view(look_at: OpenPage, name: str, value: str) -> None:
    usual, odd = look_at(name), look_at(name, year=value, area=value, sector=value, route=value, by=value)
    assert not odd.exception
    assert [choice.value for choice in odd.selectbox] == [choice.value for choice in usual.selectbox]
    assert "<script>alert" not in "".join(texts(odd))


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_says_its_figures(look_at: OpenPage, name: str) -> None:
    for alt in alts(look_at(name)):
        assert re.search(r"\d", alt)


def test_a_release_without_published_tables_calls_none_of_its_figures_real(
    look_at: OpenPage, shared: Shared
) -> None:
    root = shared(training_release)
    shown = "".join(texts(look_at("Overview", Installation(root, root / "unused.key"))))
    assert "The data shown here is made up" in shown and "are real" not in shown


def test_a_broken_pointer_is_told_in_words(look_at: OpenPage, tmp_path: Path) -> None:
    where = Installation(tmp_path, tmp_path / "unused.key")
    where.releases.mkdir()
    where.pointer.write_text("{", encoding="utf-8")
    shown = "".join(texts(look_at("Overview", where)))
    assert "cannot be read" in shown
    assert "dashboard release" in shown
