"""Months of releases while records come late and are corrected, with a lag and restatements.

    python -m tests.release.late_records [--months 24] [--late 10] [--corrected 2] [--lag 0]
        [--restate 12 24] [--attack]

A made-up county keeps true records of one route; which of them have come is what the store holds each month.
Printed is what each release hides, what a restatement could show, and how far first figures were off; with
``--attack`` an intruder who holds every file tries to open what is hidden, what came late and what left.
"""

from __future__ import annotations

import argparse
import datetime
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pandas as pd

from dashboard.disclosure.attack import FeasibilityInterval, Intruder
from dashboard.methods.wording import span
from dashboard.publication import ALL, CELL_KEY, Publication
from dashboard.reference import policies as policy_file
from dashboard.reference.policies import read_policies
from dashboard.release import make_release, making, writing
from dashboard.settings import Installation
from tests.disclosure.leftovers import leftovers
from tests.release.simulation import County, Row, month_of, store_rows

FIRST = 2022 * 12
#: Months of records that are there when the first release is made.
BEFORE = 14
#: Referrals received each month.
EACH = 60
PLACES = {f"E0700015{number}": 1 + number for number in range(7)}
TYPES = {"criminal": 5, "sexual": 4, "labour": 2, "labour_criminal": 1}
GROUPS = {"labour_criminal": "more_than_one"}
#: How many months after its own a late record comes, of a hundred.
DELAYS = {1: 50, 2: 25, 3: 12, 4: 6, 6: 4, 9: 3}
INDICATOR = """/*---
code = "X1"
theme = "Referrals"
title = "Children's referrals"
question = "How many?"
kind = "count"
numerator = "children's safeguarding referrals"
denominator = ""
unit = "referrals"
direction = "neutral"
place = "Place of exploitation."
breakdowns = ["exploitation_group"]
tables = [{tables}]
caveat = "Made up."
source = ["referral_log"]
owner = "Nobody"
review_date = 2099-06-30
policy = "referrals"
---*/
SELECT month, referral AS unit, referring_body AS contributor, incident, t.exploitation_group,
       district AS area
FROM referrals JOIN exploitation_types t ON t.code = exploitation_type
WHERE route = 'childrens_safeguarding'
"""


TABLES = (
    "month", "quarter", "year", "year x district", "quarter x district", "year x exploitation_group",
    "quarter x exploitation_group",
)  # fmt: skip


@dataclass(frozen=True)
class Scenario:
    """How many of a hundred records come late and are corrected, the lag in months, and after how many
    releases one restates; ``before`` is how many months are there at the first."""

    months: int = 6
    before: int = BEFORE
    tables: tuple[str, ...] = TABLES
    late: float = 10
    corrected: float = 2
    lag: int = 0
    restate: tuple[int, ...] = (4,)
    seed: int = 1


@dataclass(frozen=True)
class Known:
    """One record: what was sent first, from which month on, and what it is corrected to, from when on."""

    came: int
    row: Row
    corrected: int
    then: Row

    def at(self, until: int) -> Row | None:
        """What the log holds of it at the end of a month."""
        return None if self.came > until else self.then if self.corrected <= until else self.row


@dataclass(frozen=True)
class Made:
    """One release: its last month, file, counts and hidden ones among them, processor seconds, and what it
    says that public figures give away."""

    until: int
    path: Path
    restates: bool
    cells: int
    hidden: int
    seconds: float
    exposed: tuple[str, ...]


def records(scenario: Scenario) -> list[Known]:
    """Every record of the county, and when it comes and is corrected."""
    dice = random.Random(scenario.seed)  # noqa: S311
    county, found = County(dice), []
    for month in range(FIRST, FIRST + scenario.before + scenario.months):
        for number in range(EACH):
            row = county.record(month, "")
            row |= {
                "route": "childrens_safeguarding",
                "first_responder": None,
                "incident": None,
                "district": dice.choices(list(PLACES), list(PLACES.values()))[0],
                "exploitation_type": dice.choices(list(TYPES), list(TYPES.values()))[0],
                "referring_body": ["northamptonshire_police", "childrens_trust", "acute_hospital_a"][
                    number % 3
                ],
            }
            late = dice.random() < scenario.late / 100 and month >= FIRST + scenario.before - 6
            came = month + (dice.choices(list(DELAYS), list(DELAYS.values()))[0] if late else 0)
            then, corrected = dict(row), 10**6
            if dice.random() < scenario.corrected / 100:
                corrected = came + dice.randint(1, 8)
                then["district"] = dice.choice([code for code in PLACES if code != row["district"]])
            found.append(Known(came, row, corrected, then))
    return found


def simulate(root: Path, scenario: Scenario) -> Iterator[Made]:
    """Release after release. Raises AssertionError where a figure that was counted first has moved."""
    where = Installation(root / "installation", root / "unused.key")
    folder = root / "indicators"
    folder.mkdir(parents=True)
    lists = {"district": list(PLACES), "exploitation_group": [GROUPS.get(code, code) for code in TYPES]}
    tables = ", ".join(f'"{table}"' for table in scenario.tables)
    for name, codes in lists.items():
        tables = tables.replace(f" x {name}", f" x {name}={'|'.join(codes)}")
    (folder / "late.sql").write_text(INDICATOR.replace("{tables}", tables), encoding="utf-8")
    county, known, ever = County(random.Random(0)), records(scenario), dict[str, int]()  # noqa: S311
    with rules(root, scenario):
        for number in range(1, scenario.months + 1):
            until = FIRST + scenario.before + number - 1
            rows = [(one, one.at(until)) for one in known]
            county.rows = {
                row["record_key"]: row | {"file": f"log-{one.came}", "loaded": month_of(one.came + 1)}
                for one, row in rows
                if row
            }
            store_rows(where, county)
            clock, restates = time.process_time(), number in scenario.restate
            made = datetime.datetime.combine(month_of(until + 1), datetime.time(9))
            report = make_release(where, made_at=made, last=month_of(until), folder=folder, restate=restates)
            seconds = time.process_time() - clock
            figures = figures_in(report.path)
            first = {name: value for name, value in figures.items() if "@" not in name and value is not None}
            assert ever.items() <= first.items(), f"{month_of(until)}: a published figure has moved"
            ever = first
            hidden = sum(value is None for name, value in figures.items() if "@" not in name)
            cells = sum("@" not in name for name in figures)
            exposed = tuple(line for line in report.warnings if "what is public already" in line)
            yield Made(until, report.path, restates, cells, hidden, seconds, exposed)


@contextmanager
def rules(root: Path, scenario: Scenario, every: int = 0) -> Iterator[None]:
    """The rule book with a scenario's lag, which alone keeps months back, and restatements ``every`` so
    many months, or on request."""
    path = root / "policies.toml"
    given = policy_file.FILE.read_text(encoding="utf-8")
    for key, value in (
        ("publication_lag", scenario.lag),
        ("restatement_months", every),
        ("completeness", 0.0),
    ):
        before, _, after = given.partition(f"{key} = ")
        given = f"{before}{key} = {value}\n{after.partition(chr(10))[2]}"
    path.write_text(given, encoding="utf-8")
    with (
        mock.patch.object(making, "read_policies", lambda: read_policies(path)),
        mock.patch.object(writing, "read_policies", lambda: read_policies(path)),
    ):
        yield


def figures_in(path: Path) -> dict[str, int | None]:
    """Every count of a release by its name, None where it is hidden: those of a restatement with ``@``."""
    release = Publication(path)
    try:
        first = release.frame(f"SELECT * FROM {release.first_figures}").assign(number=0)
        frame = pd.concat([first, release.restated("late")], ignore_index=True)
    finally:
        release.close()
    found = {}
    for row in frame.to_dict("records"):
        name = "|".join(str(row[column]) for column in (*CELL_KEY[2:], "exploitation_group"))
        found[f"{name}@{row['number']}" if row["number"] else name] = (
            int(row["value"]) if row["status"] == "published" else None
        )
    return found


Cell = tuple[int, str, str]


def inside(name: str) -> Callable[[Cell], bool]:
    """Whether a combination of month, place and group lies in the cell of that name."""
    _, period, level, area, group = name.partition("@")[0].split("|")
    first, last = span(period)
    return lambda cell: (
        first <= cell[0] <= last and (level == "county" or area == cell[1]) and group in (ALL, cell[2])
    )


def counted(scenario: Scenario, known: Sequence[Known]) -> list[Counter[Cell]]:
    """A slow model of every counting: of the first, and of each restatement, what lay in which cell."""
    first: Counter[Cell] = Counter()
    seen, reached = set(), FIRST - 1
    found = []
    for number in range(1, scenario.months + 1):
        until = FIRST + scenario.before + number - 1
        upto = until - scenario.lag
        for place, one in enumerate(known):
            row = one.at(until)
            if row and place not in seen and reached < number_of(row) <= upto:
                seen.add(place)
                first[cell_of(row)] += 1
        if number in scenario.restate:
            now = (one.at(until) for one in known)
            again = Counter(cell_of(row) for row in now if row and number_of(row) <= upto)
            found.append(again)
        reached = upto
    return [first, *found]


def cell_of(row: Row) -> Cell:
    """The month, place and group that a record counts in."""
    group = GROUPS.get(row["exploitation_type"], row["exploitation_type"])
    return number_of(row), row["district"], group


def number_of(row: Row) -> int:
    """A record's month as whole months since year 0."""
    return int(row["month"].year * 12 + row["month"].month - 1)


def opened(
    made: Sequence[Made], countings: Sequence[Counter[Cell]], versions: Counter[tuple]
) -> list[FeasibilityInterval]:
    """What small counts an intruder works out from all files together: first, restated, late and left.

    The intruder knows how a restatement works: each version of a record is there from one counting to
    another. ``versions`` (month, place, group, first counting with it, first without) are the true ones.
    """
    figures: dict[str, int | None] = {}
    for one in made:
        for name, value in figures_in(one.path).items():
            assert figures.get(name) in (None, value), f"{name} has moved"
            figures[name] = value if value is not None else figures.get(name)
    many = len(countings)
    runs = [(start, end) for start in range(many) for end in range(start + 1, many + 1)]
    months = range(FIRST, made[-1].until + 1)
    # Nobody is elsewhere, or of another type, but a table does not say so.
    groups = [*dict.fromkeys(GROUPS.get(code, code) for code in TYPES), "other"]
    places = [*PLACES, "elsewhere"]
    cells = [(month, place, group) for month in months for place in places for group in groups]
    members: dict[str, list[str]] = {}
    truth: dict[str, int] = {}

    def add(name: str, chosen: Sequence[Cell], there: Callable[[int, int], bool]) -> None:
        base_cells = [(*cell, *run) for cell in chosen for run in runs if there(*run)]
        members[name] = ["|".join(map(str, base_cell)) for base_cell in base_cells]
        truth[name] = sum(versions[base_cell] for base_cell in base_cells)

    for name in figures:
        test, at = inside(name), int(name.partition("@")[2] or 0)
        chosen = [cell for cell in cells if test(cell)]
        add(name, chosen, lambda start, end, at=at: start <= at < end)
        if at:
            add(f"{name} late", chosen, lambda start, end, at=at: 0 < start <= at < end)
            add(f"{name} left", chosen, lambda start, end, at=at: start == 0 < end <= at)
    shown = {name: value for name, value in figures.items() if value is not None}
    assert all(truth[name] == value for name, value in shown.items()), (
        "the file says otherwise than was counted"
    )
    findings = Intruder(shown, members, whole=False).narrowed(0, 4)
    return [one for one in findings if truth[one.cell] < 5]


def subtracted(made: Sequence[Made], versions: Counter[tuple]) -> list[str]:
    """What plain subtraction tells of fewer than five who came late or have left, from all files together.

    Of all that figures of both countings leave, the one less the other is known: so many came or went.
    """
    figures = {
        name: value for one in made for name, value in figures_in(one.path).items() if value is not None
    }
    cells = {cell[:3] for cell in versions}
    found = []
    for at in sorted({int(name.partition("@")[2]) for name in figures if "@" in name}):
        names = [name for name in figures if "@" not in name and f"{name}@{at}" in figures]
        for name, left in leftovers({name: frozenset(filter(inside(name), cells)) for name in names}):
            held = [
                (start, end, many) for (*cell, start, end), many in versions.items() if tuple(cell) in left
            ]
            late = sum(many for start, end, many in held if 0 < start <= at < end)
            gone = sum(many for start, end, many in held if start == 0 < end <= at)
            if late != gone and (late if late > gone else gone) < 5:
                found.append(f"{name}: {late - gone}")
    return found


def versions_of(scenario: Scenario, known: Sequence[Known]) -> Counter[tuple]:
    """How many versions of records there were in each cell, from which counting to which."""
    many = len(scenario.restate) + 1
    dated = [FIRST + scenario.before + number - 1 for number in scenario.restate]
    found: Counter[tuple] = Counter()
    for one in known:
        there: list[Cell | None] = [None] * many
        for until in range(FIRST + scenario.before, FIRST + scenario.before + scenario.months):
            row, upto = one.at(until), until - scenario.lag
            if row and there[0] is None and number_of(row) <= upto:
                on_time = until == max(FIRST + scenario.before, number_of(row) + scenario.lag)
                there[0] = cell_of(row) if on_time else None
                if not on_time:
                    break
        for place, until in enumerate(dated, 1):
            row = one.at(until)
            if row and number_of(row) <= until - scenario.lag:
                there[place] = cell_of(row)
        start = 0
        while start < many:
            end = start + 1
            while end < many and there[end] == there[start]:
                end += 1
            if there[start] is not None:
                found[(*there[start], start, many if end == many else end)] += 1
            start = end
    return found


def errors(
    made: Sequence[Made], known: Sequence[Known], restated: bool
) -> dict[str, tuple[int, float, float]]:
    """How far shown figures are off at the end, by table: figures, mean and largest share of the truth.

    The first ones alone, or with ``restated`` the newest of each.
    """
    truth = Counter(cell_of(one.then) for one in known)
    off: dict[str, list[float]] = {}
    figures: dict[str, int] = {}
    # Restatements come after what was counted first, the latest last.
    for name, value in figures_in(made[-1].path).items():
        if value is not None and (restated or "@" not in name):
            figures[name.partition("@")[0]] = value
    for name, value in figures.items():
        level, _, place, _, group = name.split("|")
        test = inside(name)
        real = sum(count for cell, count in truth.items() if test(cell))
        table = level + (" x district" if place != "county" else "") + (" x group" if group != ALL else "")
        off.setdefault(table, []).append(abs(value - real) / real)
    return {table: (len(held), sum(held) / len(held), max(held)) for table, held in off.items()}


def restatement(path: Path) -> dict[str, tuple[int, int]]:
    """By table what a release shows as restated at its latest restatement, of how many."""
    figures = {name: value for name, value in figures_in(path).items() if "@" in name}
    latest = max((int(name.partition("@")[2]) for name in figures), default=0)
    shown: dict[str, list[bool]] = {}
    for name, value in figures.items():
        if name.endswith(f"@{latest}"):
            level, _, place, _, group = name.partition("@")[0].split("|")
            table = (
                level + (" x district" if place != "county" else "") + (" x group" if group != ALL else "")
            )
            shown.setdefault(table, []).append(value is not None)
    return {table: (sum(held), len(held)) for table, held in shown.items()}


def main(chosen: Sequence[str] | None = None) -> None:
    """Simulate one scenario and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--late", type=float, default=10)
    parser.add_argument("--corrected", type=float, default=2)
    parser.add_argument("--lag", type=int, default=0)
    parser.add_argument("--restate", type=int, nargs="*", default=[12, 24])
    parser.add_argument("--attack", action="store_true")
    asked = parser.parse_args(chosen)
    scenario = Scenario(
        months=asked.months,
        late=asked.late,
        corrected=asked.corrected,
        lag=asked.lag,
        restate=tuple(asked.restate),
    )
    known, made = records(scenario), list[Made]()
    with tempfile.TemporaryDirectory() as beside:
        for one in simulate(Path(beside), scenario):
            made.append(one)
            print(
                f"{month_of(one.until):%Y-%m}: {one.hidden} of {one.cells} first figures hidden, "
                f"{one.seconds:.1f} s{'; restates' if one.restates else ''}",
                flush=True,
            )
            if one.restates:
                for table, (shown, many) in restatement(one.path).items():
                    print(f"  {table}: {shown} of {many} restated", flush=True)
        for what in ("first", "newest"):
            for table, (many, mean, most) in errors(made, known, what == "newest").items():
                print(f"{what} figures by {table}: {many}, off by {mean:.1%} on average, {most:.1%} at most")
        if asked.attack:
            found = opened(made, counted(scenario, known), versions_of(scenario, known))
            print(f"the intruder opened {len(found)}: {found[:5]}")
            told = subtracted(made, versions_of(scenario, known))
            print(f"subtraction tells of {len(told)}: {told[:5]}")
        print(f"public figures that give others away: {[line for one in made for line in one.exposed]}")


if __name__ == "__main__":
    main()
