"""A release is on the disk before its register says so, and its register before anybody can see it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard.publication import NoRelease
from dashboard.publication.current_release import now
from dashboard.publication.listed import list_file
from dashboard.release import make_release, writing
from dashboard.release.indicators import indicators
from dashboard.release.register import Addition, Register, definition_of
from dashboard.settings import Installation
from tests.power_cut import contents, watched
from tests.release.few_rows import NRM, NRM_FIGURES, few_rows, some


@pytest.fixture
def fresh(tmp_path: Path) -> Installation:
    """A store of one route without a release or a register."""
    return few_rows(tmp_path / "fresh", routes=(NRM,))


@pytest.fixture
def few(tmp_path: Path) -> Path:
    return some(tmp_path / "few", NRM_FIGURES[0])


def test_all_of_a_release_is_on_the_disk_in_the_order_of_its_promises(
    fresh: Installation, few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(fresh.root)
    with watched(monkeypatch) as disk:
        report = make_release(fresh, made_at=datetime.datetime(2024, 7, 3), folder=few)
    assert disk.lost(fresh.root, before) <= {"store.lock"}  # which is worth nothing after a power cut
    register = fresh.register / "made_up"
    steps = [
        max(step for path, step in disk.named.items() if path.parent == register / "certificates"),
        disk.named[register / "cells" / f"{report.id}.csv"],
        disk.named[register / "base" / report.id / "referrals.csv"],
        disk.named[register / "releases.jsonl"],
        disk.named[report.path],
        disk.named[list_file(fresh)],
        disk.named[fresh.pointer],
    ]
    assert steps == sorted(steps)
    assert list((register / "definitions").glob("*.json"))


def test_a_first_release_that_stops_before_it_has_its_name_is_registered_and_never_served(
    fresh: Installation, few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_: object, **__: object) -> None:
        assert Register(fresh.register / "made_up").releases()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(writing, "publish", stops)
        with pytest.raises(KeyboardInterrupt):
            make_release(fresh, made_at=datetime.datetime(2024, 7, 3), folder=few)
    with pytest.raises(NoRelease):
        now(fresh)


def test_half_a_definition_is_never_taken_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A definition is written once and read for ever: what a killed release left must not stand for it."""
    register = Register(tmp_path / "register")
    definition = definition_of(indicators()["nrm_referrals"])
    whole = Path.write_text

    def half(path: Path, text: str, **more: str) -> int:
        whole(path, text[: len(text) // 2], **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", half)
        with pytest.raises(KeyboardInterrupt):
            register.append({"id": "first", "counted": {}}, Addition([], [definition]))
    register.append({"id": "first", "counted": {}}, Addition([], [definition]))
    assert register.definition(definition.sha256) == definition
    assert [entry["id"] for entry in register.releases()] == ["first"]


def test_half_a_line_never_ends_the_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = Register(tmp_path / "register")
    register.append({"id": "first", "counted": {}}, Addition([], []))
    replace = Path.replace

    def cut(path: Path, target: Path) -> Path:
        if target.name == "releases.jsonl":
            raise KeyboardInterrupt
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut)
        with pytest.raises(KeyboardInterrupt):
            register.append({"id": "second", "counted": {}}, Addition([], []))
    assert [entry["id"] for entry in register.releases()] == ["first"]
    register.append({"id": "second", "counted": {}}, Addition([], []))
    assert [entry["id"] for entry in register.releases()] == ["first", "second"]
