"""Every page alone: with a release, without one, with a bad address, with the store gone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dashboard.display.ui.pages import PAGES
from dashboard.settings import PROJECT, Installation
from tests.pages.conftest import OpenPage, texts

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
def test_without_a_release_a_page_says_what_to_run(look_at: OpenPage, tmp_path: Path, name: str) -> None:
    page = look_at(name, Installation(tmp_path, tmp_path / "unused.key"))
    assert not page.exception
    shown = "".join(texts(page))
    assert "There is nothing to show yet" in shown
    assert "dashboard demo" in shown
    assert not page.get("plotly_chart")


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
    for picture in look_at(name).get("plotly_chart"):
        assert re.search(r"\d", picture.proto.alt)


def test_a_broken_pointer_is_told_in_words(look_at: OpenPage, tmp_path: Path) -> None:
    where = Installation(tmp_path, tmp_path / "unused.key")
    where.releases.mkdir()
    where.pointer.write_text("{", encoding="utf-8")
    shown = "".join(texts(look_at("Overview", where)))
    assert "cannot be read" in shown
    assert "dashboard release" in shown
