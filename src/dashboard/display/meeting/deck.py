"""A deck: a story with the figures of one release, frozen. Every output is made from it and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard import settings
from dashboard.display import charts, maps
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import Mark
from dashboard.display.exports import Table
from dashboard.display.maps import reading as places
from dashboard.display.meeting import beneath, drawn, events, provenance, reading, sentences, theme
from dashboard.display.meeting.reading import Refusal
from dashboard.display.meeting.story import Item, Story
from dashboard.display.meeting.taking import check
from dashboard.display.meeting.theme import Theme
from dashboard.methods import wording
from dashboard.publication import Publication, editions
from dashboard.publication.editions import Edition, source_lines
from dashboard.publication.outlines import Atlas, atlas

__all__ = ["Deck", "Refusal", "Slide", "freeze"]


@dataclass(frozen=True)
class Slide:
    """One message: a sentence, the published figures behind it, and all the words that go with them.

    ``editions`` are what is known of each source, ``judged`` is the verdict on the newest figure of each
    line. ``sentences`` are the text of a slide of words. ``focus`` is the code that stands out. ``level`` is
    the geography level of a map, ``atlas`` what it is drawn from and ``attribution`` what must stand under
    it; ``made_up`` is whether any figure may be. ``notes`` are the presenter's own; ``spoken`` adds the
    written.
    """

    key: str
    number: int
    headline: str
    kind: str
    lines: tuple[PublishedSeries, ...]
    table: Table
    unit: str
    alt: str
    source: str
    period: str
    editions: tuple[Edition, ...]
    shorthand: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    how_to_read: str
    questions: tuple[str, ...]
    notes: str
    events: tuple[Mark, ...]
    judged: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    focus: str = ""
    level: str = ""
    attribution: str = ""
    made_up: bool = False
    atlas: Atlas | None = None

    @property
    def spoken(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The speaker's notes under their headings, the same in every output; empty ones are left out."""
        own = tuple(line for line in self.notes.splitlines() if line.strip())
        parts = (
            ("Notes", own),
            ("How to read it", (self.how_to_read,) if self.how_to_read else ()),
            ("How it is judged", self.judged),
            ("Bear in mind", self.caveats),
            ("Sources", source_lines(self.editions)),
            ("Likely questions", self.questions),
        )
        return tuple((heading, lines) for heading, lines in parts if lines)


@dataclass(frozen=True)
class Deck:
    """A story and one release's figures for it. ``made_on`` and ``as_of`` are days in words.

    Nothing in it depends on when or where it was frozen: the same release and story give the same deck.
    """

    title: str
    subtitle: str
    release_id: str
    made_up: bool
    as_of: str
    made_on: str
    marking: str
    theme: Theme
    slides: tuple[Slide, ...]

    def footer(self, slide: Slide) -> str:
        """Sources, their days and editions, period, release and marking, as they stand with every figure."""
        return provenance.in_full(self, slide)


def freeze(publication: Publication, story: Story) -> Deck:
    """The deck of ``story`` with the figures of ``publication``.

    Raises Refusal, naming the slide and why, where the release does not publish what it asks for, and
    StoryError where there is no such theme.
    """
    if not story.items:
        raise Refusal("The story has no slides yet. Add at least one.")
    slides = []
    for number, item in enumerate(story.items, 1):
        try:
            slides.append(slide(publication, item, number))
        except Refusal as why:
            raise Refusal(f"Slide {number}: {why}") from why
    return Deck(
        title=story.title,
        subtitle=story.subtitle,
        release_id=publication.id,
        made_up=publication.made_up,
        as_of=wording.date(publication.facts["as_of"]),
        made_on=wording.date(publication.facts.get("made", publication.facts["as_of"])),
        marking=story.marking,
        theme=theme.named(story.theme, settings.reference_beside(publication.path)),
        slides=tuple(slides),
    )


def slide(publication: Publication, item: Item, number: int) -> Slide:
    """One item with its figures. Raises Refusal where the release does not publish what it asks for."""
    check(publication, item)
    lines = _lines(publication, item)
    marked = _inside(events.of(item.kind, lines, publication), lines)
    view = item.views[0] if item.views else None
    focus = view.area if view and view.over == "area" and _shown(lines, view.area) else ""
    headlines = tuple(
        sentences.headline("words", [series], "", events.of_one(series, publication)) for series in lines
    )
    written = headlines[0] if item.kind == "words" and headlines else ""
    ground = atlas(publication) if item.kind == "map" else None
    mapped = [places.on_map(ground, lines[0], view.geography_level)] if view and ground else lines
    head = item.headline or written or sentences.headline(item.kind, mapped, focus, marked)
    table = beneath.table(item.kind, lines)
    return Slide(
        key=_key(number, item),
        number=number,
        headline=head,
        kind=item.kind,
        lines=lines,
        table=table,
        unit=sentences.unit(lines),
        alt=_alt(item, lines, marked, ground),
        source=sentences.source(lines),
        period=sentences.period(item.kind, lines),
        editions=editions(series.indicator for series in lines),
        shorthand=sentences.shorthand(lines, table.shorthand),
        definitions=sentences.definitions(lines),
        caveats=sentences.caveats(lines),
        how_to_read=sentences.how_to_read(item.kind, lines, marked),
        questions=sentences.questions(lines, marked),
        notes=item.notes,
        events=marked,
        judged=sentences.judged(lines, publication),
        sentences=tuple(sentence for sentence in headlines if sentence != head)
        if item.kind == "words"
        else (),
        focus=focus,
        level=view.geography_level if view and item.kind == "map" else "",
        attribution=_attribution(item, ground),
        made_up=publication.made_up and any(series.indicator.pretends for series in lines),
        atlas=ground,
    )


def _lines(publication: Publication, item: Item) -> tuple[PublishedSeries, ...]:
    if item.kind == "map":
        return (reading.read_map(publication, item.views[0]),)
    lines = [reading.read(publication, view) for view in item.views]
    if item.kind == "compare":
        names = reading.apart(publication, item.views)
        lines = [replace(series, name=name) for series, name in zip(lines, names, strict=True)]
        if len({(series.measure, series.indicator.unit) for series in lines}) > 1:
            raise Refusal("Lines of different units do not go on one scale; use two slides.")
    return tuple(lines)


def _inside(marked: Sequence[Mark], lines: Sequence[PublishedSeries]) -> tuple[Mark, ...]:
    times = sorted(
        {point.code for series in lines if series.over == "time" for point in series.points}, key=wording.span
    )
    if not marked or not times:
        return ()
    first, last = wording.first_day(times[0]), wording.first_day(wording.later(times[-1], 1))
    return tuple(mark for mark in marked if first <= mark.day < last)


def _shown(lines: Sequence[PublishedSeries], code: str) -> bool:
    return any(point.code == code for series in lines for point in series.shown)


def _alt(item: Item, lines: Sequence[PublishedSeries], marked: Sequence[Mark], ground: Atlas | None) -> str:
    """What the picture shows, in words: those of the same chart on the pages."""
    if ground is not None:
        level = item.views[0].geography_level
        values = places.area_values(ground, lines[0], level)
        seen = maps.area_map(ground, values, level, lines[0].name, lines[0].period)
        return " ".join(text for text in (seen.alt, charts.lacking(lines)) if text)
    return "" if item.kind == "words" else drawn.chart(item.kind, lines, marked).alt


def _attribution(item: Item, ground: Atlas | None) -> str:
    if ground is None:
        return ""
    attribution = ground.of_level(item.views[0].geography_level).attribution
    # The map of a slide names no towns.
    return attribution.partition("; town names")[0]


def _key(number: int, item: Item) -> str:
    parts = [item.views[0].indicator, "by", item.views[0].over] if item.views else ["words"]
    name = re.sub(r"[^a-z0-9]+", "-", "-".join(parts).casefold()).strip("-")
    return f"{number:02d}-{name}"
