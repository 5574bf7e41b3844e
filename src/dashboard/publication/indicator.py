"""What a release says of each indicator: the words beside its figures, and how they are to be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Indicator:
    """The words that stand beside every figure of one indicator."""

    id: str
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
    breakdowns: str
    caveat: str
    source: str
    owner: str
    review_date: Any
    policy: str
    sql: str
    first_period: str
    last_period: str
    as_of: Any
    #: The page and the heading that it stands under, empty for none; how it is drawn there (line, control).
    page: str = ""
    section: str = ""
    drawn: str = "line"
    #: Whether its parts make up a whole.
    mix: bool = False
    #: The subjects, a|b, of events at which its series breaks.
    breaks: str = ""
    #: What its count may be shown as a rate of (residents), empty for nothing.
    rate_of: str = ""


def as_of(abouts: Iterable[Indicator]) -> str:
    """The day up to which figures speak, as ISO text: of several indicators the earliest; empty for none."""
    return min((str(about.as_of)[:10] for about in abouts if about.as_of is not None), default="")
