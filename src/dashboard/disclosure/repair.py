"""Which published cells to hide so that failing bounds give way.

Every failing bound is proved by some published cells; without one of them the proof falls. The
cheapest set that hits every proof is sought greedily (Fischetti and Salazar-Gonzalez 2000 use such
proofs as cuts; the greedy choice is Chvatal's for set covering, 1979).
"""

from __future__ import annotations

from collections import defaultdict

from dashboard.disclosure.audit import Failure
from dashboard.disclosure.columns import Flags, Ints


def hitting_set(failures: list[Failure], values: Ints, forced: Flags) -> tuple[set[int], list[Failure]]:
    """Sets to hide, most failures hit for the fewest people first, and the failures beyond help.

    A failure is beyond help where only forced cells prove it.
    """
    proofs = {n: {cell for cell in one.pins.tolist() if not forced[cell]} for n, one in enumerate(failures)}
    hopeless = [failures[n] for n, proof in proofs.items() if not proof]
    open_proofs = {n for n, proof in proofs.items() if proof}
    hits: dict[int, set[int]] = defaultdict(set)
    for n in open_proofs:
        for cell in proofs[n]:
            hits[cell].add(n)
    chosen: set[int] = set()
    while open_proofs:
        best = max(hits, key=lambda cell: (len(hits[cell] & open_proofs) / (int(values[cell]) + 1), -cell))
        chosen.add(best)
        open_proofs -= hits[best]
    return chosen, hopeless
