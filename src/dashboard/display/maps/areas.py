"""A map of the county's districts or unitaries, coloured by published values only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.display.maps import layers
from dashboard.display.maps.classes import HIDDEN, colours, natural_classes
from dashboard.display.maps.deck import CompactDeck
from dashboard.display.maps.words import word_layers
from dashboard.publication.outlines import Atlas

#: Pixels high: with deck.ZOOM the whole county is in view on a telephone. Where there is more room the
#: whole map is enlarged, letters and all, so that it shows the same on every screen.
HEIGHT = 400


@dataclass(frozen=True)
class AreaValue:
    """What one area shows: a published value, or None and the words for why there is none.

    ``shown`` is the value as the page prints it ("82 %") or its shorthand ("[c]"); ``detail`` is a
    second line for the tooltip, such as the interval or the range.
    """

    code: str
    value: float | None
    shown: str
    detail: str = ""


@dataclass(frozen=True)
class LegendRow:
    """One line of the legend: a colour, a hatching or a line ``width`` pixels thick, and what it stands for.

    Without a colour it is words alone.
    """

    colour: str
    text: str
    hatched: bool = False
    width: int = 0


@dataclass(frozen=True)
class AreaMap:
    """The picture, the words that say the same, and the acknowledgement that must stand under it."""

    deck: CompactDeck
    alt: str
    legend: tuple[LegendRow, ...]
    attribution: str


def area_map(
    atlas: Atlas,
    values: Sequence[AreaValue],
    level: str,
    title: str,
    period: str,
    selected: str | None = None,
) -> AreaMap:
    """A map of ``values`` by ``level`` (district or unitary), drawn from ``atlas``.

    An area of that level that ``values`` does not hold is drawn as hidden, with [x]. Values of places
    that are not on the map (online, outside the county) are left to the table beside it. Raises
    KeyError for another level.
    """
    outlines = atlas.of_level(level)
    given = {area.code: area for area in values}
    features = outlines.features
    drawn = [
        given.get(f["properties"]["code"], AreaValue(f["properties"]["code"], None, "[x]", "Not available"))
        for f in features
    ]
    groups = natural_classes([area.value for area in drawn if area.value is not None])
    fills: dict[float | None, str] = {
        value: colour for group, colour in zip(groups, colours(len(groups)), strict=True) for value in group
    }
    painted = [
        layers.paint(feature, area.shown, area.detail, fills.get(area.value, HIDDEN), area.value is None)
        for feature, area in zip(features, drawn, strict=True)
    ]
    return AreaMap(
        deck=CompactDeck(layers.stack(atlas, painted, selected, word_layers(atlas, painted))),
        alt=_alt(painted, level, title, period),
        legend=_legend(drawn, groups),
        attribution=outlines.attribution,
    )


def _legend(drawn: Sequence[AreaValue], groups: Sequence[Sequence[float]]) -> tuple[LegendRow, ...]:
    """Highest first; the ends of each class are printed as the page prints those values."""
    words = {area.value: area.shown for area in drawn if area.value is not None}
    rows = []
    for group, colour in zip(groups, colours(len(groups)), strict=True):
        count = sum(area.value in group for area in drawn)
        ends = words[group[0]] if len(group) == 1 else f"{words[group[0]]} to {words[group[-1]]}"
        rows.append(LegendRow(colour, f"{ends} ({count} {'area' if count == 1 else 'areas'})"))
    rows.reverse()
    hidden = reasons(area.shown for area in drawn if area.value is None)
    rows += [LegendRow(HIDDEN, text, hatched=True) for text in hidden]
    return tuple(rows)


def reasons(shorthand: Iterable[str]) -> list[str]:
    """What each mark that stands for a figure means, in words: [c] hidden so that ..."""
    meanings = {"[c]": "hidden so that nobody can be recognised", "[x]": "not available"}
    return [f"{why} {meanings.get(why, '')}".strip() for why in sorted(set(shorthand))]


def _alt(painted: Sequence[dict[str, Any]], level: str, title: str, period: str) -> str:
    """One sentence with every area's value, highest first as the table has it."""
    text = "; ".join(
        f"{feature['properties']['name']} {feature['properties']['shown']}" for feature in painted
    )
    return f"Map of Northamptonshire by {level}. {title}, {period}: {text}."
