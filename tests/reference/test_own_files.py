"""An installation's own files of facts: each in place of ours as a whole, as strict, refused by name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dashboard import reference, settings
from dashboard.display.meeting import StoryError, saving, theme
from dashboard.reference.code_lists import code_list
from dashboard.reference.code_rows import CodesRefused
from dashboard.release.errors import ReleaseError
from dashboard.release.facts import fact_tables
from dashboard.settings import Installation


@pytest.fixture
def where(tmp_path: Path) -> Installation:
    return Installation(tmp_path, tmp_path / "unused.key")


def changed(where: Installation, name: str, old: str = "", new: str = "") -> Path:
    """The installation's own copy of one of our files, with one change."""
    path = where.reference / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (settings.REFERENCE / name).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "old", "new", "table"),
    [
        ("events.csv", "Training week,", "A week of training,", "events"),
        ("targets.csv", "coverage,all,45", "coverage,all,50", "targets"),
        ("areas.csv", ",Corby,", ",Corby Borough,", "areas"),
        ("populations.csv", "757181", "757182", "populations"),
        ("geography/towns.geojson", "52.49637", "52.5", "outlines"),
        ("geography/neighbours.geojson", "Crown copyright", "Crown Copyright", "outlines"),
        ("codes/venue.csv", "Corby community hall,,Corby", "Corby community hall,,Kettering", "places"),
    ],
)
def test_a_file_of_ours_gives_way(where: Installation, name: str, old: str, new: str, table: str) -> None:
    before = fact_tables(where, made_up=True)
    changed(where, name, old, new)
    after = fact_tables(where, made_up=True)
    differing = {each for each in before if not before[each].equals(after[each])}
    assert table in differing and differing <= {table, "places"}


def test_cited_figures_of_others_give_way(where: Installation) -> None:
    changed(where, "comparators.csv", ",17004,", ",17005,")
    assert 17005 in set(reference.comparators(where.reference)["value"])
    assert 17005 not in set(reference.comparators()["value"])


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("events.csv", "2019-07-22", "22/07/2019", "row 2: starts must be a day like 2024-04-01"),
        ("events.csv", "code,starts", "code,begins", "must have the columns code, starts"),
        ("targets.csv", "coverage,all,45", "coverage,all,much", "row 2: target must be a number"),
        ("areas.csv", ",district,E06000061", ",parish,E06000061", "row 5: level must be one of county"),
        ("areas.csv", "E23000022,Northamptonshire", "E23000021,Northamptonshire", "row 3: parent must be"),
        ("populations.csv", "757181", "many", "row 2: people must be a whole number, not 'many'"),
        ("comparators.csv", ",17004,", ",-1,", "value must be a whole number"),
        ("geography/districts.geojson", "E07000150", "E07000199", "must outline each district"),
        ("geography/towns.geojson", '"district"', '"borough"', "every feature must have a geometry"),
        ("geography/unitaries.geojson", "{", "", "is no GeoJSON"),
    ],
)
def test_what_is_wrong_is_refused_by_the_name_of_the_file(
    where: Installation, name: str, old: str, new: str, why: str
) -> None:
    path = changed(where, name, old, new)
    with pytest.raises(ReleaseError) as refused:
        fact_tables(where, made_up=True)
    assert str(refused.value).startswith(str(path)) and why in str(refused.value)


@pytest.mark.parametrize("name", ["event.csv", "policies.toml", "families.toml", "codes/vendor.csv", "x.md"])
def test_a_file_that_nothing_reads_is_refused(where: Installation, name: str) -> None:
    path = where.reference / name
    path.parent.mkdir(parents=True)
    path.write_text("", encoding="utf-8")
    with pytest.raises(ReleaseError, match=f"{path.name} is not read: no file of facts has this name"):
        fact_tables(where, made_up=True)


def test_a_code_list_gives_way_as_a_whole_and_can_still_be_added_to(where: Installation) -> None:
    changed(where, "codes/venue.csv", "corby_hall,Corby community hall,,Corby,E07000150\n", "")
    where.codes.mkdir()
    (where.codes / "venue.csv").write_text("code,label\nbarn,The barn\n", encoding="utf-8")
    labels = code_list("venue", where.codes).labels
    assert "corby_hall" not in labels and labels["barn"] == "The barn" and "corby_college" in labels
    assert "corby_hall" in code_list("venue").labels


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("code,label,also,town,district", "code,label,also,town,borough", "lacks the columns district"),
        ("other,Other venue", "others,Other venue", "lacks the codes other"),
    ],
)
def test_a_list_in_place_of_ours_has_what_ours_has(where: Installation, old: str, new: str, why: str) -> None:
    path = changed(where, "codes/venue.csv", old, new)
    with pytest.raises(CodesRefused, match=f"{path.name} {why}"):
        code_list("venue", where.codes)


def test_agendas_and_themes_are_read_when_they_are_looked_at(where: Installation) -> None:
    own = where.reference
    for folder in ("agendas", "themes"):
        shutil.copytree(settings.REFERENCE / folder, own / folder)
    agenda = next(iter(saving.agendas()))
    path = changed(where, f"agendas/{agenda}.toml", 'title = "', 'title = "Ours: ')
    changed(where, "themes/north.toml", 'organisation = "', 'organisation = "The ')
    assert saving.agendas(own)[agenda].title.startswith("Ours: ")
    assert not saving.agendas()[agenda].title.startswith("Ours: ")
    assert theme.named("north", own).organisation == f"The {theme.named('north').organisation}"
    fact_tables(where, made_up=True)
    path.write_text("title = ", encoding="utf-8")
    with pytest.raises(StoryError, match=f"{path.name} is not valid TOML"):
        saving.agendas(own)


def test_our_own_outlines_hold_to_our_own_areas() -> None:
    """What is refused of an installation would be refused of us."""
    for layer in reference.LAYERS:
        assert json.loads(reference.boundaries(layer).geojson)["features"]
