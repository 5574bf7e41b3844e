"""The partnership: its register of partners, and who came to its meetings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dashboard.reference.code_lists import code_list
from made_up.people import invented_names


def register(rng: np.random.Generator, truth: dict[str, Any]) -> pd.DataFrame:
    """One row for each partner, with its named contact where there is one."""
    facts = truth["partnership"]
    known = {
        code: row for code, row in code_list("agency").facts.items() if code not in facts["not_partners"]
    }
    rows = pd.DataFrame({"agency": list(known), "sector": [row["sector"] for row in known.values()]})
    joined = rows["agency"].map(facts["joined_later"]).fillna(truth["first_day"])
    rows["member_since"] = pd.to_datetime(joined)
    rows["member_until"] = pd.to_datetime(rows["agency"].map(facts["left"]))
    named = ~rows["agency"].isin(facts["without_contact"])
    rows["named_contact"] = np.where(named, invented_names(rng, truth["names"], len(rows)), "")
    rows["contact_email"] = np.where(named, "contact." + rows["agency"] + "@example.org", "")
    return rows


def meetings(rng: np.random.Generator, truth: dict[str, Any], partners: pd.DataFrame) -> pd.DataFrame:
    """One row for each partner invited to a meeting: the board each quarter, the group each month."""
    facts = truth["partnership"]
    low, high = facts["attendance"]
    own = pd.Series(rng.uniform(low, high, len(partners)), index=partners["agency"])
    months = pd.date_range(truth["first_day"], truth["last_day"], freq="MS")
    held = [("operational", month) for month in months]
    held += [("board", month) for month in months if month.month in (3, 6, 9, 12)]
    days = [(meeting, month + pd.offsets.WeekOfMonth(week=1, weekday=3)) for meeting, month in held]
    invited = pd.DataFrame(days, columns=["meeting", "meeting_date"]).merge(partners, how="cross")
    member = (invited["member_since"] <= invited["meeting_date"]) & ~(
        invited["member_until"] < invited["meeting_date"]
    )
    on_board = (invited["meeting"] != "board") | invited["agency"].isin(facts["board"])
    rows = invited.loc[member & on_board, ["meeting", "meeting_date", "agency"]].reset_index(drop=True)
    present = rng.random(len(rows)) < rows["agency"].map(own)
    excused = rng.random(len(rows)) < facts["apologies"]
    rows["attendance"] = np.where(present, "present", np.where(excused, "apologies", "absent"))
    return rows.sort_values(["meeting_date", "meeting", "agency"], ignore_index=True)
