"""Where the figures of a slide come from, in as many words as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.display import charts
from dashboard.methods import wording
from dashboard.publication.editions import Edition, source_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.display.meeting.deck import Deck, Slide


def in_full(deck: Deck, slide: Slide, short: bool = False) -> str:
    """Sources, period, the day, edition and next edition of each, release, missing returns, marking.

    ``short`` writes months in three letters.
    """
    where = source_line(slide.editions, slide.period, short)
    return _line(deck, slide, where or f"As of {deck.as_of}.")


def shorter(deck: Deck, slide: Slide) -> Iterator[str]:
    """The same in ever fewer words, for a foot of few lines: the last leaves each source to the notes."""
    yield in_full(deck, slide)
    yield in_full(deck, slide, short=True)
    if slide.editions:
        yield _line(deck, slide, _together(slide.editions, slide.period))


def _together(editions: Sequence[Edition], period: str) -> str:
    """How many sources there are, and between which days lie those up to which they speak."""
    names = list(dict.fromkeys(edition.source for edition in editions))
    days = sorted({edition.day for edition in editions if edition.day})
    of = f"Source: {names[0]}." if len(names) == 1 else f"{len(names)} sources."
    until = " to ".join(wording.date(day, short=True) for day in dict.fromkeys([*days[:1], *days[-1:]]))
    dated = f" As of {until}." if until else ""
    return f"{of} Period: {period}.{dated} Each source, its edition and the next: in the notes."


def _line(deck: Deck, slide: Slide, where: str) -> str:
    lacking = charts.lacking(slide.lines)
    parts = [where, f"Release {deck.release_id}.", lacking, "Made-up data." if slide.made_up else ""]
    parts += [f"{slide.attribution}." if slide.attribution else "", deck.marking]
    return " ".join(part for part in parts if part)
