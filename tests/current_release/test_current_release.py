"""A release that cannot be read takes nothing down: the last good one is shown, and pages say so."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard.publication import NoRelease, current_release
from dashboard.settings import PROJECT, Installation
from tests.current_release.conftest import GARBAGE, NEWEST, add
from tests.pages.conftest import OpenPage, open_page, texts
from tests.serving import Serve

__all__ = ["open_page"]

TELL = "Tell the analyst to run 'dashboard release'."


def newest(where: Installation) -> Path:
    return where.releases / NEWEST


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_late(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4096)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(GARBAGE)


def overwritten_inside(path: Path) -> None:
    """Zeros over a stretch in the middle, as a bad disk leaves: it opens, and cannot be read through."""
    size = path.stat().st_size
    with path.open("rb+") as stream:
        stream.seek(12_288)
        stream.write(b"\0" * (size - 12_288))


def without_a_table(path: Path) -> None:
    change(path, "DROP TABLE codes")


def without_its_id(path: Path) -> None:
    change(path, "DELETE FROM release WHERE key = 'id'")


def change(path: Path, sql: str) -> None:
    """Put a changed copy in the place of a file that may be open."""
    aside = path.with_suffix(".aside")
    shutil.copy(path, aside)
    with duckdb.connect(str(aside)) as con:
        con.execute(sql)
    path.write_bytes(aside.read_bytes())


@pytest.mark.parametrize(
    "harm",
    [cut, cut_late, empty, garbage, overwritten_inside, without_a_table, without_its_id, Path.unlink],
    ids=lambda harm: harm.__name__,
)
@pytest.mark.parametrize("open_already", [False, True], ids=["cold", "running"])
def test_the_release_before_it_is_served(
    two: Installation, harm: Callable[[Path], None], open_already: bool
) -> None:
    if open_already:
        assert current_release.now(two).warning == ""
    harm(newest(two))
    shown = current_release.now(two)
    assert shown.release.id.startswith("2024-07-03-")
    assert not shown.release.cells("people_trained").empty
    assert shown.warning == (
        "The newest release (2024-07-04-0badcafe) cannot be read; you are looking at the one before it "
        f"({shown.release.id}, 3 July 2024). {TELL}"
    )


@pytest.mark.parametrize("text", ["", "{", "[]", '{"file": 3}', '{"id": "x"}', "\x00\x01"])
def test_a_pointer_of_garbage_serves_the_last_good_one(two: Installation, text: str) -> None:
    two.pointer.write_text(text, encoding="utf-8")
    shown = current_release.now(two)
    assert shown.release.id == "2024-07-04-0badcafe"
    assert shown.warning.startswith("The file that names the newest release cannot be read")
    assert TELL in shown.warning


def test_nothing_later_than_the_pointer_is_served(two: Installation) -> None:
    """Whoever set the pointer back to an earlier release meant it."""
    first = next(two.releases.glob("published-2024-07-03-*"))
    add(two, first, datetime.date(2024, 7, 2))
    garbage(two.releases / "published-2024-07-02-0badcafe.duckdb")
    with pytest.raises(NoRelease, match=r"2024-07-02-0badcafe\.duckdb cannot be read"):
        current_release.now(two)


def test_with_nothing_good_left_it_says_what_to_run(two: Installation) -> None:
    for path in two.releases.glob("*.duckdb"):
        garbage(path)
    with pytest.raises(NoRelease, match="Run 'dashboard release'"):
        current_release.now(two)


def test_a_mended_file_is_served_again(two: Installation) -> None:
    whole = newest(two).read_bytes()
    garbage(newest(two))
    assert current_release.now(two).warning
    newest(two).write_bytes(whole)
    assert current_release.now(two).release.id == "2024-07-04-0badcafe"
    assert current_release.now(two).warning == ""


def test_a_whole_file_is_read_through_once(two: Installation) -> None:
    assert current_release.now(two).release is current_release.now(two).release


@pytest.mark.parametrize("name", sorted(path.stem for path in (PROJECT / "pages").glob("*.py")))
def test_every_page_says_so(open_page: OpenPage, broken_newest: Installation, name: str) -> None:
    page = open_page(name, broken_newest)
    assert not page.exception
    shown = "".join(texts(page))
    assert "The newest release (2024-07-04-0badcafe) cannot be read" in shown
    assert "release 2024-07-03-" in shown


def test_with_nothing_good_left_a_page_says_what_to_run(open_page: OpenPage, two: Installation) -> None:
    for path in two.releases.glob("*.duckdb"):
        empty(path)
    shown = "".join(texts(open_page("Overview", two)))
    assert "There is nothing to show yet" in shown
    assert "dashboard release" in shown


def test_the_server_says_so_at_its_start(serve: Serve, two: Installation) -> None:
    garbage(newest(two))
    started = serve(two)
    assert "The newest release (2024-07-04-0badcafe) cannot be read" in started.said()
