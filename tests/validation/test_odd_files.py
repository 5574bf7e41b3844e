"""Oddities that a whole file, its headings or its words can have: read as they are meant, or said."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dashboard.intake.sources import sources
from dashboard.intake.validation import Check, ExtractRefused, check
from dashboard.store.contract import Kind, Source
from tests.validation.extracts import BOOKING, TODAY, bookings, cells, write_csv, write_xlsx
from tests.validation.renderings import Grid, _table, as_csv, ods_of

RECORDS = [source for source in sources().values() if not source.expand]
DAY = datetime.date(2024, 3, 25)
SINCE_1904 = (DAY - datetime.date(1904, 1, 1)).days


def checked(path: Path) -> Check:
    return check(path, today=TODAY)


def rows_of(source: Source) -> list[dict[str, Any]]:
    return [dict(example) for example in source.examples]


def values(result: Check) -> list[dict[str, Any]]:
    return [dict(row.values) for row in result.rows]


def in_1904(name: str, rows: list[list[Any]]) -> bytes:
    """A workbook that counts days from 1904 and shows them as plain numbers."""
    if name.endswith(".ods"):
        settings = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/>'
        return ods_of(f"{settings}</table:calculation-settings>{_table('Sheet', Grid(rows))}")
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("source", RECORDS, ids=lambda source: source.name)
@pytest.mark.parametrize("name", ["mac.xlsx", "mac.ods"])
def test_numbers_of_a_file_that_counts_from_1904_are_its_days(
    tmp_path: Path, source: Source, name: str
) -> None:
    dated = [column.name for column in source.columns if column.kind is Kind.DATE]
    rows = [row | {day: SINCE_1904 for day in dated if row.get(day)} for row in rows_of(source)]
    path = tmp_path / name
    path.write_bytes(in_1904(name, cells(rows)))
    days = {row[day] for row in values(checked(path)) for day in dated if row[day]}
    assert days == {DAY}


@pytest.mark.parametrize("source", RECORDS, ids=lambda source: source.name)
@pytest.mark.parametrize(
    "changed",
    [
        lambda at, word: f"{at + 1}. {word}",
        lambda at, word: f"Question {at + 1}: {word}",
        lambda at, word: f"{word} (required)",
        lambda at, word: f"{word[:3]}\N{SOFT HYPHEN}{word[3:]}\N{LEFT-TO-RIGHT MARK}",
        lambda at, word: f"{word} (Optional) *",
    ],
)
def test_headings_say_more_than_their_name(tmp_path: Path, source: Source, changed: Any) -> None:
    plain = write_csv(tmp_path / "plain.csv", rows_of(source))
    grid = cells(rows_of(source))
    odd = tmp_path / "odd.csv"
    odd.write_bytes(as_csv(Grid([[changed(at, word) for at, word in enumerate(grid[0])], *grid[1:]])))
    assert values(checked(odd)) == values(checked(plain))


def test_a_partner_s_own_numbered_headings_are_still_his(tmp_path: Path) -> None:
    rows = [{"3. Your number": row.pop("person_key"), **row} for row in bookings(2)]
    path = write_csv(tmp_path / "own.csv", rows)
    path.with_suffix(".toml").write_text(
        '[mapping.columns]\nperson_key = "3. Your number"\n', encoding="utf-8"
    )
    assert [row["person_key"] for row in values(checked(path))] == ["SN-0", "SN-1"]


@pytest.mark.parametrize(
    "word",
    [
        "Hous\N{SOFT HYPHEN}ing",
        "\N{RIGHT-TO-LEFT MARK}Housing",
        "Hou\N{ZERO WIDTH JOINER}sing",
        "\uff28ousing",
    ],
)
def test_what_is_not_seen_makes_no_other_word(tmp_path: Path, word: str) -> None:
    result = checked(write_csv(tmp_path / "a.csv", bookings(1, sector=word)))
    assert (result.findings, values(result)[0]["sector"]) == ((), "housing")


@pytest.mark.parametrize("cell", [20240325, 20240325.0])
def test_a_day_in_eight_figures_is_one_as_a_number_too(tmp_path: Path, cell: float) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"A": cells([{**BOOKING, "session_date": cell}])})
    assert values(checked(path))[0]["session_date"] == DAY


@pytest.mark.parametrize("text", ["Mon 25/03/2024", "Monday, 25.03.2024", "mon. 25-3-24 00:00"])
def test_a_weekday_may_stand_before_figures(tmp_path: Path, text: str) -> None:
    result = checked(write_csv(tmp_path / "a.csv", bookings(1, session_date=text)))
    assert values(result)[0]["session_date"] == DAY
    with pytest.raises(ExtractRefused, match="is written month first"):
        checked(write_csv(tmp_path / "b.csv", bookings(1, session_date="Mon 3/25/2024")))


def test_a_table_on_a_hidden_sheet_alone_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["See the other sheet"])
    hidden = book.create_sheet("J Smith")
    hidden.sheet_state = "hidden"
    for row in cells(bookings(3)):
        hidden.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    with pytest.raises(ExtractRefused) as refused:
        checked(path)
    assert "one that is hidden does: the 2nd ('Training register', 3 rows)" in str(refused.value)
    assert "J Smith" not in str(refused.value)
    path.with_suffix(".toml").write_text('[extract]\nsheet = "J Smith"\n', encoding="utf-8")
    assert checked(path).rows_good == 3
