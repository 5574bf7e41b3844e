"""The files of a meeting are the same to the last byte, whether a hidden count is 0 or 4."""

from __future__ import annotations

from dashboard.display.meeting import Deck, Item, Story, View, freeze, paper, spreadsheet, tables
from dashboard.publication import Publication
from dashboard.publication.current_release import named_file
from tests.attacks.awkward_store import SWAP_YEAR
from tests.attacks.sites import Attacked


def deck(site: Attacked) -> Deck:
    hidden = View("exploitation_mix", "exploitation_group", "year", time=str(SWAP_YEAR))
    items = (Item("bars", (hidden,)), Item("words", (hidden,)))
    return freeze(Publication(named_file(site.where)), Story("Board", "", "OFFICIAL", "partnership", items))


def test_what_is_handed_out_is_the_same(awkward: Attacked, twin: Attacked) -> None:
    one, other = deck(awkward), deck(twin)
    assert len(one.slides[0].lines[0].hidden) > 1
    for make in (paper.pdf, spreadsheet.xlsx, spreadsheet.ods, tables.files):
        assert make(one) == make(other)
