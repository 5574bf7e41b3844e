"""Partner intelligence by month around one event: a fitted step and its counterfactual, or the refusal."""

from __future__ import annotations

import streamlit as st

from dashboard.display import charts, narrative
from dashboard.display.analysis import control_limits, doses, published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.ui import choices
from dashboard.display.ui.blocks import exhibit, trend
from dashboard.display.ui.html import details, paragraphs, put
from dashboard.methods import Refused, wording
from dashboard.publication import Publication
from dashboard.publication.events import events
from dashboard.publication.memo import per_release
from dashboard.publication.rollouts import rollout

INDICATOR, SUBJECT = "intelligence_submissions", "intelligence"
NOT_PROOF = (
    "A change of level at an event is not proof that the event brought it: whatever else changed at that "
    "time is in it too."
)


def show(release: Publication) -> None:
    """The chosen event, then what cannot be refused of the others, and how much could be acted on."""
    months = _months(release)
    marks = _events(release)
    if months is None:
        exhibit.absent(INDICATOR, "This release holds no monthly figures of partner intelligence.")
        _rolled_out(release)
        return
    if not marks:
        exhibit.absent(INDICATOR, "This release holds no event that bears on partner intelligence.")
        _rolled_out(release)
        return
    with st.spinner("Fitting the model to the published months ..."):
        # The newest event at which a step can be refused stands first.
        usable = [
            event for event in marks if not isinstance(control_limits.interrupted(months, event.day), Refused)
        ]
    named = {event.day: f"{event.label}, {wording.date(event.day)}" for event in marks}
    day = choices.pick("Event", "event", named, (usable or marks)[0].day)
    event = next(mark for mark in marks if mark.day == day)
    others = tuple(mark for mark in marks if mark is not event)
    exhibit.show(_exhibit(release, months, event, tuple(mark for mark in usable if mark is not event)))
    model = _model(months, event)
    if model:
        put(details("How the step is worked out", paragraphs([model])))
    _refusals(release, months, others)
    trend.show(release, "actionable_share", "quarter")


def _rolled_out(release: Publication) -> None:
    """What is said of a roll-out where no step is, beneath which it stands else."""
    text = narrative.rollout(rollout(release))
    if text:
        put(paragraphs([text]))


@per_release(size=8)
def _months(release: Publication) -> PublishedSeries | None:
    if INDICATOR not in release.indicators:
        return None
    months = published_series.read(release, INDICATOR, "time", time_level="month")
    return months if months.points else None


@per_release(size=8)
def _events(release: Publication) -> tuple[charts.Mark, ...]:
    """The events that bear on intelligence, newest first."""
    marks = (charts.Mark(each.starts, each.label) for each in events(release) if SUBJECT in each.applies_to)
    return tuple(sorted(marks, reverse=True))


@per_release(size=32)
def _exhibit(
    release: Publication, months: PublishedSeries, event: charts.Mark, instead: tuple[charts.Mark, ...]
) -> exhibit.Exhibit:
    key = f"{INDICATOR}-step"
    sentence = narrative.step(months, (event.day, event.label))
    fit = control_limits.interrupted(months, event.day)
    beside = " ".join(
        text for text in (narrative.dose(doses.pairs(release)), narrative.rollout(rollout(release))) if text
    )
    if isinstance(fit, Refused):
        near = wording.listed([f"{mark.label}, {wording.date(mark.day)}" for mark in instead], "or")
        note = f"The control chart stands in its place. {narrative.signals(months)}"
        note += f" A step can be told at another event: choose {near}." if near else ""
        note = f"{beside} {note}".lstrip()
        return trend.judged(release, months, key, note, sentence)
    return exhibit.make(
        release, key, sentence, charts.step(months, event), (months,), f"{beside} {NOT_PROOF}".lstrip()
    )


def _model(months: PublishedSeries, event: charts.Mark) -> str:
    """What was fitted, and how well it fits; empty where nothing was."""
    fit = control_limits.interrupted(months, event.day)
    if isinstance(fit, Refused):
        return ""
    lag, dispersion = (
        wording.number(abs(each), 2) for each in (fit.residual_autocorrelation, fit.dispersion)
    )
    wider = "so the interval is widened by it" if fit.quasi else "so the interval is not widened"
    return (
        f"Model, fitted to the published months: {fit.model}. The figures vary {dispersion} times as much as "
        f"such counts would by chance, {wider}. The correlation of what is left of each month with the month "
        f"before is {lag} in size, and the interval is widened as much as that asks for. A step is tried at "
        f"every other month, a year or more from the event, at which it can be: where it shows at many of "
        f"them, one at the event says little. The dashed line is the model if the earlier course had gone on."
    )


def _refusals(release: Publication, months: PublishedSeries, others: tuple[charts.Mark, ...]) -> None:
    """One click away: the other events, and the quarterly NRM referrals, that no model is fitted to."""
    refused = _refused(release, months, others)
    if refused:
        put(details("Where a step cannot be refused", paragraphs(refused)))


@per_release(size=32)
def _refused(
    release: Publication, months: PublishedSeries, others: tuple[charts.Mark, ...]
) -> tuple[str, ...]:
    held = [(months, event) for event in others]
    if "nrm_referrals" in release.indicators:
        quarters = published_series.read(release, "nrm_referrals", "time", time_level="quarter")
        if quarters.points:
            held += [(quarters, event) for event in _events(release)]
    return tuple(
        narrative.step(mark, (event.day, event.label))
        for mark, event in held
        if isinstance(control_limits.interrupted(mark, event.day), Refused)
    )
