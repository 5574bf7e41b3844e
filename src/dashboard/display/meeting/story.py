"""A story: which published figures are to be told, in which order, and the presenter's own words.

It holds no figure, so a saved story shows the figures of whatever release it is opened with. It is read
strictly: a key that is unknown, missing or of the wrong kind is an error that names file and key.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.publication import COUNTY

#: What a slide can be.
KINDS = ("trend", "bars", "dots", "paired", "compare", "map", "words")
#: So much fits a meeting and a slide. A story may come from a stranger's link, so all of it is bounded.
MOST_ITEMS, MOST_VIEWS, MOST_SPLITS = 40, 8, 4
LONGEST = {"headline": 200, "notes": 4000, "title": 120, "subtitle": 160, "marking": 60}
LONGEST_OTHER = 120


class StoryError(Exception):
    """A story cannot be read. The message names the file, the key and what to do."""


@dataclass(frozen=True)
class View:
    """One published view of an indicator.

    ``over`` is ``time``, ``area`` or a dimension. ``time`` is a period of ``time_level``, or empty for the
    last one that the data covers in full; over time it stays empty. ``area`` is the one area that the
    figures are of (empty where its level has only one); where the view runs over areas it is the one
    that stands out. ``splits`` are (dimension, code) pairs that the figures are confined to. ``name`` is
    what the view is called in place of its indicator's title.
    """

    indicator: str
    over: str
    time_level: str
    time: str = ""
    geography_level: str = "county"
    area: str = COUNTY
    splits: tuple[tuple[str, str], ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Item:
    """One slide: what kind it is, and the views it shows.

    ``headline`` is the presenter's own, else one is written from the figures; ``notes`` are the
    presenter's own and stand beside the written ones.
    """

    kind: str
    views: tuple[View, ...]
    headline: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Story:
    """Slides in order, with the title, the protective marking and the name of a theme."""

    title: str
    subtitle: str
    marking: str
    theme: str
    items: tuple[Item, ...]
