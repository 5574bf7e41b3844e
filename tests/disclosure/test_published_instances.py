"""The engine and the intruder against instances that others published, with their answers."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest

from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.audit import Audit
from dashboard.disclosure.elimination import eliminate
from dashboard.disclosure.instance import Record, build
from dashboard.disclosure.protection import eliminated, protect
from dashboard.disclosure.rules import Rules
from tests.disclosure.published_instances import FOLDER, MISSING, expected, gauss, linked, rows

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason=MISSING)

LINKED = ["ssb_linked_consistent", "ssb_linked_super-consistent", "ssb_time_aware", "ssb_time_ignoring"]


def records_of(values: dict[str, int], members: dict[str, list[str]]) -> list[Record]:
    return [
        Record(base_cell, values[base_cell])
        for base_cell in dict.fromkeys(itertools.chain(*members.values()))
    ]


@pytest.mark.parametrize(("name", "hidden_in_all"), [("gauss_z2", 29), ("gauss_z3", 776)])
def test_elimination_hides_what_gauss_suppression_hides(name: str, hidden_in_all: int) -> None:
    cells, order, primary, hidden = gauss(name)
    found = eliminate(cells, order, primary)
    assert (~found.published).sum() == hidden_in_all == expected(name)["n_suppressed"]
    np.testing.assert_array_equal(~found.published, hidden)


@pytest.mark.parametrize("name", LINKED)
def test_the_intruder_recovers_what_the_linked_tables_give_away(name: str) -> None:
    values, members, cells = linked(name)
    shown = {row["cell"]: values[row["cell"]] for row in cells if row["suppressed"] == "False"}
    intruder = Intruder(shown, members, whole=False)
    checked = expected(name)["checked"]
    known = checked.get("exact_by_lp", checked.get("exact_by_lp_nonneg"))
    for cell in intruder.hidden:
        found = intruder.interval_of(cell)
        assert (abs(found.high - found.low) < 1e-6) == (cell in known), cell
        if cell in known:
            assert found.low == pytest.approx(known[cell])


@pytest.mark.parametrize("name", LINKED)
def test_the_auditor_agrees_with_the_intruder(name: str) -> None:
    values, members, cells = linked(name)
    instance = build(records_of(values, members), members)
    hidden = {row["cell"] for row in cells if row["suppressed"] == "True"}
    shown = {cell: values[cell] for cell in members if cell not in hidden}
    published = np.zeros(instance.columns.width, dtype=np.bool_)
    published[[instance.decision[instance.names.index(cell)] for cell in shown]] = True
    audit = Audit(instance.columns, instance.values, np.zeros_like(instance.values))
    audit.publish(published, np.flatnonzero(published).tolist())
    nowhere = np.full(instance.columns.width, np.inf)
    intruder = Intruder(shown, members, whole=False)
    for number in np.flatnonzero(~published).tolist():
        audit.bound(number, True, -nowhere, nowhere)
        audit.bound(number, False, -nowhere, nowhere)
        found = intruder.interval_of(instance.name_of(number))
        assert (found.low, found.high) == pytest.approx((audit.low[number], audit.high[number]), abs=1e-5)


def test_zeros_shown_give_ones_away() -> None:
    values, members, cells = linked("ssb_t8_singleton_none")
    told = expected("ssb_t8_singleton_none")
    shown = {
        r["cell"]: values[r["cell"]] for r in cells if r["kind"] == "published" and r["suppressed"] == "False"
    }
    least = told["attacker_lower_bound_for_nonzero_cells"]
    intruder = Intruder(shown, members, least=least, whole=False)
    for cell, bounds in told["checked"]["intervals"].items():
        found = intruder.interval_of(cell)
        assert [found.low, found.high] == pytest.approx(bounds)
    for cell, value in told["checked"]["exact_by_lp"].items():
        found = intruder.interval_of(cell)
        assert (found.low, found.high) == pytest.approx((value, value))


@pytest.mark.parametrize(
    ("hidden", "answer"), [("suppressed_gauss_only", "gauss_only"), ("suppressed", "final")]
)
def test_the_intervals_of_table_9(hidden: str, answer: str) -> None:
    values, members, cells = linked("ssb_t9_intervals")
    shown = {r["cell"]: values[r["cell"]] for r in cells if r["kind"] == "published" and r[hidden] == "False"}
    intruder = Intruder(shown, members)
    for cell, bounds in expected("ssb_t9_intervals")["checked"][answer].items():
        found = intruder.interval_of(cell)
        assert [found.low, found.high] == bounds


def test_primary_suppression_alone_gives_everything_back() -> None:
    values, members, cells = linked("acro_year_grant_type")
    told = expected("acro_year_grant_type")["checked"]
    shown = {r["cell"]: values[r["cell"]] for r in cells if r["suppressed_naive"] == "False"}
    intruder = Intruder(shown, members)
    found = {cell: intruder.interval_of(cell) for cell in intruder.hidden}
    assert {cell: one.low for cell, one in found.items() if one.exact} == told["exact"]
    instance = build(records_of(values, members), members)
    done = protect(instance, Rules(threshold=10))
    safe = {
        name: values[name]
        for name, n in zip(members, instance.decision.tolist(), strict=True)
        if done.published[n]
    }
    assert Intruder(safe, members).narrowed(0, 9) == []


def test_one_small_count_in_a_table_costs_three_more() -> None:
    counts = Counter((row["region"], row["gender"]) for row in rows("sdctable_microdata1", "microdata.csv"))
    members: dict[str, list[str]] = {}
    for region, gender in counts:
        for cell in ("total|total", f"{region}|total", f"total|{gender}", f"{region}|{gender}"):
            members.setdefault(cell, []).append(f"{region}|{gender}")
    instance = build([Record("|".join(at), count) for at, count in counts.items()], members)
    told = expected("sdctable_microdata1")
    for done in (eliminated(instance, Rules()), protect(instance, Rules())):
        hidden = {instance.name_of(n) for n in np.flatnonzero(~done.published).tolist()}
        assert {instance.name_of(n) for n in np.flatnonzero(done.primary).tolist()} == {"A|female"}
        assert len(hidden) == 1 + told["optimal_n_secondary"]
        assert int(done.published.sum()) == told["nr_publishable"]
        assert {"A|male", "A|female"} < hidden
