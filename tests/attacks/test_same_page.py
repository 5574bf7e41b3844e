"""The same release and the same pages, whether a hidden count is 0 or 4.

The strongest of the attacks: whoever could tell the two apart by anything, an order, a scale, a colour,
a range, a hash or the length of a file, would have found the count.
"""

from __future__ import annotations

from dashboard.publication.served import named_file
from tests.attacks.awkward_store import SWAP_YEAR
from tests.attacks.emitted import every_page
from tests.attacks.messages import Sent
from tests.attacks.sites import Attacked
from tests.attacks.truth import rows_of


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


def test_the_releases_are_the_same_to_the_last_table(awkward: Attacked, twin: Attacked) -> None:
    assert awkward.release.tables.keys() == twin.release.tables.keys()
    for name, table in awkward.release.tables.items():
        assert table.equals(twin.release.tables[name]), name
    assert named_file(awkward.where).name == named_file(twin.where).name


def test_the_pages_send_the_same_to_the_last_byte(twin: Attacked, emission: list[Sent]) -> None:
    """Under every choice, files among it; what is offered to choose from is the same too."""
    same = every_page(twin.where, twin.release)
    assert [str(one) for one in same] == [str(one) for one in emission]
    differing = [str(one) for one, other in zip(emission, same, strict=True) if one != other]
    assert differing == []
