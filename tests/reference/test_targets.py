"""Targets: a strict file whose errors name the row, and made-up targets for made-up figures only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import reference, settings

HEAD = "indicator,area,target,from,until,owner,source,made_up"
GOOD = "coverage,all,60,2024-04-01,,Board,Minutes of a meeting,no"


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Write a targets file that is read instead of the project's own."""
    areas = (settings.REFERENCE / "areas.csv").read_text(encoding="utf-8")
    (tmp_path / "areas.csv").write_text(areas, encoding="utf-8")
    monkeypatch.setattr(settings, "REFERENCE", tmp_path)

    def written(*rows: str, head: str = HEAD) -> None:
        (tmp_path / "targets.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")

    return written


def test_every_target_that_ships_is_made_up_and_of_an_indicator_there_is() -> None:
    known = {path.stem for path in (settings.PROJECT / "src/dashboard/release/indicators").glob("*.sql")}
    shipped = reference.targets(made_up=True)
    assert len(shipped) and reference.targets(made_up=False).empty
    assert shipped["made_up"].all() and shipped["source"].str.contains("Made up").all()
    assert set(shipped["indicator"]) <= known


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("coverage,all,much,2024-04-01,,Board,Minutes,no", "target must be a number from 0, not 'much'"),
        ("coverage,all,-1,2024-04-01,,Board,Minutes,no", "target must be a number from 0"),
        ("coverage,all,nan,2024-04-01,,Board,Minutes,no", "target must be a number from 0"),
        ("coverage,all,inf,2024-04-01,,Board,Minutes,no", "target must be a number from 0"),
        ("coverage,Corby,60,2024-04-01,,Board,Minutes,no", "area must be all or a code of areas.csv"),
        ("coverage,all,60,01/04/2024,,Board,Minutes,no", "from must be a day like 2024-04-01"),
        ("coverage,all,60,,,Board,Minutes,no", "from must be a day like 2024-04-01"),
        ("coverage,all,60,2024-04-01,2024,Board,Minutes,no", "until must be a day like 2024-04-01"),
        ("coverage,all,60,2024-04-01,2023-04-01,Board,Minutes,no", "until lies before from"),
        ("coverage,all,60,2024-04-01,,,Minutes,no", "owner is empty"),
        ("coverage,all,60,2024-04-01,,Board,,no", "source is empty"),
        (",all,60,2024-04-01,,Board,Minutes,no", "indicator is empty"),
        ("coverage,all,60,2024-04-01,,Board,Minutes,perhaps", "made_up must be yes or no"),
        ("coverage,all,70,2025-04-01,,Board,Minutes,no", "coverage has two targets on one day"),
    ],
)
def test_a_row_that_is_wrong_is_named(write: Callable[..., None], row: str, why: str) -> None:
    write(GOOD, row)
    with pytest.raises(ValueError, match=rf"targets\.csv, row 3: {why}"):
        reference.targets()


def test_other_columns_are_refused(write: Callable[..., None]) -> None:
    write(head=HEAD.replace("until", "to"))
    with pytest.raises(ValueError, match=r"targets\.csv must have the columns indicator, area, target, from"):
        reference.targets()
