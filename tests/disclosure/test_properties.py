"""Random families: what is protected stays protected against an intruder written separately."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.audit import Audit
from dashboard.disclosure.edition import rows_of, sealed
from dashboard.disclosure.instance import Instance, Record, build
from dashboard.disclosure.protection import Protection, protect
from dashboard.disclosure.repair import determined
from dashboard.disclosure.rules import Rules, Zeros

Family = tuple[list[Record], dict[str, list[str]]]
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def families(draw: st.DrawFn) -> Family:
    """A cross of two or three dimensions, some of its margins, and some odd groups besides."""
    shape = draw(st.sampled_from([(3, 3), (4, 3), (2, 3, 3), (3, 2, 2)]))
    places = list(itertools.product(*(range(size) for size in shape)))
    names = ["".join(map(str, place)) for place in places]
    counts = draw(
        st.lists(st.sampled_from([0, 0, 1, 2, 4, 5, 7, 12, 20]), min_size=len(names), max_size=len(names))
    )
    cells: dict[str, list[str]] = {"all": names}
    for kept in itertools.product((False, True), repeat=len(shape)):
        if any(kept) and (len(shape) == 2 or draw(st.booleans())):
            for place, name in zip(places, names, strict=True):
                key = "".join(str(at) if keep else "*" for at, keep in zip(place, kept, strict=True))
                cells.setdefault(key, []).append(name)
    for number in range(draw(st.integers(0, 2))):
        odd = draw(st.sets(st.sampled_from(names), min_size=2, max_size=len(names) - 1))
        cells[f"odd{number}"] = sorted(odd)
    return [Record(name, count) for name, count in zip(names, counts, strict=True)], cells


def shown_by(instance: Instance, done: Protection) -> dict[str, int]:
    named = zip(instance.names, instance.decision.tolist(), strict=True)
    return {name: int(instance.values[number]) for name, number in named if done.published[number]}


@QUICK
@given(families(), st.sampled_from(list(Zeros)))
def test_no_small_count_is_narrowed(family: Family, zeros: Zeros) -> None:
    records, cells = family
    rules = Rules(zeros=zeros)
    instance = build(records, cells)
    done = protect(instance, rules)
    shown = shown_by(instance, done)
    intruder = Intruder(shown, cells, least=rules.smallest_hidden)
    excused = {instance.name_of(number) for number in done.unprotectable}
    if zeros is Zeros.HIDDEN:
        assert not excused
    truth = {
        name: int(instance.values[number])
        for name, number in zip(instance.names, instance.decision, strict=True)
    }
    for cell in intruder.hidden:
        number = int(instance.decision[instance.names.index(cell)])
        found = intruder.range_of(cell)
        assert done.low[number] <= found.low <= found.high <= done.high[number]
        if instance.name_of(number) in excused:
            continue
        assert not found.exact
        if truth[cell] < rules.threshold:
            assert found.low <= rules.smallest_hidden and found.high >= rules.largest_hidden
    assert all(truth[cell] >= rules.threshold or (zeros is Zeros.SHOWN and not truth[cell]) for cell in shown)
    assert done.certificate is not None
    sealed(done.certificate, rows_of(instance, done))


@QUICK
@given(families(), st.randoms(use_true_random=False))
def test_the_auditor_objects_whenever_the_intruder_succeeds(family: Family, chance: object) -> None:
    records, cells = family
    instance = build(records, cells)
    done = protect(instance, Rules())
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
        shown = shown_by(instance, done) | {instance.name_of(number): int(instance.values[number])}
        for name, same in zip(instance.names, instance.decision.tolist(), strict=True):
            if same == number:
                shown[name] = int(instance.values[number])
        intruder = Intruder(shown, cells, whole=False)
        for cell in intruder.hidden:
            decided = int(instance.decision[instance.names.index(cell)])
            found = intruder.range_of(cell)
            if done.primary[decided] and (found.low > 1e-6 or found.high < 4 - 1e-6):
                assert decided in objections
            if found.high - found.low < 1e-6:
                assert decided in objections
