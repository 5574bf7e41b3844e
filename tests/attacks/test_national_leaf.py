"""A national table of which one cell is not what we count: all others are still known to everybody."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from dashboard.disclosure.certificate import load
from dashboard.publication.current_release import named_file
from dashboard.release import make_release
from dashboard.release.indicators import FOLDER
from tests.attacks import sites
from tests.attacks.attack import THRESHOLD, attack, know_national
from tests.attacks.awkward_store import awkward_installation
from tests.attacks.emitted import read_release
from tests.attacks.sites import Attacked

#: The cell that the Home Office has one more in than our log: quarter, type, age.
APART = ("2023-Q2", "criminal", "adult")
TABLE = "public|home_office_police_referrals|"


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    """The awkward store with its NRM figures by quarter, by type and by age."""
    root = tmp_path_factory.mktemp("apart")
    where = awkward_installation(root / "installation")
    with duckdb.connect(str(where.store)) as con:
        con.execute(
            "UPDATE comparators_rows SET value = value + 1 WHERE reporter = 'northamptonshire_police' "
            "AND period = ? AND exploitation_type = ? AND age = ?",
            APART,
        )
    few = root / "indicators"
    few.mkdir()
    for name in ("nrm_referrals", "age_mix"):
        shutil.copy(FOLDER / f"{name}.sql", few)
    make_release(where, made_at=sites.FIRST, folder=few)
    return Attacked(where, few, read_release(named_file(where)))


def known_to_the_proof(site: Attacked) -> list[str]:
    proofs = (site.where.register / "made_up" / "certificates").glob("nrm_0*.npz")
    return [str(name) for path in proofs for name in load(path).names if str(name).startswith(TABLE)]


def test_cells_that_agree_are_held_to_beside_one_that_does_not(apart: Attacked) -> None:
    names = known_to_the_proof(apart)
    same_way = [name for name in names if "age=" in name and "exploitation_group=" in name]
    quarter, kind, age = APART
    differing = f"{TABLE}time={quarter}|area=E23000022|age={age}|exploitation_group={kind}"
    assert sum(f"time={quarter}|" in name for name in same_way) > 5
    assert differing not in names
    assert f"{differing}: as we count it" in names


def test_who_knows_the_cells_that_agree_finds_nobody(apart: Attacked) -> None:
    """Nor what we count in the one that does not, which a corrected edition would tell."""
    made = attack("nrm", apart.where.store, [apart.release])
    before = know_national(made, apart.where.store, [APART])
    sought = [one.name for one in made.targets]
    assert f"our count of {APART}" in sought
    assert sum(name.startswith("others in sum") for name in sought) > 3
    assert made.intruder().narrowed(made.targets, THRESHOLD, before) == []
