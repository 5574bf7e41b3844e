"""What an interrupted series says: the change of level at an event, or why it cannot be told."""

from __future__ import annotations

from dashboard.display.analysis import control_limits
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.analysis.verdict_words import BEYOND, WITHIN
from dashboard.display.narrative import countings, phrases
from dashboard.display.narrative.changes import Break
from dashboard.methods import Refused, wording


def step(series: PublishedSeries, event: Break) -> str:
    """The rate ratio after ``event`` with its interval and whether chance explains it, or the refusal.

    A ratio says that a level changed, not why: other things happened at the same time.
    """
    return countings.marked(_step(series, event), series)


def _step(series: PublishedSeries, event: Break) -> str:
    name = phrases.bracketed(series.name)
    if not series.shown:
        return f"{name}: {phrases.none(series)}."
    day, label = event
    what = phrases.within_brackets(wording.lower_first(label))
    when = f"{wording.date(day)} ({what})"
    model = control_limits.interrupted(series, day)
    if isinstance(model, Refused):
        return f"{name}: a step on {when} cannot be told from chance. {model.reason}"
    ratio, low, high = (wording.number(value, 2) for value in (model.ratio, model.low, model.high))
    beyond = control_limits.beyond(1.0, model.low, model.high)
    chance = "which cannot be judged" if beyond is None else BEYOND if beyond else WITHIN
    return (
        f"{name} ran at {ratio} times the earlier course after {when}: the 95% interval is {low} to {high} "
        f"times, {chance}{_elsewhere(series, day)}."
    )


def _elsewhere(series: PublishedSeries, day: str) -> str:
    """At how many months at which nothing is known to have happened the same would be said."""
    others = control_limits.placebos(series, day)
    if not others.tried:
        return ""
    shows = f"{others.shows} of the" if others.shows else "none of the"
    return f"; a step shows at {shows} {others.tried} other months that can be tried"
