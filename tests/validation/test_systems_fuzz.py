"""Exports that are cut, widened or garbled: a refusal or a check, never a crash, and the sum holds."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.intake.validation import ExtractRefused, check
from tests.validation.exported import AGENCIES, FORMS, TODAY, ZOOM, put, teams, tickets

EXPORTS = {
    "eventbrite": tickets(*[(f"{n}@nhs.invalid", "Checked In", "NGH", "Corby") for n in range(4)]),
    "zoom": [ZOOM, *[["A", f"{n}@nhs.invalid", "16/10/2026", "16/10/2026", "1", "Yes"] for n in range(4)]],
    "teams": teams(*[(f"{n}@nhs.invalid", "", "Attendee") for n in range(4)]),
    "forms": [
        [*FORMS, "Confidence before the session", "Confidence now"],
        *[[str(n), "a", "b", "anonymous", "", "", "2", "4 - Quite"] for n in range(4)],
    ],
    "moodle": [
        [
            "First name",
            "Last name",
            "ID number",
            "Institution",
            "Course full name",
            "Time completed",
            "Status",
        ],
        *[["A", "B", f"S{n}", "NGH", "Refresher", "6 October 2026", "Complete"] for n in range(4)],
    ],
    "esr": [
        ["Org L3", "Staff Group", "Competence Name", "Assignment Count", "Required", "Achieved"],
        *[["NGH", f"Group {n}", "One", "4", "3", "2"] for n in range(4)],
    ],
}
CONSTANTS = {
    "eventbrite": '[mapping]\nignore = ["Which area do you work in?"]\n'
    '[mapping.constants]\nvenue = "online"\n',
    "zoom": '[mapping.constants]\nagency = "public"\ncourse = "refresher"\n',
    "teams": '[mapping.constants]\nagency = "public"\n',
    "forms": '[mapping.constants]\nsession_date = 2026-10-06\ncourse = "refresher"\nagency = "public"\n',
    "moodle": "",
    "esr": '[mapping.constants]\nsnapshot_date = 2026-09-30\nwork_district = "Corby"\n',
}
CELL = st.sampled_from(
    ["", "x", "9", "-1", "1,240", "31/02/2026", "Yes", "2. Participants", "\u00a0", "a;b", "'"]
)
CHANGE = st.tuples(
    st.sampled_from(["cell", "short", "long", "twice", "gone"]), st.integers(0, 30), st.integers(0, 30), CELL
)


def garbled(lines: list[list[str]], changes: list[tuple[str, int, int, str]]) -> list[list[str]]:
    lines = [list(cells) for cells in lines]
    for kind, row, place, cell in changes:
        row %= len(lines)
        cells = lines[row]
        if kind == "cell" and cells:
            cells[place % len(cells)] = cell
        elif kind == "short":
            del cells[place:]
        elif kind == "long":
            cells += [cell] * (place % 4)
        elif kind == "twice":
            lines.insert(row, list(cells))
        elif kind == "gone" and len(lines) > 1:
            del lines[row]
    return lines


@pytest.mark.parametrize("system", EXPORTS)
@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=st.lists(CHANGE, max_size=6))
def test_whatever_is_garbled_the_sum_holds(
    system: str, changes: list[tuple[str, int, int, str]], tmp_path: Path
) -> None:
    path = put(tmp_path / "export.csv", garbled(EXPORTS[system], changes))
    path.with_suffix(".toml").write_text(CONSTANTS[system] + AGENCIES * (system != "forms"), encoding="utf-8")
    try:
        result = check(path, today=TODAY)
    except ExtractRefused as refused:
        assert "x.invalid" not in str(refused)
        return
    good = {row.number for row in result.rows}
    aside = {one.row for one in result.findings if one.severity == "error"}
    assert not good & aside
    assert result.refusal or len(good) + result.rows_set_aside == result.records_read
    assert "x.invalid" not in "".join(one.sentence for one in result.findings)


@pytest.mark.parametrize("system", EXPORTS)
def test_as_exported_every_one_is_taken(system: str, tmp_path: Path) -> None:
    path = put(tmp_path / "export.csv", EXPORTS[system])
    path.with_suffix(".toml").write_text(CONSTANTS[system] + AGENCIES * (system != "forms"), encoding="utf-8")
    result = check(path, today=datetime.date(2026, 11, 28))
    assert set(result.counts) <= {"kept_as_other"} and result.rows
