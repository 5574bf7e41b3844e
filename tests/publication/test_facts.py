"""The facts that a release carries: read back as they went in, and plainly absent in an earlier release."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard import reference
from dashboard.publication import COUNTY, Publication
from dashboard.publication.areas import area_names, districts_of, unitaries_from
from dashboard.publication.events import event, events
from dashboard.publication.outlines import atlas
from dashboard.publication.places import places
from dashboard.publication.populations import residents
from dashboard.publication.targets import target_on, targets
from tests.publication.made_releases import facts_of, release_of


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    root = tmp_path_factory.mktemp("whole")
    return release_of(root / "whole.duckdb", facts_of(root))


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    root = tmp_path_factory.mktemp("earlier")
    return release_of(root / "earlier.duckdb", facts_of(root), later=False)


def test_areas_are_those_of_the_reference_files(release: Publication) -> None:
    assert area_names(release) == reference.area_names()
    assert districts_of(release, "E06000061") == ("E07000150", "E07000152", "E07000153", "E07000156")
    assert unitaries_from(release) == "2021-04-01"


@pytest.mark.parametrize("layer", reference.LAYERS)
def test_outlines_are_those_of_the_reference_files(release: Publication, layer: str) -> None:
    carried, file = atlas(release).boundaries(layer), reference.boundaries(layer)
    assert (carried.features, carried.attribution) == (file.features, file.attribution)


def test_a_map_draws_the_areas_of_its_level_in_order(release: Publication) -> None:
    for level, layer in (("district", "districts"), ("unitary", "unitaries")):
        drawn = [one["properties"]["code"] for one in reference.boundaries(layer).features]
        assert list(atlas(release).codes(level)) == drawn
    with pytest.raises(KeyError, match="no map of level 'ward'"):
        atlas(release).codes("ward")


def test_two_releases_of_the_same_outlines_have_equal_atlases(tmp_path: Path) -> None:
    one, other = (release_of(tmp_path / f"{name}.duckdb", facts_of(tmp_path)) for name in "ab")
    assert atlas(one) == atlas(other) and hash(atlas(one)) == hash(atlas(other))


def test_residents_and_places_are_carried(release: Publication) -> None:
    everybody, children = residents(release, "residents"), residents(release, "children")
    assert everybody.people[COUNTY] == {2020: 757_181, 2021: 785_243}
    assert everybody.people["E07000150"][2021] == 75_561
    assert children.people["E07000150"] == {2020: 18_202}
    assert [everybody.base(COUNTY, year) for year in (1999, 2020, 2021, 2026)] == [2020, 2020, 2021, 2021]
    assert everybody.base("E99999999", 2020) is None
    assert everybody.called({2020, 2021}) == "residents of the area, mid-2020 and Census 2021"
    assert children.called({2020}) == "residents of the area aged 0 to 17, mid-2020"
    assert places(release)["corby_hall"].town == "Corby" and "online" not in places(release)


def test_events_are_carried_in_order(release: Publication) -> None:
    assert [each.code for each in events(release)] == list(reference.events(made_up=True)["code"])
    week = event(release, "training_week")
    assert week is not None and week.applies_to == ("training", "referrals", "intelligence")
    assert event(release, "moon_landing") is None


def test_made_up_facts_are_of_made_up_records_alone(tmp_path: Path) -> None:
    """Even where they got into the file: what the release says of its records decides."""
    for name, made_up in (("pretended", True), ("real", False)):
        release = release_of(tmp_path / f"{name}.duckdb", facts_of(tmp_path), made_up)
        assert any(each.made_up for each in events(release)) is made_up
        assert bool(targets(release, "coverage")) is made_up
    kept = facts_of(tmp_path, made_up=False)
    assert not kept["events"]["made_up"].any() and kept["targets"].empty


def test_a_target_holds_from_its_first_day_to_its_last(release: Publication) -> None:
    def value(day: str) -> float | None:
        target = target_on(release, day, "coverage")
        return target.value if target else None

    assert value("2021-03-31") is None
    assert value("2021-04-01") == value("2024-03-31") == 45
    assert value("2024-04-01") == value("2099-01-01") == 60
    assert targets(release, "concerns") == ()


def test_an_area_with_a_target_of_its_own_has_no_other(tmp_path: Path) -> None:
    facts = facts_of(tmp_path)
    own = facts["targets"].query("indicator == 'coverage'").tail(1).assign(area="E07000150", value=75.0)
    release = release_of(tmp_path / "own.duckdb", {**facts, "targets": own})
    assert [each.value for each in targets(release, "coverage", "E07000150")] == [75]
    assert targets(release, "coverage", "E07000151") == ()
    both = release_of(tmp_path / "both.duckdb", {**facts, "targets": pd.concat([facts["targets"], own])})
    assert [each.value for each in targets(both, "coverage", "E07000150")] == [75]
    assert [each.value for each in targets(both, "coverage", COUNTY)] == [45, 60]


def test_an_earlier_release_has_names_and_nothing_else(earlier: Publication) -> None:
    assert area_names(earlier) == reference.area_names()
    assert districts_of(earlier, "E06000061") is None and unitaries_from(earlier) == ""
    assert events(earlier) == () and targets(earlier, "coverage") == ()
    assert residents(earlier, "residents").people == {} and places(earlier) == {}
    assert not atlas(earlier).drawable
    assert len(atlas(earlier).codes("district")) == 7
