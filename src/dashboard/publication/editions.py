"""Of what each source of some figures speaks: up to which day, of which edition, and when the next is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.methods import wording

#: What is not known of an edition without a day.
NOUNS = {"published": "publication", "received": "receipt"}


@dataclass(frozen=True)
class Edition:
    """One source as the figures of one indicator have it.

    ``as_of`` is the day up to which they speak, None where there is no figure; ``edition_on`` the day on
    which the table was published, or of records on which the newest file came, None where it is not known.
    ``next_due`` is the last day for the next figures (2024-05-09), or a month (2024-05); None: not known.
    ``published`` says that others have published it, ``made_up`` that a file of it holds made-up figures.
    """

    source: str
    as_of: Any = None
    edition_on: Any = None
    next_due: Any = None
    published: bool = False
    made_up: bool = False

    @property
    def day(self) -> str:
        """The day up to which it speaks, as ISO text; empty for none."""
        return "" if self.as_of is None else str(self.as_of)[:10]

    def phrase(self, short: bool = False) -> str:
        """When it came and when the next is due: published on 7 March 2024, next due in May 2024."""
        verb = "published" if self.published else "received"
        came = f"day of {NOUNS[verb]} not known"
        if self.edition_on is not None:
            came = f"{verb} on {wording.date(str(self.edition_on)[:10], short)}"
        if self.published and self.made_up:
            came = f"made up, as if {came}"
        if self.next_due is None:
            return came
        when = str(self.next_due)
        by_day = len(when) > len("2024-05")
        due = f"by {wording.date(when, short)}" if by_day else f"in {wording.period(when, short=short)}"
        return f"{came}, next due {due}"


#: The rows of a release from which ``by_indicator`` makes them.
EDITIONS_SQL = (
    "SELECT indicator, source, as_of, edition_on, next_due, published, made_up FROM editions "
    "ORDER BY indicator, position"
)


def by_indicator(rows: Iterable[Sequence[Any]]) -> dict[str, tuple[Edition, ...]]:
    """The editions of each indicator's sources, in order."""
    held: dict[str, tuple[Edition, ...]] = {}
    for indicator, *known in rows:
        held[indicator] = (*held.get(indicator, ()), Edition(*known))
    return held


def in_words(editions: Iterable[Edition], short: bool = False) -> str:
    """When the editions came and when the next are due, in a sentence; of different days each by name.

    ``short`` writes months in three letters.
    """
    phrases: dict[str, list[str]] = {}
    for edition in editions:
        sources = phrases.setdefault(edition.phrase(short), [])
        sources += [edition.source] if edition.source not in sources else []
    if len(phrases) <= 1:
        return "".join(f"{phrase[:1].upper()}{phrase[1:]}." for phrase in phrases)
    parts = [f"{', '.join(sources)} {phrase}" for phrase, sources in phrases.items()]
    return f"{'; '.join(parts)}."


def source_line(editions: Sequence[Edition], period: str = "", short: bool = False) -> str:
    """Where figures come from, their ``period``, and of each source the day up to which it speaks, its
    edition and when the next is due, in one line. ``short`` writes months in three letters."""
    return " ".join(source_lines(editions, period, short))


def source_lines(editions: Sequence[Edition], period: str = "", short: bool = False) -> tuple[str, ...]:
    """The same, a text for all sources that speak up to the same day."""
    by_day: dict[str, list[Edition]] = {}
    # One without a figure has no day, and stands with the first that has one.
    for edition in sorted(dict.fromkeys(editions), key=lambda edition: not edition.day):
        by_day.setdefault(edition.day or next(iter(by_day), ""), []).append(edition)
    return tuple(
        _of_day(day, same, period * (at == 0), short) for at, (day, same) in enumerate(by_day.items())
    )


def _of_day(day: str, editions: Sequence[Edition], period: str, short: bool) -> str:
    texts = [f"Source: {wording.listed(list(dict.fromkeys(edition.source for edition in editions)))}."]
    texts += [f"Period: {period}."] if period else []
    # Without a figure there is no edition of one.
    texts += [f"As of {wording.date(day, short)}.", in_words(editions, short)] if day else []
    return " ".join(texts)
