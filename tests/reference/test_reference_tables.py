"""Areas, populations, published figures and events: whole, consistent and sourced."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import reference, settings
from dashboard.reference import code_lists


def test_districts_nest_in_unitaries_and_unitaries_in_the_county() -> None:
    areas = reference.areas().set_index("code")
    for code, row in areas.iterrows():
        if row["level"] == "county":
            assert code == reference.COUNTY
            continue
        above = {"district": "unitary", "unitary": "county"}[row["level"]]
        assert areas.loc[row["parent"], "level"] == above


def test_old_and_new_areas_meet_without_a_day_between() -> None:
    areas = reference.areas()
    assert set(areas.loc[areas["level"] == "district", "valid_to"]) == {"2021-03-31"}
    assert set(areas.loc[areas["level"] == "unitary", "valid_from"]) == {"2021-04-01"}


def test_names_and_parents_agree_with_the_code_list() -> None:
    listed = code_lists.code_list("district")
    areas = reference.areas()
    for row in areas[areas["level"] == "district"].itertuples():
        assert listed.labels[row.code] == row.name
        assert listed.facts[row.code]["unitary"] == row.parent


def population(area: str, year: int = 2020, age_band: str = "all") -> int:
    table = reference.populations().set_index(["area", "year", "age_band"])
    return int(table.loc[(area, year, age_band), "people"])


def test_populations_add_up() -> None:
    areas, people = reference.areas(), reference.populations()
    for (_, _), group in people.groupby(["year", "age_band"]):
        by_area = group.set_index("area")["people"]
        for parent in {reference.COUNTY, *areas.loc[areas["level"] == "unitary", "code"]}:
            parts = areas.loc[areas["parent"] == parent, "code"]
            assert by_area[parent] == by_area[parts].sum()
    for area in areas["code"]:
        ages = [population(area, age_band=band) for band in ("0-17", "18+")]
        assert sum(ages) == population(area)


def test_published_populations() -> None:
    assert population(reference.COUNTY) == 757_181
    assert population("E07000150", 2021) == 75_561


def test_comparators_are_the_home_office_figures() -> None:
    table = reference.comparators().set_index(["series", "reporter"])
    local = table.loc[("nrm_police_referrals", "northamptonshire_police"), "value"]
    every = table.loc[("nrm_police_referrals", "all_forces"), "value"]
    assert local.tolist() == [12, 14, 23, 15, 14, 19, 17]
    assert every.tolist() == [950, 969, 1034, 1043, 938, 970, 995]
    uk = table.loc[("nrm_referrals", "uk")].set_index("period")["value"]
    assert (uk["2014"], uk["2023"]) == (2337, 17004)


def test_every_row_names_its_source() -> None:
    for table in (reference.populations(), reference.comparators(), reference.events()):
        assert (table["source"].str.len() > 10).all()


def test_every_file_is_in_the_list_of_sources() -> None:
    listed = (settings.REFERENCE / "SOURCES.md").read_text(encoding="utf-8")
    for name in [
        "areas.csv",
        "populations.csv",
        "comparators.csv",
        "events.csv",
        "targets.csv",
        "schedule.csv",
        "rollout.csv",
        "similar_forces.csv",
        "contacts.csv",
        "postcode_districts.csv.gz",
    ]:
        assert f"`{name}`" in listed
    for layer in reference.LAYERS:
        assert f"{layer}.geojson`" in listed


def test_a_caller_cannot_change_what_the_next_one_reads() -> None:
    mine = reference.areas()
    mine.loc[:, "name"] = "changed"
    assert "Corby" in set(reference.areas()["name"])


def test_a_table_with_other_columns_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "events.csv").write_text("code,starts\nx,2020-01-01\n", encoding="utf-8")
    monkeypatch.setattr(settings, "REFERENCE", tmp_path)
    with pytest.raises(ValueError, match=r"events\.csv must have the columns code, starts, ends"):
        reference.events()


def test_an_unknown_layer_is_refused() -> None:
    with pytest.raises(KeyError, match="no layer 'wards'"):
        reference.boundaries("wards")
