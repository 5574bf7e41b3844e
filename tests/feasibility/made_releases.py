"""Small releases made of records that a test knows, with the cells that it names hidden."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.methods import wording
from dashboard.publication import CELL_KEY, CELL_VALUE, TABLES, Publication
from dashboard.reference import COUNTY

DIMENSIONS = ("exploitation_group", "age")
#: month counted from year 0, district, type, age: how many.
Truth = Mapping[tuple[int, str, str, str], int]
#: A published table: time level, geography level, and the dimensions that split it.
Grain = tuple[str, str, tuple[str, ...]]


def period_of(month: int, level: str) -> str:
    """The period of a level that holds a month."""
    year, within = divmod(month, 12)
    starts = year if within >= 3 else year - 1
    return {
        "month": f"{year}-{within + 1:02d}",
        "quarter": f"{year}-Q{within // 3 + 1}",
        "year": str(year),
        "financial_year": f"{starts}/{(starts + 1) % 100:02d}",
        "all": "all",
    }[level]


def counted(truth: Truth, grains: Iterable[Grain], indicator: str = "concerns") -> pd.DataFrame:
    """Every cell of the tables, none of them hidden."""
    rows: dict[tuple[str, ...], int] = {}
    for (time, place, splits), (key, count) in itertools.product(list(grains), truth.items()):
        month, district, *codes = key
        area = district if place == "district" else COUNTY
        split = [code if name in splits else "all" for name, code in zip(DIMENSIONS, codes, strict=True)]
        cell = (indicator, "count", time, period_of(month, time), place, area, *split)
        rows[cell] = rows.get(cell, 0) + count
    frame = pd.DataFrame([[*key, float(value)] for key, value in rows.items()],
                         columns=[*CELL_KEY, *DIMENSIONS, "value"])  # fmt: skip
    return frame.assign(status="published", low=float("nan"), high=float("nan"))


def hide(cells: pd.DataFrame, which: Sequence[bool]) -> pd.DataFrame:
    """The same cells, those marked hidden without a value."""
    chosen = pd.Series(list(which), index=cells.index)
    return cells.assign(value=cells["value"].mask(chosen), status=cells["status"].mask(chosen, "c"))


def written(path: Path, cells: pd.DataFrame, months: Iterable[int], **about: str) -> Publication:
    """A release of these cells, opened."""
    every = sorted(months)
    facts = {
        "id": "2026-01-01-abcdef01", "made_up": "yes", "as_of": "2026-01-01",
        "first_month": period_of(every[0], "month"), "last_month": period_of(every[-1], "month"),
    }  # fmt: skip
    words = {"id": "concerns", "title": "Concerns", "kind": "count", "policy": "referrals", **about}
    ordered = cells[[*CELL_KEY, *DIMENSIONS, *CELL_VALUE]]
    with duckdb.connect(str(path)) as con:
        for name, shape in TABLES.items():
            con.execute(f"CREATE TABLE {name} ({shape})")
        con.executemany("INSERT INTO release VALUES (?, ?)", list(facts.items()))
        con.execute(
            f"INSERT INTO indicators ({', '.join(words)}) VALUES ({', '.join('?' for _ in words)})",
            list(words.values()),
        )
        con.register("ordered", ordered)
        con.execute("CREATE TABLE cells AS SELECT * FROM ordered")
    return Publication(path)


def total(truth: Truth, wanted: Callable[[int, str, str, str], bool]) -> int:
    """How many records lie where ``wanted`` says."""
    return sum(count for key, count in truth.items() if wanted(*key))


def months_of(period: str) -> range:
    """The months of a period."""
    first, last = wording.span(period)
    return range(first, last + 1)
