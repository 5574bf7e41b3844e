"""Reads disclosure-control instances that others published, with the answers they gave."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.disclosure.columns import Columns, Flags, Ints, columns

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "sdc"
MISSING = "../shared/data/sdc is not here: these instances are published elsewhere and are not copied"


def rows(name: str, file: str) -> list[dict[str, str]]:
    with (FOLDER / name / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def expected(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((FOLDER / name / "expected.json").read_text("utf-8"))
    return told


def gauss(name: str) -> tuple[Columns, Ints, Flags, Flags]:
    """Columns, candidate order, primary cells, and the cells that GaussSuppression hides."""
    answers = rows(name, "expected.csv")
    sets: list[list[int]] = [[] for _ in answers]
    triplets = [(int(t["cell"]), int(t["inner_row"])) for t in rows(name, "x_triplets.csv")]
    for cell, row in triplets:
        sets[cell].append(row)
    order = np.asarray([int(row["candidate_cell_in_order"]) for row in rows(name, "candidate_order.csv")])
    primary = np.asarray([row["primary"] == "True" for row in answers])
    hidden = np.asarray([row["suppressed_expected"] == "True" for row in answers])
    return columns(max(row for _, row in triplets) + 1, sets), order, primary, hidden


def linked(name: str) -> tuple[dict[str, int], dict[str, list[str]], list[dict[str, str]]]:
    """Values of all published-kind cells, their inner members, and the rows of cells.csv."""
    cells = rows(name, "cells.csv")
    inner = {row["cell"] for row in cells if row["kind"] in {"hidden", "inner"}}
    members: dict[str, list[str]] = {}
    for row in rows(name, "constraints.csv"):
        if row["coef"] == "1":
            members.setdefault(row["constraint"].removeprefix("sum:"), []).append(row["cell"])
    if not any(row["kind"] == "hidden" for row in cells):
        members |= {cell: [cell] for cell in inner}
    values = {row["cell"]: int(float(row["value"])) for row in cells}
    return values, members, cells
