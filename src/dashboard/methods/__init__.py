"""Statistical methods, one rule a file, each with its source.

What departs from an official method stands in ``DEPARTURES`` with the switch that undoes it.
"""

from __future__ import annotations

from dashboard.methods.autocorrelation import autocorrelated, autocorrelation
from dashboard.methods.between import Between, between
from dashboard.methods.departures import DEPARTURES, Departure
from dashboard.methods.funnel import funnel_counts, funnel_proportion, funnel_ratio
from dashboard.methods.inputs import Numbers
from dashboard.methods.interrupted import Refused, Step, interrupted_series
from dashboard.methods.intervals import Z95, count_interval, mean_interval, rate_interval, wilson
from dashboard.methods.paired import PairedChange, paired_change
from dashboard.methods.placebo import Placebos, placebos
from dashboard.methods.rates import Rate, crude_rate, directly_standardised_rate
from dashboard.methods.rounding import percentage, round_half_up
from dashboard.methods.shrunken import Shrunken, shrunken_rates, shrunken_shares
from dashboard.methods.signals import Signal
from dashboard.methods.xmr import TOO_FEW, Limits, NoLimits, Xmr, xmr

__all__ = [
    "DEPARTURES",
    "TOO_FEW",
    "Z95",
    "Between",
    "Departure",
    "Limits",
    "NoLimits",
    "Numbers",
    "PairedChange",
    "Placebos",
    "Rate",
    "Refused",
    "Shrunken",
    "Signal",
    "Step",
    "Xmr",
    "autocorrelated",
    "autocorrelation",
    "between",
    "count_interval",
    "crude_rate",
    "directly_standardised_rate",
    "funnel_counts",
    "funnel_proportion",
    "funnel_ratio",
    "interrupted_series",
    "mean_interval",
    "paired_change",
    "percentage",
    "placebos",
    "rate_interval",
    "round_half_up",
    "shrunken_rates",
    "shrunken_shares",
    "wilson",
    "xmr",
]
