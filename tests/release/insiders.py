"""What referring bodies can tell of one another: python -m tests.release.insiders DIR [--linear].

Each body knows its own records beside all that is published. Of every certificate of an installation, and of
each of its largest bodies, it is counted how many hidden counts of others can be told more closely than 0 to
4, and how many exactly; and how many shown ones tell it a small count of others by plain subtraction. With
--linear parts of a person count, which is quicker and finds a little less. Nothing is asserted here: what the
policy says of bodies rests on it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.certificate import Certificate, load
from dashboard.reference.policies import read_policies

#: Bodies of each family that are tried, those with most records first.
LARGEST = 3
#: The largest count that is small.
MOST = read_policies().strictest.threshold - 1


@dataclass(frozen=True)
class Told:
    """What one body can tell: of ``hidden`` cells, in ``small`` of which others have a small count.

    In ``seen`` shown cells others have a small count, ``least`` people or more.
    """

    records: int
    hidden: int
    small: int
    narrowed: int
    exact: int
    seen: int
    least: int


def told_to(proof: Certificate, own: np.ndarray, *, whole: bool) -> Told:
    """What the body that put ``own`` (base cells,) in can tell of the counts of all others.

    Cells that it alone can be in are left out: the others are nobody by construction.
    """
    others = np.asarray(proof.columns.sums(proof.witnesses[0] - own), dtype=np.int64)
    shown, listed = (np.zeros(proof.columns.width, dtype=np.bool_) for _ in range(2))
    shown[proof.decision[proof.shown]] = listed[proof.decision[proof.listed]] = True
    sets = np.flatnonzero(shown | (listed & ~proof.sole)).tolist()
    members = {str(one): [str(base_cell) for base_cell in proof.columns.of(one).tolist()] for one in sets}
    known = {name: int(others[int(name)]) for name in members if shown[int(name)]}
    found = Intruder(known, members, whole=whole).narrowed(0, MOST)
    hidden = [one for one in sets if not shown[one]]
    seen = [count for name, count in known.items() if not proof.sole[int(name)]]
    return Told(
        records=int(own.sum()),
        hidden=len(hidden),
        small=int((others[hidden] <= MOST).sum()),
        narrowed=len(found),
        exact=sum(one.exact for one in found),
        seen=sum(count <= MOST for count in seen),
        least=min(seen, default=0),
    )


def bodies(proof: Certificate) -> Iterator[np.ndarray]:
    """What each of the largest bodies put in."""
    for number in np.argsort(-proof.contributions.sum(axis=1), kind="stable")[:LARGEST]:
        if proof.contributions[number].any():
            yield proof.contributions[number]


def main(folder: Path, *, whole: bool) -> None:
    """Print a line for each certificate and body."""
    print("Of hidden cells: all, small counts of others, told more closely, told exactly.")
    print("Of shown cells: small counts of others, and the least of them.")
    for path in sorted(folder.glob("register/**/certificates/*.npz")):
        proof = load(path)
        for own in bodies(proof):
            clock = time.process_time()
            told = told_to(proof, own, whole=whole)
            busy = time.process_time() - clock
            print(
                f"{path.stem.rpartition('-')[0]}, a body with {told.records} records: "
                f"{told.hidden}, {told.small}, {told.narrowed}, {told.exact}; {told.seen}, {told.least} "
                f"({busy:.0f} s)"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), whole="--linear" not in sys.argv)
