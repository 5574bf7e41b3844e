"""Whether sectors that train more report more, in one sentence that does not say more than its interval."""

from __future__ import annotations

from dashboard.display.analysis.doses import Pair, slope
from dashboard.display.narrative.associations import NOT_PROOF
from dashboard.methods import Refused, clusters, wording

#: How much more is trained, as a factor, that the sentence speaks of.
_MORE = 1.1
_NOTHING = "nothing is published by sector and year"
#: Why it cannot be told, in the words of this figure.
_REASONS = {
    clusters.FEW: f"under {clusters.FEWEST_GROUPS} sectors are shown in two years or more",
    clusters.ALIKE: "how many they train differs by sector and by year alone",
    clusters.ONE: "how many they train varied much in too few of them",
}


def dose(pairs: tuple[Pair, ...]) -> str:
    """How much more intelligence a sector sent after a year in which it trained a tenth more; or that this
    cannot be told, and why."""
    fit = slope(pairs) if pairs else Refused(_NOTHING)
    if isinstance(fit, Refused):
        return (
            "Whether sectors that train more people send more intelligence in the year after cannot be told: "
            f"{_REASONS.get(fit.reason, fit.reason)}."
        )
    middle, low, high = _percent(fit.slope), _percent(fit.low), _percent(fit.high)
    years = sorted(pair.year for pair in pairs)
    lead = (
        "After a year in which a sector trained a tenth more people than usual, beside what all did, "
        f"the intelligence that it sent changed by {middle}% (95% interval {low}% to {high}%; {fit.groups} "
        f"sectors, {years[0]} to {years[-1]})"
    )
    if fit.low <= 0 <= fit.high:
        return f"{lead}: whether the two move together cannot be told."
    return f"{lead}: the two moved together. {NOT_PROOF}."


def _percent(slope_: float) -> str:
    return wording.number(100 * (_MORE**slope_ - 1), 1)
