"""What follows from published figures by the methods that the pages name, worked out here from the cells.

Process limits and steps of every published series, shares of the forces, and the curves of a funnel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy import special  # type: ignore[import-untyped]

from dashboard import methods
from dashboard.methods import Step, wording

_VALUES = ("value", "low", "high", "status", "time")
#: A funnel is drawn a little beyond the smallest and the largest force.
_SPAN = (0.8, 1.25)


def of_series(cells: pd.DataFrame, days: Sequence[str]) -> set[float]:
    """Averages and limits of each series with its breaks at any of ``days``, and the steps there."""
    keys = [name for name in cells.columns if name not in _VALUES]
    lasting = cells[cells["time"] != "all"]
    found: set[float] = set()
    for _, rows in lasting.groupby(keys, sort=False, dropna=False):
        shown = dict(zip(rows["time"], rows["value"].where(rows["status"] == "published"), strict=True))
        ordered = sorted(shown, key=wording.span)
        times = wording.between(ordered[0], ordered[-1])
        values = [None if pd.isna(shown.get(time)) else float(shown[time]) for time in times]
        found |= set(_of_one(times, values, days))
    return {round(value, 4) for value in found}


def _of_one(times: Sequence[str], values: Sequence[float | None], days: Sequence[str]) -> Iterator[float]:
    starts = sorted({sum(wording.middle_day(time) < day for time in times) for day in days})
    for count in range(len(starts) + 1):
        for breaks in combinations(starts, count):
            for limits in methods.xmr(values, breaks=breaks).limits:
                yield from (limits.mean, limits.lower, limits.upper)
    if len(times[0]) != len("2019-04") or any(value is not None and value < 0 for value in values):
        return
    for event in starts:
        made = methods.interrupted_series(values, event) if 0 < event < len(values) else None
        if isinstance(made, Step):
            yield from (made.ratio, made.low, made.high, made.dispersion)
            yield from (value for value in (*made.fitted, *made.counterfactual) if value is not None)


def shares(cells: pd.DataFrame, dimensions: Sequence[str]) -> pd.DataFrame:
    """The share of each part in each force's referrals, where both are published, with Wilson's limits."""
    counts = cells[(cells["indicator"] == "police_referrals") & (cells["measure"] == "count")]
    keys = ["time_level", "time", "geography_level", "area"]
    split = (counts[list(dimensions)] != "all").sum(axis=1)
    joined = counts[split == 1].merge(
        counts.loc[split == 0, [*keys, "value"]], on=keys, suffixes=("", "_whole")
    )
    joined = joined[joined["value_whole"] > 0]
    low, high = methods.wilson(joined["value"], joined["value_whole"])
    percent = 100 * joined["value"] / joined["value_whole"]
    made = joined.assign(measure="percent", value=percent, low=100 * low, high=100 * high)
    return made.drop(columns="value_whole")


def steadied(cells: pd.DataFrame) -> set[float]:
    """Rates of districts drawn towards that of all districts whose figure is shown, and that rate.

    Each by how far districts differ beyond chance (Marshall, 1991, written out here anew), from published
    counts and what they are a rate of.
    """
    held = cells[(cells["geography_level"] == "district") & cells["area"].str.startswith("E07")]
    keys = [name for name in cells.columns if name not in (*_VALUES, "measure", "time", "area")]
    found: set[float] = set()
    shown = held[held["status"] == "published"]
    for _, rows in shown.groupby([*keys, "time"], sort=False, dropna=False):
        parts = rows.pivot_table(index="area", columns="measure", values="value")
        if not {"rate", "denominator"} <= set(parts.columns):
            continue
        told = parts.dropna(subset=["rate", "denominator"])
        people, rate = told["denominator"].to_numpy(), told["rate"].to_numpy()
        if len(told) < 4:
            continue
        common = float((rate * people).sum() / people.sum())
        spread = float((people * (rate - common) ** 2).sum() / people.sum())
        between = max(0.0, spread - common * 100_000 / people.mean())
        chance = common * 100_000 / people
        drawn = common + between / (between + chance) * (rate - common)
        found |= {common, *drawn.tolist()}
    return found


def without_funnel(spec: dict[str, Any], shares: set[float], sizes: set[float]) -> dict[str, Any]:
    """A funnel's picture without what follows from published ``shares`` (percent) and ``sizes`` alone.

    Its limits, the ends and ticks of its scales, and where the name of the force in focus stands; whatever
    of it does not follow stays.
    """
    layout = spec["layout"]
    spec["data"] = [
        trace
        for trace in spec["data"]
        if trace.get("meta") != "worked out" or not funnel_is_true(trace, shares, sizes)
    ]
    across, up = layout["xaxis"], layout["yaxis"]
    if up.get("range") == [-3, 103]:
        del up["range"]
    if _ends(10 ** np.array(across.get("range", [0, 0]), dtype=float), sizes):
        del across["range"]
    doubling = [5 * 2**at for at in range(20)]
    if set(across.get("tickvals", ())) <= set(doubling):
        across["ticktext"] = [text for text in across["ticktext"] if text not in {f"{n:,}" for n in doubling}]
        del across["tickvals"]
    named = {round(float(np.log10(size)), 4) for size in sizes if size > 0}
    for note in layout["annotations"]:
        if round(float(note.get("x", 0)), 4) in named:
            del note["x"]
    return spec


def _ends(across: Any, sizes: set[float]) -> bool:
    """Whether a scale ends a little beyond two published sizes."""
    return all(
        any(abs(end - size * factor) < 1e-4 for size in sizes)
        for end, factor in zip((np.nanmin(across), np.nanmax(across)), _SPAN, strict=True)
    )


def funnel_is_true(trace: dict[str, Any], baselines: set[float], sizes: set[float]) -> bool:
    """Whether a worked-out line of a funnel is what published shares and bases make of it."""
    across, up = np.array(trace["x"], dtype=float), np.array(trace["y"], dtype=float)
    if not _ends(across, sizes):
        return False
    if len(across) == 2:
        return all(round(float(value), 4) in baselines for value in up)
    middle = len(across) // 2
    drawn = [*up[:middle], *up[middle + 1 :]]
    for baseline in baselines:
        for confidence in (0.95, 0.998):
            near = across[:middle]
            _, chance = methods.funnel_proportion(baseline / 100, near, confidence)
            # How much institutions usually differ is one number for all sizes, 0 for limits of chance alone.
            z = float(special.ndtri((1 + confidence) / 2))
            reach = (up[middle + 1 :] / 100 - baseline / 100) / z
            between = max(0.0, float(reach[-1] ** 2 - ((chance - baseline / 100)[-1] / z) ** 2))
            lower, upper = methods.funnel_proportion(baseline / 100, near, confidence, between)
            if np.allclose([*(100 * lower), *(100 * upper)], drawn, atol=1e-3):
                return True
    return False
