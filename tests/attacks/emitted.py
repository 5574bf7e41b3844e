"""Everything that the display room emits: each page under each choice, and the release itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.publication import CLOSED_IN
from dashboard.settings import PROJECT, Installation
from tests.attacks.messages import Sent, View, open_view

PAGES = tuple(sorted(path.stem for path in (PROJECT / "pages").glob("*.py")))
#: Choices that bear on one another are made together: every one of the one with every one of the next.
TOGETHER = {
    "Referrals": (("route", "by"), ("route", "route_split"), ("route", "route_period")),
    "Geography": (
        ("figure", "boundaries", "year"),
        ("figure", "boundaries", "quarter"),
        ("figure", "area"),
        ("figure", "year", "steady"),
        ("map", "year"),
    ),
}
_PARTS = ("count", "numerator", "denominator", "rest")
#: Whose denominators are no records of these: residents, people trained, the sum of two parts that are
#: read by themselves.
_OPEN_BASES = ("referral_rate", "referrals_per_staff", "intelligence_per_staff", "duty_to_notify_share")


@dataclass(frozen=True)
class Release:
    """A release file as an outsider reads it who was handed it: each of its tables, and nothing else."""

    tables: dict[str, pd.DataFrame]

    @property
    def cells(self) -> pd.DataFrame:
        """Every cell, published or not."""
        return self.tables["cells"]

    @cached_property
    def closed(self) -> set[str]:
        """The indicators whose counts are of people who may be victims, as the release says itself."""
        words = self.tables["indicators"]
        return set(words.loc[words["policy"] == "referrals", "id"])

    @cached_property
    def counts(self) -> pd.DataFrame:
        """The count cells of the closed indicators, numbered in ``cell``; a population is none of them."""
        cells = self.cells
        population = cells["indicator"].isin(_OPEN_BASES) & (cells["measure"] == "denominator")
        chosen = cells["indicator"].isin(self.closed) & cells["measure"].isin(_PARTS) & ~population
        return cells[chosen].assign(cell=range(int(chosen.sum()))).reset_index(drop=True)

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The same cells, one mapping each."""
        return [{str(name): held for name, held in row.items()} for row in self.counts.to_dict("records")]

    def fact(self, key: str) -> str:
        """One fact of the release."""
        return self._facts[key]

    @cached_property
    def _facts(self) -> dict[str, str]:
        facts = self.tables["release"]
        return dict(zip(facts["key"].astype(str), facts["value"].astype(str), strict=True))

    @cached_property
    def span(self) -> range:
        """Every month that it covers, counted from year 0."""
        first, last = (self.fact(key) for key in ("first_month", "last_month"))
        return range(month_number(first), month_number(last) + 1)


def month_number(text: str) -> int:
    """The month that a date or a period begins in, counted from year 0."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def read_release(path: Path) -> Release:
    """Read every table of a release file, which a page may hold open, with nothing but DuckDB."""
    with duckdb.connect(str(path), read_only=True, config=dict(CLOSED_IN)) as con:
        names = con.execute("SELECT table_name FROM duckdb_tables() ORDER BY table_name").fetchall()
        return Release({name: con.execute(f'SELECT * FROM "{name}" ORDER BY ALL').df() for (name,) in names})


def every_page(where: Installation, release: Release, pages: Iterable[str] = PAGES) -> list[Sent]:
    """All that the pages send, under every choice; what several views send alike is kept once."""
    kept: dict[tuple[str, str, str], Sent] = {}
    words = release.tables["indicators"]
    closed = set(words.loc[words["id"].isin(release.closed), "title"])
    for page in pages:
        for view in _views(where, page, closed):
            for sent in view.sent:
                kept.setdefault((sent.block, sent.kind, sent.body), sent)
    return list(kept.values())


def _views(where: Installation, page: str, closed: set[str]) -> Iterator[View]:
    """Each option of each choice by itself; choices that bear on one another in every combination.

    Of the figures on the map the closed ones alone are gone through in every combination.
    """
    opened: dict[tuple[tuple[str, str], ...], View] = {}

    def view(address: dict[str, str]) -> View:
        whole = {"part": "All of this page"} | address
        key = tuple(whole.items())
        if key not in opened:
            opened[key] = open_view(where, page, whole)
        return opened[key]

    def crossed(keys: tuple[str, ...], made: dict[str, str]) -> None:
        for label in view(made).options.get(keys[0], []) if keys else ():
            chosen = made | {keys[0]: label}
            view(chosen)
            # A rate of a closed figure is named by it: "..., per 100,000 residents".
            if keys[0] != "figure" or label.startswith(tuple(closed)):
                crossed(keys[1:], chosen)

    together = TOGETHER.get(page, ())
    alone = set(view({}).options) - {key for keys in together for key in keys}
    for keys in (*together, *((key,) for key in sorted(alone))):
        crossed(keys, {})
    yield from opened.values()


def downloads(sent: Iterable[Sent]) -> list[tuple[Sent, dict[str, str]]]:
    """Each row of each CSV file, beside where it came from."""
    return [
        (one, row)
        for one in sent
        if one.kind.startswith("file ") and one.kind.endswith(".csv")
        for row in csv.DictReader(io.StringIO(one.body))
    ]
