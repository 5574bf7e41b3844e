"""The mess of real extracts: spellings, rows sent late, rows sent twice, rows that break a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.reference.code_lists import NOT_RECORDED, code_list
from dashboard.store.contract import Blank, Column, Kind, Source
from made_up.draw import Codes, Whole
from made_up.files import Layout

#: Cells that break a rule, by source: each entry is one kind of bad row.
BREAKS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "training_register": (
        {"session_date": "31/02/2023"},
        {"agency": "Agency of nowhere"},
        {"status": "Maybe"},
        {"status": "No-show", "packs": "1"},
    ),
    "evaluation_forms": (
        {"confidence": "7"},
        {"stage": "During"},
        {"session_date": "00/13/2021"},
        {"stage": "Before", "applied": "Yes"},
    ),
    "workforce": (
        {"work_district": "Somewhere", "eligible_staff": "12"},
        {"agency": "Agency of nowhere"},
        {"work_district": "Overseas", "eligible_staff": "about 40"},
    ),
    "referral_log": (
        {"rg_decision": "Positive", "rg_date": "01/04/2018"},
        {"date_received": "30/02/2022"},
        {"referring_body": "Agency of nowhere"},
        {"route": "NRM", "first_responder": ""},
    ),
    "intelligence": (
        {"agency": "Agency of nowhere"},
        {"date_submitted": "31/06/2024"},
        {"grade": "Very good"},
    ),
    "referral_audits": (
        {"agency": "Agency of nowhere"},
        {"points_checked": "Consent", "points_met": "Consent; Indicators"},
    ),
    "reviewed_cases": ({"agency": "Agency of nowhere"}, {"earlier_contact": "Perhaps"}),
    "orders": ({"order_type": "Letter"}, {"date_made": "31/06/2024"}),
    "meeting_attendance": ({"agency": "Agency of nowhere"}, {"meeting_date": "31/11/2022"}),
}
#: The column that tells a bad row from the good one it was copied from, and the start of its new value.
OWN_KEY = {
    "training_register": ("person_key", "SN-0"),
    "evaluation_forms": ("person_key", "SN-0"),
    "referral_log": ("reference", "BAD-"),
    "intelligence": ("reference", "BAD-"),
    "referral_audits": ("reference", "BAD-"),
    "reviewed_cases": ("reference", "BAD-"),
    "orders": ("reference", "BAD-"),
}


def as_sent(
    rng: np.random.Generator, rows: pd.DataFrame, source: Source, layout: Layout, mess: dict[str, Any]
) -> pd.DataFrame:
    """The rows as text (dates of a workbook as dates), with duplicates and bad rows among them."""
    sent = pd.DataFrame(
        {
            column.name: _cells(rng, rows[column.name], column, layout, mess["spelling"])
            for column in source.columns
            if column.name in rows
        }
    )
    # Duplicates and bad rows stand where somebody pasted them: anywhere in the file.
    twice = sent.iloc[np.sort(rng.choice(len(sent), _share(len(sent), mess["duplicates"]), replace=False))]
    whole = pd.concat([sent, twice, _bad(rng, sent, source.name, mess["bad_rows"])])
    place = np.r_[np.arange(len(sent), dtype=float), rng.uniform(0, len(sent), len(whole) - len(sent))]
    return whole.iloc[np.argsort(place, kind="stable")].reset_index(drop=True)


def _share(rows: int, share: float) -> int:
    return max(round(rows * share), 2 if rows >= 100 else 0)


def _cells(
    rng: np.random.Generator, values: pd.Series[Any], column: Column, layout: Layout, rate: float
) -> Codes:
    cells: Codes
    if column.kind is Kind.DATE:
        known = values.notna()
        if layout.suffix == ".xlsx":
            cells = np.array([day.date() if day is not pd.NaT else "" for day in values], dtype=object)
        else:
            cells = values.dt.strftime(layout.dates).where(known, "").to_numpy(dtype=object)
    elif column.kind is Kind.CODE:
        cells = _spell(rng, values.to_numpy(dtype=object), column, layout, rate)
    elif column.kind is Kind.FLAG and values.dtype.kind == "i":
        cells = values.map({1: "Yes", 0: "No", -1: ""}).to_numpy(dtype=object)
    elif column.kind is Kind.INTEGER:
        numbers = values.to_numpy()
        cells = np.where(numbers < 0, "", numbers.astype(object))
    elif column.kind is Kind.AGE:
        cells = values.replace({NOT_RECORDED: "", "child": "Child", "adult": "Adult"}).to_numpy(dtype=object)
    else:
        cells = values.fillna("").to_numpy(dtype=object)
    return cells


def _spell(rng: np.random.Generator, codes: Codes, column: Column, layout: Layout, rate: float) -> Codes:
    """Each code as its label, now and then in another accepted spelling; a partner's own words as stated."""
    known = code_list(column.codes)
    also: dict[str, list[str]] = {}
    for spelling, code in known.spellings.items():
        also.setdefault(code, []).append(spelling)
    words = layout.words.get(column.name, {})
    written = codes.copy()
    odd = rng.random(len(codes)) < rate
    choice = rng.random(len(codes))
    for code in set(codes.tolist()) - {""}:
        here = codes == code
        if code == NOT_RECORDED and column.blank is Blank.NOT_RECORDED:
            written[here] = ""
            continue
        plain = code if column.codes == "tier" else known.labels[code]
        written[here] = words.get(code, plain)
        if code not in words:
            forms = np.array([*sorted(also[code]), plain.upper(), f" {plain} "], dtype=object)
            written[here & odd] = forms[(choice[here & odd] * len(forms)).astype(np.int64)]
    return written


def _bad(rng: np.random.Generator, sent: pd.DataFrame, source: str, share: float) -> pd.DataFrame:
    breaks = BREAKS.get(source)
    number = _share(len(sent), share)
    if not breaks or not number:
        return sent.iloc[:0]
    bad = sent.iloc[rng.choice(len(sent), size=number, replace=False)].reset_index(drop=True).astype(object)
    first = int(rng.integers(len(breaks)))
    for row in range(number):
        for column, value in breaks[(first + row) % len(breaks)].items():
            if column in bad:
                bad.loc[row, column] = value
    if source in OWN_KEY:
        column, start = OWN_KEY[source]
        bad[column] = [f"{start}{code:04d}" for code in rng.choice(10_000, number, replace=False)]
    return bad


def file_numbers(rng: np.random.Generator, days: pd.Series[Any], financial: bool, late: float) -> Whole:
    """The year of the file in which each row is sent: its own, or the next where it came late.

    ``financial`` years start in April. The last file has no next one.
    """
    shifted = days - pd.DateOffset(months=3) if financial else days
    year = shifted.dt.year.to_numpy()
    at_the_end = shifted.dt.month.to_numpy() >= 11
    sent_late = at_the_end & (rng.random(len(days)) < late) & (year < year.max())
    numbers: Whole = year + sent_late
    return numbers
