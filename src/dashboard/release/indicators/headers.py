"""The header of an indicator: its words, and the tables that it is published in.

A file is ``/*---`` TOML ``---*/`` and then one SELECT. The SELECT gives one row for each thing
counted and never sums: distinct people do not add up over months, and protection must know who
is behind a cell. Only the release room counts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from dashboard.files import bounded_toml
from dashboard.files.strict_toml import KeyWrong, Text, built, one_of, wrong
from dashboard.publication import FIGURE_PAGES
from dashboard.settings import ALL

TIME_LEVELS = ("month", "quarter", "year", "financial_year", ALL)
GEOGRAPHY_LEVELS = ("district", "unitary", "force", "national")
#: "share_of_sum" has for its base the sum of the numerator and of a count of another family, given as
#: part "rest"; "median" counts bands of a number, from whose published counts the median is read off.
KINDS = ("count", "distinct", "sum", "share", "share_of_sum", "mean", "rate", "median")
DIRECTIONS = ("up", "down", "neutral", "context")
#: How the page draws an indicator that none of its own blocks shows: as a line, or as a control chart.
DRAWN = ("line", "control")
#: What a count may be shown as a rate of.
RATES = ("", "residents", "children")

_HEADER = re.compile(r"\A/\*---\n(.*?)\n---\*/\s*\n(.*)\Z", re.DOTALL)
_PER = re.compile(r"\bper ([\d,]+)\b")


class HeaderError(Exception):
    """An indicator's file cannot be used. The message names the file and the key."""


@dataclass(frozen=True)
class Grain:
    """One published table: a time level, a geography level and the dimensions it is split by.

    ``only`` holds the codes that a split is confined to (``route=nrm|helpline``); a split that is
    not confined has every code of its list.
    """

    text: str
    time_level: str
    geography_level: str
    dimensions: tuple[str, ...]
    only: dict[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """The grain without the codes that it is confined to."""
        return " x ".join(token.partition("=")[0].strip() for token in self.text.split(" x "))


def _a_page(name: str) -> str:
    if name and name not in FIGURE_PAGES:
        asked, pages = bounded_toml.briefly(repr(name)), ", ".join(FIGURE_PAGES)
        raise wrong(f"is {asked}, which is no page of figures; use one of {pages}")
    return name


@dataclass(frozen=True)
class Header:
    """One indicator: what its figures mean and where they may be shown."""

    id: str
    path: Path
    code: Text
    theme: Text
    title: Text
    question: Text
    kind: Annotated[str, one_of(KINDS)]
    numerator: Text
    denominator: str
    unit: Text
    direction: Annotated[str, one_of(DIRECTIONS)]
    place: str
    breakdowns: tuple[str, ...]
    tables: Annotated[tuple[str, ...], Field(min_length=1)]
    caveat: Text
    source: Annotated[tuple[str, ...], Field(min_length=1)]
    owner: Text
    review_date: datetime.date
    policy: Text
    grains: tuple[Grain, ...]
    sql: str
    #: By source, for how many months after its own a record counts: a missing return lacks there too.
    looks_back: Mapping[str, Annotated[int, Field(gt=0)]] = field(default_factory=dict)
    #: The page and the heading that it stands under; empty where it stands on none.
    page: Annotated[str, AfterValidator(_a_page)] = ""
    section: str = ""
    drawn: Annotated[str, one_of(DRAWN)] = "line"
    #: Whether its parts make up a whole.
    mix: bool = False
    #: The subjects of events at which its series breaks.
    breaks: tuple[Text, ...] = ()
    rate_of: Annotated[str, one_of(RATES)] = ""
    #: Whether its shares are of a list that is there as a whole, so that they have no interval.
    full_list: bool = False
    #: Whether its shares grow with the length of their period, as counts and rates do.
    grows: bool = False
    #: For how many months somebody who has left is still counted; 0 for none.
    leavers_for: Annotated[int, Field(ge=0)] = 0

    @property
    def per(self) -> int:
        """For a rate: how many of the denominator it is given for (1,000 in 'per 1,000 staff')."""
        match = _PER.search(self.unit)
        return int(match.group(1).replace(",", "")) if match else 1


def read_header(path: Path) -> Header:
    """The indicator in ``path``. Raises HeaderError naming the file and the key."""
    match = _HEADER.match(path.read_text(encoding="utf-8"))
    if not match:
        raise HeaderError(f"{path.name} must begin with /*--- , a TOML header, ---*/ and then one SELECT")
    try:
        keys = bounded_toml.loads(match.group(1))
    except bounded_toml.TomlRefused as broken:
        raise HeaderError(f"{path.name}: the header is not valid TOML: {broken}") from broken
    try:
        header = built(Header, keys, id=path.stem, path=path, grains=(), sql=match.group(2).strip())
        _check_together(header)
    except KeyWrong as slip:
        raise HeaderError(slip.of(path.name)) from slip
    grains = tuple(grain_of(path.name, text, header.breakdowns) for text in header.tables)
    used = {name for grain in grains for name in grain.dimensions}
    for name in header.breakdowns:
        if name not in used:
            raise HeaderError(f"{path.name}: breakdowns names {name!r}, which no entry of tables uses")
    return replace(header, grains=grains)


def _check_together(header: Header) -> None:
    """What keys say only together. Raises KeyWrong."""
    if header.kind == "rate" and not _PER.search(header.unit):
        raise KeyWrong("unit of a rate must say 'per' and a number, as in 'per 1,000 staff'")
    if set(header.looks_back) - set(header.source):
        raise KeyWrong("looks_back names a source that is not in source")
    if bool(header.page) != bool(header.section):
        raise KeyWrong("page and section go together; give both, or neither")
    if header.rate_of and header.kind != "count":
        raise KeyWrong(f"rate_of is for a count, not for a {header.kind}")


def grain_of(file: str, text: str, breakdowns: Sequence[str]) -> Grain:
    """The table that an entry of ``tables`` asks for. Raises HeaderError naming ``file``."""
    times, places, splits, only = [], [], [], {}
    for token in (word.strip() for word in text.split(" x ")):
        name, _, codes = token.partition("=")
        if codes:
            only[name] = tuple(codes.split("|"))
        if token in TIME_LEVELS:
            times.append(token)
        elif name in GEOGRAPHY_LEVELS:
            places.append(name)
        elif name in breakdowns:
            splits.append(name)
        else:
            raise HeaderError(
                f"{file}: tables has {text!r}, but {name!r} is neither a time level, an area "
                "level nor one of the breakdowns"
            )
    if len(times) != 1 or len(places) > 1 or len(set(splits)) != len(splits):
        raise HeaderError(
            f"{file}: tables has {text!r}: give one time level, at most one area level and "
            "each breakdown once"
        )
    return Grain(text, times[0], places[0] if places else "county", tuple(splits), only)
