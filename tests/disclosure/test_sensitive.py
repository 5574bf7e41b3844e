"""Who could see through a count: one dominating contributor, or one incident."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.certificate import CertificateError
from dashboard.disclosure.edition import rows_of, sealed
from dashboard.disclosure.files import hash_of
from dashboard.disclosure.instance import Instance, InstanceError, Record, build
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import RuleError, Rules, Zeros, rules_from
from dashboard.disclosure.sensitive import sensitive_cells, views
from dashboard.disclosure.verify import verify

PLACES, KINDS = ("east", "north", "south", "west"), ("forced", "sexual", "criminal")
CELLS = {"all": [f"{p}.{k}" for p in PLACES for k in KINDS]}
CELLS |= {p: [f"{p}.{k}" for k in KINDS] for p in PLACES}
CELLS |= {k: [f"{p}.{k}" for p in PLACES] for k in KINDS}
CELLS |= {base_cell: [base_cell] for base_cell in CELLS["all"]}


def spread_evenly(**instead: Record) -> Instance:
    """Two bodies with four incidents each everywhere, but for the base cells given."""
    records = []
    for base_cell in CELLS["all"]:
        if (only := instead.get(base_cell.replace(".", "_"))) is not None:
            records.append(only)
            continue
        records += [
            Record(base_cell, 1, body, f"{base_cell}{body}{n}")
            for body in ("police", "council")
            for n in range(4)
        ]
    return build(records, CELLS)


def primary(instance: Instance) -> set[str]:
    flags = sensitive_cells(instance, Rules())
    return {
        name for name, number in zip(instance.names, instance.decision.tolist(), strict=True) if flags[number]
    }


def test_nothing_is_secret_where_many_report_much() -> None:
    assert primary(spread_evenly()) == set()


@pytest.mark.parametrize(("zeros", "smallest"), [(Zeros.HIDDEN, 0), (Zeros.SHOWN, 1)])
def test_every_count_below_five_is_a_secret_and_may_be_any_of_them(zeros: Zeros, smallest: int) -> None:
    names = [str(count) for count in range(8)]
    instance = build([Record(name, int(name)) for name in names], {name: [name] for name in names})
    rules = Rules(zeros=zeros)
    secrets = sensitive_cells(instance, rules)
    assert instance.values[secrets].tolist() == list(range(smallest, 5))
    (outsider,) = views(instance, rules, secrets)
    assert set(zip(outsider.low.tolist(), outsider.high.tolist(), strict=True)) == {(smallest, 4)}


def test_one_raid_of_twelve_people_is_a_secret() -> None:
    instance = spread_evenly(east_forced=Record("east.forced", 12, "", "raid"))
    assert primary(instance) == {"east.forced"}
    done = protect(instance, Rules())
    number = instance.decision[instance.names.index("east.forced")]
    assert not done.published[number]
    assert (done.low[number], done.high[number] >= 12) == (0, True)


def test_a_dominant_referrer_cannot_subtract_its_own() -> None:
    records = [Record("east.forced", 14, "police"), Record("east.forced", 1, "charity")]
    records += [
        Record(base_cell, 6, body)
        for base_cell in CELLS["all"]
        if base_cell != "east.forced"
        for body in ("police", "council")
    ]
    instance = build(records, CELLS)
    assert primary(instance) == {"east.forced"}
    done = protect(instance, Rules())
    named = zip(instance.names, instance.decision.tolist(), strict=True)
    shown = {name: int(instance.values[number]) for name, number in named if done.published[number]}
    own = {record.base_cell: record.count for record in records if record.contributor == "police"}
    found = Intruder(shown, CELLS, floor=own).interval_of("east.forced")
    assert found.low <= 14 and found.high >= 18
    assert done.certificate is not None
    certificate = sealed(done.certificate, rows_of(instance, done))
    assert certificate.own.shape[0] == 2


def test_a_repeated_incident_counts_once_and_no_incident_counts_each_person() -> None:
    records = [
        Record("a", 3, "", "raid"),
        Record("b", 4, "", "raid"),
        Record("c", 6),
        Record("c", 0, "", "none"),
    ]
    instance = build(records, {"ab": ["a", "b"], "bc": ["b", "c"], "c": ["c"]})
    assert instance.incidents is not None
    np.testing.assert_array_equal(instance.incidents[instance.decision], [1, 7, 6])


def test_atoms_and_cells_that_cannot_be_told_apart_are_one() -> None:
    records = [Record("a", 1), Record("b", 2), Record("c", 3), Record("nowhere", 9)]
    instance = build(records, {"all": ["a", "b", "c"], "ab": ["a", "b"], "again": ["b", "a"], "c": ["c"]})
    assert instance.columns.height == 2
    assert instance.decision.tolist() == [0, 1, 1, 2]
    assert instance.values.tolist() == [6, 3, 3]


@pytest.mark.parametrize("cells", [{"empty": []}, {"a": ["missing"]}])
def test_cells_that_cannot_be_are_refused(cells: dict[str, list[str]]) -> None:
    with pytest.raises(InstanceError):
        build([Record("a", 1)], cells)


def test_rules_are_strict() -> None:
    with pytest.raises(RuleError, match="treshold"):
        rules_from({"treshold": 5})
    with pytest.raises(RuleError, match="threshold is 0"):
        Rules(threshold=0)


def test_two_bodies_that_see_through_one_count_are_both_kept_from_it() -> None:
    records = [Record("east.forced", 4, "police"), Record("east.forced", 4, "council")]
    records += [
        Record(base_cell, 20, body)
        for base_cell in CELLS["all"][1:]
        for body in ("police", "council", "charity")
    ]
    instance = build(records, CELLS)
    done = protect(instance, Rules(minimum_without_largest=5))
    assert done.certificate is not None
    assert len(sealed(done.certificate, rows_of(instance, done)).own) == 3


BY_SECTOR = [
    Record("police", 30, "police"),
    Record("trust", 20, "trust"),
    Record("council a", 9, "council a"),
    Record("council b", 8, "council b"),
]
SECTORS = {
    "all": ["police", "trust", "council a", "council b"],
    "police sector": ["police"],
    "children's sector": ["trust"],
    "councils": ["council a", "council b"],
}


def test_a_sector_with_one_body_has_nobody_to_see_through_to() -> None:
    alone = ["police sector", "children's sector"]
    assert primary(build(BY_SECTOR, SECTORS)) == set(alone)
    instance = build(BY_SECTOR, SECTORS, sole=alone)
    assert primary(instance) == set()
    done = protect(instance, Rules())
    assert done.published.all()
    assert done.certificate is not None
    rows = rows_of(instance, done)
    verify(sealed(done.certificate, rows), hash_of(rows))


def test_a_sole_body_still_hides_what_is_small_and_what_is_left_beside_it() -> None:
    records = [*BY_SECTOR[:2], Record("council a", 2, "council a"), Record("council b", 1, "council b")]
    instance = build(records, SECTORS, sole=["police sector", "children's sector"])
    assert "councils" in primary(instance)
    done = protect(instance, Rules())
    shown = {
        name: int(instance.values[number])
        for name, number in zip(instance.names, instance.decision.tolist(), strict=True)
        if done.published[number]
    }
    found = Intruder(shown, SECTORS).interval_of("councils")
    assert found.low == 0 and found.high >= 4


def test_a_set_that_two_bodies_are_in_is_not_sole_whatever_is_said() -> None:
    instance = build(BY_SECTOR, SECTORS, sole=["councils"])
    assert not instance.sole.any()
    done = protect(build(BY_SECTOR, SECTORS, sole=["police sector"]), Rules())
    assert done.certificate is not None
    forged = replace(done.certificate, sole=np.ones_like(done.certificate.sole))
    rows = rows_of(build(BY_SECTOR, SECTORS, sole=["police sector"]), done)
    with pytest.raises(CertificateError, match="more than one contributor"):
        verify(sealed(forged, rows), hash_of(rows))
