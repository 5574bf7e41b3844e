"""Venues, flows, reach beside referrals, the view, and the picture for print."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.maps import AreaMap, AreaValue, Camera, area_map, flows, gap, rates, venues
from dashboard.display.maps.classes import rgb
from dashboard.display.maps.deck import MIDDLE, camera_of, kept
from dashboard.display.maps.picture import HEIGHT, WIDTH, at, picture
from dashboard.publication import Status
from dashboard.publication.populations import Residents
from tests.maps.ground import ATLAS, PLACES, RESIDENTS
from tests.maps.test_area_map import layer
from tests.maps.test_map_reading import NAMES, indicator, over_areas, point

CODES = list(NAMES)


def over_venues(values: dict[str, float | None]) -> PublishedSeries:
    points = tuple(
        Point(code, code, value, Status.CONFIDENTIAL if value is None else Status.PUBLISHED)
        for code, value in values.items()
    )
    return PublishedSeries(indicator("attendances"), "count", "venue", "Attendances by venue", points, "2023")


def held_in(code: str, values: list[float | None]) -> PublishedSeries:
    return replace(over_areas(values), name=NAMES[code])


def test_every_venue_of_a_town_has_a_place_in_its_own_district() -> None:
    assert {place.town for place in PLACES.values()} >= {"Corby", "Northampton", "Kettering"}
    assert "online" not in PLACES and "other" not in PLACES
    assert all(place.district in NAMES for place in PLACES.values())


def test_columns_are_as_tall_as_their_figures_and_stand_apart() -> None:
    series = over_venues({"corby_hall": 40, "corby_college": 10, "daventry_hall": 0, "online": 900})
    drawn = venues.venue_map(ATLAS, series, PLACES, None)
    tall = {}
    for one in layer(drawn, "venues")["data"]:
        ring = one["geometry"]["coordinates"][0]
        north = [lat for _, lat in ring]
        tall[one["properties"]["name"]] = max(north) - min(north)
        assert len(ring) == 5 and ring[0] == ring[-1]
    assert set(tall) == {"corby_hall", "corby_college"}
    assert tall["corby_hall"] / tall["corby_college"] == pytest.approx(4, rel=0.01)
    texts = {one["text"] for one in layer(drawn, "venue-figures")["data"]}
    assert texts == {"40", "10", "0"}
    assert "online 900" in drawn.alt


def test_a_town_name_gives_way_to_another() -> None:
    """Wellingborough and Rushden are 30 pixels apart: the one's name gives way to the other's."""
    held: dict[str, float | None] = dict.fromkeys(PLACES, 50.0)
    held |= {"northampton_centre": 480.0, "northampton_hq": 340.0, "northampton_hospital": 220.0}
    drawn = venues.venue_map(ATLAS, over_venues(held), PLACES, None)
    rows = {one["text"]: one for one in layer(drawn, "venue-towns")["data"]}
    assert len(rows) == len({place.town for place in PLACES.values()})
    first, second = rows["Wellingborough"], rows["Rushden"]
    assert (first["anchor"], first["offset"]) != (second["anchor"], second["offset"])


def test_a_hidden_venue_has_no_column_and_no_part_in_the_scale() -> None:
    shown = {"corby_hall": 40.0, "daventry_hall": 20.0}
    drawn = venues.venue_map(ATLAS, over_venues({**shown, "kettering_hall": None}), PLACES, None)
    without = venues.venue_map(ATLAS, over_venues(dict(shown)), PLACES, None)
    assert layer(drawn, "venues")["data"] == layer(without, "venues")["data"]
    assert "[c]" in {one["text"] for one in layer(drawn, "venue-figures")["data"]}


def test_arcs_are_the_largest_between_districts_or_all_from_one() -> None:
    lines = [held_in(code, [float(10 * n + at) for at in range(7)]) for n, code in enumerate(CODES)]
    found = flows.flows(ATLAS, lines, CODES)
    assert len(found) == 49
    county = flows.chosen(found, None)
    assert len(county) == flows.MOST and all(one.base != one.held for one in county)
    values = [one.point.value for one in found if one.base != one.held]
    assert [one.point.value for one in county] == sorted(values, reverse=True)[: flows.MOST]
    assert {one.base for one in flows.chosen(found, CODES[2])} == {CODES[2]}
    drawn = flows.flow_map(ATLAS, found, PLACES, "Attendances", "2023", None)
    assert len(layer(drawn, "arcs")["data"]) == len(layer(drawn, "arrowheads")["data"]) == flows.MOST
    assert f"The {flows.MOST} highest of 42. The table has all." in [row.text for row in drawn.legend]
    assert {one["width"] for one in layer(drawn, "arcs")["data"]} <= set(flows.WIDTHS)


def test_a_hidden_flow_is_not_drawn_and_changes_no_width() -> None:
    values: list[float | None] = [5, 9, 3, 4, 30, 2, 1]
    lines = [held_in(CODES[0], values), held_in(CODES[4], [None, *values[1:]])]
    drawn = flows.flow_map(
        ATLAS, flows.flows(ATLAS, lines, [CODES[0], CODES[4]]), PLACES, "x", "2023", CODES[0]
    )
    assert layer(drawn, "arcs")["data"] == []
    (label,) = [row["text"] for name in ("labels-ink", "labels-white") for row in layer(drawn, name)["data"]
                if row["text"].startswith("Corby")]  # fmt: skip
    assert label == "Corby\n(5)"


def test_places_by_reach_stand_beside_places_by_referrals() -> None:
    reach = over_areas([50, 60, 70, 80, 90, 100, 110], "percent")
    need = over_areas([9, 1, 1, 2, 8, 2, None])
    found = gap.two_way(ATLAS, reach, need)
    first = found.standings[0]
    assert (first.name, first.reach_place, first.need_place, first.letter) == ("Corby", "6th", "1st", "D")
    assert gap.sentence(found, "2023") == "In 2023 Corby was 6th of 6 shown by reach and 1st by referrals."
    last = found.standings[-1]
    assert (last.name, last.known, last.reach_place, last.need_place) == ("Wellingborough", False, "", "")
    listed = [name for group in found.groups.values() for name in group.names]
    assert sorted(listed) == sorted(set(NAMES.values()) - {"Wellingborough"})
    drawn = gap.gap_map(ATLAS, found, "Reach", "2023", None)
    areas = {one["properties"]["name"]: one["properties"] for one in layer(drawn, "areas")["data"]}
    assert areas["Corby"]["shown"] == "D: 6th, 1st" and areas["Corby"]["fill"] == rgb("#801650")
    assert areas["Wellingborough"]["shown"] == "[c]"
    assert "Wellingborough [c]" in drawn.alt and drawn.legend[-1].hatched


def test_places_do_not_depend_on_what_is_hidden() -> None:
    """Hidden, or not there at all: the others stand where they stood."""
    reach = over_areas([50, 60, 70, 80, 90, 100, 110], "percent")
    hidden = gap.two_way(ATLAS, reach, over_areas([9, 1, 1, 2, 8, 2, None]))
    need = over_areas([9, 1, 1, 2, 8, 2, None])
    absent = gap.two_way(ATLAS, reach, replace(need, points=need.points[:-1]))
    assert hidden.known == absent.known and hidden.reach_words == absent.reach_words


def test_rates_are_counts_for_each_hundred_thousand_residents() -> None:
    """Corby has 73,053 residents (mid-2020); 8 events have exact limits 3.4538 to 15.7632 (Garwood 1936)."""
    series = PublishedSeries(
        indicator(), "count", "area", "Referrals",
        (point("E07000150", 8), point("E07000151", None, Status.CONFIDENTIAL, low=0, high=4),
         point("out_of_county", 3)),
        "2023",
    )  # fmt: skip
    corby, daventry = rates.per_residents(series, RESIDENTS).points
    assert corby.value == pytest.approx(8 * 100_000 / 73_053)
    assert corby.low == pytest.approx(3.4538 * 100_000 / 73_053, rel=1e-4)
    assert corby.high == pytest.approx(15.7632 * 100_000 / 73_053, rel=1e-4)
    assert daventry.value is None and daventry.hidden and (daventry.low, daventry.high) == (None, None)
    assert daventry.feasible == "at most 4 of 86,951"


def test_each_year_is_divided_by_the_residents_that_were_known_of_it() -> None:
    """10 referrals in Corby in each year: 13.7 of the residents of mid-2020, 13.2 of those of the census."""
    both = Residents({"E07000150": {2020: 73_053, 2021: 75_561}}, {2020: "mid-2020", 2021: "Census 2021"})
    years = tuple(point(year, 10) for year in ("2019", "2020", "2021-Q3", "2024/25"))
    series = PublishedSeries(indicator(), "count", "time", "Referrals", years)
    rated = rates.per_residents(series, both, "E07000150")
    assert [each.denominator for each in rated.points] == [73_053, 73_053, 75_561, 75_561]
    assert "mid-2020 and Census 2021" in rated.indicator.denominator
    only = rates.per_residents(replace(series, points=years[2:]), both, "E07000150").indicator
    assert only.denominator == "residents of the area, Census 2021" and "mid-2020" not in only.caveat


def test_children_are_divided_by_children() -> None:
    some = Residents({"E07000150": {2020: 18_202}}, {2020: "mid-2020"}, "aged 0 to 17")
    series = PublishedSeries(indicator(), "count", "area", "Referrals", (point("E07000150", 8),), "2023")
    rated = rates.per_residents(series, some)
    assert rated.points[0].value == pytest.approx(8 * 100_000 / 18_202)
    assert rated.name == "Referrals, per 100,000 residents aged 0 to 17"


def test_ordinals() -> None:
    assert [gap.ordinal(n) for n in range(1, 8)] == ["1st", "2nd", "3rd", "4th", "5th", "6th", "7th"]


def test_a_camera_goes_no_nearer_or_farther_than_the_map() -> None:
    camera = Camera()
    for _ in range(30):
        camera = camera.pressed(closer=1)
    assert camera.view["zoom"] <= camera.view["maxZoom"]
    for _ in range(60):
        camera = camera.pressed(closer=-1)
    assert camera.view["zoom"] >= camera.view["minZoom"]
    assert camera_of(kept(camera)) == camera and camera_of(None) == Camera()
    near = Camera().pressed(closer=1).pressed(closer=1)
    step = near.pressed(east=1).view["longitude"] - near.view["longitude"]
    far = Camera().pressed(east=1).view["longitude"] - Camera().view["longitude"]
    assert step == pytest.approx(far / 2)


@pytest.fixture(scope="module")
def drawn() -> AreaMap:
    values = [AreaValue(code, None if n == 3 else 10.0 * n, "[c]" if n == 3 else f"{10 * n}")
              for n, code in enumerate(CODES)]  # fmt: skip
    return area_map(ATLAS, values, "district", "People <trained>", "2024", selected=CODES[0])


def test_the_picture_shows_what_the_map_shows(drawn: AreaMap) -> None:
    told = picture(drawn.deck, "People <trained>", drawn.alt, drawn.attribution)
    root = ElementTree.fromstring(told)  # noqa: S314
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "People <trained>"
    assert root.findtext(f"{space}desc") == drawn.alt
    words = "".join(root.itertext())
    assert all(name.split(" ")[0] in words for name in NAMES.values())
    assert "[c]" in words and "Crown copyright" in words and "GeoNames" in words
    fills = re.findall(r'fill="(#[0-9a-f]{6})" stroke="#', told)
    for one in layer(drawn, "areas")["data"]:
        assert "#" + "".join(f"{part:02x}" for part in one["properties"]["fill"]) in fills
    assert len(layer(drawn, "hatching")["data"]) > 5
    assert told.count("<path ") == sum(
        len(one["data"]) for one in drawn.deck.drawn if one["@@type"] in ("GeoJsonLayer", "PathLayer")
    )
    assert len(told) < 60_000


def test_the_picture_places_things_as_the_map_does() -> None:
    """One degree of longitude is 512 x 2^zoom / 360 pixels; the middle of the view is the middle."""
    assert at(MIDDLE) == (WIDTH / 2, HEIGHT / 2)
    east = at((MIDDLE[0] + 1, MIDDLE[1]))[0] - WIDTH / 2
    assert east == pytest.approx(512 * 2**7.85 / 360, abs=0.1)


def test_the_document_is_the_same_but_for_the_view(drawn: AreaMap) -> None:
    moved = json.loads(drawn.deck.seen_from(Camera().pressed(closer=1)).to_json())
    still = json.loads(drawn.deck.to_json())
    assert moved.pop("initialViewState")["zoom"] > still.pop("initialViewState")["zoom"]
    assert moved == still
