"""The CSV files and their description: the one fits the other, and both say what the tables say."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import warnings
from dataclasses import replace
from pathlib import Path

import csvw
import pytest

from dashboard.display.exports.comma_separated import HEAD, LACKS, VERDICT
from dashboard.display.meeting import Deck, tables
from dashboard.display.meeting.tables.description import _COLUMNS
from dashboard.methods import wording
from dashboard.publication import Publication
from tests.formulas import FORMULAS, runs
from tests.meeting.outputs import ITEMS, board


@pytest.fixture(scope="module")
def deck(publication: Publication) -> Deck:
    return board(publication)


@pytest.fixture
def folder(deck: Deck, tmp_path: Path) -> Path:
    for name, content in tables.files(deck).items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_description_fits_the_files(deck: Deck, folder: Path) -> None:
    described = csvw.CSVW(str(folder / tables.DESCRIPTION), validate=True)
    assert described.is_valid
    assert not described.warnings
    names = {slide.key for slide in deck.slides}
    assert {Path(str(table.url)).stem for table in described.t.tables} == names
    for table in described.t.tables:
        assert table.check_primary_key()
        for row in table.iterdicts(strict=True):
            assert (row["value"] is None) == (row["status"] != "published")
            assert row["release"] == deck.release_id
    assert list(_COLUMNS) == [*HEAD, *VERDICT, LACKS]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",published,", ",guessed,"),
        (",published,", ",published,many"),
        (",yes,", ",perhaps,"),
    ],
)
def test_the_check_can_fail(deck: Deck, folder: Path, old: str, new: str) -> None:
    broken = folder / f"{deck.slides[0].key}.csv"
    content = broken.read_bytes().decode()
    assert old in content
    broken.write_bytes(content.replace(old, new, 1).encode())
    with warnings.catch_warnings():
        # It tells what is wrong by warnings, which are errors in these tests.
        warnings.simplefilter("always")
        assert not csvw.CSVW(str(folder / tables.DESCRIPTION), validate=True).is_valid


def test_the_files_say_what_the_tables_say(deck: Deck) -> None:
    made = tables.files(deck)
    for slide in deck.slides:
        shown = {cell for row in slide.table.rows for cell in row[1:]}
        told = rows(made[f"{slide.key}.csv"])
        measures = {line.name: line.measure for line in slide.lines}
        for row in told:
            if row["value"]:
                assert wording.measured(float(row["value"]), measures[row["series"]]) in shown
            else:
                assert row["status"] in shown
        first = {row[0] for row in slide.table.rows}
        assert {row["row"] for row in told} <= first or slide.kind == "words"
        if slide.kind == "words":
            assert len(told) == len(slide.table.rows)


def test_each_table_says_whence_it_is(deck: Deck) -> None:
    told = json.loads(tables.files(deck)[tables.DESCRIPTION])
    assert told["dc:identifier"] == deck.release_id
    for slide, table in zip(deck.slides, told["tables"], strict=True):
        assert table["dc:source"] == slide.source
        assert table["dc:bibliographicCitation"] == deck.footer(slide)
        assert [note["rdfs:comment"] for note in table["notes"]] == list(slide.caveats)


def test_the_same_deck_gives_the_same_files(deck: Deck) -> None:
    assert tables.files(deck) == tables.files(deck)


def test_a_spreadsheet_runs_nothing_of_what_somebody_typed(publication: Publication, tmp_path: Path) -> None:
    for typed in FORMULAS:
        if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in typed):
            continue  # no story may hold it
        item = replace(ITEMS[1], headline=typed, views=(replace(ITEMS[1].views[0], name=typed),))
        for name, content in tables.files(board(publication, item, title=typed)).items():
            (tmp_path / name).write_bytes(content)
            if name != tables.DESCRIPTION:
                told = rows(content)
                assert {row["series"] for row in told} == {f"'{typed}"}
                # A change for the less begins with its sign.
                texts = [cell for row in told for column, cell in row.items() if column not in VERDICT[1:]]
                assert not [cell for cell in texts if runs(cell)]
        assert csvw.CSVW(str(tmp_path / tables.DESCRIPTION), validate=True).is_valid
