"""The store's rows counted by the outsider's own reading: what the attacks are judged by, never an input."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from dashboard.settings import PROJECT
from tests.attacks.reading import ELSEWHERE, Group, Vector

#: The groups that are a table of their own, whose records name the body that sent them as agency.
_TABLES = frozenset({"intelligence", "orders", "reviews"})
POLICE = "police"
#: The list that says which group a type of exploitation belongs to.
AGENCIES = PROJECT / "data" / "reference" / "codes" / "agency.csv"
RESPONDERS = PROJECT / "data" / "reference" / "codes" / "first_responder.csv"
WAITS = ("0_3", "4_7", "8_14", "15_28", "29_up")
TYPES = PROJECT / "data" / "reference" / "codes" / "exploitation_type.csv"


@cache
def rows_of(store: Path, group: str) -> pd.DataFrame:
    """Every record of ``group`` in the words of the outsider: month, codes, and who sent it. Read only."""
    table = group if group in _TABLES else "referrals"
    with duckdb.connect(str(store), read_only=True) as con:
        rows = con.execute(f"SELECT * FROM {table}").df()
        kinds = pd.read_csv(TYPES).set_index("code")["group"]
        responders = pd.read_csv(RESPONDERS).set_index("code")["type"]
        sectors = pd.read_csv(AGENCIES).set_index("code")["sector"]
    if table == "referrals":
        rows = rows[rows["route"] == group]
        rows = rows.assign(
            exploitation_group=rows["exploitation_type"].map(kinds),
            responder=rows["first_responder"].map(responders),
            county_lines_flag=rows["county_lines"].map({True: "yes", False: "no"}).fillna("not_recorded"),
            wait=pd.cut(rows["days_to_referral"].astype(float), [-1, 3, 7, 14, 28, np.inf], labels=WAITS)
            .astype(object)
            .fillna("not_recorded"),
            progress=[_progress(row) for row in rows.to_dict("records")],
            sector=rows["referring_body"].map(sectors).fillna("not_recorded"),
        )
    elif table == "intelligence":
        rows = rows.assign(actionable=np.where(rows["grade"] == "actionable", "yes", "no"))
    months = pd.to_datetime(rows["month"])
    if "district" in rows:
        known = rows["district"].str.startswith("E07") | (rows["district"] == "out_of_county")
        rows = rows.assign(place=rows["district"].where(known, "not_recorded"))
    return rows.assign(
        month=months.dt.year * 12 + months.dt.month - 1,
        body=rows["agency" if group in _TABLES else "referring_body"],
    )


def _progress(row: Mapping[Any, Any]) -> str:
    """How far the decisions on one referral have come, in the outsider's words."""
    if row["rg_decision"] not in ("positive", "negative"):
        return "none"
    code = f"{row['rg_month'].year - row['month'].year}{row['rg_decision']}"
    if row["cg_decision"] in ("positive", "negative"):
        code += f"{row['cg_month'].year - row['month'].year}{row['cg_decision']}"
    return code


def counted(rows: pd.DataFrame, group: Group) -> Vector:
    """How many of ``rows`` each unknown of ``group`` holds."""
    parts = []
    for face, (columns, codes) in enumerate(zip(group.faces, group.codes, strict=True)):
        held = rows[["month", *columns]].copy()
        for column, known in zip(columns, codes, strict=True):
            if ELSEWHERE in known:
                held[column] = held[column].where(held[column].isin(known), ELSEWHERE)
        found = held.groupby(["month", *columns]).size().rename("held").reset_index()
        unknowns = group.frame.loc[group.frame["face"] == face, ["month", *columns]]
        parts.append(unknowns.merge(found, how="left", on=["month", *columns])["held"].fillna(0))
    return np.concatenate(parts).astype(float)
