"""Break the guards one by one and say whether the tests notice: ``python -m tests.mutations [NAME...]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutations.running import copy_project, run_tests, try_out
from tests.mutations.table import Mutation, TableError, chosen


def main(arguments: Sequence[str]) -> int:
    """0 where every guard is held, 1 where a broken one goes unnoticed, 2 where nothing can be said."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="mutations or rooms; all without a name")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="how many at a time, each in a copy")
    parser.add_argument("--list", action="store_true", help="list them and break nothing")
    options = parser.parse_args(arguments)
    try:
        table = chosen(options.names)
        if options.list:
            for mutation in table:
                print(f"{mutation.room:<12}{mutation.name:<34}{mutation.protects}")
            return 0
        return _try_all(table, options.jobs)
    except TableError as wrong:
        print(wrong, file=sys.stderr)
        return 2


def _try_all(table: Sequence[Mutation], jobs: int) -> int:
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            copies.put(copy_project(Path(folder).resolve() / str(number)))
        _control(table, copies)

        def tried(mutation: Mutation) -> bool:
            copy = copies.get()
            try:
                outcome = try_out(copy, mutation)
            finally:
                copies.put(copy)
            word = "NOT CAUGHT" if outcome.passed else "caught"
            said = mutation.protects if outcome.passed else outcome.first
            print(f"{word:<11} {mutation.room:<12} {mutation.name:<34} {said}", flush=True)
            return not outcome.passed

        with ThreadPoolExecutor(jobs) as pool:
            caught = list(pool.map(tried, table))
    print(f"{sum(caught)} of {len(caught)} broken guards were noticed.")
    return 0 if all(caught) else 1


def _control(table: Sequence[Mutation], copies: SimpleQueue[Path]) -> None:
    """Nothing broken, nothing noticed: else a failing test would say nothing."""
    tests = list(dict.fromkeys(test for mutation in table for test in mutation.tests))
    copy = copies.get()
    control = run_tests(copy, tests)
    copies.put(copy)
    if not control.passed:
        raise TableError(f"a test fails although nothing is broken: {control.first}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
