"""What became of reports as training was rolled out over agencies, in two sentences and no cause."""

from __future__ import annotations

from dashboard.methods import stepped, wording
from dashboard.publication.rollouts import Rollout

#: Why it cannot be told, in the words of this figure; the plan that was not kept speaks for itself.
_REASONS = {
    stepped.FEW_CLUSTERS: f"under {stepped.FEWEST_CLUSTERS} of the agencies send enough of it",
    stepped.FEW_PERIODS: f"it is counted over under {stepped.FEWEST_PERIODS} whole quarters",
    stepped.FEW_STEPS: f"training began in under {stepped.FEWEST_STEPS} different quarters of those counted",
    stepped.ONE: "too much of it rests on one or two agencies",
    stepped.UNSETTLED: "the counts are too few or too uneven",
}


def rollout(planned: Rollout | None) -> str:
    """How far a roll-out has come, and how reports changed with it, or why this cannot be told; empty where
    none is planned."""
    if planned is None:
        return ""
    return f"{_course(planned)} {_change(planned)}"


def _course(planned: Rollout) -> str:
    first, last = (wording.span(month)[0] for month in (planned.first_planned, planned.last_planned))
    when = f"in {wording.month(first)}" if first == last else f"from {wording.months(first, last)}"
    agencies = f"{planned.agencies} agenc{'y' if planned.agencies == 1 else 'ies'}"
    return (
        f"Training was to reach {agencies} {when}: {planned.trained} have begun, {planned.kept} in the month "
        "that was planned."
    )


def _change(planned: Rollout) -> str:
    if planned.change is None or planned.low is None or planned.high is None:
        return (
            "Whether the intelligence that they send changed with it cannot be told: "
            f"{_REASONS.get(planned.reason, planned.reason)}."
        )
    middle, low, high = (f"{wording.number(value)}%" for value in (planned.change, planned.low, planned.high))
    lead = (
        "From the month after the planned one, the intelligence that an agency sent changed by about "
        f"{middle}, beside what all sent in the same quarter (95% interval {low} to {high}, to the nearest "
        f"5%; {planned.fitted} agencies, {planned.periods} quarters)"
    )
    if planned.low <= 0 <= planned.high:
        return f"{lead}: whether the two moved together cannot be told."
    return f"{lead}: the two moved together, which is no proof that one brought the other."
