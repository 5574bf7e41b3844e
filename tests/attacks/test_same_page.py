"""The same release and the same pages, whether a hidden count is 0 or 4.

The strongest of the attacks: whoever could tell the two apart by anything, an order, a scale, a colour,
a range, a hash or the length of a file, would have found the count.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.publication import CLOSED_IN
from dashboard.publication.current_release import named_file
from dashboard.settings import Installation
from tests.attacks import sites
from tests.attacks.awkward_store import SWAP_YEAR
from tests.attacks.messages import open_view
from tests.attacks.sites import Attacked
from tests.attacks.truth import rows_of
from tests.conftest import Shared


def test_two_hidden_counts_have_traded_places(awkward: Attacked, twin: Attacked) -> None:
    told = []
    for site in (awkward, twin):
        rows = rows_of(site.where.store, "nrm")
        year = rows[rows["month"] // 12 == SWAP_YEAR]["exploitation_group"]
        told.append([int((year == name).sum()) for name in ("other", "more_than_one")])
        cells = site.release.counts
        hidden = cells[
            (cells["time"] == str(SWAP_YEAR)) & cells["exploitation_group"].isin(["other", "more_than_one"])
        ]
        hidden = hidden[hidden["indicator"].eq("exploitation_mix") | hidden["route"].eq("nrm")]
        assert set(hidden.loc[hidden["measure"] != "denominator", "status"]) == {"c"}
    assert told == [[4, 0], [0, 4]]


def test_the_releases_are_the_same_to_the_last_row(awkward: Attacked, twin: Attacked) -> None:
    """In the order in which the rows lie in the file, which a page could show."""
    one, other = (named_file(site.where) for site in (awkward, twin))
    assert one.name == other.name
    assert _stored(one) == _stored(other)


def _stored(path: Path) -> dict[str, tuple[list[str], str]]:
    """Columns and rows of each table of a release, as they are stored."""
    held = dict[str, tuple[list[str], str]]()
    with duckdb.connect(str(path), read_only=True, config=dict(CLOSED_IN)) as con:
        names = con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        for (name,) in names:
            rows = con.execute(f'SELECT * FROM "{name}"').fetchall()
            held[name] = ([column for column, *_ in con.description or ()], repr(rows))
    return held


def test_every_page_was_sent_from_the_release_alone(shared: Shared) -> None:
    """So two releases that are the same send the same, under every choice."""
    alone = Installation(shared(sites.emission) / sites.RELEASE_ALONE, Path("unused.key"))
    assert list(alone.root.iterdir()) == [alone.releases]
    assert sum(path.suffix == ".duckdb" for path in alone.releases.iterdir()) == 1


@pytest.mark.parametrize("page", ["Referrals", "Outcomes"])
def test_the_pages_of_the_two_counts_send_the_same_to_the_last_byte(
    awkward: Attacked, twin: Attacked, page: str
) -> None:
    one, other = (
        open_view(site.where, page, {"part": "everything", "year": str(SWAP_YEAR)})
        for site in (awkward, twin)
    )
    assert one == other
    assert len(one.sent) > 20
