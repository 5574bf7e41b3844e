"""Releases of no figure, which carry the facts that a test gives them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from dashboard.publication import CELL_KEY, CELL_VALUE, FACTS, TABLES, Publication
from dashboard.release.facts import fact_tables
from dashboard.release.new_file import write_aside
from dashboard.settings import Installation


def facts_of(root: Path, made_up: bool = True) -> dict[str, pd.DataFrame]:
    """The facts that a release of the installation in ``root`` would carry."""
    return fact_tables(Installation(root, root / "unused.key"), made_up)


def release_of(
    path: Path, facts: Mapping[str, pd.DataFrame], made_up: bool = True, later: bool = True
) -> Publication:
    """A release of ``facts`` alone, opened; without the tables for them where it is of an earlier version."""
    about = {"id": path.stem, "made_up": "yes" if made_up else "no"}
    cells = pd.DataFrame(columns=[*CELL_KEY, *CELL_VALUE])
    release = pd.DataFrame({"key": list(about), "value": list(about.values())})
    codes = pd.DataFrame(
        [
            {"list": "area", "code": row["code"], "label": row["name"], "position": row["position"]}
            for row in facts.get("areas", pd.DataFrame()).to_dict("records")
        ],
        columns=["list", "code", "label", "position"],
    )
    carried = {name: frame for name, frame in facts.items() if later}
    write_aside(path, cells, {"release": release, "codes": codes, **carried})
    if not later:
        forget_facts(path)
    return Publication(path)


def forget_facts(path: Path) -> None:
    """Make a release one of a version in which releases carried no facts yet."""
    import duckdb

    with duckdb.connect(str(path)) as con:
        for name in FACTS:
            assert name in TABLES
            con.execute(f"DROP TABLE {name}")
        for column in ("page", "section", "drawn", "mix", "breaks", "rate_of"):
            con.execute(f"CREATE OR REPLACE TABLE indicators AS SELECT * EXCLUDE ({column}) FROM indicators")
