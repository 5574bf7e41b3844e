"""A solver that gives up, a certificate tampered with, rules edited meanwhile: nothing new is shown."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import highspy
import numpy as np
import pytest

from dashboard.disclosure.certificate import CertificateError
from dashboard.publication.current_release import now
from dashboard.reference import families, policies
from dashboard.release import ReleaseError, Unproved, make_release, making, solving, writing
from dashboard.release.proving import prove, read_manifest
from dashboard.settings import Installation
from tests.attacks.sites import FIRST, NEXT, Attacked, copied, intelligence_only, site_in
from tests.conftest import Shared

MONTH = datetime.timedelta(days=31)


@pytest.fixture(scope="session")
def released_once(shared: Shared) -> Attacked:
    """An installation that holds intelligence alone, in tables without sectors, with its first release."""
    return site_in(shared(intelligence_only))


@pytest.fixture
def site(released_once: Attacked, tmp_path: Path) -> Attacked:
    """A copy of it, which a test may change."""
    return replace(released_once, where=copied(released_once, tmp_path / "installation"))


def _state(where: Installation) -> tuple[list[str], str]:
    return sorted(path.name for path in where.releases.iterdir()), where.pointer.read_text(encoding="utf-8")


def _is_refused(site: Attacked, error: type[Exception], words: str, made: datetime.datetime = NEXT) -> None:
    """The next release is refused with these words, and the earlier one is served as before."""
    before, served = _state(site.where), now(site.where).release.id
    with pytest.raises(error, match=words):
        make_release(site.where, made_at=made, folder=site.indicators)
    assert _state(site.where) == before
    assert now(site.where).release.id == served


def test_a_solver_that_gives_up_opens_nothing(site: Attacked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other answers than that it is done: tests/disclosure/test_faults.py."""
    gave_up = highspy.HighsModelStatus.kTimeLimit
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda self: gave_up)
    _is_refused(site, Unproved, "nothing proves")


def _move_one_person(path: Path) -> None:
    """Let one of a certificate's data sets hold one person more."""
    with np.load(path, allow_pickle=False) as held:
        told = dict(held)
    told["witnesses"][-1, 0] += 1
    np.savez_compressed(path, **told)


def test_a_kept_certificate_that_was_changed_is_never_used_again(site: Attacked) -> None:
    # Twice, which without a fault makes a new release: the second time the figures of the first are public,
    # and from then on the problem is the same. In other months, for a release of the same inputs stands and
    # solves nothing.
    for months in range(2):
        before = now(site.where).release.id
        report = make_release(site.where, made_at=NEXT + months * MONTH, folder=site.indicators)
        assert now(site.where).release.id == report.id != before
    kept = sorted(site.where.register.rglob("intelligence*.npz"))
    assert kept
    for path in kept:
        _move_one_person(path)
    _is_refused(site, ReleaseError, "does not prove", NEXT + 2 * MONTH)


def _leaks(patch: pytest.MonkeyPatch, _: Path) -> None:
    """The file shows a figure that was to be hidden."""
    write_aside = writing.write_aside

    def leaking(path: Path, *told: Any) -> None:
        write_aside(path, *told)
        with duckdb.connect(str(path)) as con:
            con.execute(
                "UPDATE cells SET value = 3, status = 'published', low = NULL, high = NULL WHERE rowid = "
                "(SELECT min(rowid) FROM cells WHERE status = 'c' AND measure = 'count')"
            )

    patch.setattr(writing, "write_aside", leaking)


def _edited(module: Any, reader: str, old: str, new: str) -> Callable[[pytest.MonkeyPatch, Path], None]:
    """The rules were read at the beginning; by the time of writing their file on the disk says otherwise."""

    def edit(patch: pytest.MonkeyPatch, folder: Path) -> None:
        text = module.FILE.read_text(encoding="utf-8")
        assert old in text
        path = folder / module.FILE.name
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        read: Callable[..., Any] = getattr(module, reader)
        patch.setattr(writing, reader, lambda: read(path))

    return edit


def _tampers(patch: pytest.MonkeyPatch, _: Path) -> None:
    """A certificate is changed before the release."""
    keep = solving.keep

    def tampered(solved: Any, folder: Path) -> None:
        keep(solved, folder)
        _move_one_person(folder / solved.file)

    patch.setattr(solving, "keep", tampered)


#: What goes wrong while a release is written, and how it is refused; the last leaves a changed certificate.
WRITTEN_WRONG: tuple[tuple[Callable[[pytest.MonkeyPatch, Path], None], type[Exception], str], ...] = (
    (_leaks, Unproved, "does not hold what was proved"),
    (
        _edited(policies, "read_policies", "threshold = 5", "threshold = 2"),
        ReleaseError,
        r"policies\.toml was edited",
    ),
    (
        _edited(families, "read_families", 'title = "Local forms"', 'title = "Local form"'),
        ReleaseError,
        r"families\.toml was edited",
    ),
    (_tampers, Unproved, "was changed"),
)


def test_a_release_is_not_written_otherwise_than_it_was_proved_or_under_other_rules(
    site: Attacked, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Counted once, it is written anew with each fault; the last ends the release."""
    before, write = _state(site.where), making.write

    def faulty(*given: Any) -> Any:
        for fault, error, words in WRITTEN_WRONG[:-1]:
            with monkeypatch.context() as patch, pytest.raises(error, match=words):
                fault(patch, tmp_path)
                write(*given)
            assert _state(site.where) == before
        WRITTEN_WRONG[-1][0](monkeypatch, tmp_path)
        return write(*given)

    monkeypatch.setattr(making, "write", faulty)
    _is_refused(site, *WRITTEN_WRONG[-1][1:])


def test_a_release_verifies_against_its_certificates_and_against_no_other_rules(awkward: Attacked) -> None:
    where = awkward.where
    folder = next(path.parent for path in where.register.rglob("*.npz"))
    told = json.loads(where.pointer.read_text(encoding="utf-8"))
    manifest = read_manifest(folder, told["id"])
    path = where.releases / told["file"]
    assert prove(path, manifest, folder) > 200
    edited = replace(manifest, bound=dict(manifest.bound) | {"policies.toml": "0" * 64})
    with pytest.raises(CertificateError):
        prove(path, edited, folder)


def test_no_certificate_lies_where_the_display_can_read(awkward: Attacked) -> None:
    """One of its data sets is the truth."""
    kept = list(awkward.where.root.rglob("*.npz*"))
    assert kept
    assert not [path for path in kept if awkward.where.releases in path.parents]
    assert not [path for path in kept if path.stat().st_mode & 0o077]
    assert FIRST < NEXT
