"""Evaluation forms of those who attended: before, after and at follow-up."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from made_up.draw import Whole

COLUMNS = [
    "person_key",
    "session_date",
    "course",
    "agency",
    "sector",
    "stage",
    "confidence",
    "knowledge",
    "relevance",
    "recommend",
    "applied",
]
#: Stands for a blank answer until the forms are written.
BLANK = -1


def forms(rng: np.random.Generator, truth: dict[str, Any], bookings: pd.DataFrame) -> pd.DataFrame:
    """One row for each form returned, in the order of the register."""
    facts = truth["evaluation"]
    there = bookings.loc[bookings["status"] == "attended", COLUMNS[:5]]
    there = there.drop_duplicates(["person_key", "session_date", "course"]).reset_index(drop=True)
    size = len(there)
    draw = rng.random(size)
    pair = draw < facts["pairs"]
    before_only = (draw >= facts["pairs"]) & (draw < facts["pairs"] + facts["only_before"])
    after_only = draw >= 1 - facts["only_after"]
    before = scores(rng, facts["confidence_before"], size)
    after = after_scores(rng, facts["confidence_after"], before)
    later = np.maximum(after - (rng.random(size) < facts["follow_up_loss"]), 1)
    parts = [
        _stage(rng, facts, there[pair | before_only], "before", before[pair | before_only]),
        _stage(rng, facts, there[pair | after_only], "after", after[pair | after_only]),
    ]
    asked = rng.random(size) < facts["follow_up"]
    parts.append(_stage(rng, facts, there[asked], "follow_up", later[asked]))
    return pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)


def scores(rng: np.random.Generator, chances: list[float], size: int) -> Whole:
    """``size`` scores from 1, by the chance of each."""
    return rng.choice(np.arange(1, len(chances) + 1), size=size, p=chances)


def after_scores(rng: np.random.Generator, table: list[list[float]], before: Whole) -> Whole:
    """The score after for each score before; ``table`` holds a row of chances for each score before."""
    limits = np.cumsum(np.array(table), axis=1)[before - 1]
    after: Whole = (rng.random(len(before))[:, None] > limits).sum(axis=1) + 1
    return after


def _stage(
    rng: np.random.Generator,
    facts: dict[str, Any],
    rows: pd.DataFrame,
    stage: str,
    confidence: npt.NDArray[np.int64],
) -> pd.DataFrame:
    size = len(rows)
    form = rows.assign(stage=stage, confidence=confidence)
    form["knowledge"] = rng.binomial(10, facts["signs_named"][stage], size)
    for question in ("relevance", "recommend"):
        form[question] = scores(rng, facts[question], size) if stage == "after" else BLANK
    form["applied"] = (rng.random(size) < facts["applied"]).astype(int) if stage == "follow_up" else BLANK
    for question in ("confidence", "knowledge", "relevance", "recommend", "applied"):
        form.loc[rng.random(size) < facts["blank"], question] = BLANK
    form["comments"] = np.where(rng.random(size) < facts["comments"], "Made-up comment: useful.", "")
    return form
