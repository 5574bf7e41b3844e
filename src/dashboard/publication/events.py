"""The events and breaks of a release: what a time line marks, and where no change is judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.publication.indicator import Indicator
from dashboard.publication.memo import per_release
from dashboard.publication.release_file import Publication


@dataclass(frozen=True)
class Event:
    """One event. ``starts`` and ``ends`` are days as ISO text; ``ends`` is empty for a single day.

    ``applies_to`` are the subjects it bears on, such as training or decisions.
    """

    code: str
    starts: str
    ends: str
    label: str
    about: str
    applies_to: tuple[str, ...]
    source: str
    made_up: bool


@per_release(size=1)
def events(release: Publication) -> tuple[Event, ...]:
    """Every event in the order of the list; made-up ones for made-up records alone."""
    every = listed(release.table("events").to_dict("records"))
    return tuple(each for each in every if release.made_up or not each.made_up)


def listed(rows: Iterable[Mapping[Any, Any]]) -> list[Event]:
    """The events in rows of a release's table."""
    return [
        Event(
            str(row["code"]),
            str(row["starts"]),
            str(row["ends"]),
            str(row["label"]),
            str(row["about"]),
            tuple(str(row["applies_to"]).split("|")),
            str(row["source"]),
            bool(row["made_up"]),
        )
        for row in rows
    ]


def event(release: Publication, code: str) -> Event | None:
    """One event by its code; None where the release does not have it."""
    return next((each for each in events(release) if each.code == code), None)


#: Types of exploitation that are counted otherwise since a break of that subject, and what they split.
_CHANGED, _SPLITS = ("criminal", "labour"), ("exploitation_type", "exploitation_group")


def breaking(about: Indicator, known: Sequence[Event], split: Mapping[str, str]) -> tuple[Event, ...]:
    """The events at which a series of ``about``, confined to the codes of ``split``, breaks.

    An event that is made up breaks no figure that others have published.
    """
    subjects = set(filter(None, about.breaks.split("|")))
    if any(split.get(name) in _CHANGED for name in _SPLITS):
        subjects.add("exploitation")
    return tuple(
        each
        for each in known
        if subjects & set(each.applies_to) and not (each.made_up and about.policy == "comparators")
    )
