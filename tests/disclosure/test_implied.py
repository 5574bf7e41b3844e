"""Cells that are never published are protected like any other: subtraction would give them away."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.disclosure import feasibility
from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.audit import Audit
from dashboard.disclosure.certificate import CertificateError
from dashboard.disclosure.columns import Flags
from dashboard.disclosure.edition import report_of, rows_of, sealed
from dashboard.disclosure.instance import Instance, InstanceError, Record, build
from dashboard.disclosure.outcome import Protection
from dashboard.disclosure.protection import eliminated, protect
from dashboard.disclosure.rules import Rules, Zeros

#: A total, one part that is shown, and what is left of the total: the remainder is nobody's table.
COUNTS = {"north": 20, "south": 18, "rest": 3}
CELLS = {"all": list(COUNTS), "named": ["north", "south"], "north": ["north"], "south": ["south"]}
REST = {"rest": ["rest"]}


def hidden(instance: Instance, done: Protection) -> set[str]:
    named = zip(instance.names, instance.decision.tolist(), strict=True)
    return {name for name, decided in named if not done.published[decided]}


def made(
    counts: dict[str, int],
    cells: dict[str, list[str]],
    implied: list[str],
    already_published: tuple[str, ...] = (),
) -> Instance:
    return build(
        [Record(name, count) for name, count in counts.items()], cells, already_published, implied=implied
    )


def test_a_remainder_that_subtraction_gives_hides_a_listed_cell() -> None:
    assert eliminated(made(COUNTS, CELLS, []), Rules()).published.all()
    instance = made(COUNTS, CELLS | REST, ["rest"])
    done = protect(instance, Rules())
    assert len(hidden(instance, done) - {"rest"}) >= 1
    shown = {cell: sum(COUNTS[a] for a in CELLS[cell]) for cell in set(CELLS) - hidden(instance, done)}
    found = Intruder(shown, CELLS | REST).interval_of("rest")
    assert found.low == 0 and found.high >= 4
    assert done.certificate is not None
    sealed(done.certificate, rows_of(instance, done))


def test_an_unlisted_cell_is_in_no_row_and_no_figure() -> None:
    instance = made(COUNTS, CELLS | REST, ["rest"])
    done = protect(instance, Rules())
    assert [row[0] for row in rows_of(instance, done)] == list(CELLS)
    report = report_of(instance, done)
    assert (report["cells"], report["primary"]) == (len(CELLS), 0)
    assert report["published"] + report["secondary"] == len(CELLS)


def test_no_range_is_worked_out_for_an_unlisted_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told it, and most of what restatements add is implied."""
    asked: list[set[int]] = []

    def tighten(audit: Audit, hidden: Flags) -> None:
        asked.append(set(np.flatnonzero(hidden).tolist()))
        kept(audit, hidden)

    kept = feasibility._tighten
    monkeypatch.setattr(feasibility, "_tighten", tighten)
    done = protect(made(COUNTS, CELLS | REST, ["rest"]), Rules())
    listed = len(hidden(done.instance, done) - {"rest"})
    assert sum(map(len, asked)) == listed > 0


def test_an_unlisted_cell_that_is_large_changes_nothing() -> None:
    counts = COUNTS | {"rest": 30}
    instance = made(counts, CELLS | REST, ["rest"])
    done = protect(instance, Rules())
    assert hidden(instance, done) == {"rest"}
    assert done.certificate is not None
    sealed(done.certificate, rows_of(instance, done))


def test_a_set_that_is_also_asked_for_is_listed() -> None:
    instance = made(COUNTS, CELLS | {"again": ["south", "north"]}, ["again"])
    assert not instance.implied.any()
    assert instance.name_of(int(instance.decision[-1])) == "named"
    assert [row[0] for row in rows_of(instance, protect(instance, Rules()))] == list(CELLS)


def test_what_is_public_already_cannot_protect_an_unlisted_secret() -> None:
    instance = made(COUNTS, CELLS | REST, ["rest"], already_published=("all", "named"))
    done = protect(instance, Rules())
    report = report_of(instance, done)
    assert (report["unprotectable"], report["failures"]) == (["rest"], 2)
    assert done.certificate is not None
    sealed(done.certificate, rows_of(instance, done))


def test_a_public_cell_need_not_be_published_again() -> None:
    instance = made(COUNTS, CELLS | REST, ["all", "rest"], already_published=("all",))
    done = protect(instance, Rules())
    assert done.published[instance.decision[0]]
    assert "named" in hidden(instance, done)
    assert "all" not in [row[0] for row in rows_of(instance, done)]


def test_a_dominated_remainder_is_kept_from_its_contributor() -> None:
    records = [
        Record(base_cell, 9, body) for base_cell in ("north", "south") for body in ("police", "council")
    ]
    records += [Record("rest", 14, "police"), Record("rest", 1, "charity")]
    instance = build(records, CELLS | REST, implied=["rest"])
    done = protect(instance, Rules())
    assert hidden(instance, done) > {"rest"}
    assert done.certificate is not None
    assert sealed(done.certificate, rows_of(instance, done)).own.shape[0] == 2


def test_nothing_in_an_unlisted_cell_is_not_known_where_zeros_are_shown() -> None:
    counts = COUNTS | {"rest": 0}
    instance = made(counts, CELLS | REST, ["rest"])
    done = protect(instance, Rules(zeros=Zeros.SHOWN))
    assert hidden(instance, done) == {"rest"}
    assert done.certificate is not None
    sealed(done.certificate, rows_of(instance, done))
    small = made(COUNTS, CELLS | REST, ["rest"])
    done = protect(small, Rules(zeros=Zeros.SHOWN))
    assert len(hidden(small, done)) > 1


def test_a_certificate_without_the_promise_of_an_unlisted_secret_is_refused() -> None:
    instance = made(COUNTS, CELLS | REST, ["rest"])
    done = protect(instance, Rules())
    assert done.certificate is not None
    done.certificate.needs[done.certificate.needs[:, 1] == instance.decision[-1], 3] = 1
    with pytest.raises(CertificateError, match="promises too little about rest"):
        sealed(done.certificate, rows_of(instance, done))


def test_unlisted_cells_must_be_cells() -> None:
    with pytest.raises(InstanceError, match="unlisted: 'nowhere'"):
        made(COUNTS, CELLS, ["nowhere"])


def test_unlisted_cells_do_not_hold_independent_tables_together() -> None:
    names = [f"{month}.{area}" for month in range(8) for area in range(6)]
    counts = dict.fromkeys(names, 9)
    cells: dict[str, list[str]] = {}
    for name in names:
        month, area = name.split(".")
        half = f"half{int(month) // 4}"
        for cell in (half, f"month{month}", f"{half}.area{area}"):
            cells.setdefault(cell, []).append(name)
    odd = {"odd": ["0.0", "1.1", "2.2"]}
    for implied, blocks in (([], False), (["odd"], True)):
        told: list[str] = []
        protect(made(counts, cells | odd, implied), Rules(), told.append)
        assert any(words.startswith("block 1 of 4") for words in told) == blocks
