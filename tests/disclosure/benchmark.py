"""How long each stage takes, and what it costs: python -m tests.disclosure.benchmark [A B C D].

Seconds are of the processor, so that a busy machine does not count; nothing is tested here.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from dashboard.disclosure.edition import rows_of, sealed
from dashboard.disclosure.files import hash_of
from dashboard.disclosure.protection import eliminated, protect
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.verify import verify
from tests.disclosure import families

T = TypeVar("T")
FAMILIES = {"A": families.family_a, "B": families.family_b, "C": families.full_cross, "D": families.family_d}


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    wall, busy = time.perf_counter(), time.process_time()
    done = work()
    return done, time.process_time() - busy, time.perf_counter() - wall


def main(chosen: list[str]) -> None:
    for name in chosen or list(FAMILIES):
        instance, built, _ = timed(lambda name=name: families.instance(FAMILIES[name]()))
        values = instance.values[instance.decision]
        print(f"{name}: {len(values)} cells, {(values < 5).sum()} small, {instance.columns.height} atoms")
        print(f"  made in {built:.2f} s")
        if name == "C":
            _, busy, wall = timed(lambda i=instance: eliminated(i, Rules()))
            print(f"  elimination alone {busy:.2f} s (by the clock {wall:.2f})")
            continue
        done, busy, wall = timed(lambda i=instance: protect(i, Rules()))
        hidden = ~done.published[instance.decision]
        kept = (~hidden[values >= 5]).mean()
        print(f"  {hidden.mean():.1%} hidden; of the cells of 5 or more {kept:.1%} shown")
        print(f"  {done.rounds} rounds, {done.won_back} won back, {done.solves} solves, {busy:.1f} s")
        print("  " + ", ".join(f"{stage} {spent:.2f}" for stage, spent in done.seconds.items()))
        assert done.certificate is not None
        rows = rows_of(instance, done)
        certificate = sealed(done.certificate, rows)
        _, busy, wall = timed(lambda c=certificate, r=rows: verify(c, hash_of(r)))
        print(f"  {len(certificate.witnesses)} data sets; verified in {busy * 1000:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
