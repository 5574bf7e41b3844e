"""What a release says of each indicator: the words beside its figures, and how they are to be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.publication.editions import Edition, in_words

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
    #: What is known of each of its sources; empty in a release of an earlier version.
    editions: tuple[Edition, ...] = ()

    @property
    def grows_with_period(self) -> bool:
        """Whether a longer period has a larger figure: counts, rates, and the shares that say so."""
        return self.grows or self.kind in GROWING

    @property
    def pretends(self) -> bool:
        """Whether its figures may be made up, in a release that holds made-up records."""
        return self.policy != "comparators" if self.made_up is None else bool(self.made_up)

    @property
    def sources(self) -> tuple[Edition, ...]:
        """Each of its sources; in a release of an earlier version all as one, with the earliest days."""
        published = self.policy == "comparators"
        together = Edition(
            self.source, self.as_of, self.edition_on, self.next_due, published, published and self.pretends
        )
        return self.editions or (together,)


def as_of(abouts: Iterable[Indicator]) -> str:
    """The day up to which figures speak, as ISO text: of several indicators the earliest; empty for none."""
    return min((str(about.as_of)[:10] for about in abouts if about.as_of is not None), default="")


def editions(abouts: Iterable[Indicator]) -> tuple[Edition, ...]:
    """What is known of each source of some indicators' figures, each once."""
    return tuple(dict.fromkeys(edition for about in abouts for edition in about.sources))


def edition(abouts: Iterable[Indicator], short: bool = False) -> str:
    """When the editions that figures are of came, and when the next are due where that is known, in a
    sentence. ``short`` writes months in three letters."""
    return in_words(editions(abouts), short)
