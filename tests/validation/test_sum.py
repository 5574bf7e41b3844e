"""Read is good, set aside, without a record, or refused with the whole: counted anew from the file itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.intake.sources import sources
from dashboard.intake.validation import ExtractRefused, Severity, check, content, reports
from dashboard.intake.validation.table import as_text
from dashboard.store.contract import Source
from tests.validation.extracts import TODAY, bookings, full, write_csv
from tests.validation.renderings import RENDERINGS, Grid, write

RECORDS = [source for source in sources().values() if not source.expand]
CANARY = "Zebulon"
ODD = [
    *(
        "",
        "ditto",
        '"',
        "as above",
        "Total",
        "Grand total",
        "#N/A",
        "0",
        "'00123",
        '="7"',
        "43891",
        "1.2E+11",
    ),
    *(
        "31/12/2024",
        "12/31/2024",
        "2026-09-03T00:00:00Z",
        "17y",
        "n/a",
        "a\nb",
        "x,y;z|w",
        "\u2014",
        "\u00ad",
    ),
    *("Zo\u00c3\u00ab", f"{CANARY} Quimby", "Sum", "=====", "Source: a system", 5, 5.5, True, 20240325),
]


@st.composite
def grids(draw: st.DrawFn) -> tuple[Source, Grid, str, int]:
    """A format, a sheet of records and all kinds of other rows, how it is written, and its rows that hold
    anything below the headings."""
    source = draw(st.sampled_from(RECORDS))
    example = full(source)
    headings, values = list(example), list(example.values())
    rows: list[list[Any]] = []
    for number in range(draw(st.integers(1, 14))):
        row: list[Any] = [value if value != values[0] else f"{value}{number}" for value in values]
        kind = draw(st.sampled_from(["good", "good", "odd", "only", "again", "blank", "long"]))
        if kind == "odd":
            for place in draw(st.lists(st.integers(0, len(row) - 1), max_size=4)):
                row[place] = draw(st.sampled_from(ODD))
        elif kind == "only":
            row = [""] * len(row)
            row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(ODD))
        elif kind == "again":
            row = list(headings)
        elif kind == "blank":
            row = [""] * len(row)
        elif kind == "long":
            row = [*row, draw(st.sampled_from(ODD))]
        rows.append(row)
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in [headings, *rows]]
    filled = sum(any(as_text(cell) for cell in row) for row in padded[1:])
    return source, Grid(padded), draw(st.sampled_from(list(RENDERINGS))), filled


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=grids())
def test_every_row_of_a_file_is_somewhere(tmp_path: Path, made: tuple[Source, Grid, str, int]) -> None:
    _source, grid, name, filled = made
    try:
        result = check(write(tmp_path, name, grid), today=TODAY)
    except ExtractRefused as refused:
        assert CANARY not in reports.text(refused) + reports.as_csv(refused)
        return
    aside = {one.row for one in result.findings if one.severity is Severity.ERROR}
    good = {row.number for row in result.rows}
    assert result.rows_read == filled
    assert not good & aside
    assert len(aside) == result.rows_set_aside
    if result.refusal:
        assert not good
    else:
        assert len(good) + len(aside) + result.rows_furniture == filled
    assert CANARY not in reports.text(result) + reports.as_csv(result) + reports.html(result)


def test_how_far_one_is_within_a_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_PIECE", 10_000)
    path = write_csv(tmp_path / "a.csv", bookings(200))
    told: list[tuple[str, int, int]] = []
    tell = content.of_file(lambda *step: told.append(step), path.name, 3, 7)
    tell("")
    check(path, today=TODAY, tell=tell)
    words = [what for what, *steps in told if steps == [3, 7]]
    assert len(words) == len(told)
    assert words[:2] == ["a.csv", "a.csv, reading"]
    shares = [int(what.split()[1].rstrip("%")) for what in words[2:-1]]
    assert len(shares) > 1 and shares == sorted(shares) and 0 < shares[0] < shares[-1] <= 100
    assert words[-1] == "a.csv, 200 rows read, judging them"
