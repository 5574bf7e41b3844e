"""Whoever adds and subtracts what is published learns no small count, with all of it at once or a part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tests.attacks.attack import GROUPS, THRESHOLD, Cell, attack
from tests.attacks.conftest import Known
from tests.attacks.reading import COUNTY, place_of
from tests.attacks.sites import Attacked

#: The first of these routes has most columns, the second most small counts.
SOME = ("childrens_safeguarding", "police_report", "intelligence")

#: These need a whole year of training before a whole year of referrals, longer than the awkward store.
#: Their counts are those of concerns and of submissions by year and sector (tests/demo holds them to it).
TWO_YEARS = {"referrals_per_staff", "intelligence_per_staff"}


@pytest.mark.parametrize("group", GROUPS)
def test_all_cells_of_a_family_at_once(knowing: Callable[[str], Known], group: str) -> None:
    """Also with the Home Office's table, where it tells of these records."""
    assert knowing(group).told == []


def test_every_count_of_the_release_was_read(awkward: Attacked) -> None:
    counts = awkward.release.counts
    assert {place_of(cell) for cell in awkward.release.records} == set(GROUPS)
    assert set(counts["indicator"]) == awkward.release.closed - TWO_YEARS
    hidden = counts[counts["status"] == "c"]
    assert len(hidden) > 200
    assert hidden["value"].isna().all()


@pytest.mark.parametrize("group", SOME)
def test_every_number_from_0_to_4_stays_possible(knowing: Callable[[str], Known], group: str) -> None:
    known = knowing(group)
    small = [one for one in known.attack.targets if one.truth < THRESHOLD]
    dice = np.random.default_rng(5)
    for place in dice.choice(len(small), min(4, len(small)), replace=False):
        for value in range(THRESHOLD):
            assert known.intruder.possible(small[place].members, value), (small[place].name, value)


def test_one_hidden_cell_too_many_shown_is_enough_for_the_intruder(awkward: Attacked) -> None:
    """The attack can succeed: with a hidden cell published, others of its table fall."""
    counts = awkward.release.counts
    hidden = counts[(counts["status"] == "c") & (counts["indicator"] == "intelligence_submissions")]
    store, fallen = awkward.where.store, 0
    for place in hidden.index[:: max(1, len(hidden) // 3)]:
        made = attack("intelligence", store, [awkward.release])
        own = attack("intelligence", store, [awkward.release], _only(place))
        target = own.targets[0]
        made.know(target.members, target.truth, target.truth)
        made.targets = [one for one in made.targets if not np.array_equal(one.members, target.members)]
        fallen += bool(made.intruder().narrowed(made.targets, THRESHOLD))
    assert fallen


def _only(place: int) -> Callable[[Cell], bool]:
    return lambda cell: bool(cell["cell"] == place)


def _filter(cell: Cell) -> bool:
    return bool(cell["time_level"] == "year" and cell["geography_level"] == "county")


def _geographies(cell: Cell) -> bool:
    return bool(
        cell["time_level"] == "year" and cell["exploitation_group"] == "all" and cell["sector"] == "all"
    )


def _windows(cell: Cell) -> bool:
    return cell["area"] == COUNTY and all(
        cell[name] == "all" for name in ("exploitation_group", "sector", "age")
    )


@pytest.mark.parametrize("group", [name for name in GROUPS if name != "nrm"])
@pytest.mark.parametrize("wanted", [_filter, _geographies, _windows])
def test_filters_geographies_and_windows(
    awkward: Attacked, group: str, wanted: Callable[[Cell], bool]
) -> None:
    """One filter after another; districts, unitaries and county; months, quarters and years."""
    made = attack(group, awkward.where.store, [awkward.release], wanted)
    assert made.sums
    assert made.intruder().narrowed(made.targets, THRESHOLD) == []


def test_the_tables_overlap_as_they_should_to_be_attacked(awkward: Attacked) -> None:
    counts = awkward.release.counts
    assert {"county", "district", "unitary"} <= set(counts["geography_level"])
    assert {"month", "quarter", "year"} <= set(counts["time_level"])
    childrens = counts[counts["route"] == "childrens_safeguarding"]
    assert set(childrens.loc[childrens["status"] == "c", "geography_level"]) == {
        "county",
        "district",
        "unitary",
    }


def test_percentages_and_rates_lead_back_to_no_count(awkward: Attacked) -> None:
    """A percentage or rate is shown only where both its parts are, and what it leaves is no small count."""
    cells = awkward.release.cells
    key = [name for name in cells.columns if name not in ("measure", "value", "status", "low", "high")]
    cells = cells[cells["indicator"].isin(awkward.release.closed)]
    shown = cells[(cells["measure"].isin(["percent", "rate"])) & (cells["status"] == "published")]
    hidden = cells[(cells["measure"].isin(["percent", "rate"])) & (cells["status"] == "c")]
    assert len(shown) > 10
    assert len(hidden) > 10
    assert hidden[["value", "low", "high"]].isna().all().all()
    parts = {
        name: cells[cells["measure"] == name].set_index(key)["value"] for name in ("numerator", "denominator")
    }
    for one in shown[key].itertuples(index=False, name=None):
        numerator, denominator = parts["numerator"][one], parts["denominator"][one]
        assert numerator >= THRESHOLD
        assert denominator - numerator >= THRESHOLD


def test_a_hidden_share_cannot_be_worked_out_from_its_table(awkward: Attacked) -> None:
    """In each table that hides a share, two are hidden at least: with one, all the others give it away."""
    counts = awkward.release.counts
    mixes = counts[
        counts["indicator"].isin(["age_mix", "exploitation_mix"]) & (counts["measure"] == "numerator")
    ]
    for _, table in mixes.groupby(["indicator", "time"]):
        assert (table["status"] == "c").sum() != 1


def test_the_attack_knows_when_it_cannot_read_a_table(awkward: Attacked) -> None:
    strange = awkward.release.cells.iloc[[0]].assign(indicator="unheard_of", measure="count")
    words = awkward.release.tables["indicators"].iloc[[0]].assign(id="unheard_of", policy="referrals")
    release = replace(
        awkward.release, tables=awkward.release.tables | {"cells": strange, "indicators": words}
    )
    with pytest.raises(KeyError, match="unheard_of"):
        attack("nrm", awkward.where.store, [release])
