"""Small made-up counties, drawn by number, and their releases: for ``many_worlds``."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard.release import make_release
from dashboard.settings import Installation
from tests.release.late_records import Scenario, rules
from tests.release.simulation import FIRST, County, Row, month_of, store_rows

TYPES = {"criminal": "criminal", "sexual": "sexual", "labour": "labour", "domestic": "other"}
AGES, RESPONDERS = ("child", "adult"), ("northamptonshire_police", "ngo")
BODIES = {"northamptonshire_police": "police", "childrens_trust": "childrens_social_care",
          "acute_hospital_a": "health"}  # fmt: skip
#: The codes of a base cell after its month: group of types, age, kind of first responder, sector.
CODES = (tuple(TYPES.values()), AGES, ("police", "ngo"), tuple(BODIES.values()))
#: The same with codes that nobody has in these worlds: no table says so, so the intruder does not know.
EVERY_CODE = tuple((*codes, "not_recorded") if codes[1] != "ngo" else codes for codes in CODES)
GROUPS = "exploitation_group=criminal|sexual|labour|other"
SECTORS = "sector=police|childrens_social_care|health"
#: The figures: by columns of the family's first cross, and of its second.
INDICATORS = {
    "first": (["month", "quarter", f"quarter x {GROUPS}", "quarter x age"], ["exploitation_group", "age"]),
    "second": ([f"quarter x {SECTORS}"], ["sector"]),
}
HEADER = """/*---
code = "W{number}"
theme = "Referrals"
title = "Made up {name}"
question = "How many?"
kind = "count"
numerator = "referrals"
denominator = ""
unit = "referrals"
direction = "neutral"
place = ""
breakdowns = [{breakdowns}]
tables = [{tables}]
caveat = "Made up."
source = ["referral_log"]
owner = "Nobody"
review_date = 2099-06-30
policy = "referrals"
---*/
SELECT month, referral AS unit, referring_body AS contributor, incident, {columns}
FROM referrals r JOIN exploitation_types t ON t.code = exploitation_type
JOIN agencies b ON b.code = r.referring_body WHERE route = 'nrm'
"""
SQL = {"exploitation_group": "t.exploitation_group", "age": "r.age", "sector": "b.sector"}

#: Month and codes of a record; from which counting to which a version of it is there.
Cell = tuple[int, str, str, str, str]
Run = tuple[int, int]


@dataclass
class World:
    """What is drawn: ``rows`` are the versions of each record as (from month, row or None)."""

    number: int
    before: int
    months: int
    restate: tuple[int, ...]
    national: bool
    versions: list[list[tuple[int, Row | None]]] = field(default_factory=list)

    def at(self, until: int) -> list[Row | None]:
        """Each record as the log holds it at the end of a month."""
        return [next((row for since, row in reversed(one) if since <= until), None) for one in self.versions]


def drawn(number: int) -> World:
    """The world of this number."""
    dice = random.Random(number)  # noqa: S311
    months = dice.choice((2, 3, 4))
    restate = (dice.randint(2, months),) if dice.random() < 0.6 else ()
    world = World(number, dice.choice((3, 4, 6)), months, restate, dice.random() < 0.5)
    weights = [[dice.choice((0, 1, 1, 3, 8)) for _ in codes] for codes in CODES]
    weights = [given if sum(given) else [1] * len(given) for given in weights]
    each, county = dice.choice((3, 6, 12, 20)), County(dice)
    lost = dice.choice(list(BODIES)) if dice.random() < 0.3 else ""
    for month in range(FIRST, FIRST + world.before + months):
        for first in (True, *[False] * (dice.randint(each // 2, each) - 1)):
            codes = [
                dice.choices(list(held), given)[0]
                for held, given in zip((TYPES, AGES, RESPONDERS, BODIES), weights, strict=True)
            ]
            row = county.record(month, "") | {"route": "nrm", "incident": None, "gender": "not_recorded"}
            row |= dict(
                zip(("exploitation_type", "age", "first_responder", "referring_body"), codes, strict=True)
            )
            # Of each month there is a record in time: without one, the log ends before that month.
            world.versions.append([(month, row)] if first else _life(row, month, lost, world, dice))
    return world


def _life(row: Row, month: int, lost: str, world: World, dice: random.Random) -> list[tuple[int, Row | None]]:
    """When a record comes, and what becomes of it: mostly nothing."""
    came = month + (dice.randint(1, 3) if dice.random() < 0.15 else 0)
    life: list[tuple[int, Row | None]] = [(came, row)]
    fate = dice.random()
    if fate < 0.05:
        life.append((came + dice.randint(1, 3), None))
    elif fate < 0.12:
        then = row | {"age": dice.choice(AGES), "exploitation_type": dice.choice(list(TYPES))}
        life.append((came + dice.randint(1, 3), then))
    # A body's records of one month are withdrawn whole.
    if lost == row["referring_body"] and month == FIRST + 1:
        life.append((FIRST + world.before + 1, None))
    return life


def cell_of(row: Row) -> Cell:
    """Month and codes of a record as the figures split them."""
    return (
        row["month"].year * 12 + row["month"].month - 1,
        TYPES[row["exploitation_type"]],
        row["age"],
        "police" if row["first_responder"] == RESPONDERS[0] else "ngo",
        BODIES[row["referring_body"]],
    )


def released(root: Path, world: World) -> Iterator[Path]:
    """The file of each release, one a month."""
    where, folder = Installation(root / "installation", root / "unused.key"), root / "indicators"
    folder.mkdir(parents=True)
    for at, (name, (tables, breakdowns)) in enumerate(INDICATORS.items(), 1):
        text = HEADER.format(
            number=at,
            name=name,
            breakdowns=", ".join(f'"{one}"' for one in breakdowns),
            tables=", ".join(f'"{one}"' for one in tables),
            columns=", ".join(f"{SQL[one]} AS {one}" for one in breakdowns),
        )
        (folder / f"{name}.sql").write_text(text, encoding="utf-8")
    with rules(root, Scenario()):
        for number in range(1, world.months + 1):
            until = FIRST + world.before + number - 1
            rows = [row for row in world.at(until) if row]
            county = County(random.Random(0))  # noqa: S311
            county.rows = {row["record_key"]: row | {"file": f"log-{until}"} for row in rows}
            store_rows(where, county)
            if world.national:
                _national(where, until)
            made = datetime.datetime.combine(month_of(until + 1), datetime.time(9))
            yield make_release(
                where, made_at=made, last=month_of(until), folder=folder,
                restate=number in world.restate, accept_loss=True,
            ).path  # fmt: skip


def _national(where: Installation, until: int) -> None:
    """The Home Office's table of the quarters that are over, as the log has them now."""
    with duckdb.connect(str(where.store)) as con:
        con.execute(
            """INSERT INTO comparators_rows BY NAME
               SELECT 'table' AS file, '2024-08-01T0900' AS run,
                      concat_ws('|', period, age, type) AS record_key, 'nrm_police_referrals' AS series,
                      'northamptonshire_police' AS reporter, period, type AS exploitation_type, age,
                      'all' AS gender, 'all' AS location, 'all' AS decision, value
               FROM (SELECT year(month) || '-Q' || quarter(month) AS period, age, exploitation_type AS type,
                            count(*) AS value
                     FROM referrals WHERE route = 'nrm' AND first_responder = ?
                       AND date_trunc('quarter', month) + INTERVAL 3 MONTH <= ?
                     GROUP BY ALL)""",
            [RESPONDERS[0], month_of(until + 1)],
        )


def truth(world: World) -> Counter[tuple[Cell, Run]]:
    """How many versions of records there were of each cell, from which counting to which (a run)."""
    many, reached = 1 + len(world.restate), FIRST - 1
    there: list[list[Cell | None]] = [[None] * many for _ in world.versions]
    taken: set[int] = set()
    for number in range(1, world.months + 1):
        until = FIRST + world.before + number - 1
        held = world.at(until)
        again = number in world.restate
        for at, row in enumerate(held):
            if row and at not in taken and reached < cell_of(row)[0] <= until:
                there[at][0] = cell_of(row)
                taken.add(at)
        if again:
            # A restatement takes in the months that were published before it.
            at_counting = 1 + world.restate.index(number)
            for at, row in enumerate(held):
                inside = row is not None and cell_of(row)[0] <= reached
                there[at][at_counting] = cell_of(row) if row is not None and inside else None
                taken |= {at} if inside else set()
        reached = until
    found: Counter[tuple[Cell, Run]] = Counter()
    for one in there:
        start = 0
        while start < many:
            end = start + 1
            while end < many and one[end] == one[start]:
                end += 1
            if cell := one[start]:
                found[cell, (start, end)] += 1
            start = end
    return found
