"""Those who know a part already: a busy body, who knows of one raid, readers of national tables."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import pytest

from dashboard.reference.code_lists import code_list
from dashboard.reference.policies import read_policies
from tests.attacks.attack import GROUPS, THRESHOLD, Attack, Cell, attack, bodies, know_national, sent_by
from tests.attacks.awkward_store import (
    ADULT_YEAR,
    BUSY_BODY,
    BUSY_YEAR,
    OTHERS,
    RAID_SIZE,
    RAID_YEAR,
    RAIDED,
)
from tests.attacks.conftest import Known
from tests.attacks.emitted import downloads
from tests.attacks.messages import Sent
from tests.attacks.printed_figures import for_residents
from tests.attacks.reading import members_of
from tests.attacks.sites import Attacked
from tests.attacks.texts import said
from tests.attacks.truth import counted, rows_of
from tests.attacks.worked_out import steadied

POLICY = read_policies().strictest
AGENCIES = code_list("agency")
_HOW_MANY = Counter(AGENCIES.facts[code]["sector"] for code in AGENCIES.labels)


def of_several(cell: Cell) -> bool:
    """Whether more than one body can be in a cell: in a sector with one, the others are 0 by construction."""
    sector = str(cell.get("sector", "all"))
    return sector == "all" or _HOW_MANY[sector] > 1


def _cells(site: Attacked, **chosen: str) -> pd.DataFrame:
    counts = site.release.counts
    for column, code in chosen.items():
        counts = counts[counts[column] == code]
    return counts


@pytest.fixture(scope="module")
def of_many(awkward: Attacked) -> Callable[[str], Attack]:
    """An attack on one group of records with the cells that more than one body can be in."""
    return cache(lambda name: attack(name, awkward.where.store, [awkward.release], of_several))


def test_a_dominant_body_subtracting_its_own_learns_nothing_of_the_rest(
    of_many: Callable[[str], Attack],
) -> None:
    dice, met = random.Random(9), 0  # noqa: S311
    for group in GROUPS:
        made = of_many(group).apart()
        for body in bodies(made):
            made.floor = sent_by(made, body)
            own = {one.name: float(one.members @ made.floor) for one in made.targets}
            seen = [
                one
                for one in made.targets
                if one.truth >= THRESHOLD and one.truth - own[one.name] < POLICY.minimum_without_largest
            ]
            intruder = made.intruder()
            for one in dice.sample(seen, min(4, len(seen))):
                low, high = intruder.interval_of(one.members, own[one.name], own[one.name] + THRESHOLD - 1)
                assert low <= own[one.name], (body, one.name)
                assert high >= own[one.name] + THRESHOLD - 1, (body, one.name)
                met += 1
    assert met > 10


def test_no_figure_is_shown_that_is_one_bodys_or_one_incidents(of_many: Callable[[str], Attack]) -> None:
    met = 0
    for group in GROUPS:
        made = of_many(group)
        shown = [m for m, low, high in zip(made.sums, made.low, made.high, strict=True) if low == high]
        if not shown:
            continue
        parts = np.stack(shown) @ np.stack([sent_by(made, body) for body in bodies(made)], axis=1)
        assert (parts.sum(axis=1) - parts.max(axis=1) >= POLICY.minimum_without_largest).all(), group
        sizes = made.rows.groupby("incident").size() if "incident" in made.rows else pd.Series(dtype=int)
        for incident in sizes[sizes >= THRESHOLD].index:
            alone = counted(made.rows[made.rows["incident"] == incident], made.group)
            assert not (np.stack(shown) @ (made.truth - alone) == 0).any(), group
            met += 1
    assert met


def test_the_busy_bodys_year_is_hidden(awkward: Attacked) -> None:
    rows = rows_of(awkward.where.store, "police_report")
    year = rows[rows["month"] // 12 == BUSY_YEAR]
    assert (year["body"] != BUSY_BODY).sum() == OTHERS
    cells = _cells(awkward, indicator="concerns", time=str(BUSY_YEAR), route="police_report", sector="all")
    whole = cells[(cells["exploitation_group"] == "all") & (cells["area"] == "E23000022")]
    assert whole["status"].tolist() == ["c"]


def test_a_lone_raid_of_twelve_people_is_hidden_and_cannot_be_told_from_nobody(
    awkward: Attacked, knowing: Callable[[str], Known]
) -> None:
    known = knowing("childrens_safeguarding")
    rows = known.attack.rows
    there = rows[(rows["place"] == RAIDED) & (rows["month"] // 12 == RAID_YEAR)]
    assert (len(there), there["incident"].nunique()) == (RAID_SIZE, 1)
    cells = [
        cell
        for cell in awkward.release.records
        if (cell["time"], cell["area"]) == (str(RAID_YEAR), RAIDED)
        and cell["indicator"] in ("concerns", "place_of_exploitation")
    ]
    assert len(cells) >= 2
    assert {cell["status"] for cell in cells} == {"c"}
    for cell in cells:
        members = members_of(cell, known.attack.group, awkward.release)
        low, high = known.intruder.interval_of(members, 0, THRESHOLD - 1)
        assert low == 0
        assert high >= THRESHOLD - 1


def test_a_year_in_which_all_were_adults_does_not_say_so(awkward: Attacked, emission: list[Sent]) -> None:
    """100 % of one group is 0 of every other: hidden counts, all of them."""
    cells = awkward.release.cells
    year = cells[(cells["indicator"] == "age_mix") & (cells["time"] == str(ADULT_YEAR))]
    parts = year[year["measure"].isin(["numerator", "percent"])]
    assert set(parts["age"]) == {"adult", "child", "not_recorded"}
    assert set(parts["status"]) == {"c"}
    about = [one for one in emission if one.block.startswith("age_mix") and str(ADULT_YEAR) in one.where]
    assert about
    told = [piece.words for one in about if one.kind.startswith(("plotly", "html")) for piece in said(one)]
    assert told and not any("100%" in words for words in told)


def test_the_national_table_gives_away_nobody_elses_referrals(knowing: Callable[[str], Known]) -> None:
    """The Home Office tells what the police referred; those of others in the same sums stay unknown."""
    known = knowing("nrm")
    others = [one for one in known.attack.targets if one.name.startswith("others in sum")]
    assert len(others) > 20
    assert known.before is not None
    assert not [line for line in known.told if line.startswith("others in sum")]


def test_sectors_and_bodies_added_together_give_nobody_away(awkward: Attacked) -> None:
    """Every sector of a route or of the intelligence, added up in any way, with the totals."""
    for group in ("nrm", "childrens_safeguarding", "intelligence"):
        made = attack(
            group,
            awkward.where.store,
            [awkward.release],
            lambda cell: cell["sector"] != "all" or cell["exploitation_group"] == cell["age"] == "all",
        )
        assert any("sector=" in one.name for one in made.targets)
        before = None
        if group == "nrm":
            before = know_national(made, awkward.where.store)
        assert made.intruder().narrowed(made.targets, THRESHOLD, before) == []


def test_all_pages_put_together_tell_no_more_than_the_release(
    awkward: Attacked, emission: list[Sent]
) -> None:
    """Whoever has seen every page under every choice has seen published cells, and no other.

    And what anybody makes of those and of the numbers of residents: rates, also drawn towards that of all.
    """
    told = awkward.release.cells
    cells = pd.concat([told, for_residents(told)], ignore_index=True)
    words = awkward.release.tables["indicators"].set_index("code")["id"].to_dict()
    cells = cells[(cells["status"] == "published") & cells["indicator"].isin(awkward.release.closed)]
    by_name = cells.groupby("indicator")
    shown = {name: {round(float(v), 6) for v in own["value"]} for name, own in by_name}
    drawn = {name: shown[name] | {round(v, 6) for v in steadied(own)} for name, own in by_name}
    met = 0
    for sent, row in downloads(emission):
        name = words[row["code"]]
        if name not in awkward.release.closed:
            continue
        known = drawn[name] if sent.block.startswith("by-area-steadied") else shown[name]
        for column in ("value", "numerator", "denominator"):
            assert not row[column] or round(float(row[column]), 6) in known, f"{sent}: {column}"
        assert not (row["status"] == "[c]" and (row["value"] or row["interval_low"] or row["interval_high"]))
        met += row["status"] == "[c]"
    assert met > 20
