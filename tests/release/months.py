"""A release a month, each with all before it as public: python -m tests.release.months DIR [MONTHS].

DIR is an installation, for instance the demonstration; it is read, and the releases are made in a copy
that is thrown away. Each release is made only if its certificates prove that it is safe together with
all earlier ones. Printed is what each month costs: counts of closed subjects, and hidden ones among them.
"""

from __future__ import annotations

import datetime
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dashboard.publication.current_release import now
from dashboard.release import make_release
from dashboard.release.indicators import FOLDER
from dashboard.settings import Installation, installation


def last_months(until: datetime.date, many: int) -> Iterator[datetime.date]:
    """The first days of so many months in turn, the last being that of ``until``."""
    end = until.year * 12 + until.month - 1
    for month in range(end - many + 1, end + 1):
        yield datetime.date(month // 12, month % 12 + 1, 1)


def closed_indicators(folder: Path) -> Path:
    """A folder with the indicators about people who may be victims: the others cost nothing."""
    folder.mkdir()
    for path in FOLDER.glob("*.sql"):
        if 'policy = "referrals"' in path.read_text(encoding="utf-8"):
            shutil.copy(path, folder)
    return folder


def without_releases(given: Installation, root: Path) -> Installation:
    """The store and the additions to the code lists of an installation, and nothing it has released."""
    where = Installation(root=root, key_file=root / "unused.key")
    where.store.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(given.store, where.store)
    if given.codes.is_dir():
        shutil.copytree(given.codes, where.codes)
    return where


def main(data: Path, many: int = 24) -> None:
    """Make the releases and print a line for each."""
    given = installation(str(data))
    until = datetime.date.fromisoformat(now(given).release.facts["as_of"])
    hidden_before = cells_before = 0
    with tempfile.TemporaryDirectory() as beside:
        folder = closed_indicators(Path(beside) / "indicators")
        where = without_releases(given, Path(beside) / "installation")
        for month in last_months(until, many):
            clock = time.process_time()
            report = make_release(where, last=month, folder=folder)
            cells = sum(int(table["cells"]) for table in report.tables)
            hidden = sum(int(table["hidden"]) for table in report.tables)
            print(
                f"{month:%Y-%m}: {hidden:,} of {cells:,} cells hidden ({hidden - hidden_before:+,} of "
                f"{cells - cells_before:+,}), {time.process_time() - clock:.0f} s",
                flush=True,
            )
            hidden_before, cells_before = hidden, cells


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
