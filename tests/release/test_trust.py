"""The register fails closed: whatever is lost, older, changed or strange, nothing is released."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.files.chain import hash_of, linked, read_lines
from dashboard.publication import listed
from dashboard.release import ReleaseError, make_release, making, publishing, writing
from dashboard.release.register import Register
from dashboard.settings import Installation
from tests.conftest import Shared
from tests.release.few_rows import NRM, NRM_FIGURES, few_rows, run_sql, some, training_release

MADE = [datetime.datetime(2024, month, 5, 9) for month in (5, 6, 7)]
LAST = [datetime.date(2024, month, 1) for month in (4, 5, 6)]


@dataclass(frozen=True)
class Site:
    """An installation with two releases; ``old`` is a copy of its folder after the first."""

    where: Installation
    old: Path
    few: Path

    def release(self, number: int = 2, accept_loss: bool = False) -> None:
        """Make the release of one of the three months."""
        make_release(
            self.where, made_at=MADE[number], last=LAST[number], folder=self.few, accept_loss=accept_loss
        )

    def sql(self, text: str) -> None:
        """Change the store."""
        run_sql(self.where, text)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("trust")
    few = some(root / "few", NRM_FIGURES[0], "attendances")
    site = Site(few_rows(root / "site", booked=True, routes=(NRM,)), root / "old", few)
    site.sql("UPDATE files SET made_up = false")
    site.release(0)
    shutil.copytree(site.where.root, site.old)
    site.release(1)
    return site


@pytest.fixture
def site(made: Site, tmp_path: Path) -> Site:
    """A copy that a test may spoil."""
    shutil.copytree(made.where.root, tmp_path / "site")
    return Site(Installation(tmp_path / "site", tmp_path / "unused.key"), made.old, made.few)


def pointer(site: Site) -> str:
    return site.where.pointer.read_text(encoding="utf-8")


def lost(site: Site) -> None:
    shutil.rmtree(site.where.register)


def from_an_old_backup(site: Site) -> None:
    shutil.rmtree(site.where.register)
    shutil.copytree(site.old / "register", site.where.register)


def without_its_last_line(site: Site) -> None:
    path = site.where.register / "releases.jsonl"
    path.write_text(
        "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8"
    )


def with_a_count_changed(site: Site) -> None:
    # The largest: a release that publishes nothing new adds headings alone.
    path = max((site.where.register / "cells").glob("*.csv"), key=lambda path: path.stat().st_size)
    held = pd.read_csv(path, dtype=str)
    held.loc[0, "value"] = str(int(held.loc[0, "value"]) + 1)
    held.to_csv(path, index=False, lineterminator="\n")


def with_a_base_cell_changed(site: Site) -> None:
    path = next((site.where.register / "base").glob("*/referrals.csv"))
    path.write_text(path.read_text(encoding="utf-8").replace("child", "adult", 1), encoding="utf-8")


def without_its_records(site: Site) -> None:
    next((site.where.register / "records").glob("*/referrals.csv")).unlink()


def with_a_line_changed(site: Site) -> None:
    path = site.where.register / "releases.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[0] = lines[0].replace('"accepted": []', '"accepted": ["nothing"]')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def with_a_forged_chain(site: Site) -> None:
    path = site.where.register / "releases.jsonl"
    lines = read_lines(path)
    first = linked({**lines[0], "months": [0, 1]}, [])
    second = linked(lines[1], [first])
    path.write_text(f"{json.dumps(first)}\n{json.dumps(second)}\n", encoding="utf-8")


def with_a_torn_line(site: Site) -> None:
    path = site.where.register / "releases.jsonl"
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")


def with_an_older_list(site: Site) -> None:
    shutil.copy(site.old / "releases" / "releases.jsonl", listed.list_file(site.where))
    path = site.where.register / "releases.jsonl"
    lines = read_lines(path)
    third = linked({**lines[1], "id": "2024-06-30-00000000"}, lines)
    for kind in ("base", "records"):
        shutil.copytree(site.where.register / kind / lines[1]["id"], site.where.register / kind / third["id"])
    shutil.copy(
        site.where.register / "cells" / f"{lines[1]['id']}.csv",
        site.where.register / "cells" / f"{third['id']}.csv",
    )
    path.write_text(path.read_text(encoding="utf-8") + json.dumps(third) + "\n", encoding="utf-8")


def without_a_list(site: Site) -> None:
    listed.list_file(site.where).unlink()


def with_a_strange_release(site: Site) -> None:
    there = next(site.where.releases.glob("published-*.duckdb"))
    shutil.copy(there, there.with_name("published-2023-01-01-00000000.duckdb"))


def without_a_file(site: Site) -> None:
    next(site.where.releases.glob("published-*.duckdb")).unlink()


SPOILED: tuple[tuple[Callable[[Site], None], str], ...] = (
    (lost, "lost, shortened or an older copy"),
    (from_an_old_backup, "lost, shortened or an older copy"),
    (without_its_last_line, "lost, shortened or an older copy"),
    (with_a_count_changed, "missing or was changed"),
    (with_a_base_cell_changed, "missing or was changed"),
    (without_its_records, "is missing"),
    (with_a_line_changed, "line 2, does not follow"),
    (with_a_forged_chain, "is not the one that"),
    (with_a_torn_line, "line 2, cannot be read"),
    (with_an_older_list, "the list is shortened or an older copy"),
    (without_a_list, "the list is shortened or an older copy"),
    (with_a_strange_release, "no list names it"),
    (without_a_file, "cannot be found"),
)


@pytest.mark.parametrize(("spoil", "words"), SPOILED, ids=[spoil.__name__ for spoil, _ in SPOILED])
def test_nothing_is_released_beside_a_register_that(
    site: Site, spoil: Callable[[Site], None], words: str
) -> None:
    before = pointer(site)
    spoil(site)
    files = sorted(site.where.releases.iterdir())
    with pytest.raises(ReleaseError, match=words):
        site.release()
    assert pointer(site) == before
    assert sorted(site.where.releases.iterdir()) == files


def test_a_clock_set_back_is_refused_in_words(site: Site) -> None:
    with pytest.raises(
        ReleaseError, match=r"The clock of this machine says 05 May 2024.*Set the clock right"
    ):
        site.release(0)


def test_a_file_that_is_lost_can_be_accepted_and_its_figures_still_bind(site: Site) -> None:
    without_a_file(site)
    site.release(accept_loss=True)
    assert len(Register(site.where.register).releases()) == 3


#: Where a release can be cut off once it is registered, by the module that the step is called from.
AFTERWARDS = {"publish": writing, "_put_on_list": publishing, "point_at": publishing}


def cut_off_at_each_step(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, Site]]:
    """Copies of ``site``, each with a release that was cut off at another step: counted once for all."""
    write, copies = making.write, {step: folder / step for step in AFTERWARDS}

    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    def write_to_each(_: Installation, __: Register, *given: Any) -> None:
        for step, root in copies.items():
            shutil.copytree(site.where.root, root)
            where = Installation(root, root / "unused.key")
            with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
                patch.setattr(AFTERWARDS[step], step, cut_off)
                write(where, Register(where.register), *given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(making, "write", write_to_each)
        site.release()
    for step, root in copies.items():
        yield step, Site(Installation(root, root / "unused.key"), site.old, site.few)


def test_a_release_that_is_cut_off_once_registered_is_finished_by_the_next(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, steps = pointer(site), []
    for step, cut in cut_off_at_each_step(site, tmp_path, monkeypatch):
        assert pointer(cut) == before, step
        lines = Register(cut.where.register).releases()
        assert len(lines) == 3, step
        report = make_release(cut.where, made_at=MADE[2], last=LAST[2], folder=cut.few)
        finished = any("was interrupted, is published now" in words for words in report.warnings)
        assert finished == (step != "point_at")  # there only the pointer was left to move
        assert Register(cut.where.register).releases() == lines, step
        assert json.loads(pointer(cut))["id"] == lines[-1]["id"], step
        assert [line["register"] for line in listed.listed(cut.where)] == [hash_of(line) for line in lines]
        steps.append(step)
    assert steps == list(AFTERWARDS)


def test_the_list_names_every_release_with_the_hash_of_its_file_and_no_count(site: Site) -> None:
    for line in listed.listed(site.where):
        assert listed.is_listed(site.where.releases / line["file"])
        assert set(line) == {"id", "file", "sha256", "made", "made_up", "register", "salt", "previous"}
    path = next(site.where.releases.glob("published-*.duckdb"))
    path.write_bytes(path.read_bytes() + b"x")
    assert not listed.is_listed(path)
    listed.list_file(site.where).unlink()
    assert not listed.is_listed(path)


def test_the_register_is_for_its_owner_alone(site: Site) -> None:
    for path in [site.where.register, *site.where.register.rglob("*")]:
        if "certificates" not in path.parts:
            assert path.stat().st_mode & 0o077 == 0, path


def test_a_release_made_of_the_same_is_not_made_again(site: Site) -> None:
    before = listed.list_file(site.where).read_bytes()
    report = make_release(site.where, made_at=MADE[1], last=LAST[1], folder=site.few)
    assert report.warnings == ("nothing has changed since it was made, so it stands",)
    assert listed.list_file(site.where).read_bytes() == before


#: What goes from a store, one after the other, and how its loss is named.
VANISHING = {
    "DELETE FROM bookings_rows WHERE sector = 'police'": "nobody any more with sector Police",
    "DELETE FROM bookings_rows WHERE month < DATE '2023-01-01'": r"cells \(\d+ periods, 2022",
    "DELETE FROM bookings_rows": "Training attendances",
}


def test_what_would_vanish_is_named_and_refused_until_it_is_accepted(shared: Shared, tmp_path: Path) -> None:
    shutil.copytree(shared(training_release), tmp_path / "site")
    where = Installation(tmp_path / "site", tmp_path / "unused.key")
    release = partial(make_release, where, made_at=MADE[2], last=LAST[2], folder=where.root / "few")
    for change, words in VANISHING.items():
        run_sql(where, change)
        with pytest.raises(ReleaseError, match=f"no longer show.*{words}"):
            release()
    release(accept_loss=True)
    assert Register(where.register / "made_up").releases()[-1]["accepted"]
