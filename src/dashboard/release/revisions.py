"""Numbers changed: how a release differs from the one before it, from the two published files alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.methods import wording
from dashboard.publication import CELL_KEY, CELL_VALUE, TABLES, Counting, NoRelease, Publication, Status
from dashboard.release.losses import losses
from dashboard.release.publishing import file_name
from dashboard.release.register import Register
from dashboard.settings import ALL, Installation

COLUMNS = [part.split()[0] for part in TABLES["revisions"].split(", ")]
#: Figures are stored to nine places; what differs by less is the same figure.
_SAME = 1e-8
#: Intervals follow from the figures, so only these are told.
_TOLD = {f"{when}_{what}": f"{what}_{when}" for when in ("old", "new") for what in ("value", "status")}


@dataclass(frozen=True, eq=False)
class Since:
    """How a release differs from the one before: its ``revisions`` table, and in words what it lost."""

    revisions: pd.DataFrame
    lost: list[str]


def since_the_last(
    where: Installation, register: Register, cells: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> Since:
    """How a release with these ``cells`` and other ``tables`` differs from the last one on the register.

    The last that has a file; without one, or where it cannot be opened, nothing can be told.
    """
    nothing = Since(pd.DataFrame(columns=COLUMNS), [])
    files = [where.releases / file_name(line["id"]) for line in register.releases()]
    shown = [path for path in files if path.exists()]
    if not shown:
        return nothing
    try:
        earlier = Publication(shown[-1])
    except NoRelease:
        return nothing
    try:
        old = earlier.frame("SELECT * FROM cells")
        changed = revised(old, cells, over(earlier), earlier.id, tables.get("restated"))
        titles = {name: about.title for name, about in earlier.indicators.items()}
        titles |= dict(zip(tables["indicators"]["id"], tables["indicators"]["title"], strict=True))
        codes = pd.concat([earlier.table("codes"), tables["codes"]])
        labels = dict(zip(zip(codes["list"], codes["code"], strict=True), codes["label"], strict=True))
        return Since(changed, losses(old, cells, changed, titles, labels))
    finally:
        earlier.close()


def over(earlier: Publication) -> Mapping[str, str]:
    """The last month or period that each indicator of a release covers: what it says of later is no more."""
    last = earlier.facts["last_month"]
    return {
        name: (about.last_period or last) if about.policy == "comparators" else last
        for name, about in earlier.indicators.items()
    }


def revised(
    old: pd.DataFrame,
    new: pd.DataFrame,
    covered: Mapping[str, str],
    earlier: str,
    restated: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Cells of ``old`` whose value or status is another in ``new``, or that are no longer there ([x]).

    A period that was not over when ``old`` was made (``covered`` has the last period of each indicator)
    has grown, not changed, and cells that are new are not revisions: neither is told. What ``restated``, the
    table of that name, shows in the place of a first figure is marked ``r``: it was meant to change.
    """
    dimensions = sorted({*old.columns, *new.columns} - {*CELL_KEY, *CELL_VALUE})
    keys = [*CELL_KEY, *dimensions]
    before = _settled(_with(old, dimensions), covered)
    both = before.merge(
        _with(new, dimensions)[[*keys, "value", "status"]], "left", keys, suffixes=("_old", "_new")
    )
    both["status_new"] = both["status_new"].fillna(Status.NOT_AVAILABLE.value)
    apart = (both["value_old"] - both["value_new"]).abs() > _SAME
    changed = both[apart | (both["status_old"] != both["status_new"])].sort_values(keys)
    revisions = changed.assign(
        earlier=earlier,
        counting=_countings(changed, keys, restated),
        split=[_split(row, dimensions) for row in changed[dimensions].to_numpy().tolist()],
        **{name: changed[held] for name, held in _TOLD.items()},
    )
    return revisions[COLUMNS].replace({np.nan: None}).reset_index(drop=True)


def _countings(changed: pd.DataFrame, keys: list[str], restated: pd.DataFrame | None) -> list[str]:
    """For each changed cell ``r`` where the new figure is a restated one, else nothing."""
    if restated is None or restated.empty:
        return [""] * len(changed)
    shown = set(_with(restated[restated["used"]], keys)[keys].itertuples(index=False, name=None))
    cells = changed[keys].itertuples(index=False, name=None)
    return [Counting.RESTATED.value if cell in shown else "" for cell in cells]


def _with(cells: pd.DataFrame, dimensions: list[str]) -> pd.DataFrame:
    """Cells with all of these dimensions: one that a release does not know is ``all`` in it."""
    return cells.assign(**{name: ALL for name in dimensions if name not in cells.columns})


def _settled(cells: pd.DataFrame, covered: Mapping[str, str]) -> pd.DataFrame:
    """The cells of periods that were over."""
    ends = {name: wording.span(last)[1] for name, last in covered.items() if last}
    pairs = list(zip(cells["indicator"].tolist(), cells["time"].tolist(), strict=True))
    over = {
        (name, time)
        for name, time in set(pairs)
        if time != ALL and name in ends and wording.span(time)[1] <= ends[name]
    }
    return cells[pd.Series([pair in over for pair in pairs], index=cells.index, dtype=bool)]


def _split(codes: list[str], dimensions: list[str]) -> str:
    """The codes a cell is confined to: ``route=nrm; age=child``; empty for a whole."""
    return "; ".join(f"{name}={code}" for name, code in zip(dimensions, codes, strict=True) if code != ALL)
