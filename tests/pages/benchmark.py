"""What a page costs, first and again: python -m tests.pages.benchmark DIR.

DIR is an installation with a release, for instance the demonstration; it is only read. *First* is the first
run of a page in this process and *again* the least of three more; a reader waits for *again* after every
choice, which should stay under 0.25 s. Seconds are of the processor, so that a busy machine does not count.
Nothing is tested here.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.settings import PROJECT


def seconds(page: AppTest) -> float:
    """What one run of a page costs."""
    before = time.process_time()
    page.run()
    assert not page.exception
    return time.process_time() - before


def main(folder: Path) -> None:
    os.environ["DASHBOARD_DATA"] = str(folder)
    for path in sorted((PROJECT / "pages").glob("*.py")):
        page = AppTest.from_file(str(path), default_timeout=600)
        first, again = seconds(page), min(seconds(page) for _ in range(3))
        print(f"{path.stem:16} {first:6.2f} s first, {again:5.2f} s again")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
