"""Where the methods here depart from the official ones, and how to go back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Departure:
    """One departure: the official way, ours, why, and the argument that restores the official way.

    ``switch`` is written as in a call: the function's name, the argument and its value.
    """

    method: str
    official: str
    ours: str
    why: str
    switch: str
    source: str


DEPARTURES: tuple[Departure, ...] = (
    Departure(
        method="XmR limits: unusual moving ranges",
        official="Every moving range goes into the limits, unusual ones too.",
        ours="A moving range above 3.267 times their mean is left out of the limits, once.",
        why="One unusual period would widen the limits and so hide itself and its successors.",
        switch="xmr(screen=False)",
        source=(
            "NHS England, Making Data Count spreadsheets; NHSRplotthedots, Deviations from Excel defaults; "
            "Nelson (1982), Journal of Quality Technology 14(3)"
        ),
    ),
    Departure(
        method="XmR limits: hidden and missing points",
        official="Points are taken one after another; a series is assumed to have no gaps.",
        ours="No moving range, run or trend reaches across a hidden or missing point.",
        why="Two months are not one: across a gap the change is of another kind, and a run is not known.",
        switch="xmr(bridge=True)",
        source="NHSRplotthedots, ptd_spc_standard: there should be no gaps in the time series",
    ),
    Departure(
        method="Wilson interval: more than the whole",
        official="A numerator above its denominator is refused.",
        ours="The share is shown as 100 %, without an interval.",
        why="More people can be trained than a headcount of another date says; no interval is about that.",
        switch="wilson(strict=True)",
        source="UKHSA, PHEindicatormethods, phe_proportion",
    ),
    Departure(
        method="Interrupted series: fewest points",
        official="Three points before and three after the event are enough to be counted as a series.",
        ours="Refused, with the reason, under 12 shown points a side for each pair of seasonal terms.",
        why="Each pair takes two terms from the points of a side, and a step is told from what is left.",
        switch="interrupted_series(minimum=3)",
        source=(
            "Cochrane Effective Practice and Organisation of Care, What study designs can be considered for "
            "inclusion in an EPOC review and what should they be called? (2017)"
        ),
    ),
    Departure(
        method="Interrupted series: over-dispersion",
        official="The limits are scaled by the dispersion whatever it is.",
        ours="They are only ever widened: with a dispersion of 1 or less the Poisson limits stand.",
        why="Counts that vary less than chance are most often few; they would look surer than they are.",
        switch='interrupted_series(widen="always")',
        source="Lopez Bernal, Cummins and Gasparrini (2017), International Journal of Epidemiology 46",
    ),
    Departure(
        method="Interrupted series: neighbouring points that are alike",
        official="The limits take the points as independent, or are Newey and West's, for long series.",
        ours="They are widened by (1 + r) / (1 - r), r being how alike neighbours are, and are Student's.",
        why="In short series either of the official ways calls one step in seven true where there is none.",
        switch='interrupted_series(errors="independent")',
        source=(
            "Bayley and Hammersley (1946), Supplement to the Journal of the Royal Statistical Society 8; "
            "Turner et al. (2021), BMC Medical Research Methodology 21"
        ),
    ),
)
