"""Published history rests on the register: figures stand whatever becomes of the rows behind them."""

from __future__ import annotations

from pathlib import Path

from tests.release.few_rows import NRM_FIGURES, some
from tests.release.simulation import EVENTS, simulate

#: By this seed all that can happen happens in three months.
SEED = 3
EVERY = {*(event.__name__ for event in EVENTS), "erases", "expires"}


def test_monthly_releases_stand_while_files_and_rows_come_and_go(tmp_path: Path) -> None:
    """The third takes in what waits. More months and other seeds: ``python -m tests.release.simulation``."""
    few = some(tmp_path / "few", *NRM_FIGURES)
    months = list(simulate(tmp_path / "installation", 4, seed=SEED, indicators=few, restate=(3,)))
    assert {event for month in months for event in month.events} == EVERY
    assert months[-1].shown >= months[0].shown > 0
