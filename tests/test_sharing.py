"""What tests share is made once, never served half made, changed or out of date."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.settings import PROJECT
from tests import sharing
from tests.attacks import sites
from tests.demonstration import demonstration
from tests.ordering import LONGEST, longest_first, together
from tests.paper import paper, slow_paper
from tests.release.small_store import small_release
from tests.sharing import IN_USE, MADE_FROM, NEWEST, Changed, Keeper, fingerprint, modules_behind


def fails_half_way(folder: Path) -> None:
    """A maker that stops with a part of its work done."""
    (folder / "half.txt").write_text("half", encoding="utf-8")
    raise ValueError


def calls(keeper: Keeper) -> int:
    return len((keeper.folder / "calls").read_text(encoding="utf-8"))


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path / "kept")


def test_it_is_made_once_and_found_again_by_the_next_run(keeper: Keeper) -> None:
    keeper.folder.mkdir()
    content = keeper.keep(paper)
    assert Keeper(keeper.folder).keep(paper) == content
    assert (content / "part" / "paper.txt").read_text(encoding="utf-8") == "kept"
    assert calls(keeper) == 1


def test_two_processes_that_ask_at_once_get_the_same(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper.folder.mkdir()
    # A page that ran before in this process is still its main module: each child would run it and fall over.
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(2) as pool:
        first, second = pool.map(keeper.keep, [slow_paper, slow_paper], chunksize=1)
    assert first == second
    assert calls(keeper) == 1


def test_a_maker_that_fails_leaves_nothing_that_looks_finished(keeper: Keeper) -> None:
    for _ in range(2):
        with pytest.raises(ValueError):
            keeper.keep(fails_half_way)
    left = [path for path in (keeper.folder / "fails_half_way").iterdir() if path.is_dir()]
    assert all(path.name.startswith("unfinished-") for path in left)
    sharing._prune(keeper.folder / "fails_half_way")
    assert not any(path.exists() for path in left)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: (content / "part" / "paper.txt").write_text("kepT", encoding="utf-8"),
        lambda content: (content / "part" / "paper.txt").unlink(),
        lambda content: (content / "another").touch(),
    ],
    ids=["written", "removed", "added"],
)
def test_a_change_is_noticed_and_what_was_changed_is_never_served(
    keeper: Keeper, change: Callable[[Path], object]
) -> None:
    keeper.folder.mkdir()
    content = keeper.keep(paper)
    keeper.check(content)
    change(content)
    with pytest.raises(Changed, match="A test changed what others share \\(paper: "):
        keeper.keep(paper)
    assert fingerprint(keeper.keep(paper)).keys() == {"part/paper.txt"}
    assert calls(keeper) == 2


#: Every kind of file that a maker may read: a folder stands for all that is in it.
FILES = [
    *(name if Path(name).suffix == ".py" else f"{name}/inner.toml" for name in MADE_FROM),
    "tests/maker.py",
    "tests/helper.py",
    "tests/helper_of_helper.py",
]
IMPORTS = {"maker": "from tests.helper import thing", "helper": "def late(): import tests.helper_of_helper"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with each of them."""
    for path in (tmp_path / name for name in (*FILES, "tests/stranger.py")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(IMPORTS.get(path.stem, ""), encoding="utf-8")
    return tmp_path


def key_of(project: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sharing.inspect, "getsourcefile", lambda _: str(project / "tests" / "maker.py"))
    return Keeper(project / "kept", project).key(paper)


@pytest.mark.parametrize("name", FILES)
def test_the_key_changes_with_every_file_that_a_maker_may_read(
    name: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key_of(project, monkeypatch)
    assert key_of(project, monkeypatch) == before
    with (project / name).open("a", encoding="utf-8") as changed:
        changed.write("\n# changed")
    assert key_of(project, monkeypatch) != before


def test_the_key_changes_with_a_package_and_with_python_but_not_with_a_strange_test(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key_of(project, monkeypatch)
    (project / "tests" / "stranger.py").write_text("# changed", encoding="utf-8")
    assert key_of(project, monkeypatch) == before
    with monkeypatch.context() as patch:
        patch.setattr(sharing.sys, "version", "4.0")
        assert key_of(project, patch) != before
    _, *rest = sharing.metadata.distributions()
    monkeypatch.setattr(sharing.metadata, "distributions", lambda: rest)
    assert key_of(project, monkeypatch) != before


def test_what_our_makers_import_is_behind_them() -> None:
    behind = {path.name for path in modules_behind(Path(sites.__file__), PROJECT)}
    assert {"sites.py", "awkward_store.py", "small_store.py", "emitted.py", "messages.py"} <= behind
    assert (
        len({Keeper().key(maker) for maker in (demonstration, small_release, sites.awkward, sites.twin)}) == 4
    )


def test_old_states_are_removed_but_none_that_somebody_may_be_reading(keeper: Keeper) -> None:
    shelf = keeper.folder / "paper"
    now = time.time()
    for age in range(NEWEST + 3):
        entry = shelf / f"state-{age}"
        entry.mkdir(parents=True)
        hours = 0 if age <= NEWEST else IN_USE + 60
        os.utime(entry, (now - age - hours, now - age - hours))
    keeper.keep(paper)
    left = {path.name for path in shelf.iterdir() if path.name.startswith("state-")}
    assert left == {f"state-{age}" for age in range(NEWEST + 1)}


def test_files_come_by_their_folder_and_what_shares_a_browser_goes_together() -> None:
    """Within a folder nothing is moved, and every folder that is named is there."""
    names = ["tests/maps/test_a.py::1", "tests/release/test_b.py::1", "tests/browser/test_d.py::1"]
    names += ["tests/browser/test_c.py::1", "tests/release/test_b.py::a[x::y]"]
    ordered = [test.nodeid for test in longest_first([types.SimpleNamespace(nodeid=name) for name in names])]
    assert ordered == [names[2], names[3], names[1], names[4], names[0]]
    assert [together(name) for name in ordered] == [
        *["tests/browser/"] * 2,
        *["tests/release/test_b.py"] * 2,
        "tests/maps/test_a.py",
    ]
    assert {start for start in LONGEST if not list(PROJECT.glob(f"{start.rstrip('/')}*"))} == set()
