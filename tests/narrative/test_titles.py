"""Every title of an indicator makes a sentence: with an area after it or brackets, over time and in parts."""

from __future__ import annotations

import re

import pytest

from dashboard.display import narrative
from dashboard.release.indicators import indicators
from tests.charts.samples import indicator, over_time, point, split

TITLES = {header.title for header in indicators().values()}
NAMES = sorted(
    {form.format(title) for title in TITLES for form in ("{}", "{}, Corby", "{} (made up), Corby")}
)


@pytest.mark.parametrize("title", sorted(TITLES))
def test_a_title_enumerates_nothing(title: str) -> None:
    """What follows its comma is of what: "Confidence before (after and at follow-up)" says nothing."""
    assert not re.search(r",.* (and|or) ", title)
    assert title.count(",") <= 1 and title[:1].isupper()


def sentences(name: str) -> list[str]:
    about = indicator(title=name, direction="neutral")
    line = over_time({f"{year}": 40.0 + year % 7 for year in range(2010, 2026)}, about, name)
    parts = split([point("a", 30.0, "Fire"), point("b", 20.0, "Health")], about)
    hidden = split([point("a", None, "Fire")], about)
    return [
        narrative.headline(line),
        narrative.signals(line),
        narrative.headline(parts),
        narrative.headline(parts, "a"),
        narrative.headline(hidden),
        narrative.association(parts, parts),
        narrative.side_by_side(parts, parts),
    ]


def test_every_title_makes_whole_sentences() -> None:
    for name in NAMES:
        for sentence in sentences(name):
            assert sentence[:1].isupper() and sentence.endswith("."), sentence
            depth = 0
            for mark in re.findall(r"[()]", sentence):
                depth += 1 if mark == "(" else -1
                assert 0 <= depth <= 1, sentence
            assert depth == 0, sentence
            assert not re.search(r"\) \(|,,|  |\(\s|\s[,.;]", sentence), sentence
            # The name is one thing: no comma of its own parts it from its verb.
            first, _, rest = name.partition(", ")
            assert not rest or f"{first}, {rest} " not in sentence, sentence
