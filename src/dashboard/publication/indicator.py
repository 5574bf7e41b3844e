"""What a release says of each indicator: the words beside its figures, and how they are to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.methods import wording

#: The kinds of figures that grow with the length of their period.
GROWING = ("count", "distinct", "sum", "rate")


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
    #: The day on which the table was published, or of records on which the newest file came; None: not known.
    edition_on: Any = None
    #: When the next figures are due: the last day for it (2024-05-09), or a month (2024-05). None: not known.
    next_due: Any = None
    #: Whether its shares grow with the length of their period.
    grows: bool = False
    #: For how many months somebody who has left is still counted; 0 for none.
    leavers_for: int = 0
    #: Whether a file that its figures are from holds made-up ones; None in a release of an earlier version.
    made_up: Any = None

    @property
    def grows_with_period(self) -> bool:
        """Whether a longer period has a larger figure: counts, rates, and the shares that say so."""
        return self.grows or self.kind in GROWING

    @property
    def pretends(self) -> bool:
        """Whether its figures may be made up, in a release that holds made-up records."""
        return self.policy != "comparators" if self.made_up is None else bool(self.made_up)


def as_of(abouts: Iterable[Indicator]) -> str:
    """The day up to which figures speak, as ISO text: of several indicators the earliest; empty for none."""
    return min((str(about.as_of)[:10] for about in abouts if about.as_of is not None), default="")


def edition(abouts: Sequence[Indicator], short: bool = False) -> str:
    """When the edition that figures are of came, and when the next is due where that is known, in a sentence.

    Of sources that came on different days each is named. ``short`` writes months in three letters.
    """
    phrases: dict[str, list[str]] = {}
    for about in abouts:
        sources = phrases.setdefault(_phrase(about, short), [])
        sources += [about.source] if about.source not in sources else []
    if len(phrases) <= 1:
        return "".join(f"{phrase[:1].upper()}{phrase[1:]}." for phrase in phrases)
    parts = [f"{', '.join(sources)} {phrase}" for phrase, sources in phrases.items()]
    return f"{'; '.join(parts)}."


#: What is not known of an edition without a day.
NOUNS = {"published": "publication", "received": "receipt"}


def _phrase(about: Indicator, short: bool) -> str:
    """Published on 7 March 2024, next due in May 2024."""
    verb = "published" if about.policy == "comparators" else "received"
    came = f"day of {NOUNS[verb]} not known"
    if about.edition_on is not None:
        came = f"{verb} on {wording.date(str(about.edition_on), short)}"
    if about.policy == "comparators" and about.pretends:
        came = f"made up, as if {came}"
    if about.next_due is None:
        return came
    when = str(about.next_due)
    by_day = len(when) > len("2024-05")
    due = f"by {wording.date(when, short)}" if by_day else f"in {wording.period(when, short=short)}"
    return f"{came}, next due {due}"
