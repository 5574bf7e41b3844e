"""Headlines written from published figures: what rose or fell, by how much, and whether chance explains it.

No adjectives and no causes: a headline says what the figures say.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.analysis.verdict_words import BEYOND, WITHIN
from dashboard.display.narrative import countings, incompleteness, phrases
from dashboard.display.narrative.associations import NOT_PROOF, association
from dashboard.display.narrative.chance import difference_interval
from dashboard.display.narrative.changes import (
    Break,
    before,
    broken,
    change,
    hidden_since,
    latest,
    short_change,
)
from dashboard.display.narrative.countings import marked
from dashboard.display.narrative.doses import dose
from dashboard.display.narrative.funnels import funnel, rate_beside
from dashboard.display.narrative.incompleteness import beside, lacking, unjudged
from dashboard.display.narrative.judged import (
    expected,
    judged,
    no_same_months,
    part_years,
    so_far,
    trend,
    usual,
)
from dashboard.display.narrative.leavers import factors, leavers
from dashboard.display.narrative.next_periods import expectation, foreseen
from dashboard.display.narrative.pairs import paired
from dashboard.display.narrative.parts import comparison, part_of, side_by_side
from dashboard.display.narrative.phrases import about_the_same, followed, over_whole, within_brackets
from dashboard.display.narrative.rollouts import rollout
from dashboard.display.narrative.steadying import steady
from dashboard.display.narrative.steps import step
from dashboard.display.narrative.xmr_charts import signals

__all__ = [
    "BEYOND",
    "NOT_PROOF",
    "WITHIN",
    "Break",
    "about_the_same",
    "association",
    "before",
    "beside",
    "broken",
    "change",
    "comparison",
    "difference_interval",
    "dose",
    "expectation",
    "expected",
    "factors",
    "followed",
    "foreseen",
    "funnel",
    "headline",
    "hidden_since",
    "judged",
    "lacking",
    "latest",
    "leavers",
    "marked",
    "no_same_months",
    "over_whole",
    "paired",
    "part_of",
    "part_years",
    "rate_beside",
    "rollout",
    "short_change",
    "side_by_side",
    "signals",
    "so_far",
    "steady",
    "step",
    "trend",
    "unjudged",
    "usual",
    "within_brackets",
]


def headline(series: PublishedSeries, focus: str = "", breaks: Sequence[Break] = ()) -> str:
    """One sentence for a series: its change where it runs over time, else how its parts compare."""
    if not series.shown:
        return f"{phrases.bracketed(series.name)}: {phrases.none(series)}."
    if series.over == "time":
        return change(series, breaks)
    return countings.marked(comparison(series, focus) + incompleteness.beside(series), series)
