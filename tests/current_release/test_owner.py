"""One owner of open releases: opened once, never closed under a reader, closed when the last has left."""

from __future__ import annotations

import datetime
import gc
import shutil
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest

from dashboard.display.analysis import published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.publication import NoRelease, Publication, current_release
from dashboard.settings import Installation
from tests.current_release.conftest import add
from tests.current_release.test_current_release import change, garbage, newest
from tests.listing import list_anew

#: Seconds after which a thread is taken to be stuck.
STUCK = 60
NEXT = datetime.date(2024, 7, 5)


def held(where: Installation) -> list[str]:
    """The release files of an installation that this process has open, deleted ones too."""
    names = []
    for link in Path("/proc/self/fd").iterdir():
        try:
            names.append(str(link.readlink()))
        except OSError:
            continue  # the handle that lists the folder
    return [Path(name).name for name in names if name.startswith(str(where.releases))]


@pytest.fixture
def no_collection() -> Iterator[None]:
    """Whatever goes, goes because nobody holds it: what is frozen at the start is never collected."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def read(release: Publication) -> PublishedSeries:
    return published_series.read(release, "people_trained", "time", time_level="year")


def test_visitors_who_come_together_open_a_release_once(
    two: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    together = Barrier(8, timeout=STUCK)
    second = Event()

    def slow(path: Path, *given: Path) -> Publication:
        opened.append(path)
        if len(opened) > 1:
            second.set()
        second.wait(0.2)  # time for the others to come, if they could
        return Publication(path, *given)

    def visit() -> tuple[Publication, PublishedSeries]:
        together.wait()
        release = current_release.now(two).release
        return release, read(release)

    monkeypatch.setattr(current_release, "Publication", slow)
    with ThreadPoolExecutor(8) as pool:
        visits = [pool.submit(visit) for _ in range(8)]
        results = [one.result(timeout=STUCK) for one in visits]
    assert opened == [newest(two)]
    assert {id(release) for release, _ in results} == {id(current_release.now(two).release)}
    assert all(found.points for _, found in results)
    assert not current_release.now(two).release.cells("attendances").empty


def test_who_reads_a_release_reads_it_to_the_end(two: Installation) -> None:
    reading, swapped = Barrier(4, timeout=STUCK), Event()

    def visit(at: int) -> tuple[str, int]:
        release = current_release.now(two).release
        reading.wait()
        assert swapped.wait(STUCK)
        each = "SELECT * FROM cells WHERE indicator = ?"
        return release.id, sum(len(release.frame(each, [one])) for one in list(release.indicators)[at::3])

    every = len(current_release.now(two).release.frame("SELECT * FROM cells"))
    with ThreadPoolExecutor(3) as pool:
        visits = [pool.submit(visit, at) for at in range(3)]
        reading.wait()
        add(two, newest(two), NEXT)
        assert current_release.now(two).release.id == "2024-07-05-0badcafe"
        for path in two.releases.glob("published-2024-07-04-*"):
            path.unlink()
        swapped.set()
        results = [one.result(timeout=STUCK) for one in visits]
    assert {release_id for release_id, _ in results} == {"2024-07-04-0badcafe"}
    assert sum(rows for _, rows in results) == every


def test_a_release_is_closed_as_the_last_reader_leaves(two: Installation, no_collection: None) -> None:
    one, other = current_release.now(two).release, current_release.now(two).release
    read(one)
    ends, kept = weakref.ref(one), weakref.ref(read(one))
    add(two, newest(two), NEXT)
    current_release.now(two)
    assert sorted(name[10:20] for name in held(two)) == ["2024-07-04", "2024-07-05"]
    del one
    assert ends() is not None
    assert read(other).points
    del other
    assert ends() is None
    assert kept() is None
    assert held(two) == ["published-2024-07-05-0badcafe.duckdb"]


def test_of_many_releases_one_is_open(two: Installation, no_collection: None) -> None:
    like = newest(two)
    for day in range(5, 10):
        add(two, like, datetime.date(2024, 7, day))
        assert read(current_release.now(two).release).points
    assert held(two) == ["published-2024-07-09-0badcafe.duckdb"]


def test_what_could_not_be_served_is_not_kept_open(two: Installation, no_collection: None) -> None:
    """All releases of a day are looked at to find the latest of them, and damaged ones fail late."""
    first = next(two.releases.glob("published-2024-07-03-*"))
    shutil.copy(first, two.releases / "published-2024-07-03-00000000.duckdb")
    list_anew(two)
    change(newest(two), "DELETE FROM release WHERE key = 'id'")
    assert current_release.now(two).warning
    assert held(two) == [first.name]


def test_a_file_that_was_replaced_is_read_beside_the_one_before(
    two: Installation, no_collection: None
) -> None:
    before = current_release.now(two).release
    aside = two.root / "aside.duckdb"
    shutil.copy(newest(two), aside)
    change(aside, "UPDATE release SET value = '2024-07-04T17:00:00' WHERE key = 'made'")
    aside.replace(newest(two))
    list_anew(two)
    after = current_release.now(two).release
    assert [one.facts["made"][11:13] for one in (before, after)] == ["09", "17"]
    assert [one.path for one in (before, after)] == [newest(two)] * 2
    assert before.cells("attendances").equals(after.cells("attendances"))
    assert current_release.now(two).release is after
    with pytest.raises(Exception, match="read-only"):
        after.frame("DELETE FROM cells")
    del before
    assert after.cells("attendances")["value"].notna().any()
    assert len(held(two)) == 0  # the copy lies elsewhere


def test_what_is_whole_and_what_not_is_found_out_once(
    two: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    garbage(newest(two))
    assert current_release.now(two).warning
    opened: list[Path] = []

    def watched(path: Path, *given: Path) -> Publication:
        opened.append(path)
        return Publication(path, *given)

    monkeypatch.setattr(current_release, "Publication", watched)
    assert current_release.now(two).release is current_release.now(two).release
    assert opened == []


def test_a_folder_in_the_place_of_the_pointer_is_said_in_words(two: Installation) -> None:
    two.pointer.unlink()
    two.pointer.mkdir()
    assert current_release.now(two).warning.startswith(
        "The file that names the newest release cannot be read"
    )
    with pytest.raises(NoRelease, match="cannot be read"):
        current_release.named_file(two)


def test_a_pointer_that_moves_on_meanwhile_is_followed(
    two: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the pointer and opening what it names, a newer release may come and the file go."""
    looked: list[Path] = []

    def look(path: Path) -> object:
        looked.append(path)
        if len(looked) == 1:
            add(two, newest(two), NEXT)
            newest(two).unlink()
        return seen(path)

    seen = current_release._look
    monkeypatch.setattr(current_release, "_look", look)
    shown = current_release.now(two)
    assert (shown.release.id, shown.warning) == ("2024-07-05-0badcafe", "")
