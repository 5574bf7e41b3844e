"""The pages on real data: no word of made-up figures, and published figures alone are enough to open."""

from __future__ import annotations

import pytest

from dashboard.publication.current_release import now
from dashboard.settings import PROJECT, Installation
from tests import real_releases
from tests.conftest import Shared
from tests.pages.conftest import OpenPage, texts

PAGES = sorted(path.stem for path in (PROJECT / "pages").glob("*.py"))


@pytest.fixture(scope="session")
def published_alone(shared: Shared) -> Installation:
    """An installation that took in a Home Office table and nothing else."""
    root = shared(real_releases.published_alone)
    return Installation(root, root / "unused.key")


@pytest.fixture(scope="session")
def real_records(shared: Shared) -> Installation:
    """The small installation as if its records were real."""
    root = shared(real_releases.real_records)
    return Installation(root, root / "unused.key")


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
    assert "Records counted to" in said
