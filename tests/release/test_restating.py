"""A restatement: what waits is taken in, first figures stand, and all files together open nothing."""

from __future__ import annotations

import csv
import datetime
import html
import io
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import openpyxl
import pandas as pd
import pypdf
import pytest
from pptx import Presentation

from dashboard.commands.trace import _words
from dashboard.disclosure.certificate import load
from dashboard.display.analysis import published_series
from dashboard.display.charts.alt import compared
from dashboard.display.exports import comma_separated, table
from dashboard.display.exports.table import REVISION
from dashboard.display.meeting import Deck, Item, Story, View, browser, freeze, paper, slides, spreadsheet
from dashboard.display.meeting.tables.cells import columns, marks
from dashboard.publication import CELL_KEY, Counting, Publication
from dashboard.publication.lineage import lineage
from dashboard.release import ReleaseError, make_release, making, solving
from dashboard.release.base_cells import Ints
from dashboard.release.proving import read_manifest
from dashboard.release.register import Register
from dashboard.release.restating import due
from dashboard.release.vintages import FIRST_ONLY, Vintages
from dashboard.settings import Installation
from tests.disclosure.adding_up import Proof
from tests.release.late_records import (
    GROUPS,
    Cell,
    Known,
    Made,
    Scenario,
    counted,
    figures_in,
    opened,
    records,
    rules,
    simulate,
    subtracted,
    versions_of,
)
from tests.release.simulation import month_of

SCENARIO = Scenario(
    months=4,
    before=7,
    late=15,
    corrected=4,
    lag=0,
    restate=(3,),
    tables=("quarter", "quarter x district", "quarter x exploitation_group"),
)
AT = SCENARIO.restate[0] - 1


@dataclass(frozen=True)
class Done:
    known: list[Known]
    made: list[Made]
    register: Register
    root: Path


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    root = tmp_path_factory.mktemp("late")
    known = records(SCENARIO)
    made = list(simulate(root, SCENARIO))
    yield Done(known, made, Register(root / "installation" / "register"), root)


def test_base_cells_are_what_was_counted_first_and_at_the_restatement(done: Done) -> None:
    """Against a slow model that never saw the register; late, corrected and unchanged records are all in."""
    first, again = counted(SCENARIO, done.known)
    held = [base_cells(done.register, first_only) for first_only in (True, False)]
    assert held[0] == first
    restated = done.register.restatements("referrals")
    assert [one.number for one in restated] == [1]
    last = restated[0].last
    assert {cell: n for cell, n in held[1].items() if cell[0] <= last} == {
        cell: n for cell, n in again.items() if cell[0] <= last
    }
    assert held[0] != held[1]


def base_cells(register: Register, first_only: bool) -> Counter[Cell]:
    """Base cells by month, place and group: as first counted, or as they stand now."""
    held: Counter[Cell] = Counter()
    for _, path in register.tables("base", "referrals"):
        for row in pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records"):
            version = str(row.get("entered", "0")), str(row.get("ended", "0"))
            if version[0] == "0" if first_only else version[1] == "0":
                year, month, _ = map(int, str(row["month"]).split("-"))
                kind = str(row["exploitation_type"])
                held[year * 12 + month - 1, str(row["district"]), GROUPS.get(kind, kind)] += int(
                    str(row["count"])
                )
    return Counter({cell: count for cell, count in held.items() if count})


def test_restated_figures_are_shown_where_that_is_safe_and_open_nothing(done: Done) -> None:
    restated = {name: value for name, value in figures_in(done.made[AT].path).items() if "@" in name}
    shown = {name: value for name, value in restated.items() if value is not None}
    first = figures_in(done.made[AT].path)
    changed = [name for name, value in shown.items() if first[name.partition("@")[0]] != value]
    assert changed and len(shown) < len(restated)
    countings, versions = counted(SCENARIO, done.known), versions_of(SCENARIO, done.known)
    assert opened(done.made, countings, versions) == []
    assert subtracted(done.made, versions) == []


def test_every_release_knows_what_is_one_cell_at_two_countings(done: Done) -> None:
    """And none finds that an earlier one has given anything away."""
    assert [line for one in done.made for line in one.exposed] == []
    for number in (AT, -1):
        counted_twice = 0
        for path in (done.register.certificates / file for file in certificates(done, number)):
            assert list(Proof(path).moved()) == []
            proof = load(path)
            shown = {str(name) for name, public in zip(proof.names, proof.shown, strict=True) if public}
            both = {f"{name}@1" for name in shown} & shown
            sets = {
                int(proof.decision[number])
                for number, name in enumerate(proof.names.tolist())
                if name in both
            }
            assert sets <= set(proof.recounted[:, 0].tolist())
            counted_twice += len(both)
        assert counted_twice > 10


def test_later_releases_keep_a_restated_figure_and_the_first_one_beside_it(done: Done) -> None:
    at, last = (figures_in(done.made[number].path) for number in (AT, -1))
    shown = {name: value for name, value in at.items() if value is not None}
    assert shown.items() <= last.items()
    publication = Publication(done.made[-1].path)
    try:
        table = publication.restated("late")
        cells = publication.frame("SELECT * FROM cells")
    finally:
        publication.close()
    used = table[table["used"]]
    assert len(used) and set(used["status"]) == {"published"} and set(used["made"]) == {"2022-11-01"}
    both = cells.merge(
        used, on=[name for name in cells.columns if name not in ("value", "status", "low", "high")]
    )
    assert len(both) == len(used) and (both["value_x"] == both["value_y"]).all()
    stands = table[~table["used"]]
    assert set(stands["status"]) == {"c"} and stands["low"].notna().all()


def test_what_a_restatement_hides_keeps_its_range(done: Done) -> None:
    """It is decided on once: every later release tells the same of it, and none solves for it again."""
    tables = []
    for number in (AT, -1):
        publication = Publication(done.made[number].path)
        try:
            tables.append(publication.restated("late"))
        finally:
            publication.close()
    then, now = (table.set_index([*CELL_KEY, "exploitation_group"]).sort_index() for table in tables)
    assert (then["status"] == "c").sum() > 10 and then.loc[then["status"] == "c", "high"].notna().any()
    figure = ["value", "status", "low", "high"]
    pd.testing.assert_frame_equal(now[figure], then[figure])
    parts = [file for file in certificates(done, AT) if restates(done, file)]
    assert parts and set(parts) <= set(certificates(done, -1))


def test_a_restated_figure_is_held_to_in_every_later_proof(done: Done) -> None:
    restated = {name: value for name, value in figures_in(done.made[AT].path).items() if "@" in name}
    for number in range(AT, len(done.made)):
        shown = set[str]().union(*(restates(done, file) for file in certificates(done, number)))
        assert len(shown) == sum(value is not None for value in restated.values()) > 0


def test_where_all_is_decided_anew_a_restated_figure_is_known_to_be_public(
    done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(done.root / "installation", tmp_path / "installation")
    where, last = Installation(tmp_path / "installation", tmp_path / "unused.key"), done.made[-1].until
    made = datetime.datetime.combine(month_of(last + 1), datetime.time(9)) + datetime.timedelta(days=1)
    monkeypatch.setattr(solving, "kept", lambda *given: None)
    monkeypatch.setattr(making, "standing", lambda *given: None)
    with rules(tmp_path, SCENARIO):
        release = make_release(where, made_at=made, last=month_of(last), folder=done.root / "indicators")
    folder = Register(where.register).certificates
    public = [
        name
        for file in read_manifest(folder, release.id).certificates
        for proof in (load(folder / file),)
        for name, known in zip(proof.names, proof.already_published[proof.decision], strict=True)
        if known and str(name).endswith("@1")
    ]
    shown = [
        name for name, value in figures_in(done.made[AT].path).items() if "@" in name and value is not None
    ]
    assert len(public) == len(shown) > 0


def restates(done: Done, file: str) -> set[str]:
    """The restated figures that a certificate shows."""
    proof = load(done.register.certificates / file)
    shown = (str(name) for name, told in zip(proof.names, proof.shown, strict=True) if told)
    return {name for name in shown if name.endswith("@1")}


def certificates(done: Done, number: int) -> list[str]:
    manifest = read_manifest(done.register.certificates, done.register.releases()[number]["id"])
    return [file for file in manifest.certificates if file.startswith("childrens_safeguarding_0-")]


def test_what_waited_is_taken_in_and_a_register_without_a_restatement_is_as_it_was(done: Done) -> None:
    folder = done.register.folder
    lines = done.register.releases()
    for number, line in enumerate(lines):
        base = (folder / "base" / line["id"] / "referrals.csv").read_text(encoding="utf-8").splitlines()[0]
        cells = (folder / "cells" / f"{line['id']}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert ("entered,ended" in base, "restated" in cells, "restated" in line) == (number == AT,) * 3
    assert due(lines, 12, pd.Timestamp(lines[AT]["made"]) + pd.DateOffset(months=12))
    assert not due(lines, 12, pd.Timestamp(lines[AT]["made"]) + pd.DateOffset(months=11))
    assert not due(lines, 0, pd.Timestamp("2099-01-01")) and not due([], 12, pd.Timestamp("2099-01-01"))


def test_states_are_the_runs_of_countings_in_which_a_version_is_there() -> None:
    two = Vintages((1, 3))
    assert FIRST_ONLY.states == [(0, 1)] and list(FIRST_ONLY.at(0)) == [0]
    base_cells = np.arange(3)
    assert np.array_equal(FIRST_ONLY.spread(base_cells, FIRST_ONLY.at(0)), base_cells)

    def there(states: Ints) -> set[tuple[int, int]]:
        return {two.states[state] for state in states.tolist()}

    assert there(two.at(0)) == {(0, 1), (0, 2), (0, 3)}
    assert there(two.late(0, 3)) == {(1, 3), (2, 3)} and there(two.left(0, 3)) == {(0, 1), (0, 2)}
    # What entered at a restatement of which nothing is told is there from the next one on, or never seen.
    assert two.states[two.state_of(2, 0)] == (2, 3) and two.state_of(2, 3) == -1
    assert two.states[two.state_of(0, 1)] == (0, 1)


def test_pages_mark_a_revised_figure_with_the_first_beside_it_and_tell_how_far_others_may_be_off(
    done: Done,
) -> None:
    publication = Publication(done.made[AT].path)
    try:
        held = publication.restated("late")
        line = published_series.read(publication, "late", "area", time_level="quarter", time="2022-Q2",
                           geography_level="district")  # fmt: skip
        own = held[(held["time"] == "2022-Q2") & (held["geography_level"] == "district")].set_index("area")
        read = {point.code: point for point in line.points}
        assert {point.counting for point in read.values()} >= {Counting.RESTATED}
        for code, row in own.iterrows():
            point = read[str(code)]
            assert point.counting is (Counting.RESTATED if row["used"] else Counting.FIRST)
            if row["used"]:
                assert point.value == row["value"]
                before = "hidden" if pd.isna(row["first"]) else f"{row['first']:.0f}"
                unchanged = row["first"] == row["value"]
                assert (
                    point.revision("count")
                    == f"[r] {'unchanged' if unchanged else f'first counted {before}'}"
                )
            elif point.value is not None:
                assert point.value == row["first"] and point.revision("count").startswith("[f] revised: ")
        given = table((line,), "Places")
        assert given.head[-1] == REVISION and "[r]" in given.shorthand
        assert marks(given)[-1 if "[f]" not in given.shorthand else -2].startswith("[r] revised")
        (column,) = [n for n, name in enumerate(given.head) if name == "Referrals"]
        assert columns(given)[column] and not columns(given)[-1]
        assert "[r] first counted" in compared(line.points, line)
        rows = list(csv.DictReader(comma_separated((line,), "x", False).decode("utf-8-sig").splitlines()))
        assert {row["row_code"]: row["counting"] for row in rows} == {
            code: f"[{point.counting}]" for code, point in read.items()
        }
        item = Item("trend", (View("late", "time", "quarter"),))
        deck = freeze(publication, Story("Late", "", "", "partnership", (item,)))
        assert [text[:3] for text in deck.slides[0].shorthand] == ["[r]"] and "[r] first" in deck.slides[
            0
        ].alt
        changes = publication.table("revisions")
        told_as = changes[changes["counting"] == "r"]
        assert len(told_as) and len(told_as) == len(changes)
        before = held[held["used"] & (held["value"] != held["first"])]
        assert len(before) == len(changes)
    finally:
        publication.close()


def test_a_finished_pack_marks_a_revised_figure_in_every_file_and_has_the_first_beside_it(
    done: Done,
) -> None:
    """Opened again: what is looked for is a figure that the restatement changed, and what it was before."""
    publication = Publication(done.made[AT].path)
    try:
        held = publication.restated("late")
        county = held[
            (held["geography_level"] == "county") & held["used"] & (held["exploitation_group"] == "all")
        ]
        changed = county[county["value"] != county["first"]].iloc[0]
        items = (
            Item("trend", (View("late", "time", "quarter"),)),
            Item("words", (View("late", "time", "quarter"), View("late", "exploitation_group", "quarter"))),
            Item("map", (View("late", "area", "quarter", geography_level="district"),)),
        )
        deck = freeze(publication, Story("Late", "", "", "partnership", items))
    finally:
        publication.close()
    told = f"[r] first counted {changed['first']:.0f}"
    texts = opened_again(deck)
    for slide in deck.slides:
        assert re.search(r" \d+ \[[rf]\]", slide.headline), slide.headline
    for kind, text in texts.items():
        said = [slide.headline in text for slide in deck.slides]
        assert all(said), (kind, said)
        assert told in text, kind
        assert "[r] revised: late, corrected and withdrawn records are in it" in text, kind


def opened_again(deck: Deck) -> dict[str, str]:
    """The words of the slides, the paper, the workbook and the page of a deck, by kind of file."""
    shown = Presentation(io.BytesIO(slides.pptx(deck)))
    boxes = [shape for slide in shown.slides for shape in slide.shapes]
    written = [shape.text_frame.text for shape in boxes if shape.has_text_frame]
    written += [
        cell.text for shape in boxes if shape.has_table for row in shape.table.rows for cell in row.cells
    ]
    pages = pypdf.PdfReader(io.BytesIO(paper.pdf(deck))).pages
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet.xlsx(deck)))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    page = html.unescape(browser.page(deck).decode("utf-8"))
    texts = {"pptx": written, "pdf": [page.extract_text() for page in pages], "xlsx": cells, "html": [page]}
    return {kind: " ".join(" ".join(text).split()) for kind, text in texts.items()}


def test_a_trace_says_which_counting_a_figure_is_of_and_what_the_other_was(
    done: Done, capsys: pytest.CaptureFixture[str]
) -> None:
    publication = Publication(done.made[AT].path)
    try:
        held = publication.restated("late")
        own = held[(held["time"] == "2022-Q2") & (held["geography_level"] == "district")].set_index("area")
        found = lineage(publication, "late", time="2022-Q2", geography_level="district")
    finally:
        publication.close()
    by_area = {cell["area"]: cell for cell in found["cells"]}
    assert set(own["used"]) == {True, False}
    for code, row in own.iterrows():
        cell = by_area[code]
        if row["used"]:
            assert (cell["counting"], cell["first"]) == (
                "[r]",
                None if pd.isna(row["first"]) else row["first"],
            )
            assert cell["restated_on"] == "2022-11-01" and "revised on 1 November 2022" in cell["revision"]
        elif cell["value"] is None:
            assert "counting" not in cell and "again_low" not in cell, (
                "a hidden figure has its own mark alone"
            )
        else:
            assert cell["counting"] == "[f]" and cell["revision"].startswith("[f] revised: ")
    words = _words(found)
    assert "[r] first counted" in words and "[r] revised: late" in words


def test_a_missing_file_is_not_taken_for_many_withdrawn_records(done: Done, tmp_path: Path) -> None:
    root = tmp_path / "late"
    shutil.copytree(done.root, root)
    where = Installation(root / "installation", root / "unused.key")
    with duckdb.connect(str(where.store)) as con:
        con.execute("DELETE FROM referrals_rows WHERE hash(record_key) % 4 = 0")
    # Nobody asks for a restatement: a year after the last one it comes by itself.
    with rules(root, SCENARIO, every=12), pytest.raises(ReleaseError) as refused:
        make_release(where, made_at=datetime.datetime(2023, 11, 5), folder=root / "indicators")
    assert "of the published records, which are no longer held" in str(refused.value)
    assert len(Register(where.register).releases()) == len(done.made)
