"""A fact that changed makes a new release, and the release carries the installation's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard import settings
from dashboard.publication.events import event
from dashboard.publication.served import now
from dashboard.release import make_release
from dashboard.release.indicators import FOLDER
from dashboard.settings import Installation
from tests.release.small_store import MADE, small_installation


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The small installation with a release of one indicator."""
    root = tmp_path_factory.mktemp("own-facts")
    where = small_installation(root)
    (root / "indicators").mkdir()
    shutil.copy(FOLDER / "attendances.sql", root / "indicators")
    make_release(where, made_at=MADE, folder=root / "indicators")
    return where


def made(where: Installation) -> str:
    return make_release(where, made_at=MADE, folder=where.root / "indicators").id


def own(where: Installation, name: str, old: str, new: str) -> Path:
    """The installation's own copy of one of our files, with one change."""
    path = where.reference / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (settings.REFERENCE / name).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_each_changed_fact_makes_a_new_release(installation: Installation) -> None:
    seen = [made(installation)]
    own(installation, "themes/north.toml", 'organisation = "', 'organisation = "The ')
    assert made(installation) == seen[0], "nothing has changed that a release is made from"
    for name, old, new in (
        ("events.csv", "Training week,", "A week of training,"),
        ("targets.csv", "coverage,all,45", "coverage,all,50"),
        ("areas.csv", ",Corby,", ",Corby Borough,"),
        ("populations.csv", "757181", "757182"),
        ("geography/neighbours.geojson", "Crown copyright", "Crown Copyright"),
        ("codes/venue.csv", "Corby community hall,,Corby", "Corby community hall,,Kettering"),
    ):
        own(installation, name, old, new)
        seen.append(made(installation))
    assert len(set(seen)) == len(seen)
    release = now(installation).release
    week = event(release, "training_week")
    assert week is not None and week.label == "A week of training"
    assert release.label("area", "E07000150") == "Corby Borough"
