"""Published history rests on the register: figures stand whatever becomes of the rows behind them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.release.indicators import FOLDER
from tests.release.simulation import simulate


@pytest.mark.parametrize(("seed", "restate"), [(1, ()), (2, (4,))])
def test_six_monthly_releases_stand_while_files_and_rows_come_and_go(
    tmp_path: Path, seed: int, restate: tuple[int, ...]
) -> None:
    few = tmp_path / "few"
    few.mkdir()
    for name in ("nrm_referrals", "positive_reasonable_grounds"):
        shutil.copy(FOLDER / f"{name}.sql", few)
    months = list(simulate(tmp_path / "installation", 6, seed, few, restate))
    assert len(months) == 6
    assert months[-1].shown >= months[0].shown > 0
