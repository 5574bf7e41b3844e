"""The events and breaks of a release: what a time line marks, and where no change is judged."""

from __future__ import annotations

from dataclasses import dataclass

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
    every = [
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
        for row in release.table("events").to_dict("records")
    ]
    return tuple(each for each in every if release.made_up or not each.made_up)


def event(release: Publication, code: str) -> Event | None:
    """One event by its code; None where the release does not have it."""
    return next((each for each in events(release) if each.code == code), None)
