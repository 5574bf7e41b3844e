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
from dashboard.release import ReleaseError, Unproved, make_release, solving, writing
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


def test_without_a_fault_the_same_release_is_made(site: Attacked) -> None:
    before = now(site.where).release.id
    report = make_release(site.where, made_at=NEXT, folder=site.indicators)
    assert now(site.where).release.id == report.id != before


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


def test_a_certificate_that_was_changed_before_the_release_is_noticed(
    site: Attacked, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = solving.keep

    def tampered(solved: Any, folder: Path) -> None:
        keep(solved, folder)
        _move_one_person(folder / solved.file)

    monkeypatch.setattr(solving, "keep", tampered)
    _is_refused(site, Unproved, "was changed")


def test_a_kept_certificate_that_was_changed_is_never_used_again(site: Attacked) -> None:
    # Twice: the second time the figures of the first are public, and from then on the problem is the same.
    # In other months, for a release of the same inputs stands and solves nothing.
    for months in range(2):
        make_release(site.where, made_at=NEXT + months * MONTH, folder=site.indicators)
    kept = sorted(site.where.register.rglob("intelligence*.npz"))
    assert kept
    for path in kept:
        _move_one_person(path)
    _is_refused(site, ReleaseError, "does not prove", NEXT + 2 * MONTH)


def test_a_release_that_shows_what_was_to_be_hidden_is_not_written(
    site: Attacked, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_aside = writing.write_aside

    def leaking(path: Path, *told: Any) -> None:
        write_aside(path, *told)
        with duckdb.connect(str(path)) as con:
            con.execute(
                "UPDATE cells SET value = 3, status = 'published', low = NULL, high = NULL WHERE rowid = "
                "(SELECT min(rowid) FROM cells WHERE status = 'c' AND measure = 'count')"
            )

    monkeypatch.setattr(writing, "write_aside", leaking)
    _is_refused(site, Unproved, "does not hold what was proved")


@pytest.mark.parametrize(
    ("module", "reader", "file", "old", "new"),
    [
        (policies, "read_policies", "policies.toml", "threshold = 5", "threshold = 2"),
        (families, "read_families", "families.toml", 'title = "Local forms"', 'title = "Local form"'),
    ],
)
def test_rules_edited_while_a_release_is_made_stop_it(
    site: Attacked,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    module: Any,
    reader: str,
    file: str,
    old: str,
    new: str,
) -> None:
    """The rules are read at the beginning; by the time of writing the file on the disk says otherwise."""
    edited = tmp_path / file
    text = module.FILE.read_text(encoding="utf-8")
    assert old in text
    edited.write_text(text.replace(old, new, 1), encoding="utf-8")
    read: Callable[..., Any] = getattr(module, reader)
    monkeypatch.setattr(writing, reader, lambda: read(edited))
    _is_refused(site, ReleaseError, f"{file} was edited")


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
