"""A fact that changed makes a new release, and the release carries the installation's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard import settings
from dashboard.publication.current_release import now
from dashboard.publication.events import event
from dashboard.release import make_release
from dashboard.release.inputs import hash_of_inputs
from dashboard.settings import Installation
from tests.conftest import Shared
from tests.release.few_rows import training_release
from tests.release.small_store import MADE


@pytest.fixture
def installation(shared: Shared, tmp_path: Path) -> Installation:
    """A few bookings with a release of figures of them, in a copy that a test may change."""
    shutil.copytree(shared(training_release), tmp_path / "own-facts")
    return Installation(tmp_path / "own-facts", tmp_path / "unused.key")


def made(where: Installation) -> str:
    return make_release(where, made_at=MADE, folder=where.root / "few").id


def inputs(where: Installation) -> str:
    return hash_of_inputs(where, where.root / "few", MADE, None)


def own(where: Installation, name: str, old: str, new: str) -> Path:
    """The installation's own copy of one of our files, with one change."""
    path = where.reference / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (settings.REFERENCE / name).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_each_changed_fact_makes_a_new_release(installation: Installation) -> None:
    first, seen = now(installation).release.id, [inputs(installation)]
    own(installation, "themes/north.toml", 'organisation = "', 'organisation = "The ')
    assert made(installation) == first, "nothing has changed that a release is made from"
    assert inputs(installation) == seen[0]
    for name, old, new in (
        ("events.csv", "Training week,", "A week of training,"),
        ("targets.csv", "coverage,all,45", "coverage,all,50"),
        ("areas.csv", ",Corby,", ",Corby Borough,"),
        ("populations.csv", "757181", "757182"),
        ("geography/neighbours.geojson", "Crown copyright", "Crown Copyright"),
        ("codes/venue.csv", "Corby community hall,,Corby", "Corby community hall,,Kettering"),
    ):
        own(installation, name, old, new)
        seen.append(inputs(installation))
    assert len(set(seen)) == len(seen)
    assert made(installation) != first
    release = now(installation).release
    week = event(release, "training_week")
    assert week is not None and week.label == "A week of training"
    assert release.label("area", "E07000150") == "Corby Borough"
