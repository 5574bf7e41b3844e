"""What became of reports as training was rolled out: the one figure that is fitted to counts nobody may see.

Fitted to the counts of each agency and quarter, which are published nowhere, so what leaves this module is
little: a ratio with its limits, each to the nearest 5 %, or why there is none. Why that is safe, and what was
ruled out: docs/decisions/31-one-figure-of-a-rollout.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from dashboard.methods import Refused, round_half_up, stepped, wording
from dashboard.methods.stepped import Step
from dashboard.release.run import Run
from dashboard.release.workspace import Workspace

#: What partners send, its table and who sends it: the one report of which every agency keeps a count.
INDICATOR, TABLE, SENDER = "intelligence_submissions", "intelligence", "agency"
#: Changes in percent are published in steps of so much, limits outward.
STEP = 5
#: So many months after the planned one somebody must have been trained, for the plan to have been kept.
GRACE = 3
#: Why nothing is said, beside the reasons of ``stepped``.
NOT_KEPT = "the plan was not kept"
COLUMNS = (
    "indicator", "agencies", "trained", "kept", "first_planned", "last_planned", "fitted", "periods",
    "first_period", "last_period", "change", "low", "high", "reason",
)  # fmt: skip


def rollout_changes(run: Run, space: Workspace, plan: pd.DataFrame, incomplete: pd.DataFrame) -> pd.DataFrame:
    """The table ``rollout_changes`` of a release: one row, or none where no roll-out is planned.

    ``plan`` is the table ``rollout``, ``incomplete`` that of the months in which a return is missing:
    quarters with one of them have no part.
    """
    if plan.empty or INDICATOR not in run.headers or TABLE not in space.fed:
        return pd.DataFrame(columns=list(COLUMNS))
    end = space.span_of(TABLE).last
    threshold = run.policies.policy(run.headers[INDICATOR].policy).threshold
    planned, actual = (
        {str(row[SENDER]): _number(str(row[column])) for row in plan.to_dict("records") if row[column]}
        for column in ("planned", "actual")
    )
    quarters = _quarters(space, incomplete)
    counts = _counts(space, list(planned), quarters)
    due = {agency: month for agency, month in planned.items() if month <= _number(f"{end:%Y-%m}")}
    in_time = [agency for agency, month in due.items() if actual.get(agency, math.inf) <= month + GRACE]
    # Whoever sends less than is shown of anybody, in a quarter, has no part: the smallest say most of whom.
    sizes = counts.sum(axis=1)
    large = [agency for agency in planned if sizes.get(agency, 0) >= max(threshold, 1) * len(quarters)]
    answer = (
        Refused(NOT_KEPT) if 2 * len(in_time) < len(due) else fitted(counts.loc[large], planned, quarters)
    )
    row: dict[str, object] = {
        "indicator": INDICATOR,
        "agencies": len(planned),
        "trained": len(actual),
        "kept": sum(actual.get(agency) == month for agency, month in planned.items()),
        "first_planned": min(plan["planned"]),
        "last_planned": max(plan["planned"]),
        "fitted": len(large),
        "periods": len(quarters),
        "first_period": quarters[0] if quarters else "",
        "last_period": quarters[-1] if quarters else "",
    }
    return pd.DataFrame([row | rounded(answer)], columns=list(COLUMNS))


def fitted(counts: pd.DataFrame, planned: Mapping[str, int], quarters: Sequence[str]) -> Step | Refused:
    """The change from the month after the planned one on, whoever was trained when: as it was meant to be.

    ``counts`` has a row for each agency and a column for each of ``quarters``.
    """
    reached = [[_share(planned[str(agency)], quarter) for quarter in quarters] for agency in counts.index]
    if not reached or not quarters:
        return Refused(stepped.FEW_CLUSTERS)
    return stepped.step(counts.to_numpy(dtype=float), np.array(reached, dtype=float))


def rounded(answer: Step | Refused) -> dict[str, object]:
    """What is published of an answer: the change in percent and its limits, coarse, or the reason."""
    if isinstance(answer, Refused):
        return {"change": None, "low": None, "high": None, "reason": answer.reason}
    # What lies on a step, but for the last digits of a float, stays there.
    change, low, high = (100 * (ratio - 1) for ratio in (answer.ratio, answer.low, answer.high))
    return {
        "change": STEP * round_half_up(change / STEP) + 0.0,
        "low": float(STEP * math.floor(round(low / STEP, 9))),
        "high": float(STEP * math.ceil(round(high / STEP, 9))),
        "reason": "",
    }


def _counts(space: Workspace, agencies: Sequence[str], quarters: Sequence[str]) -> pd.DataFrame:
    """How many reports each agency sent in each quarter, as they were first counted: 0 where none."""
    held = space.con.execute(
        f"SELECT {SENDER} AS agency, concat(year(month), '-Q', quarter(month)) AS quarter, "
        f"count(*) AS reports FROM main.{TABLE} GROUP BY ALL"
    ).df()
    table = held.pivot_table(index="agency", columns="quarter", values="reports", aggfunc="sum")
    return table.reindex(index=list(agencies), columns=list(quarters)).fillna(0.0)


def _quarters(space: Workspace, incomplete: pd.DataFrame) -> list[str]:
    """The whole quarters that are counted and lack no return: months within one change nothing."""
    begins = space.con.execute(f'SELECT min(month) FROM main."{TABLE}"').fetchall()[0][0]
    first, last = (f"{day:%Y-%m}" for day in (begins, space.span_of(TABLE).last))
    quarters = wording.between(*(f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" for month in (first, last)))
    own = incomplete[incomplete["indicator"] == INDICATOR] if len(incomplete) else incomplete
    gaps = [
        (_number(str(row["first_month"])), _number(str(row["last_month"]))) for row in own.to_dict("records")
    ]
    return [
        quarter
        for quarter in wording.in_full(quarters, first, last)
        if not any(
            since <= wording.span(quarter)[1] and until >= wording.span(quarter)[0] for since, until in gaps
        )
    ]


def _share(planned: int, quarter: str) -> float:
    """The share of a quarter after the month in which an agency was to be trained."""
    first, last = wording.span(quarter)
    return min(max(last - planned, 0), last - first + 1) / (last - first + 1)


def _number(month: str) -> int:
    return wording.span(month)[0]
