"""All agencies in one table: who is trained in date, who will soon be due, who stays away, who came last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from dashboard.display.analysis.point import Point
from dashboard.display.ui import choices
from dashboard.display.ui.blocks import exhibit, notes
from dashboard.display.ui.html import details, headline, listed, paragraphs, put
from dashboard.display.ui.training import agency_rows
from dashboard.display.ui.training.agency_rows import ABSENT, COVERAGE, DUE, PEOPLE, Agencies, Agency
from dashboard.files.templates import Template
from dashboard.methods import wording
from dashboard.publication import COUNTY, Publication, Status
from dashboard.publication.areas import area_names, areas
from dashboard.publication.memo import per_release
from dashboard.publication.targets import Target, target_on

_PARTS = Template(__file__, "agency_table.html")
_KEY = f"{COVERAGE}-by-agency-table"
#: How the table may be ordered, the first unless chosen.
ORDERS = {
    "lowest": "Lowest share in date",
    "name": "A to Z",
    "staff": "Most staff",
    "due": "Most due a refresher",
    "absent": "Most no-shows",
    "last": "Longest since anybody came",
}
READING = (
    "Agencies differ in size and in what they do: the table says where to offer training, not who did well.",
    "Beside an agency's share stands its 95% interval: with few staff, the share says less.",
    "An agency that has sent no headcount has no share. People who have left count until their training runs "
    "out; where more are trained than the headcount says, it is out of date.",
    "In one council's area are the staff whose work base is there. Staff whose base is not known, or lies "
    "outside the county, are in the county's table only.",
)


@dataclass(frozen=True)
class _Column:
    """One column after the share: its heading, the figure that it needs, and what it says of an agency."""

    heading: str
    needs: str
    say: Callable[[Agency], str]


def _part(point: Point | None, name: str) -> str:
    """The numerator or denominator of a figure, or the mark of why there is none."""
    if point is None:
        return f"[{Status.NOT_AVAILABLE.value}]"
    value = getattr(point, name)
    return f"[{point.status.value}]" if value is None else wording.number(value)


def _share(point: Point | None) -> str:
    """A share with what it is of, "9% of 120", or by its parts where it is one of a few."""
    if point is None:
        return f"[{Status.NOT_APPLICABLE.value}]"
    whole = "" if point.denominator is None else f" of {wording.number(point.denominator)}"
    return point.few("percent") or f"{point.figure('percent')}{whole if point.value is not None else ''}"


COLUMNS = (
    _Column("Staff", COVERAGE, lambda agency: _part(agency.coverage, "denominator")),
    _Column("Trained in date", COVERAGE, lambda agency: _part(agency.coverage, "numerator")),
    _Column("Refresher due within 3 months", DUE, lambda agency: _part(agency.due, "numerator")),
    _Column("No-show rate", ABSENT, lambda agency: _share(agency.absent)),
    _Column("Last came", PEOPLE, lambda agency: wording.period(agency.last) if agency.last else "Nobody yet"),
)


def show(release: Publication, area: str) -> None:
    """The agencies of the county or a council; of a district those of its council, which is said."""
    where, note = _council(release, area)
    if _held(release, where):
        order = choices.one_of("Order of the table", "order", ORDERS)
        _put(_table(release, where, order, note))


def show_few(release: Publication, area: str, most: int) -> bool:
    """The ``most`` agencies with the lowest share in date, and no choices; whether there are any."""
    where, note = _council(release, area)
    if not _held(release, where):
        return False
    _put(_table(release, where, next(iter(ORDERS)), note, most))
    return True


def _held(release: Publication, area: str) -> bool:
    """Whether agencies have shares in ``area``; else that is said."""
    held = COVERAGE in agency_rows.read(release, area).periods
    if not held:
        exhibit.absent(_KEY, _nothing(release, area))
    return held


def _put(table: Markup) -> None:
    with st.container(key=f"nd-{_KEY}", gap="xsmall"):
        put(table)


def _council(release: Publication, area: str) -> tuple[str, str]:
    """The council whose agencies are shown for ``area``, and what to say where that is a larger one."""
    own = next((each for each in areas(release) if each.code == area), None)
    if area == COUNTY or (own is not None and own.level == "unitary"):
        return area, ""
    # Of places that are no areas, as online, there is no council either.
    to = own.parent if own is not None and own.parent else COUNTY
    name, whole = release.label("area", area), area_names(release)[to]
    return to, f"Agencies are not published for {name}; these are those of {whole}."


def _nothing(release: Publication, area: str) -> str:
    if area == COUNTY:
        return "This release holds no headcounts of agencies, so no share of their staff can be given."
    return (
        f"This release does not publish agencies by council. Choose the whole county to see all of them "
        f"instead of those of {area_names(release)[area]}."
    )


@per_release(size=64)
def _table(release: Publication, area: str, order: str, note: str, most: int = 0) -> Markup:
    held = agency_rows.read(release, area)
    columns = [column for column in COLUMNS if column.needs in held.periods]
    aim = target_on(release, wording.middle_day(held.time), COVERAGE, area)
    rows = [
        (*_shown(agency, aim), [(column.heading, column.say(agency)) for column in columns])
        for agency in ordered(held, order)[: most or None]
    ]
    head = [("Agency", ""), ("In date, with 95% interval", held.periods[COVERAGE])]
    head += [
        (column.heading, "" if column.needs == COVERAGE else held.periods[column.needs]) for column in columns
    ]
    name = release.indicators[COVERAGE].title
    among = (
        f"the {len(rows)} agencies with the lowest share in date"
        if most < len(held.rows)
        else "agency by agency"
    )
    sentence = f"{name} in {area_names(release)[area]}, {among if most else 'agency by agency'}"
    texts = [words for _, _, words, *_, cells in rows for words in (words, *(text for _, text in cells))]
    marks = {text.partition("]")[0] + "]" for text in texts if text.startswith("[")}
    abouts = [release.indicators[name] for name in (COVERAGE, DUE, ABSENT, PEOPLE) if name in held.periods]
    return (
        headline(sentence, _target_words(aim))
        + paragraphs([note])
        + _PARTS.table(caption=f"{sentence}: {name}", head=head, rows=rows)
        + notes.shorthand(tuple(marks))
        + paragraphs([f"{notes.source(abouts)} Release {release.id}."], "nd-source")
        + details("How to read this table", listed(READING))
    )


def _target_words(aim: Target | None) -> str:
    if aim is None:
        return "Percentage of eligible staff with training of the last 36 months"
    made_up = ", made up" if aim.made_up else ""
    return (
        "Percentage of eligible staff with training of the last 36 months; the upright line is the target "
        f"({wording.measured(aim.value, 'percent')}{made_up})"
    )


def _shown(agency: Agency, aim: Target | None) -> tuple[str, str, str, str, str]:
    """The name, the length of the bar, the share in words, its interval and where the target stands."""
    point = agency.coverage
    if point is None or point.value is None:
        mark = Status.NOT_AVAILABLE if point is None else point.status
        return agency.name, "", f"[{mark.value}]", "", ""
    words = point.few("percent") or point.figure("percent")
    interval = ""
    if point.low is not None and point.high is not None:
        low, high = (wording.measured(limit, "percent") for limit in (point.low, point.high))
        interval = f"{low} to {high}"
    share = wording.number(min(point.value, 100.0))
    return agency.name, share, words, interval, "" if aim is None else wording.number(aim.value)


def ordered(held: Agencies, order: str) -> list[Agency]:
    """The agencies in an order; those without the figure come last, and those alike by name."""
    keys: dict[str, Callable[[Agency], float | None]] = {
        "lowest": lambda agency: _value(agency.coverage, "value"),
        "staff": lambda agency: _reversed(_value(agency.coverage, "denominator")),
        "due": lambda agency: _reversed(_value(agency.due, "numerator")),
        "absent": lambda agency: _reversed(_value(agency.absent, "value")),
        "last": lambda agency: float(wording.span(agency.last)[0]) if agency.last else -1.0,
    }
    by_name = sorted(held.rows, key=lambda agency: agency.name.casefold())
    if order not in keys:
        return by_name
    each = [(keys[order](agency), agency) for agency in by_name]
    known = sorted(((key, agency) for key, agency in each if key is not None), key=lambda pair: pair[0])
    return [agency for _, agency in known] + [agency for key, agency in each if key is None]


def _value(point: Point | None, name: str) -> float | None:
    return None if point is None else getattr(point, name)


def _reversed(value: float | None) -> float | None:
    return None if value is None else -value
