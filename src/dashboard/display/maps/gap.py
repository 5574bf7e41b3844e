"""Reach beside referrals: who stands where by each of the two, and a map coloured by both at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.display.analysis import incomplete
from dashboard.display.analysis.incomplete import Lack
from dashboard.display.analysis.series import Series, lacks
from dashboard.display.maps import layers, reading
from dashboard.display.maps.areas import AreaMap, AreaValue, LegendRow, reasons
from dashboard.display.maps.classes import HIDDEN, natural_classes
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
        return tuple(one for one in self.standings if one.known)


def two_way(atlas: Atlas, reach: Series, need: Series) -> TwoWay:
    """Both figures of every district. Only areas of which both are published have a place or a colour."""
    sides = [
        {one.code: one for one in reading.area_values(atlas, series, "district")} for series in (reach, need)
    ]
    codes = atlas.codes("district")
    nothing = [{code: AreaValue(code, None, "[x]") for code in codes} | side for side in sides]
    every = [Standing(code, atlas.names[code], nothing[0][code], nothing[1][code]) for code in codes]
    known = [one for one in every if one.reach.value is not None and one.need.value is not None]
    reached = [float(one.reach.value or 0) for one in known]
    needed = [float(one.need.value or 0) for one in known]
    higher_reach, higher_need = _higher(reached), _higher(needed)
    placed = []
    for one, by_reach, by_need in zip(known, reached, needed, strict=True):
        places = sum(v > by_reach for v in reached) + 1, sum(v > by_need for v in needed) + 1
        letter, _ = GROUPS[by_reach in higher_reach, by_need in higher_need]
        placed.append(replace(one, reach_place=ordinal(places[0]), need_place=ordinal(places[1]),
                              letter=letter, apart=places[0] - places[1]))  # fmt: skip
    placed.sort(key=lambda one: -one.apart)
    return TwoWay(
        (*placed, *(one for one in every if one not in known)),
        {
            key: Group(letter, colour, tuple(one.name for one in placed if one.letter == letter))
            for key, (letter, colour) in GROUPS.items()
        },
        {high: _ends([one.reach for one in known], higher_reach, high) for high in (True, False)},
        {high: _ends([one.need for one in known], higher_need, high) for high in (True, False)},
        lacks((reach, need)),
    )


def gap_map(atlas: Atlas, found: TwoWay, title: str, period: str, selected: str | None) -> AreaMap:
    """The districts in the colours of their groups, each with its letter and its two places."""
    by_code = {one.code: one for one in found.standings}
    fills = dict(GROUPS.values())
    boundaries = atlas.of_level("district")
    painted = []
    for outline in boundaries.features:
        one = by_code[outline["properties"]["code"]]
        shown = f"{one.letter}: {one.reach_place}, {one.need_place}" if one.known else _why(one)
        detail = f"Reach: {_figure(one.reach)}\nReferrals: {_figure(one.need)}"
        painted.append(layers.paint(outline, shown, detail, fills.get(one.letter, HIDDEN), not one.known))
    said = "; ".join(_told(one) for one in found.standings)
    hidden = reasons(_why(one) for one in found.standings if not one.known)
    return AreaMap(
        deck=CompactDeck(layers.stack(atlas, painted, selected, word_layers(atlas, painted))),
        alt=f"Map of Northamptonshire by district. {title}, {period}: {said}.",
        legend=tuple(LegendRow(HIDDEN, text, hatched=True) for text in hidden),
        attribution=boundaries.attribution,
    )


def sentence(found: TwoWay, period: str) -> str:
    """The area whose place by referrals is furthest above its place by reach."""
    if not found.known:
        return f"In {period} no district has both figures."
    first, count = found.known[0], len(found.known)
    shown = " shown" if count < len(found.standings) else ""
    told = (
        f"In {period} {first.name} was {first.reach_place} of {count}{shown} by reach and "
        f"{first.need_place} by referrals."
    )
    if first.apart <= 0:
        told = f"In {period} no district stands higher by referrals than by reach."
    return f"{told} {incomplete.sentence(found.lacks)}".rstrip()


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"


def _higher(values: Sequence[float]) -> set[float]:
    """The values of the upper of two natural classes; none where all are alike."""
    groups = natural_classes(values, 2)
    return set(groups[1]) if len(groups) == 2 else set()


def _ends(values: Sequence[AreaValue], higher: set[float], high: bool) -> str:
    inside = sorted(
        {(one.value, one.shown) for one in values if one.value is not None and (one.value in higher) == high}
    )
    return wording.listed(list(dict.fromkeys([inside[0][1], inside[-1][1]])), "to") if inside else ""


def _why(one: Standing) -> str:
    """[c] or [x]: why an area has no place; hidden before not available."""
    return min(side.shown for side in (one.reach, one.need) if side.value is None)


def _figure(one: AreaValue) -> str:
    return f"{one.shown} ({wording.lower_first(one.detail)})" if one.detail else one.shown


def _told(one: Standing) -> str:
    if not one.known:
        return f"{one.name} {_why(one)}"
    return f"{one.name} {one.reach_place} by reach, {one.need_place} by referrals, group {one.letter}"
