"""A pack: every file listed, all of one release, the same bytes each time, nobody else's files deleted."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from pathlib import Path

import pytest

from dashboard import commands
from dashboard.display.meeting import Item, Story, View, saving
from dashboard.display.meeting.pack import MANIFEST, PackRefused, pack
from dashboard.publication import Publication
from dashboard.settings import Installation

STORY = Story(
    "Board: quarter 2",
    "",
    "OFFICIAL",
    "partnership",
    (
        Item("words", (View("people_trained", "time", "quarter"),)),
        Item("trend", (View("nrm_referrals", "time", "quarter"),)),
        Item("map", (View("place_of_exploitation", "area", "year", geography_level="district"),)),
    ),
)
#: Packed in a fraction of the time: for what does not hang on what is in a pack.
SHORT = Story("Short", "", "", "north", STORY.items[:1])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def dashboard(*words: str | Path) -> int:
    return commands.run([str(word) for word in words])


@pytest.fixture(scope="module")
def packed(publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the story's pack. Read only."""
    folder = tmp_path_factory.mktemp("packed")
    pack(publication, STORY, folder)
    return folder


def test_the_same_release_and_story_give_the_same_files(
    publication: Publication, packed: Path, tmp_path: Path
) -> None:
    pack(publication, STORY, tmp_path)
    found = contents(packed)
    assert found == contents(tmp_path)
    assert {name.rpartition(".")[2] for name in found} == {
        "html", "pptx", "svg", "png", "pdf", "xlsx", "ods", "csv", "toml", "json",
    }  # fmt: skip
    listed = json.loads(found[MANIFEST])
    assert listed["release"] == publication.id
    told = {one["name"]: one for one in listed["files"]}
    assert set(told) == set(found) - {MANIFEST}
    for name, one in told.items():
        assert one["sha256"] == hashlib.sha256(found[name]).hexdigest()
        assert one["bytes"] == len(found[name])
        if name.endswith((".html", ".svg", ".csv")):
            assert publication.id in found[name].decode("utf-8-sig")
    assert saving.load(found["story.toml"].decode()) == STORY


def test_every_number_in_a_file_of_figures_is_a_published_cell(
    publication: Publication, packed: Path
) -> None:
    cells = publication.frame("SELECT indicator, value FROM cells WHERE status = 'published'")
    known = {
        about.code: set(cells.loc[cells["indicator"] == name, "value"])
        for name, about in publication.indicators.items()
    }
    seen = 0
    for path in (packed / "figures").glob("*.csv"):
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            assert (row["status"] == "published") == bool(row["value"])
            if row["value"]:
                assert float(row["value"]) in known[row["code"]]
                seen += 1
    assert seen > 15


def test_a_new_pack_replaces_the_old_one_and_nothing_else(
    publication: Publication, packed: Path, tmp_path: Path
) -> None:
    shutil.copytree(packed, tmp_path, dirs_exist_ok=True)
    first = set(contents(tmp_path))
    (tmp_path / "minutes.txt").write_text("kept")
    pack(publication, SHORT, tmp_path)
    found = set(contents(tmp_path))
    assert "minutes.txt" in found
    figures = {"figures/01-people-trained-by-time.csv", "figures/csv-metadata.json"}
    assert first & found == {MANIFEST, "story.toml", *figures}


def test_a_folder_of_something_else_is_left_alone(publication: Publication, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(PackRefused, match="not of a pack"):
        pack(publication, STORY, tmp_path)
    (tmp_path / MANIFEST).write_text(json.dumps({"files": [{"name": "../outside"}, {"name": "/etc/x"}]}))
    outside = tmp_path.parent / "outside"
    outside.write_text("kept")
    pack(publication, SHORT, tmp_path)
    assert outside.read_text() == "kept"
    assert (tmp_path / "thesis.txt").exists()


def test_the_command_packs_a_file_or_a_ready_made_agenda(
    released: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "board.toml"
    saved.write_text(saving.dump(SHORT), encoding="utf-8")
    out, data = tmp_path / "out", ("--data", released.root)
    assert dashboard("pack", "--agenda", saved, "--out", out, "--theme", "west", "--json", *data) == 0
    assert MANIFEST in json.loads(capsys.readouterr().out)["files"]
    assert json.loads((out / MANIFEST).read_text())["theme"] == "west"


@pytest.mark.parametrize(
    ("agenda", "theme", "words"),
    [
        ("dragons", "north", "no file dragons, and no ready-made agenda but commissioner"),
        ("wrong.toml", "north", "wrong.toml: unknown key 'tittle'"),
        ("good.toml", "east", "no theme 'east'"),
        ("unpublished.toml", "north", "Slide 1: This release has no indicator 'dragons'"),
    ],
)
def test_the_command_says_what_is_wrong(
    released: Installation,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    agenda: str,
    theme: str,
    words: str,
) -> None:
    good = saving.dump(STORY)
    (tmp_path / "good.toml").write_text(good)
    (tmp_path / "wrong.toml").write_text(good.replace("title", "tittle", 1))
    (tmp_path / "unpublished.toml").write_text(good.replace("people_trained", "dragons"))
    given = tmp_path / agenda if agenda.endswith(".toml") else agenda
    out = tmp_path / "out"
    assert dashboard("pack", "--agenda", given, "--out", out, "--theme", theme, "--data", released.root) == 2
    assert words in capsys.readouterr().err
    assert not out.exists()
