"""The installations that are attacked: made once, read only."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

from tests.attacks import sites
from tests.attacks.attack import THRESHOLD, Attack, attack, know_national
from tests.attacks.intruder import Intruder
from tests.attacks.messages import Sent
from tests.attacks.sites import Attacked, site_in
from tests.conftest import Shared


@dataclass(frozen=True)
class Known:
    """An attack that was carried out: who knows, who knew without us, and what was told."""

    attack: Attack
    intruder: Intruder
    before: Intruder | None
    told: list[str]


@pytest.fixture(scope="session")
def awkward(shared: Shared) -> Attacked:
    """The awkward store with its first release, as of May 2024."""
    return site_in(shared(sites.awkward))


@pytest.fixture(scope="session")
def next_month(shared: Shared) -> Attacked:
    """The same installation a month later, with late and corrected records, and its second release."""
    return site_in(shared(sites.next_month))


@pytest.fixture(scope="session")
def twin(shared: Shared) -> Attacked:
    """The first installation again, but that two hidden counts, 0 and 4, have traded places."""
    return site_in(shared(sites.twin))


@pytest.fixture(scope="session")
def emission(shared: Shared) -> list[Sent]:
    """All that the display room sends of the first release, under every choice."""
    kept = shared(sites.emission) / "emission.json"
    return [Sent(**message) for message in json.loads(kept.read_text(encoding="utf-8"))]


@pytest.fixture(scope="session")
def attacked(awkward: Attacked) -> Callable[[str], Attack]:
    """An attack on one group of records with every count cell of the first release. Read only."""
    return cache(lambda name: attack(name, awkward.where.store, [awkward.release]))


@pytest.fixture(scope="session")
def knowing(awkward: Attacked, attacked: Callable[[str], Attack]) -> Callable[[str], Known]:
    """Who knows every count cell of one group of records at once, and what they could tell from them."""

    @cache
    def know(name: str) -> Known:
        made = attacked(name).apart()
        before = know_national(made, awkward.where.store) if name == "nrm" else None
        intruder = made.intruder()
        return Known(made, intruder, before, intruder.narrowed(made.targets, THRESHOLD, before))

    return know
