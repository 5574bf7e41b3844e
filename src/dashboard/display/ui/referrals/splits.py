"""Whatever splits the release publishes of a count, one at a time: bars of one split, a table of two."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.display import charts, narrative
from dashboard.display.analysis import published_series
from dashboard.display.exports.table import HEADINGS
from dashboard.display.ui.blocks import exhibit
from dashboard.display.ui.blocks.nearest import Splits
from dashboard.display.ui.choices import pick
from dashboard.display.ui.html import headline, put
from dashboard.methods import wording
from dashboard.publication import ALL, Publication
from dashboard.publication.memo import per_release

#: What the areas of a level are called at the head of a choice.
_AREAS = {"district": "district", "unitary": "council"}
_TIME_LEVELS = ("year", "quarter", "month")

#: A geography level, and the dimensions that split the count beside it.
Split = tuple[str, tuple[str, ...]]


@per_release(size=64)
def offered(release: Publication, indicator: str, fixed: Splits) -> dict[Split, tuple[tuple[str, str], ...]]:
    """The splits of a count that the release has tables of, each with its periods as (level, period).

    ``fixed`` names codes that the count is confined to (a route). What is hidden counts like what is
    shown. Years come first, and the newest period of a level before the others.
    """
    chosen = dict(fixed)
    cells = release.frame("SELECT * FROM cells WHERE indicator = ? AND measure = 'count'", [indicator])
    for name, code in fixed:
        cells = cells[cells[name] == code]
    free = [name for name in release.dimensions if name not in chosen]
    offers: dict[Split, set[tuple[str, str]]] = {}
    for level, time_level, time, *codes in (
        cells[["geography_level", "time_level", "time", *free]].drop_duplicates().itertuples(index=False)
    ):
        split = tuple(name for name, code in zip(free, codes, strict=True) if code != ALL)
        if (level in _AREAS or (level == "county" and split)) and time_level in _TIME_LEVELS:
            offers.setdefault((level, split), set()).add((time_level, time))
    return {
        split: tuple(
            (level, time)
            for level in _TIME_LEVELS
            for time in sorted(
                (time for time_level, time in offers[split] if time_level == level), reverse=True
            )
        )
        for split in sorted(offers, key=lambda split: (_sides(split), split[0] not in ("county",), split))
    }


def show(release: Publication, indicator: str, key: str, name: str, **fixed: str) -> None:
    """One published split of a count, chosen by the reader, in one chosen period."""
    confined = tuple(fixed.items())
    lines_shown = {
        split: times for split, times in offered(release, indicator, confined).items() if _sides(split) < 3
    }
    if not lines_shown:
        exhibit.absent(f"{key}-split", f"{name}: this release has no table that splits these figures.")
        return
    put(headline("Who they are and where"))
    by_key = {_code(split): split for split in lines_shown}
    first, last = published_series.extent(release, release.indicators[indicator])
    with st.container(horizontal=True, key=f"nd-{key}-split"):
        named = {code: label(split) for code, split in by_key.items()}
        chosen = by_key[pick("Split by", f"{key}_split", named, next(iter(named)))]
        times = {time: level for level, time in lines_shown[chosen]}
        options = {time: wording.period(time, first, last) for time in times}
        full = wording.in_full(options, first, last)
        time = pick("Period", f"{key}_period", options, full[0])
    exhibit.show(_exhibit(release, indicator, chosen, times[time], time, name, confined))


def label(split: Split) -> str:
    """Type of exploitation; District and type of exploitation."""
    level, names = split
    names_said = [_AREAS[level]] if level in _AREAS else []
    names_said += [wording.lower_first(HEADINGS.get(name, name.replace("_", " "))) for name in names]
    text = wording.listed(names_said)
    return text[:1].upper() + text[1:]


@per_release(size=256)
def _exhibit(
    release: Publication, indicator: str, split: Split, time_level: str, time: str, name: str, fixed: Splits
) -> exhibit.Exhibit:
    level, names = split
    over, columns = ("area", names) if level in _AREAS else (names[0], names[1:])
    where = {"time_level": time_level, "time": time, "geography_level": level, **dict(fixed)}
    whole = published_series.read(release, indicator, over, name=name, **where)
    key = f"{indicator}-by-{_code(split)}"
    if not columns:
        return exhibit.make(release, key, narrative.headline(whole), charts.bars(whole), (whole,))
    labels = published_series.codes(
        release, indicator, columns[0], time_level=time_level, geography_level=level, **dict(fixed),
        **{columns[0]: ..., **({} if over == "area" else {over: ...})},
    )  # fmt: skip
    lines = [
        published_series.read(release, indicator, over, name=text, **where, **{columns[0]: code})
        for code, text in labels.items()
    ]
    shown = [replace(whole, name="All"), *lines] if whole.points else lines
    sentence = f"{name}, by {wording.lower_first(label(split))}"
    filled = tuple(line for line in shown if line.points)
    return exhibit.make(release, key, sentence, None, filled, name=sentence)


def _sides(split: Split) -> int:
    level, names = split
    return len(names) + (level in _AREAS)


def _code(split: Split) -> str:
    level, names = split
    return "-".join([level, *names]) if level in _AREAS else "-".join(names)
