"""An attack: what is known to the intruder, and the counts that it must not narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from dashboard.reference.policies import read_policies
from tests.attacks.emitted import Release
from tests.attacks.intruder import Intruder, Target
from tests.attacks.reading import Group, Vector, group_of, members_of, place_of, span_of
from tests.attacks.truth import POLICE, TYPES, counted, rows_of

#: A count below it is never to be known more closely than from 0 to one less.
THRESHOLD = read_policies().strictest.threshold
Cell = Mapping[str, Any]
GROUPS = (
    "nrm", "childrens_safeguarding", "adult_safeguarding", "duty_to_notify", "helpline", "police_report",
    "crimestoppers", "local_form", "intelligence", "orders", "reviews",
)  # fmt: skip


@dataclass(eq=False)
class Attack:
    """One group of records: the sums that are known of it and the counts to find out."""

    group: Group
    rows: pd.DataFrame
    sums: list[Vector] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    floor: Vector | None = None
    parts: dict[str, Vector] = field(default_factory=dict)

    def know(self, members: Vector, low: float, high: float) -> None:
        """Let the intruder know that these unknowns come to between ``low`` and ``high``."""
        self.sums.append(members)
        self.low.append(low)
        self.high.append(high)

    def seek(self, name: str, members: Vector, hidden: bool = False) -> None:
        """Let the intruder look for the sum of these unknowns, if it is ``hidden`` or small."""
        target = Target(name, members, int(members @ self.truth))
        if members.any() and (hidden or target.truth < THRESHOLD):
            self.targets.append(target)

    def apart(self) -> Attack:
        """The same attack, to which more can be told without this one knowing."""
        lists = {name: list(getattr(self, name)) for name in ("sums", "low", "high", "targets")}
        return replace(self, **lists)

    @cached_property
    def truth(self) -> Vector:
        """What each unknown really is."""
        return counted(self.rows, self.group)

    def intruder(self) -> Intruder:
        """Somebody who knows all of it."""
        links = self.group.links
        nothing = [0.0] * len(links)
        return Intruder(
            [*self.sums, *links], [*self.low, *nothing], [*self.high, *nothing], self.truth, self.floor
        )


def everything(cell: Cell) -> bool:
    """Every count cell."""
    return True


def attack(
    name: str, store: Path, releases: Sequence[Release], wanted: Callable[[Cell], bool] = everything
) -> Attack:
    """An intruder on group ``name`` with the wanted cells of ``releases``, their values and their ranges.

    It looks for each hidden cell, for what a share leaves (the base less the counted), and for each
    month of the group, published or not.
    """
    months = tuple(sorted({month for release in releases for month in span_of(release)}))
    made = Attack(group_of(name, releases[-1], months), rows_of(store, name))
    for release in releases:
        cells = [cell for cell in release.records if place_of(cell) == name and wanted(cell)]
        for cell in cells:
            _take(made, cell, release)
    for month in months:
        made.seek(f"{name} in month {month // 12}-{month % 12 + 1:02d}", made.group.members([month], {}))
    return made


def _take(made: Attack, cell: Cell, release: Release) -> None:
    members = members_of(cell, made.group, release)
    if cell["status"] == "published":
        made.know(members, cell["value"], cell["value"])
    else:
        made.know(
            members,
            0.0 if pd.isna(cell["low"]) else cell["low"],
            np.inf if pd.isna(cell["high"]) else cell["high"],
        )
        made.seek(name_of(cell), members, hidden=True)
    if cell["measure"] == "numerator":
        made.seek(f"all but {name_of(cell)}", _rest(made.group, members))


def _rest(group: Group, members: Vector) -> Vector:
    """Everybody of the same months that ``members`` leaves out."""
    month, face = group.frame["month"].to_numpy(), group.frame["face"].to_numpy()
    among = members > 0
    whole = np.isin(month, np.unique(month[among])) & np.isin(face, np.unique(face[among]))
    return whole.astype(float) - members


def name_of(cell: Cell) -> str:
    """A cell in words, without its value."""
    codes = [
        f"{column}={cell[column]}"
        for column in cell
        if column
        not in ("indicator", "measure", "time_level", "time", "value", "status", "low", "high", "cell")
        and cell[column] not in ("all", "county", "E23000022")
    ]
    return " ".join([cell["indicator"], cell["measure"], cell["time"], *codes])


def know_national(made: Attack, store: Path, differing: Sequence[tuple[str, str, str]] = ()) -> Intruder:
    """Let the intruder know the Home Office's quarters of our police, and look for everybody else.

    Of ``differing`` cells (quarter, type, age), which are not what we count, it looks for our own count.

    Gives who knows the Home Office's tables alone. What is sought is added for every sum known so far:
    those of it whom the police did not refer.
    """
    responder = {"responder": ["local_authority", "government", "ngo"]}
    others = made.group.members(made.group.months, responder)
    for number, members in enumerate(list(made.sums)):
        months = sorted(set(made.group.frame["month"][members > 0]))
        if (members * others).any():
            made.seek(f"others in sum {number}", members * others)
        elif made.group.frame["face"][members > 0].eq(0).all():
            made.seek(f"others in sum {number}", made.group.members(months, responder))
    alone = Attack(made.group, made.rows)
    for cell, members, value in _national(made.group, store):
        if cell in differing:
            made.seek(f"our count of {cell}", members, hidden=True)
        else:
            alone.know(members, value, value)
            made.know(members, value, value)
    return alone.intruder()


def _national(group: Group, store: Path) -> Iterator[tuple[tuple[str, str, str], Vector, float]]:
    """Each quarter, type and age of the Home Office's table of our police: its members and its count.

    Nobody is in one that it has no row of.
    """
    with duckdb.connect(str(store), read_only=True) as con:
        told = con.execute(
            'SELECT period, t."group" AS exploitation_group, age, sum(value) AS value FROM comparators c '
            f"JOIN read_csv('{TYPES}') t ON t.code = c.exploitation_type "
            "WHERE series = 'nrm_police_referrals' AND reporter = 'northamptonshire_police' GROUP BY ALL"
        ).df()
    known = told.set_index(["period", "exploitation_group", "age"])["value"].to_dict()
    kinds, ages, _ = group.codes[1]
    for period, kind, age in product(sorted(set(told["period"])), kinds, ages):
        first = int(period[:4]) * 12 + 3 * int(period[-1]) - 3
        chosen = {"exploitation_group": [kind], "age": [age], "responder": [POLICE]}
        members = group.members([month for month in group.months if first <= month < first + 3], chosen)
        yield (period, kind, age), members, float(known.get((period, kind, age), 0))


def sent_by(made: Attack, body: str) -> Vector:
    """What one referring body put into each unknown."""
    if body not in made.parts:
        made.parts[body] = counted(made.rows[made.rows["body"] == body], made.group)
    return made.parts[body]


def bodies(made: Attack) -> Iterable[str]:
    """Every body that sent something."""
    return sorted(set(made.rows["body"].dropna()))
