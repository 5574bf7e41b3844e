"""Partner intelligence by month around one event: a fitted step and its counterfactual, or the refusal."""

from __future__ import annotations

import streamlit as st

from dashboard.display import charts, narrative
from dashboard.display.analysis import fitted, series
from dashboard.display.analysis.series import Series
from dashboard.display.ui import choices
from dashboard.display.ui.blocks import exhibit, trend
from dashboard.display.ui.words import details, safe
from dashboard.methods import Refused, wording
from dashboard.publication import Publication
from dashboard.publication.events import events
from dashboard.publication.memo import per_release

INDICATOR, SUBJECT = "intelligence_submissions", "intelligence"
NOT_PROOF = (
    "A change of level at an event is not proof that the event brought it: whatever else changed at that "
    "time is in it too."
)


def show(release: Publication) -> None:
    """The chosen event, then what cannot be told of the others, and how much could be acted on."""
    found = _months(release)
    marks = _events(release)
    if found is None:
        exhibit.absent(INDICATOR, "This release holds no monthly figures of partner intelligence.")
        return
    if not marks:
        exhibit.absent(INDICATOR, "This release holds no event that bears on partner intelligence.")
        return
    with st.spinner("Fitting the model to the published months ..."):
        # The newest event at which a step can be told stands first.
        told = [event for event in marks if not isinstance(fitted.interrupted(found, event.day), Refused)]
    named = {event.day: f"{event.label}, {wording.date(event.day)}" for event in marks}
    day = choices.pick("Event", "event", named, (told or marks)[0].day)
    event = next(one for one in marks if one.day == day)
    others = tuple(one for one in marks if one is not event)
    exhibit.show(_made(release, found, event, tuple(one for one in told if one is not event)))
    model = _model(found, event)
    if model:
        st.html(details("How the step is worked out", f"<p>{safe(model)}</p>"))
    _refusals(release, found, others)
    trend.show(release, "actionable_share", "quarter")


@per_release(size=8)
def _months(release: Publication) -> Series | None:
    if INDICATOR not in release.indicators:
        return None
    found = series.read(release, INDICATOR, "time", time_level="month")
    return found if found.points else None


@per_release(size=8)
def _events(release: Publication) -> tuple[charts.Mark, ...]:
    """The events that bear on intelligence, newest first."""
    marks = (charts.Mark(each.starts, each.label) for each in events(release) if SUBJECT in each.applies_to)
    return tuple(sorted(marks, reverse=True))


@per_release(size=32)
def _made(
    release: Publication, found: Series, event: charts.Mark, instead: tuple[charts.Mark, ...]
) -> exhibit.Exhibit:
    key = f"{INDICATOR}-step"
    sentence = narrative.step(found, (event.day, event.label))
    fit = fitted.interrupted(found, event.day)
    if isinstance(fit, Refused):
        near = wording.listed([f"{one.label}, {wording.date(one.day)}" for one in instead], "or")
        said = f"The control chart stands in its place. {narrative.signals(found)}"
        said += f" A step can be told at another event: choose {near}." if near else ""
        return trend.judged(release, found, key, said, sentence)
    return exhibit.make(release, key, sentence, charts.step(found, event), (found,), NOT_PROOF)


def _model(found: Series, event: charts.Mark) -> str:
    """What was fitted, and how well it fits; empty where nothing was."""
    fit = fitted.interrupted(found, event.day)
    if isinstance(fit, Refused):
        return ""
    lag, dispersion = (
        wording.number(abs(each), 2) for each in (fit.residual_autocorrelation, fit.dispersion)
    )
    wider = "so the interval is widened by it" if fit.quasi else "so the interval is not widened"
    return (
        f"Model, fitted to the published months: {fit.model}. The figures vary {dispersion} times as much as "
        f"such counts would by chance, {wider}. The correlation of what is left of each month with the month "
        f"before is {lag} in size. The dashed line is the model without the step."
    )


def _refusals(release: Publication, found: Series, others: tuple[charts.Mark, ...]) -> None:
    """One click away: the other events, and the quarterly NRM referrals, that no model is fitted to."""
    told = _refused(release, found, others)
    if told:
        body = "".join(f"<p>{safe(one)}</p>" for one in told)
        st.html(details("Where a step cannot be told", body))


@per_release(size=32)
def _refused(release: Publication, found: Series, others: tuple[charts.Mark, ...]) -> tuple[str, ...]:
    held = [(found, event) for event in others]
    if "nrm_referrals" in release.indicators:
        quarters = series.read(release, "nrm_referrals", "time", time_level="quarter")
        if quarters.points:
            held += [(quarters, event) for event in _events(release)]
    return tuple(
        narrative.step(one, (event.day, event.label))
        for one, event in held
        if isinstance(fitted.interrupted(one, event.day), Refused)
    )
