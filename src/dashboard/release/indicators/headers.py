"""The header of an indicator: its words, and the tables that it is published in.

A file is ``/*---`` TOML ``---*/`` and then one SELECT. The SELECT gives one row for each thing
counted and never sums: distinct people do not add up over months, and protection must know who
is behind a cell. Only the release room counts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.files import bounded_toml
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

_TEXTS = (
    "code", "theme", "title", "question", "kind", "numerator", "denominator", "unit", "direction",
    "place", "caveat", "owner", "policy",
)  # fmt: skip
_LISTS = ("breakdowns", "tables", "source")
#: Keys that a header may leave out, and their kinds.
_MAY = {
    "looks_back": dict, "page": str, "section": str, "drawn": str, "mix": bool, "breaks": list,
    "rate_of": str,
}  # fmt: skip
_KINDS = {str: "text", bool: "true or false", list: "a list of texts"}
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


@dataclass(frozen=True)
class Header:
    """One indicator: what its figures mean and where they may be shown."""

    id: str
    path: Path
    code: str
    theme: str
    title: str
    question: str
    kind: str
    numerator: str
    denominator: str
    unit: str
    direction: str
    place: str
    breakdowns: tuple[str, ...]
    tables: tuple[str, ...]
    caveat: str
    source: tuple[str, ...]
    owner: str
    review_date: datetime.date
    policy: str
    grains: tuple[Grain, ...]
    sql: str
    #: By source, for how many months after its own a record counts: a missing return lacks there too.
    looks_back: Mapping[str, int] = field(default_factory=dict)
    #: The page and the heading that it stands under; empty where it stands on none.
    page: str = ""
    section: str = ""
    drawn: str = "line"
    #: Whether its parts make up a whole.
    mix: bool = False
    #: The subjects of events at which its series breaks.
    breaks: tuple[str, ...] = ()
    rate_of: str = ""

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
    _check_keys(path, keys)
    _check_place(path, keys)
    for key, allowed in (("kind", KINDS), ("direction", DIRECTIONS), ("drawn", DRAWN), ("rate_of", RATES)):
        if keys.get(key, allowed[0]) not in allowed:
            known = ", ".join(word for word in allowed if word)
            raise HeaderError(f"{path.name}: {key} is {keys[key]!r}; use one of {known}")
    if keys["kind"] == "rate" and not _PER.search(keys["unit"]):
        raise HeaderError(f"{path.name}: unit of a rate must say 'per' and a number, as in 'per 1,000 staff'")
    grains = tuple(grain_of(path.name, text, keys["breakdowns"]) for text in keys["tables"])
    used = {name for grain in grains for name in grain.dimensions}
    for name in keys["breakdowns"]:
        if name not in used:
            raise HeaderError(f"{path.name}: breakdowns names {name!r}, which no entry of tables uses")
    keys |= {key: tuple(keys[key]) for key in (*_LISTS, "breaks") if key in keys}
    return Header(id=path.stem, path=path, **keys, grains=grains, sql=match.group(2).strip())


def _check_keys(path: Path, keys: dict[str, Any]) -> None:
    wanted = {*_TEXTS, *_LISTS, "review_date"}
    for key in sorted(set(keys) - wanted - set(_MAY)):
        raise HeaderError(f"{path.name}: unknown key {key!r}; remove or correct it")
    for key in sorted(wanted - set(keys)):
        raise HeaderError(f"{path.name}: the key {key!r} is missing; add it")
    for key in _TEXTS:
        if not isinstance(keys[key], str) or not (keys[key] or key in {"denominator", "place"}):
            raise HeaderError(f"{path.name}: {key} must be text")
    for key in _LISTS:
        if not isinstance(keys[key], list) or not all(isinstance(word, str) for word in keys[key]):
            raise HeaderError(f"{path.name}: {key} must be a list of texts")
        if not keys[key] and key != "breakdowns":
            raise HeaderError(f"{path.name}: {key} is empty; name at least one")
    back = keys.get("looks_back", {})
    if not isinstance(back, dict) or not all(type(many) is int and many > 0 for many in back.values()):
        raise HeaderError(f"{path.name}: looks_back must name sources with months, as {{ workforce = 12 }}")
    if set(back) - set(keys["source"]):
        raise HeaderError(f"{path.name}: looks_back names a source that is not in source")
    if type(keys["review_date"]) is not datetime.date:
        raise HeaderError(f"{path.name}: review_date must be a date, as 2027-06-30 without quotes")


def _check_place(path: Path, keys: Mapping[str, Any]) -> None:
    """Where the indicator stands and how it is read. Raises HeaderError naming the file and the key."""
    for key, kind in _MAY.items():
        if key in keys and key != "looks_back" and type(keys[key]) is not kind:
            raise HeaderError(f"{path.name}: {key} must be {_KINDS[kind]}")
    if not all(isinstance(word, str) and word for word in keys.get("breaks", [])):
        raise HeaderError(f"{path.name}: breaks must be a list of texts")
    page, section = keys.get("page", ""), keys.get("section", "")
    if page and page not in FIGURE_PAGES:
        known = ", ".join(FIGURE_PAGES)
        raise HeaderError(f"{path.name}: page is {page!r}, which is no page of figures; use one of {known}")
    if bool(page) != bool(section):
        raise HeaderError(f"{path.name}: page and section go together; give both, or neither")
    if keys.get("rate_of") and keys["kind"] != "count":
        raise HeaderError(f"{path.name}: rate_of is for a count, not for a {keys['kind']}")


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
