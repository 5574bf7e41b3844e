"""A release is all that is shown: with every file of facts edited, the same bytes come out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import reference, settings
from dashboard.settings import PROJECT, Installation

#: What a presenter chooses, which is no fact.
CHOICES = ("agendas", "themes")


def facts(folder: Path) -> list[Path]:
    """Every file of facts in it."""
    every = [
        path for path in folder.rglob("*") if path.is_file() and path.suffix in (".csv", ".geojson", ".toml")
    ]
    return [path for path in every if path.relative_to(folder).parts[0] not in CHOICES]


def seen(where: Installation, reference_folder: Path, out: Path) -> dict[str, str]:
    """A hash of each page, download and file of a pack, by its name."""
    words = [
        sys.executable,
        "-m",
        "tests.publication.everything",
        str(where.root),
        str(reference_folder),
        str(out),
    ]
    done = subprocess.run(
        words, cwd=PROJECT, env=dict(os.environ), capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def edited(folder: Path) -> Path:
    """A copy of data/reference with every file of facts edited: whoever reads one fails or shows other words.

    Whoever would miss a file that is gone would also have read it edited, so none is removed.
    """
    copy = Path(shutil.copytree(settings.REFERENCE, folder))
    for path in facts(copy):
        path.write_text(path.read_text(encoding="utf-8").swapcase(), encoding="utf-8")
    return copy


def test_every_file_of_facts_is_edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edit that the next test makes reaches what the release is made from."""
    labels = list(reference.events()["label"])
    folder = edited(tmp_path / "reference")
    assert len(facts(folder)) > 30
    monkeypatch.setattr(settings, "REFERENCE", folder)
    with pytest.raises(reference.ReferenceRefused):
        reference.events()
    assert labels[0].swapcase() in (folder / "events.csv").read_text(encoding="utf-8")


def test_the_same_bytes_come_out(released: Installation, tmp_path: Path) -> None:
    before = seen(released, settings.REFERENCE, tmp_path / "before")
    after = seen(released, edited(tmp_path / "reference"), tmp_path / "out")
    assert set(after) == set(before) and len(after) > 20
    assert [name for name in before if after[name] != before[name]] == []
