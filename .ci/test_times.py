"""Seconds and number of tests by folder, the slowest first, from a JUnit report of pytest's.

``uv run pytest --junitxml=results.xml; uv run python .ci/test_times.py results.xml``
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable


def by_folder(cases: Iterable[ET.Element]) -> list[tuple[str, float, int]]:
    """Folder, seconds with set-up and tear-down, and number of tests."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for case in cases:
        # tests.browser.test_map or tests.test_readme; a class would come last.
        parts = case.get("classname", "").split(".")
        folder = parts[1] if len(parts) > 1 and not parts[1].startswith("test_") else parts[0]
        seconds[folder].append(float(case.get("time", 0)))
    rows = [(folder, sum(times), len(times)) for folder, times in seconds.items()]
    return sorted(rows, key=lambda row: -row[1])


if __name__ == "__main__":
    rows = by_folder(ET.parse(sys.argv[1]).iter("testcase"))  # noqa: S314  (pytest wrote it)
    for folder, spent, count in [*rows, ("all", sum(row[1] for row in rows), sum(row[2] for row in rows))]:
        print(f"{spent:8.1f} s {count:5d} tests  {folder}")
