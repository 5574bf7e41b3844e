"""The map: only published values reach the browser, hidden areas look hidden, nothing is fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard import reference
from dashboard.display.maps import AreaMap, AreaValue, area_map
from dashboard.display.maps.classes import (
    COLOURS,
    HIDDEN,
    NEIGHBOUR,
    WHITE,
    contrast,
    natural_classes,
    reads_on,
    rgb,
)
from dashboard.display.maps.gap import GROUPS
from dashboard.display.maps.hatching import hatch
from dashboard.display.maps.layers import HATCH
from dashboard.display.maps.venues import COLUMN
from tests.maps.ground import ATLAS

CODES = sorted(one["properties"]["code"] for one in reference.boundaries("districts").features)
VALUES = [
    AreaValue(code, value, "[c]" if value is None else f"{value:g}", "0 to 4" if value is None else "")
    for code, value in zip(CODES, [182.0, 40.0, 61.0, None, 402.0, 35.0, 75.0], strict=True)
]


@pytest.fixture(scope="module")
def drawn() -> AreaMap:
    return area_map(ATLAS, VALUES, "district", "People trained", "2024", selected=CODES[0])


def layer(drawn: AreaMap, name: str) -> dict[str, Any]:
    every = json.loads(drawn.deck.to_json())["layers"]
    found: dict[str, Any] = next(one for one in every if one["id"].rstrip("-E0123456789") == name)
    return found


def words(found: Any) -> Iterator[str]:
    """Every piece of text in a JSON value."""
    if isinstance(found, dict):
        for value in found.values():
            yield from words(value)
    elif isinstance(found, list):
        for value in found:
            yield from words(value)
    elif isinstance(found, str):
        yield found


def test_nothing_is_fetched(drawn: AreaMap) -> None:
    """No style, no provider, no address; pydeck marks an unset style, which Streamlit draws as none."""
    sent = drawn.deck.to_json()
    assert not re.search(r"https?:|//|mapbox|carto", sent, re.IGNORECASE)
    assert json.loads(sent)["mapStyle"] == "__MAP_STYLE__"
    assert json.loads(sent).get("mapProvider") is None
    assert len(sent) < 75_000


def test_the_browser_is_sent_published_values_only(drawn: AreaMap) -> None:
    """Every number in a word is a value shown; every area carries those words, a colour and an outline."""
    allowed = {one.shown for one in VALUES} | {"0 to 4", ""}
    for one in layer(drawn, "areas")["data"]:
        assert set(one["properties"]) == {"code", "name", "shown", "detail", "fill", "edge"}
        assert {one["properties"]["shown"], one["properties"]["detail"]} <= allowed
    for name in ("labels-ink", "labels-white", "town-names"):
        for text in words(layer(drawn, name)["data"]):
            assert set(re.findall(r"\d+", text)) <= allowed


def test_a_hidden_value_changes_nothing_but_its_own_words() -> None:
    """Two maps that differ in what is behind a [c] are the same to the last byte."""
    other = [one for one in VALUES if one.value is not None]
    hidden = next(one for one in VALUES if one.value is None)
    again = area_map(ATLAS, [*other, hidden], "district", "People trained", "2024", selected=CODES[0])
    first = area_map(ATLAS, VALUES, "district", "People trained", "2024", selected=CODES[0])
    assert again.deck.to_json() == first.deck.to_json()
    assert again.legend == first.legend and again.alt == first.alt


def test_hidden_areas_are_grey_and_hatched(drawn: AreaMap) -> None:
    (hidden,) = [one for one in layer(drawn, "areas")["data"] if one["properties"]["shown"] == "[c]"]
    assert hidden["properties"]["fill"] == rgb(HIDDEN)
    assert len(layer(drawn, "hatching")["data"]) > 5
    last = drawn.legend[-1]
    assert last.hatched and last.colour == HIDDEN and last.text.startswith("[c] hidden")


def test_an_area_without_a_cell_is_not_available() -> None:
    drawn = area_map(ATLAS, VALUES[:3], "district", "People trained", "2024")
    assert [row.text for row in drawn.legend if row.hatched] == ["[x] not available"]


def test_the_legend_says_each_colour_in_words_highest_first(drawn: AreaMap) -> None:
    assert [(row.colour, row.text) for row in drawn.legend[:3]] == [
        (COLOURS[2], "402 (1 area)"),
        (COLOURS[1], "182 (1 area)"),
        (COLOURS[0], "35 to 75 (4 areas)"),
    ]


def test_the_words_say_what_the_picture_shows(drawn: AreaMap) -> None:
    assert drawn.alt.startswith("Map of Northamptonshire by district. People trained, 2024: ")
    assert "Corby 182" in drawn.alt and "Kettering [c]" in drawn.alt
    assert "Crown copyright" in drawn.attribution and "GeoNames" in drawn.attribution


def test_layers_can_be_picked_and_named(drawn: AreaMap) -> None:
    every = json.loads(drawn.deck.to_json())["layers"]
    assert [one["id"] for one in every if one.get("pickable")] == [f"areas-{CODES[0]}"]
    assert len({one["id"] for one in every}) == len(every)
    for one in every:
        if one["@@type"] == "TextLayer":
            assert one["fontFamily"]
    (chosen,) = layer(drawn, "chosen")["data"]
    outlines = {f["properties"]["code"]: f["geometry"] for f in reference.boundaries("districts").features}
    assert chosen["geometry"] == json.loads(json.dumps(outlines[CODES[0]]))


def test_unitaries_have_their_own_map() -> None:
    drawn = area_map(
        ATLAS, [AreaValue("E06000061", 4, "4"), AreaValue("E06000062", 5, "5")], "unitary", "x", "2024"
    )
    names = [one["properties"]["name"] for one in layer(drawn, "areas")["data"]]
    assert names == ["North Northamptonshire", "West Northamptonshire"]
    towns = {one["text"] for one in layer(drawn, "town-names")["data"]}
    assert {"Corby", "Northampton"} <= towns
    with pytest.raises(KeyError):
        area_map(ATLAS, [], "ward", "x", "2024")


def test_classes_keep_like_values_together() -> None:
    assert natural_classes([1, 2, 10, 11, 50, 1]) == [[1, 2], [10, 11], [50]]
    assert natural_classes([7, 7]) == [[7]]
    assert natural_classes([]) == []


def test_hatching_stays_inside_and_skips_holes() -> None:
    square = [[0.0, 0.0], [0.2, 0.0], [0.2, 0.2], [0.0, 0.2], [0.0, 0.0]]
    hole = [[0.08, 0.08], [0.08, 0.12], [0.12, 0.12], [0.12, 0.08], [0.08, 0.08]]
    whole, pierced = hatch([square]), hatch([square, hole])
    assert len(pierced) > len(whole) > 3
    for (ax, ay), (bx, by) in pierced:
        middle = ((ax + bx) / 2, (ay + by) / 2)
        assert 0 <= middle[0] <= 0.2 and 0 <= middle[1] <= 0.2
        assert not (0.081 < middle[0] < 0.119 and 0.081 < middle[1] < 0.119)


def test_colours_stand_out_by_three_to_one() -> None:
    """Each fill against its own edge, so that every border between two areas can be seen; letters too."""
    for fill in (*COLOURS, HIDDEN, *(colour for _, colour in GROUPS.values())):
        assert contrast(rgb(fill), reads_on(rgb(fill))) >= 4.5
    for mark, ground in ((HATCH, HIDDEN), (HATCH, WHITE), (COLUMN, WHITE), ("#0B0C0C", NEIGHBOUR)):
        assert contrast(rgb(mark), rgb(ground)) >= 3
    # White on black, the published example of the definition.
    assert contrast([255, 255, 255], [0, 0, 0]) == pytest.approx(21)


def test_an_area_has_the_edge_that_its_fill_needs(drawn: AreaMap) -> None:
    for one in layer(drawn, "areas")["data"]:
        known = one["properties"]
        assert contrast(known["fill"], known["edge"]) >= 3


def test_the_outlines_of_north_and_west_lie_above_the_districts(drawn: AreaMap) -> None:
    ids = [one["id"].partition("-")[0] for one in json.loads(drawn.deck.to_json())["layers"]]
    assert ids.index("neighbours") < ids.index("areas") < ids.index("unitaries")
    assert len(layer(drawn, "unitaries")["data"]) == 2
