"""The installations that are attacked: made once, read only."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from dashboard.indicators import FOLDER
from dashboard.release import make_release
from dashboard.served import named_file
from dashboard.settings import Installation
from tests.attacks.attack import THRESHOLD, Attack, attack, know_national
from tests.attacks.awkward_store import add_referrals, awkward_installation, late_and_corrected, swapped
from tests.attacks.emitted import Release, every_page, read_release
from tests.attacks.intruder import Intruder
from tests.attacks.messages import Sent

#: The day of the first release, as of May, and of the next, as of June.
FIRST, NEXT = datetime.datetime(2024, 6, 15, 9, 0), datetime.datetime(2024, 7, 3, 9, 0)
_OPEN = (
    "attendances", "attendances_by_delivery_place", "attendances_by_venue", "people_trained",
    "police_referrals", "reach_rate", "sessions_by_delivery_place", "uk_referrals",
)  # fmt: skip


@dataclass(frozen=True)
class Attacked:
    """An installation, the folder of its indicators, and its release as an outsider reads it."""

    where: Installation
    indicators: Path
    release: Release


@dataclass(frozen=True)
class Known:
    """An attack that was carried out: who knows, who knew without us, and what was told."""

    attack: Attack
    intruder: Intruder
    before: Intruder | None
    told: list[str]


def released(where: Installation, indicators: Path, made: datetime.datetime) -> Attacked:
    """Make a release of an installation."""
    make_release(where, made=made, folder=indicators)
    return Attacked(where, indicators, read_release(named_file(where)))


def copied(site: Attacked, folder: Path) -> Installation:
    """A copy of an installation that a test may change."""
    shutil.copytree(site.where.root, folder)
    return Installation(folder, folder / "unused.key")


@pytest.fixture(scope="session")
def few_indicators(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every indicator about people who may be victims, and a few of the others so that each page has some."""
    folder = tmp_path_factory.mktemp("indicators")
    for path in FOLDER.glob("*.sql"):
        if 'policy = "referrals"' in path.read_text(encoding="utf-8") or path.stem in _OPEN:
            shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="session")
def awkward(tmp_path_factory: pytest.TempPathFactory, few_indicators: Path) -> Attacked:
    """The awkward store with its first release, as of May 2024."""
    return released(awkward_installation(tmp_path_factory.mktemp("awkward")), few_indicators, FIRST)


@pytest.fixture(scope="session")
def next_month(tmp_path_factory: pytest.TempPathFactory, awkward: Attacked) -> Attacked:
    """The same installation a month later, with late and corrected records, and its second release."""
    where = copied(awkward, tmp_path_factory.mktemp("next") / "installation")
    add_referrals(where, late_and_corrected(), "late")
    return released(where, awkward.indicators, NEXT)


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory, few_indicators: Path) -> Attacked:
    """The first installation again, but that two hidden counts, 0 and 4, have traded places."""
    return released(awkward_installation(tmp_path_factory.mktemp("twin"), swapped()), few_indicators, FIRST)


@pytest.fixture(scope="session")
def emission(awkward: Attacked) -> list[Sent]:
    """All that the display room sends of the first release, under every choice."""
    return every_page(awkward.where, awkward.release)


@pytest.fixture(scope="session")
def knowing(awkward: Attacked) -> Callable[[str], Known]:
    """Who knows every count cell of one group of records at once, and what they could tell from them."""

    @cache
    def know(name: str) -> Known:
        made = attack(name, awkward.where.store, [awkward.release])
        before = know_national(made, awkward.where.store) if name == "nrm" else None
        intruder = made.intruder()
        return Known(made, intruder, before, intruder.narrowed(made.targets, THRESHOLD, before))

    return know
