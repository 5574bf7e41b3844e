"""What each output of a meeting costs: python -m tests.meeting.benchmark DIR.

DIR is an installation with a release, for instance the demonstration; it is only read. The deck holds a
slide of each kind; ten slides as a presentation should stay under 2 s. Seconds are of the processor, so
that a busy machine does not count. Nothing is tested here.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from dashboard.display.meeting import browser, paper, slides, spreadsheet, tables
from dashboard.publication.current_release import now
from dashboard.settings import installation
from tests.meeting.outputs import board


def main(folder: Path) -> None:
    deck = board(now(installation(folder)).release)
    many = len(deck.slides)
    ten = replace(deck, slides=tuple(replace(deck.slides[n % many], number=n + 1) for n in range(10)))
    for make in (slides.pptx, browser.page, paper.pdf, spreadsheet.xlsx, spreadsheet.ods, tables.files):
        before = time.process_time()
        make(ten)
        print(f"{make.__module__.rpartition('.')[2]}.{make.__name__}: {time.process_time() - before:.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
