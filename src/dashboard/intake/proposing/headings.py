"""Which heading of a file is which column of ours: by its words, and by what stands below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.files.likeness import ratio
from dashboard.intake.proposing import evidence
from dashboard.intake.proposing.usual import spellings
from dashboard.intake.validation.nearest import likeness
from dashboard.intake.validation.table import Cell
from dashboard.reference.spelling import normalise
from dashboard.store.contract import Column, Kind, Treatment

#: Of 100: from here on a pair is proposed, where no other of its heading or column is within MARGIN.
LIKELY = 74.0
#: From here on it is named as a possibility.
POSSIBLE = 62.0
MARGIN = 6.0
#: What the cells alone can make of a pair, where the heading's words say nothing.
_BY_CELLS = 80.0
#: A key is proposed, and words are shown, only where the heading all but says so.
_KEY = 85.0
_HALF = 0.5
#: With so many of ours among its words a column holds words of a list.
_SOME = 0.3
#: Words of a heading under which people stand: never those of a coded column, whose words are shown.
_PERSONS = frozenset(
    {
        "name",
        "names",
        "forename",
        "surname",
        "firstname",
        "lastname",
        "email",
        "mail",
        "phone",
        "dob",
        "birth",
    }
    | {"address", "attendee", "delegate", "learner", "person", "contact", "comment", "comments", "notes"}
)
#: Words of a heading that say that a date is another than the day of the session or the referral.
_OTHER_DATES = frozenset(
    {"order", "booked", "booking", "created", "modified", "updated", "start", "end", "expiry", "birth", "dob"}
    | {"next", "review", "due", "paid"}
)
#: Kinds whose cells can only be what they are: a column that holds others is another column.
_STRICT = {Kind.DATE, Kind.INTEGER, Kind.FLAG, Kind.POSTCODE}


@dataclass(frozen=True)
class Heading:
    """One heading of the file and the column of ours that it may be; ``score`` of 100."""

    place: int
    words: str
    column: Column
    score: float
    #: Whether the words of the heading are near, or only the cells below it fit.
    by_words: bool
    #: Whether it is so sure to hold words of a code list that the unknown ones may be shown.
    words_may_be_shown: bool = False

    @property
    def hides_words(self) -> bool:
        """Whether its words are not shown before somebody has confirmed what it is."""
        return bool(self.column.codes) and not self.words_may_be_shown


def pairs(
    headings: Sequence[str],
    places: Sequence[int],
    columns: Sequence[Column],
    cells: Mapping[int, Counter[Cell]],
    own_codes: Path | None,
) -> tuple[tuple[Heading, ...], tuple[Heading, ...]]:
    """The pairs of a heading and a column that are likely, and those that are only possible.

    The likeliest pair is taken first. One that has a rival nearly as likely is only possible: two dates, two
    districts.
    """
    scored = [
        Heading(
            place,
            headings[place],
            column,
            *_score(headings[place], column, cells[place], own_codes),
            _may_be_shown(normalise(headings[place]), column, cells[place], own_codes),
        )
        for place in places
        for column in columns
    ]
    waiting = sorted((pair for pair in scored if pair.score >= POSSIBLE), key=lambda pair: -pair.score)
    alive = list(waiting)
    likely: list[Heading] = []
    possible: list[Heading] = []
    for best in waiting:
        if best not in alive:
            continue
        if best.score < LIKELY or any(_rivals(best, other) for other in alive):
            possible.append(best)
            continue
        likely.append(best)
        alive = [pair for pair in alive if pair.place != best.place and pair.column.name != best.column.name]
    places_taken = {pair.place for pair in likely}
    names_taken = {pair.column.name for pair in likely}
    return tuple(likely), tuple(
        pair for pair in possible if pair.place not in places_taken and pair.column.name not in names_taken
    )


def _rivals(pair: Heading, other: Heading) -> bool:
    """Whether ``other`` is for the same heading or the same column, and nearly as likely or more so."""
    same = (pair.place == other.place) != (pair.column.name == other.column.name)
    return same and other.score > pair.score - MARGIN


def _score(words: str, column: Column, cells: Counter[Cell], own_codes: Path | None) -> tuple[float, bool]:
    """How likely ``words`` head ``column``, and whether by the words or only by the cells below."""
    heading = normalise(words)
    by_words = _by_words(heading, column)
    share = evidence.fitting(cells, column, own_codes)
    if column.kind is Kind.DATE and _OTHER_DATES & set(heading.split()):
        return min(by_words, LIKELY - 1) if share is None or share >= _HALF else 0.0, True
    if share is None:
        return by_words, True
    if share < _HALF and (column.kind in _STRICT or column.treatment is Treatment.PSEUDONYM):
        return 0.0, False
    if column.codes:
        # A partner's own words may be none of ours: they speak against nothing, and ours speak for it.
        own_words = (by_words if by_words >= LIKELY or share else 0.0) + 8 * share
        by_cells = 0.0 if evidence.figures_alone(cells) else _BY_CELLS * share
        return max((own_words, True), (by_cells, False))
    if column.kind in {Kind.DATE, Kind.POSTCODE}:
        return max((by_words + 5 * share, True), (_BY_CELLS * share - 4, False))
    return by_words, True


def _may_be_shown(heading: str, column: Column, cells: Counter[Cell], own_codes: Path | None) -> bool:
    if not column.codes:
        return False
    if any(ratio(heading, spelling) >= _KEY for spelling in spellings(column)):
        return True
    return (evidence.fitting(cells, column, own_codes) or 0.0) >= _SOME


def _by_words(heading: str, column: Column) -> float:
    if column.codes and _PERSONS & set(heading.split()) and heading not in spellings(column):
        return 0.0
    near = max(likeness(heading, spelling) for spelling in spellings(column))
    exact = column.treatment is Treatment.PSEUDONYM
    return near if not exact or near >= _KEY else 0.0
