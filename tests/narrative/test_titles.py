"""Every title of an indicator makes a sentence: with an area after it or brackets, over time and in parts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard.display import comparison, narrative
from dashboard.display.analysis.incomplete import Lack
from dashboard.display.comparison import Comparison, Side
from dashboard.display.meeting import sentences as meeting
from dashboard.release.indicators import indicators
from tests.charts.samples import indicator, over_time, point, split

TITLES = {header.title for header in indicators().values()}
#: Titles that an installation may give its own indicators.
OWN = {
    "Training (sessions)",
    "Training (sessions, online)",
    "Reports (made up) and concerns",
    "Seen (by us, twice)",
}
NAMES = sorted(
    {
        form.format(title)
        for title in TITLES | OWN
        for form in ("{}", "{}, Corby", "{} (made up), Corby", "{}, Corby (town)")
    }
)


@pytest.mark.parametrize("title", sorted(TITLES))
def test_a_title_enumerates_nothing(title: str) -> None:
    """What follows its comma is of what: "Confidence before (after and at follow-up)" says nothing."""
    assert not re.search(r",.* (and|or) ", title)
    assert title.count(",") <= 1 and title[:1].isupper()


FIRE, HEALTH = "Fire (retained)", "Health (acute), Kettering"
EVENT = ("2017-06-01", "Training wave (made up)")


def sentences(name: str) -> list[str]:
    about = indicator(title=name, direction="neutral", unit="reports (made up)")
    line = over_time({f"{year}": 40.0 + year % 7 for year in range(2010, 2026)}, about, name)
    parts = split([point("a", 30.0, FIRE), point("b", 20.0, HEALTH)], about)
    hidden = split([point("a", None, FIRE)], about)
    more = replace(about, kind="share", unit="% of staff (made up)", policy="workforce")
    over = [point(code, 100.0, code, numerator=n, denominator=5.0) for code, n in (("a", 6.0), ("b", 7.0))]
    shares = split([replace(over[0], label=FIRE), replace(over[1], label=HEALTH, value=90.0)], more)
    one = replace(shares, points=shares.points[:1])
    known = [replace(point, lacks=(Lack("Trust (acute)", "2024-05"),)) for point in line.points]
    sides = [Side(FIRE, line.points[-1], line), Side(HEALTH, line.points[-2], line)]
    return [
        narrative.headline(line),
        narrative.headline(line, breaks=[("2024-12-01", EVENT[1])]),
        narrative.headline(replace(line, points=tuple(known))),
        narrative.signals(line),
        narrative.signals(line, [EVENT]),
        narrative.step(line, EVENT),
        narrative.headline(parts),
        narrative.headline(parts, "a"),
        narrative.headline(replace(parts, indicator=replace(about, mix=True))),
        narrative.headline(shares),
        narrative.headline(shares, "a"),
        narrative.headline(replace(shares, indicator=replace(more, mix=True))),
        narrative.headline(one),
        narrative.headline(hidden),
        narrative.association(parts, parts),
        narrative.association(shares, parts),
        narrative.side_by_side(parts, parts),
        narrative.side_by_side(shares, shares),
        narrative.paired(
            name, parts, replace(parts, points=(point("a", 31.0, FIRE), point("b", 29.0, HEALTH)))
        ),
        comparison.headline(Comparison(name, "2025", *sides, "count", True, counted_in_full=True)),
        *meeting.questions([line, hidden, replace(line, points=tuple(known))], []),
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
            # A title that has two brackets one after the other may stand as it is.
            around = sentence.replace(name, "it")
            assert not re.search(r"\) \(|,,|  |\(\s|\s[,.;]", around), sentence
            # The name is one thing: no comma of its own parts it from its verb.
            first, *rest = re.split(r", (?![^()]*\))", name)
            assert not rest or f"{first}, {', '.join(rest)} " not in sentence, sentence
