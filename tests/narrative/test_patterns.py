"""No two sentences disagree about a figure: of pages, tiles, slides, comparisons and control charts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.display import comparison, narrative
from dashboard.display.analysis import verdict_words, verdicts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.comparison import Comparison, Side
from dashboard.display.exports import comma_separated
from dashboard.display.meeting import sentences
from dashboard.display.narrative.patterns import PATTERNS, Pattern, claims
from dashboard.display.ui.overview import attention, tile_words
from dashboard.methods.judged import Unjudged
from dashboard.publication import Publication
from dashboard.publication.current_release import named_file
from dashboard.publication.verdicts import counted_in_full
from dashboard.settings import Installation
from tests.returns.sentences import lines

#: Words that judge; a sentence with one of them has a pattern of the list.
JUDGING = re.compile(
    r"than chance|what chance|that chance|usual range|led to expect|expected range|over the five years"
    r"|do not fit"
)


def told(line: PublishedSeries) -> Iterator[str]:
    """What is said of the newest figure of a series, wherever it is spoken of."""
    yield narrative.headline(line)
    yield narrative.short_change(line)
    yield tile_words.change(line)
    yield attention.judge(line, "").words
    yield narrative.signals(line)
    yield sentences.headline("trend", [line], "", [])
    yield from sentences.questions([line], [])
    # What slides, papers, files and the trace of a figure print.
    yield narrative.judged(line)
    yield from verdict_words.sentences(verdicts.of(line), line.measure)
    rows = csv.DictReader(io.StringIO(comma_separated([line], "id", False).decode("utf-8-sig")))
    yield from (row["verdict"] for row in rows if row.get("verdict"))
    now = narrative.latest(line)
    then = narrative.before(line, now) if now else None
    if now and then:
        judged = verdicts.of(line)
        sides = [Side(each.label, each, replace(line, points=(each,)), judged) for each in (now, then)]
        compared = Comparison("T", "County", *sides, line.measure, False, counted_in_full(line.indicator))
        yield comparison.headline(compared)
        yield comparison.verdict(compared)


def check(line: PublishedSeries) -> int:
    """How many claims the sentences of a series make; each is what its verdict says."""
    verdict = verdicts.of(line)
    differs = {True: "beyond", False: "within", None: "none"}[verdict.earlier.differs]
    says = {
        "a year earlier": differs,
        "the usual range": str(verdict.usual.place) or "none",
        "what was expected": str(verdict.expected.place),
        "five years": str(verdict.trend.way),
        "the same months": {True: "beyond", False: "within", None: "none"}[verdict.so_far.differs],
    }
    made = 0
    for text in told(line):
        for claim in claims(text):
            if claim.says == "within" and claim.yardstick == "a year earlier" and "?" in text:
                continue
            if claim.yardstick not in says:
                continue
            assert claim.says == says[claim.yardstick], (line.indicator.id, line.points[-1].code, text)
            made += 1
        if JUDGING.search(text):
            assert any(claims(text)) or "Is the change" in text, text
        if verdict.reason is Unjudged.IN_FULL:
            assert not re.search("than chance|what chance|that chance", text), text
    return made


@pytest.mark.parametrize("release", ["publication", "demonstrated"])
def test_no_two_sentences_of_a_release_disagree(release: str, request: pytest.FixtureRequest) -> None:
    held: Publication = request.getfixturevalue(release)
    assert sum(check(line) for line in lines(held)) > 50


@pytest.fixture(scope="module")
def demonstrated(demo_installation: Installation) -> Publication:
    """The release of the demonstration."""
    return Publication(named_file(demo_installation))


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.phrase)
def test_each_pattern_says_what_it_means_and_what_would_make_it_false(pattern: Pattern) -> None:
    assert all((pattern.meaning, pattern.test, pattern.false_where))
    assert re.compile(pattern.phrase).groups == 0
    others = [other for other in PATTERNS if other is not pattern]
    assert re.search(pattern.phrase, pattern.plain.replace("...", "forces") + "; ")
    assert not any(re.search(other.phrase, pattern.plain) for other in others)
