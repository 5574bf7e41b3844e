"""The sentences of a tile: what changed, whether by more than chance, and the newest figure's interval."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display import narrative
from dashboard.display.analysis import control_limits
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods import wording
from dashboard.publication.verdicts import counted_in_full


def change(line: PublishedSeries, breaks: Sequence[narrative.Break] = ()) -> str:
    """How the newest figure compares with a year before, and what stands beyond it; no change is judged
    across one of ``breaks``."""
    parts = [
        narrative.short_change(line, breaks),
        narrative.usual(line, breaks),
        narrative.expected(line, breaks),
        narrative.trend(line, breaks),
        narrative.so_far(line, breaks) or narrative.no_same_months(line, breaks),
        _over_whole(line),
        narrative.leavers(line),
        _hidden_now(narrative.hidden_since(line)),
    ]
    return " ".join(part for part in parts if part)


def latest(line: PublishedSeries) -> str:
    """The newest figure with its interval, for 'About this figure'; empty where there is none."""
    now, limits = narrative.latest(line), interval(line)
    if now is None or now.value is None or not limits:
        return ""
    return f"{line.name}, {now.label}: {wording.measured(now.value, line.measure)} ({limits})."


def interval(line: PublishedSeries) -> str:
    """The 95% interval of the newest figure; empty where there is none, or chance has no part in it."""
    now = narrative.latest(line)
    limits = None if now is None or now.value is None else _limits(now, line)
    if limits is None:
        return ""
    low, high = (wording.measured(limit, line.measure) for limit in limits)
    return f"95% interval {low} to {high}"


def _limits(now: Point, line: PublishedSeries) -> tuple[float, float] | None:
    if now.low is not None and now.high is not None:
        return now.low, now.high
    if line.measure != "count" or counted_in_full(line.indicator):
        return None
    return control_limits.count_limits(now.value)


def _over_whole(line: PublishedSeries) -> str:
    """What to say where the newest figure is a share of more than its whole."""
    now = narrative.latest(line)
    over = narrative.over_whole(now, line) if now else ""
    return f"{over}." if over else ""


def _hidden_now(later: Point | None) -> str:
    """What to say where a later figure than the one shown is hidden."""
    if later is None:
        return ""
    known = f": {later.feasible} fit what is published" if later.feasible else ""
    return f"{later.label} is hidden [c]{known}."
