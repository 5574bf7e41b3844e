"""What checking and taking in a large register costs: processor seconds and the most memory.

``uv run python -m tests.validation.benchmark [BOOKINGS]`` (100,000); each step in a process of its own.
"""

from __future__ import annotations

import csv
import datetime
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dashboard.intake import take_in
from dashboard.intake.validation import check, reading
from dashboard.reference.code_lists import code_list
from dashboard.settings import Installation

FIRST = datetime.date(2019, 1, 7)
POSTCODES = ("NN1 5BD", "NN17 1QP", "NN8 1BX", "NN14 4LP", "NN11 4FP", "NN12 6AA", "NN16 8UZ")


def write(path: Path, bookings: int) -> None:
    """A register of ``bookings`` made-up bookings by a third as many people."""
    draw = random.Random(7)  # noqa: S311 (no secret)
    agencies, courses, venues, roles = (
        list(code_list(name).labels.values()) for name in ("agency", "course", "venue", "role")
    )
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            [
                *("Person key", "Agency", "Sector", "Role", "Work postcode", "Course", "Tier", "Topics"),
                *("Session date", "Venue", "Delivery district", "Places", "Status", "Packs"),
                "Pocket guides",
            ]
        )
        for number in range(bookings):
            person = number % max(1, bookings // 3)
            held = FIRST + datetime.timedelta(days=draw.randrange(1500))
            writer.writerow(
                [
                    f"SN-{person:07}",
                    agencies[person % len(agencies)],
                    "Health",
                    roles[person % len(roles)],
                    POSTCODES[person % len(POSTCODES)],
                    draw.choice(courses),
                    draw.choice("123"),
                    "modern slavery; county lines",
                    f"{held:%d/%m/%Y}",
                    draw.choice(venues),
                    "Corby",
                    "40",
                    "Attended",
                    draw.choice("012"),
                    "1",
                ]
            )


def _step(name: str, path: Path) -> None:
    before = time.process_time()
    if name == "read":
        list(reading.read(path.name, reading.load(path)))
    elif name == "check":
        result = check(path)
        assert not result.refusal, result.refusal
    else:
        root = path.parent / "data"
        report = take_in([path], Installation(root, path.parent / "keys" / "one.key"))
        assert report.files[0].rows_stored, report.files[0].sentences
    spent = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {spent:.1f} processor s, at most {peak:.0f} MB")


def main() -> None:
    """Write the register and run each step in a process of its own, so that memory is its own too."""
    if len(sys.argv) > 2:
        _step(sys.argv[1], Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        write(path, int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
        for name in ("read", "check", "take_in"):
            subprocess.run([sys.executable, "-m", "tests.validation.benchmark", name, str(path)], check=True)


if __name__ == "__main__":
    main()
