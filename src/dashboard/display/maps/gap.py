"""Reach beside referrals: who stands where by each of the two, and a map coloured by both at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.display.analysis import incomplete
from dashboard.display.analysis.incomplete import Lack
from dashboard.display.analysis.published_series import PublishedSeries, lacks
from dashboard.display.maps import layers, reading
from dashboard.display.maps.areas import AreaMap, AreaValue, LegendRow, reasons
from dashboard.display.maps.classes import HIDDEN, natural_classes, reads_on, rgb
from dashboard.display.maps.deck import CompactDeck
from dashboard.display.maps.words import word_layers
from dashboard.methods import wording
from dashboard.publication.outlines import Atlas

#: The four groups: letter and colour by whether reach and referrals are among the higher figures.
GROUPS = {
    (True, False): ("A", "#28A197"),
    (True, True): ("B", "#12436D"),
    (False, False): ("C", "#CFDAE8"),
    (False, True): ("D", "#801650"),
}


@dataclass(frozen=True)
class Standing:
    """One area: both figures as printed, and its places from the highest ("" where one is hidden)."""

    code: str
    name: str
    reach: AreaValue
    need: AreaValue
    reach_place: str = ""
    need_place: str = ""
    letter: str = ""
    apart: int = 0

    @property
    def known(self) -> bool:
        """Whether both figures are published."""
        return bool(self.letter)


@dataclass(frozen=True)
class Group:
    """One field of the two-way legend."""

    letter: str
    colour: str
    names: tuple[str, ...]

    @property
    def ink(self) -> str:
        """The colour in which the letter reads on that of the group."""
        return "#{:02X}{:02X}{:02X}".format(*reads_on(rgb(self.colour)))


@dataclass(frozen=True)
class TwoWay:
    """The areas, those whose place by referrals is furthest above that by reach first; and the legend.

    ``groups`` are by (higher reach, higher referrals); the words say from where to where the figures
    of a row or a column of the legend go, empty where none is there. ``lacks`` are the returns that any
    figure lacks.
    """

    standings: tuple[Standing, ...]
    groups: dict[tuple[bool, bool], Group]
    reach_words: dict[bool, str]
    need_words: dict[bool, str]
    lacks: tuple[Lack, ...] = ()

    @property
    def known(self) -> tuple[Standing, ...]:
        """The areas of which both figures are published."""
        return tuple(standing for standing in self.standings if standing.known)


def two_way(atlas: Atlas, reach: PublishedSeries, need: PublishedSeries) -> TwoWay:
    """Both figures of every district. Only areas of which both are published have a place or a colour."""
    sides = [
        {area.code: area for area in reading.area_values(atlas, series, "district")}
        for series in (reach, need)
    ]
    codes = atlas.codes("district")
    nothing = [{code: AreaValue(code, None, "[x]") for code in codes} | side for side in sides]
    every = [Standing(code, atlas.names[code], nothing[0][code], nothing[1][code]) for code in codes]
    known = [
        standing for standing in every if standing.reach.value is not None and standing.need.value is not None
    ]
    reached = [float(standing.reach.value or 0) for standing in known]
    needed = [float(standing.need.value or 0) for standing in known]
    higher_reach, higher_need = _higher(reached), _higher(needed)
    placed = []
    for standing, by_reach, by_need in zip(known, reached, needed, strict=True):
        places = sum(v > by_reach for v in reached) + 1, sum(v > by_need for v in needed) + 1
        letter, _ = GROUPS[by_reach in higher_reach, by_need in higher_need]
        placed.append(replace(standing, reach_place=ordinal(places[0]), need_place=ordinal(places[1]),
                              letter=letter, apart=places[0] - places[1]))  # fmt: skip
    placed.sort(key=lambda standing: -standing.apart)
    return TwoWay(
        (*placed, *(standing for standing in every if standing not in known)),
        {
            key: Group(
                letter, colour, tuple(standing.name for standing in placed if standing.letter == letter)
            )
            for key, (letter, colour) in GROUPS.items()
        },
        {high: _ends([standing.reach for standing in known], higher_reach, high) for high in (True, False)},
        {high: _ends([standing.need for standing in known], higher_need, high) for high in (True, False)},
        lacks((reach, need)),
    )


def gap_map(atlas: Atlas, gaps: TwoWay, title: str, period: str, selected: str | None) -> AreaMap:
    """The districts in the colours of their groups, each with its letter and its two places."""
    by_code = {standing.code: standing for standing in gaps.standings}
    fills = dict(GROUPS.values())
    boundaries = atlas.of_level("district")
    painted = []
    for outline in boundaries.features:
        standing = by_code[outline["properties"]["code"]]
        shown = (
            f"{standing.letter}: {standing.reach_place}, {standing.need_place}"
            if standing.known
            else _why(standing)
        )
        detail = f"Reach: {_figure(standing.reach)}\nReferrals: {_figure(standing.need)}"
        painted.append(
            layers.paint(outline, shown, detail, fills.get(standing.letter, HIDDEN), not standing.known)
        )
    text = "; ".join(_standing_in_words(standing) for standing in gaps.standings)
    hidden = reasons(_why(standing) for standing in gaps.standings if not standing.known)
    return AreaMap(
        deck=CompactDeck(layers.stack(atlas, painted, selected, word_layers(atlas, painted))),
        alt=f"Map of Northamptonshire by district. {title}, {period}: {text}.",
        legend=tuple(LegendRow(HIDDEN, text, hatched=True) for text in hidden),
        attribution=boundaries.attribution,
    )


def sentence(gaps: TwoWay, period: str) -> str:
    """The area whose place by referrals is furthest above its place by reach."""
    if not gaps.known:
        return f"In {period} no district has both figures."
    first, count = gaps.known[0], len(gaps.known)
    shown = " shown" if count < len(gaps.standings) else ""
    text = (
        f"In {period} {first.name} was {first.reach_place} of {count}{shown} by reach and "
        f"{first.need_place} by referrals."
    )
    if first.apart <= 0:
        text = f"In {period} no district stands higher by referrals than by reach."
    return f"{text} {incomplete.sentence(gaps.lacks)}".rstrip()


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"


def _higher(values: Sequence[float]) -> set[float]:
    """The values of the upper of two natural classes; none where all are alike."""
    groups = natural_classes(values, 2)
    return set(groups[1]) if len(groups) == 2 else set()


def _ends(values: Sequence[AreaValue], higher: set[float], high: bool) -> str:
    inside = sorted(
        {
            (area.value, area.shown)
            for area in values
            if area.value is not None and (area.value in higher) == high
        }
    )
    return wording.listed(list(dict.fromkeys([inside[0][1], inside[-1][1]])), "to") if inside else ""


def _why(standing: Standing) -> str:
    """[c] or [x]: why an area has no place; hidden before not available."""
    return min(side.shown for side in (standing.reach, standing.need) if side.value is None)


def _figure(area: AreaValue) -> str:
    return f"{area.shown} ({wording.lower_first(area.detail)})" if area.detail else area.shown


def _standing_in_words(standing: Standing) -> str:
    if not standing.known:
        return f"{standing.name} {_why(standing)}"
    places = f"{standing.reach_place} by reach, {standing.need_place} by referrals"
    return f"{standing.name} {places}, group {standing.letter}"
