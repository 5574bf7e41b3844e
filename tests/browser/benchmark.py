"""What the checker costs in a browser: processor seconds of all of its processes.

``uv run python -m tests.browser.benchmark [BOOKINGS]`` (10,000). Five seconds for 10,000 rows are promised.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.browser.conftest import open_browser
from tests.checker.test_browser import checker_page, choose
from tests.validation.benchmark import write


def main(bookings: int) -> None:
    """Check a register of so many bookings, and print what it cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        checker_page(folder)
        (folder / "sent").mkdir()
        write(folder / "sent" / "register.csv", bookings)
        for browser in open_browser():
            page = browser.new_page()
            page.goto((folder / "checker.html").as_uri())
            page.locator("#choose-files:enabled").wait_for(timeout=120_000)
            print(f"opened: {processor_seconds():.1f} processor seconds")
            before = processor_seconds()
            choose(page, folder / "sent")
            print(f"{bookings:,} rows: {processor_seconds() - before:.1f} processor seconds")


def processor_seconds() -> float:
    """Of all processes that this one started, and theirs."""
    stats = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        stats[int(path.parent.name)] = int(fields[1]), int(fields[11]) + int(fields[12])
    ours, grown = {os.getpid()}, True
    while grown:
        more = {pid for pid, (parent, _) in stats.items() if parent in ours} - ours
        ours, grown = ours | more, bool(more)
    return sum(stats[pid][1] for pid in ours - {os.getpid()}) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["10000"])[0]))
