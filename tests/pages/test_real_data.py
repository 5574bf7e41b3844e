"""The pages on real data: no word of made-up figures, and published figures alone are enough to open."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest

from dashboard.release import make_release
from dashboard.served import now
from dashboard.settings import PROJECT, Installation
from tests.pages.conftest import OpenPage, texts
from tests.release.small_store import add_rows, empty_store

PAGES = sorted(path.stem for path in (PROJECT / "pages").glob("*.py"))


def _police_rows() -> Iterable[dict[str, object]]:
    for quarter, people in (("2023-Q3", 19), ("2023-Q4", 17)):
        for force, factor in (("northamptonshire_police", 1), ("kent_police", 2)):
            yield {
                "series": "nrm_police_referrals",
                "reporter": force,
                "period": quarter,
                "exploitation_type": "criminal",
                "age": "adult",
                "gender": "male",
                "location": "all",
                "decision": "all",
                "value": people * factor,
            }


@pytest.fixture(scope="module")
def published_alone(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation that took in a Home Office table and nothing else."""
    root = tmp_path_factory.mktemp("published")
    where = Installation(root, root / "unused.key")
    empty_store(where.store)
    add_rows(where.store, "home_office_police_referrals", _police_rows(), made_up=False)
    make_release(where)
    return where


@pytest.fixture(scope="module")
def real_records(released: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The small installation as if its records were real."""
    root: Path = tmp_path_factory.mktemp("real")
    where = Installation(root, root / "unused.key")
    shutil.copy(released.store, where.store)
    with duckdb.connect(str(where.store)) as con:
        con.execute("UPDATE files SET made_up = false")
    make_release(where)
    return where


def test_published_figures_alone_make_a_release(published_alone: Installation) -> None:
    publication = now(published_alone).release
    assert publication.facts["as_of"] == "2023-12-31"
    assert not publication.made_up
    own = publication.cells(
        "police_referrals", time_level="quarter", geography_level="force", area="northamptonshire_police"
    )
    assert own["value"].tolist() == [19, 17]
    counted = publication.frame("SELECT DISTINCT indicator FROM cells WHERE indicator = 'referral_rate'")
    assert counted.empty


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("installation", ["published_alone", "real_records"])
def test_every_page_opens_without_the_banner(
    name: str, installation: str, open_page: OpenPage, request: pytest.FixtureRequest
) -> None:
    page = open_page(name, request.getfixturevalue(installation))
    assert not page.exception
    said = " ".join(texts(page))
    assert 'class="nd-banner"' not in said
    assert "Figures as of" in said
