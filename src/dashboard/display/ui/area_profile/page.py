"""One area: its figures in one table beside the county, then what is published of it elsewhere."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from urllib.parse import quote

import streamlit as st
from markupsafe import Markup

from dashboard.display import charts
from dashboard.display.analysis import published_series
from dashboard.display.exports import comma_separated
from dashboard.display.ui import pages, placement
from dashboard.display.ui.area_profile import chosen_figures, lines, slides
from dashboard.display.ui.area_profile.lines import Line
from dashboard.display.ui.blocks import notes
from dashboard.display.ui.geography.area_choices import area_buttons
from dashboard.display.ui.html import anchor, details, headline, listed, notice, paragraphs, put, section
from dashboard.display.ui.training import agency_table
from dashboard.files.templates import Template
from dashboard.methods import wording
from dashboard.publication import COUNTY, Indicator, Publication
from dashboard.publication.areas import area_names, areas, districts_of
from dashboard.publication.memo import per_release
from dashboard.publication.verdicts import counted_in_full

_PARTS = Template(__file__, "profile.html")
#: How many periods the small line of a figure shows.
SPARK = 12
#: How many agencies a profile shows.
AGENCIES = 8
#: What the words of the table mean.
READING = (
    "The newest figure is that of the last period that the data covers in full.",
    "A count stands beside the county's as a part of it, because areas differ in size; whoever came in two "
    "areas counts in each.",
    "A share, a rate or a mean stands beside the county's with the difference. The area is a part of the "
    "county, so the two differ less than the area and the rest of the county do.",
    "How it stands is about the area's own past: the same period of the year before, then what stands out.",
    "Training is planned and counted in full, so chance has no part in how much of it there is.",
)
_ELSEWHERE = {"district": "Published by district, as for", "unitary": "Published by council, as for"}


@dataclass(frozen=True)
class Drawn:
    """A profile, ready to be shown; made once for each release and area, then kept."""

    html: Markup
    file: bytes
    file_name: str
    empty: bool


def choose(release: Publication) -> str:
    """The code of the chosen area, the county at first; the same choice as on the other pages."""
    names = {COUNTY: area_names(release)[COUNTY]}
    return area_buttons(names | {area.code: area.name for area in chosen_figures.profiled(release)})


def show(release: Publication, area: str) -> None:
    """The profile of ``area``."""
    if not chosen_figures.profiled(release):
        notice("This release holds no figure by district or unitary council.")
        return
    drawn = _drawn(release, area)
    with st.container(key="nd-area-profile", gap="xsmall"):
        put(drawn.html)
        if drawn.empty:
            return
        st.download_button(
            "Download these figures (CSV)",
            drawn.file,
            drawn.file_name,
            "text/csv",
            key="area-profile-file",
            on_click="ignore",
        )
        slides.offer(release, area)


def agencies(release: Publication, area: str) -> None:
    """The agencies of the area, or of its council."""
    if chosen_figures.profiled(release):
        section("Its agencies" if area != COUNTY else "Agencies")
        if agency_table.show_few(release, area, AGENCIES):
            every = placement.address("Training_reach", "Agency by agency", f"area={quote(area)}")
            put(_PARTS.onward(links=[(every, "All agencies, in any order")]))


def missing(release: Publication, area: str) -> None:
    """Once: what is published, but not for this area, with a link to the nearest."""
    by_place = chosen_figures.elsewhere(release, area)
    order = [*chosen_figures.LEVELS, *(page.name for page in pages.PAGES)]
    places = {place: by_place[place] for place in order if place in by_place}
    if not places or not chosen_figures.profiled(release):
        return
    section("What is not published for this area", "Where each of these figures is published instead.")
    put(_PARTS.elsewhere(places=[_place(release, area, place, abouts) for place, abouts in places.items()]))


def _place(release: Publication, area: str, place: str, abouts: list[Indicator]) -> tuple[str, str, str, str]:
    titles = wording.listed([wording.lower_first(about.title) for about in abouts])
    if place in _ELSEWHERE:
        near = _nearest(release, area, place)
        return _ELSEWHERE[place], f"Area_profile?area={near}", area_names(release)[near], titles
    return "Published for the whole county:", pages.named(place).file, place, titles


def _nearest(release: Publication, area: str, level: str) -> str:
    """The area of ``level`` that holds ``area``, or lies in it; else the first."""
    own = {each.code: each for each in areas(release)}
    there = [each.code for each in chosen_figures.profiled(release) if each.level == level]
    parent = own[area].parent
    inside = [code for code in districts_of(release, area) or () if code in there]
    return parent if parent in there else next(iter(inside), there[0])


@per_release(size=16)
def _drawn(release: Publication, area: str) -> Drawn:
    name = area_names(release)[area]
    read = lines.lines(release, area, chosen_figures.figures(release, area))
    title = f"{name} beside the whole county" if area != COUNTY else f"{name} as a whole"
    head = headline(title, level=2) + paragraphs([_about(release, area)], "nd-section-lead")
    if not read:
        why = "This release holds no figure of a whole period for this area."
        return Drawn(head + paragraphs([why]), b"", "", True)
    groups: dict[str, list[Markup]] = {page.name: [] for page in pages.PAGES}
    for line in read:
        about = line.series.indicator
        groups.setdefault(about.page or about.theme, []).append(_row(release, area, name, line))
    county = "" if area == COUNTY else area_names(release)[COUNTY]
    filled = [(group, rows) for group, rows in groups.items() if rows]
    table = _PARTS.table(caption=title, area=name, county=county, groups=filled)
    return Drawn(
        html=head + _onward(release, area) + table + _below(release, read),
        file=comma_separated(_for_file(read), release.id, release.made_up),
        file_name=f"area-profile-{anchor(name)}-{release.id}.csv",
        empty=False,
    )


def _about(release: Publication, area: str) -> str:
    """What sort of area it is, in a sentence or two."""
    if area == COUNTY:
        return "Choose an area above to see its figures beside the county's."
    known = {each.code: each for each in areas(release)}
    own, names = known[area], area_names(release)
    if own.level == "unitary":
        held = [names[code] for code in districts_of(release, area) or ()]
        since = f", one council since {wording.date(own.since)}" if own.since else ""
        return f"{wording.listed(held)}{since}." if held else ""
    within = f" Since then it is a part of {names[own.parent]}." if own.parent in names else ""
    since = next((each.since for each in areas(release) if each.code == own.parent), "")
    if not (within and since):
        return ""
    last = wording.date(datetime.date.fromisoformat(since) - datetime.timedelta(days=1))
    return (
        f"A district with a council of its own until {last}.{within} Its figures are for one area all along."
    )


def _row(release: Publication, area: str, name: str, line: Line) -> Markup:
    series, point = line.series, line.point
    drawn = charts.sparkline(_whole(series), SPARK)
    apart, judged = lines.beside(line)
    county = line.county
    beside = []
    if county is not None:
        figure = lines.printed(county, series.measure)
        kind = "nd-number" + (" nd-hidden" if county.hidden else "")
        beside = [
            (area_names(release)[COUNTY], figure, kind, ""),
            ("Beside the county", apart, "", judged),
        ]
    unit = series.indicator.unit.removeprefix("%").strip()
    return _PARTS.row(
        title=line.title,
        leads=_leads(release, series.indicator.id, area),
        unit=f"{unit[:1].upper()}{unit[1:]}, {point.label}",
        here=lines.printed(point, series.measure),
        interval=lines.interval(line),
        beside=beside,
        area=name,
        county=county is not None,
        picture=drawn.figure["src"] if len(series.shown) > 1 else "",
        alt=drawn.alt,
        stands=lines.stands(release, line),
    )


def _whole(series: published_series.PublishedSeries) -> published_series.PublishedSeries:
    # A period that is only partly in the data would look like a fall.
    return replace(series, points=tuple(point for point in series.points if not point.cut))


def _leads(release: Publication, indicator: str, area: str) -> str:
    """The address of the page that explains a figure, with the area chosen there too."""
    about = release.indicators[indicator]
    places = {name: address for address, name in placement.places(release, indicator)}
    address = places.get(about.page) or next(iter(places.values()), "")
    if not address or area == COUNTY:
        return address
    return f"{address}{'&' if '?' in address else '?'}area={quote(area)}"


def _onward(release: Publication, area: str) -> Markup:
    if area == COUNTY:
        return _PARTS.onward(links=[("Geography", "On the map"), ("Compare", "Two areas side by side")])
    level = next(each.level for each in areas(release) if each.code == area)
    return _PARTS.onward(
        links=[
            (f"Geography?boundaries={level}&area={area}", "On the map"),
            (f"Compare?compare={level}&one={area}", "Beside another area"),
        ]
    )


def _below(release: Publication, read: tuple[Line, ...]) -> Markup:
    """Marks, source and words of the table."""
    points = [point for line in read for point in (line.point, line.county) if point is not None]
    abouts = [line.series.indicator for line in read]
    caveats = dict.fromkeys(f"{about.title}: {about.caveat}" for about in abouts)
    in_full = any(counted_in_full(about) for about in abouts)
    return (
        notes.shorthand(published_series.marks(points))
        + paragraphs([f"{notes.source(abouts)} Release {release.id}."], "nd-source")
        + details("How to read this table", listed(READING if in_full else READING[:-1]))
        + details("What each figure leaves out", listed(caveats))
    )


def _for_file(read: tuple[Line, ...]) -> tuple[published_series.PublishedSeries, ...]:
    """The newest figures, the area's and then the county's, each with its area in its name."""
    sides = []
    for line in read:
        sides.append(replace(line.series, points=(line.point,)))
        if line.compared is not None:
            other = line.compared.other
            sides.append(replace(other.trend, name=f"{line.title}, {other.name}", points=(other.point,)))
    return tuple(sides)
