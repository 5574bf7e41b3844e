"""Random families: what is protected stays protected against an intruder written separately."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.audit import Audit
from dashboard.disclosure.edition import rows_of, sealed
from dashboard.disclosure.instance import Instance, Record, build
from dashboard.disclosure.outcome import Protection
from dashboard.disclosure.protection import protect
from dashboard.disclosure.repair import determined
from dashboard.disclosure.rules import Rules, Zeros
from tests.disclosure.conftest import DEEP

#: Examples of each property of the engine, or as many as ``pytest --hypothesis-profile deep`` looks through.
EXAMPLES = settings.default.max_examples if settings.get_current_profile_name() == DEEP else 20
QUICK = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
COUNTS = st.sampled_from([0, 0, 1, 2, 4, 5, 7, 12, 20])


@dataclass(frozen=True)
class Case:
    """One county, made up: its records, its cells, and what is said of these."""

    records: list[Record]
    cells: dict[str, list[str]]
    already_published: list[str] = field(default_factory=list)
    implied: list[str] = field(default_factory=list)

    def instance(self) -> Instance:
        return build(self.records, self.cells, self.already_published, implied=self.implied)


@st.composite
def plain(draw: st.DrawFn) -> Case:
    """A cross of two or three dimensions, some of its margins, and some odd groups besides."""
    shape = draw(st.sampled_from([(3, 3), (4, 3), (2, 3, 3), (3, 2, 2)]))
    places = list(itertools.product(*(range(size) for size in shape)))
    names = ["".join(map(str, place)) for place in places]
    counts = draw(st.lists(COUNTS, min_size=len(names), max_size=len(names)))
    cells: dict[str, list[str]] = {"all": names}
    for kept in itertools.product((False, True), repeat=len(shape)):
        if any(kept) and (len(shape) == 2 or draw(st.booleans())):
            for place, name in zip(places, names, strict=True):
                key = "".join(str(at) if keep else "*" for at, keep in zip(place, kept, strict=True))
                cells.setdefault(key, []).append(name)
    for number in range(draw(st.integers(0, 2))):
        odd = draw(st.sets(st.sampled_from(names), min_size=2, max_size=len(names) - 1))
        cells[f"odd{number}"] = sorted(odd)
    return Case([Record(name, count) for name, count in zip(names, counts, strict=True)], cells)


@st.composite
def public(draw: st.DrawFn) -> Case:
    """Some cells are public already, and some are in no table."""
    case = draw(plain())
    names = list(case.cells)
    already_published = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    free = [name for name in names if name not in already_published]
    implied = draw(st.lists(st.sampled_from(free), max_size=4, unique=True)) if free else []
    return Case(case.records, case.cells, already_published, implied)


@st.composite
def attributed(draw: st.DrawFn) -> Case:
    """Some people are told apart by who referred them and by the incident behind it."""
    case = draw(plain())
    records = []
    for record in case.records:
        first = draw(st.integers(0, record.count))
        for count in (first, record.count - first):
            body = draw(st.sampled_from(["", "police", "council", "charity"]))
            records.append(
                Record(record.base_cell, count, body, draw(st.sampled_from(["", "", "raid", "fair"])))
            )
    return Case(records, case.cells)


def named(instance: Instance) -> Iterator[tuple[str, int]]:
    yield from zip(instance.names, instance.decision.tolist(), strict=True)


def shown_by(instance: Instance, done: Protection) -> dict[str, int]:
    return {name: int(instance.values[number]) for name, number in named(instance) if done.published[number]}


def certified(instance: Instance, done: Protection) -> None:
    assert done.certificate is not None
    sealed(done.certificate, rows_of(instance, done))


#: Once zeros are shown, no published cell holds 000 or 001, yet one of them is somebody: the lower bounds of
#: "all" and "odd" were taken from wherever the solver had left them, and "odd" was given up as known.
UNHELD = Case(
    [
        Record(name, int(name in ("000", "200", "210", "211")))
        for name in ("000", "001", "010", "011", "100", "101", "110", "111", "200", "201", "210", "211")
    ],
    {
        "all": ["000", "001", "010", "011", "100", "101", "110", "111", "200", "201", "210", "211"],
        **{f"{key}*": [f"{key}0", f"{key}1"] for key in ("00", "01", "10", "11", "20", "21")},
        "odd": ["000", "001", "010", "101", "110", "111", "201", "210"],
        "even": ["010", "101", "210", "211"],
    },
)


#: What is public tells that c0 and c2 are somebody. A whole-number gap elsewhere had the engine look again,
#: and forget that no more may be told of them: they ended as "3 to 7" and "2 to 10".
TOLD_IN_PART = (
    Case(
        [Record(f"b{at}", count) for at, count in enumerate((1, 3, 4, 1, 5, 3, 2, 1))],
        {
            name: [f"b{at}" for at in members]
            for name, members in {
                "all": "01234567", "c0": "01", "c1": "36", "c2": "17", "c3": "47", "c4": "26", "c5": "35",
                "c6": "13456", "c7": "04", "c8": "27", "c9": "12356", "c10": "23", "c12": "03567",
            }.items()
        },
        implied=["c5"],
    ),
    [2, 5, 8, 10, 11, 12],
)  # fmt: skip


@example(UNHELD, Zeros.SHOWN)
@QUICK
@given(plain(), st.sampled_from(list(Zeros)))
def test_no_small_count_is_narrowed(case: Case, zeros: Zeros) -> None:
    rules = Rules(zeros=zeros)
    instance = case.instance()
    done = protect(instance, rules)
    shown = shown_by(instance, done)
    intruder = Intruder(shown, case.cells, least=rules.smallest_hidden)
    if zeros is Zeros.HIDDEN:
        assert not done.unprotectable
    for cell, number in named(instance):
        if done.published[number]:
            count = shown[cell]
            assert count >= rules.threshold or (zeros is Zeros.SHOWN and not count)
            continue
        found = intruder.interval_of(cell)
        assert done.low[number] <= found.low <= found.high <= done.high[number]
        if number not in done.unprotectable:
            assert not found.exact
            if instance.values[number] < rules.threshold:
                assert found.low <= rules.smallest_hidden and found.high >= rules.largest_hidden
    certified(instance, done)


@QUICK
@given(public())
def test_no_small_count_is_narrowed_beside_what_is_public(case: Case) -> None:
    instance = case.instance()
    done = protect(instance, Rules())
    shown = shown_by(instance, done)
    assert set(case.already_published) <= set(shown)
    assert set(case.implied).isdisjoint(row[0] for row in rows_of(instance, done))
    intruder = Intruder(shown, case.cells)
    before = Intruder({name: shown[name] for name in case.already_published}, case.cells)
    for cell, number in named(instance):
        if instance.values[number] >= 5 or instance.already_published[number]:
            continue
        assert not done.published[number]
        found = intruder.interval_of(cell)
        told = before.interval_of(cell)
        assert (number in done.unprotectable) == (told.low > 0 or told.high < 4)
        assert found.low <= max(told.low, 0) and found.high >= min(told.high, 4)
    certified(instance, done)


@example(*TOLD_IN_PART)
@QUICK
@given(attributed(), st.lists(st.integers(0, 30), max_size=4))
def test_no_more_is_told_to_anybody_than_what_is_public_tells(case: Case, chosen: list[int]) -> None:
    """Of a cell that is named too: what public cells leave open of it stays open, to each body for itself."""
    names = list(case.cells)
    case = replace(case, already_published=[names[at % len(names)] for at in chosen])
    instance = case.instance()
    done = protect(instance, Rules())
    shown = shown_by(instance, done)
    public = {name: shown[name] for name in case.already_published}
    own = {"": {}} | {body: own_of(case, body) for body in ("police", "council", "charity")}
    now = {body: Intruder(shown, case.cells, floor=part) for body, part in own.items()}
    before = {body: Intruder(public, case.cells, floor=part) for body, part in own.items()}
    for cell, number in named(instance):
        count = int(instance.values[number])
        for body, part in own.items():
            put_in = sum(part.get(base_cell, 0) for base_cell in case.cells[cell])
            small = count < 5 or lone(case, cell) if not body else 0 <= count - put_in < 3 and put_in
            if small and not instance.already_published[number] and (not body or count >= 5):
                found, told = now[body].interval_of(cell), before[body].interval_of(cell)
                assert found.low <= max(told.low, put_in) and found.high >= min(told.high, put_in + 4)
    certified(instance, done)


@QUICK
@given(attributed(), st.sampled_from(list(Zeros)))
def test_no_body_and_no_lone_incident_is_seen_through(case: Case, zeros: Zeros) -> None:
    rules = Rules(zeros=zeros)
    instance = case.instance()
    done = protect(instance, rules)
    shown = shown_by(instance, done)
    intruder = Intruder(shown, case.cells, least=rules.smallest_hidden)
    own = {body: own_of(case, body) for body in ("police", "council", "charity")}
    bodies = {body: Intruder(shown, case.cells, least=rules.smallest_hidden, floor=own[body]) for body in own}
    for cell, number in named(instance):
        count = int(instance.values[number])
        if number in done.unprotectable:
            continue
        if rules.smallest_hidden <= count < 5 or (count and lone(case, cell)):
            found = intruder.interval_of(cell)
            assert found.low <= rules.smallest_hidden and found.high >= 4
        for body, part in own.items():
            put_in = sum(part.get(base_cell, 0) for base_cell in case.cells[cell])
            if put_in and count >= 5 and count - put_in < 3:
                found = bodies[body].interval_of(cell)
                assert found.low <= put_in and found.high >= put_in + 4
    certified(instance, done)


def own_of(case: Case, body: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for record in case.records:
        if record.contributor == body:
            found[record.base_cell] = found.get(record.base_cell, 0) + record.count
    return found


def lone(case: Case, cell: str) -> bool:
    """Fewer than two incidents; someone without one is an incident alone."""
    if not any(record.incident for record in case.records):
        return False
    inside = [r for r in case.records if r.base_cell in set(case.cells[cell]) and r.count]
    alone = sum(record.count for record in inside if not record.incident)
    return alone + len({record.incident for record in inside if record.incident}) < 2


@QUICK
@given(plain())
def test_the_auditor_objects_whenever_the_intruder_succeeds(case: Case) -> None:
    done = protect(case.instance(), Rules())
    instance = done.instance
    secondary = np.flatnonzero(~done.published & ~done.primary)
    for number in secondary[:3].tolist():
        published = done.published.copy()
        published[number] = True
        audit = Audit(instance.columns, instance.values, np.zeros_like(instance.values))
        audit.publish(published, np.flatnonzero(published).tolist())
        low = np.where(done.primary, 0.0, np.inf)
        high = np.where(done.primary, 4.0, -np.inf)
        objections = {failure.cell for failure in audit.too_close(low, high)}
        objections |= set(determined(audit, ~published))
        shown = shown_by(case.instance(), done)
        shown |= {name: int(instance.values[number]) for name, same in named(instance) if same == number}
        intruder = Intruder(shown, case.cells, whole=False)
        for cell, decided in named(case.instance()):
            if published[decided]:
                continue
            found = intruder.interval_of(cell)
            narrowed = done.primary[decided] and (found.low > 1e-6 or found.high < 4 - 1e-6)
            if narrowed or found.high - found.low < 1e-6:
                assert decided in objections
