"""The primary rule: which counts are too small, or come from too few, to be shown."""

from __future__ import annotations

import pandas as pd

from dashboard.disclosure.policies import Policy


def failing(records: pd.DataFrame, keys: pd.DataFrame, key: list[str], policy: Policy) -> pd.Series[bool]:
    """For each row of ``keys`` whether the count of its records may not be shown.

    A count fails under the threshold (nothing counted, 0, included), when it falls under
    ``dominance`` without its largest contributor, or when fewer than ``incidents`` separate
    incidents are behind it; a record without an incident is an incident of its own.
    """
    incident = records["incident"].fillna("record " + records["unit"].astype(str))
    grouped = records.assign(incident=incident).groupby(key, observed=True)
    found = pd.DataFrame({"count": grouped.size(), "incidents": grouped["incident"].nunique()})
    contributor = records["contributor"].fillna("not recorded")
    by_contributor = (
        records.assign(contributor=contributor).groupby([*key, "contributor"], observed=True).size()
    )
    found["largest"] = by_contributor.groupby(level=list(range(len(key)))).max() if len(records) else 0
    cells = keys[key].merge(found, how="left", left_on=key, right_index=True)[list(found.columns)].fillna(0)
    unsafe = (
        (cells["count"] < policy.threshold)
        | (cells["count"] - cells["largest"] < policy.dominance)
        | (cells["incidents"] < policy.incidents)
    )
    return unsafe.set_axis(keys.index)
