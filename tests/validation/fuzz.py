"""Damaged files over all readers: ``python -m tests.validation.fuzz [how many] [seed]``.

Every one is refused in words or checked with a sum that holds; anything else is printed with the seed that
makes the file again. The suite runs a few (test_damaged), this as many as one has time for.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dashboard.intake.validation import ExtractRefused, check, reports
from tests.validation.extracts import TODAY
from tests.validation.renderings import RENDERINGS, Grid
from tests.validation.test_every_sheet import HEADINGS, record

#: No message may hold it: the value of a cell in every file.
CANARY = "Zebulon"
_PIECES = (
    *(
        b'"',
        b'""',
        b"\n",
        b"\r\n",
        b"\r",
        b",",
        b";",
        b"\t",
        b"|",
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"#REF!",
        b"\x1a",
        b"ditto",
        "\u2019".encode(),
    ),
    *(
        b"Total",
        b"=1+1",
        b"</row>",
        b"<row>",
        b'r="XFD1048576"',
        b'r="A0"',
        b"<mergeCell ref='A1:XFD1048576'/>",
        b' hidden="1"',
        b"<col min='1' max='99999999' hidden='1'/>",
    ),
    *(
        b'table:number-rows-repeated="1048576"',
        b'table:number-columns-repeated="16384"',
        b' table:visibility="filter"',
        b"<table:table-column table:visibility='collapse' table:number-columns-repeated='999999999'/>",
        b' t="e"',
        b"<f>1</f>",
    ),
    *(b"9" * 400, b'office:value="1e999"', b'office:date-value="x"', b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
)


def _grid(random_: random.Random) -> Grid:
    rows = [record(number) for number in range(random_.randint(0, 8))]
    for row in rows:
        row[0] = f"{CANARY}-{row[0]}"
    above = [["Title"], [""], ["Printed by", CANARY]][: random_.randint(0, 3)]
    below = [["Total", "", "", len(rows)], [], [f"Source: {CANARY}"]][: random_.randint(0, 3)]
    merged = [(2, 3, 4, 3)] if random_.random() < 0.3 else []
    return Grid([*above, HEADINGS, *rows, *below], merged)


CASES = Path(__file__).parent / "cases"
#: A workbook in the old format, which nothing here can write.
OLD = "old-format.xls"
NAMES = (*RENDERINGS, OLD)

_BASES: dict[tuple[str, int], bytes] = {}


def base(name: str, random_: random.Random) -> bytes:
    """A sound file to damage; few are made, since writing workbooks takes longest."""
    if name == OLD:
        return (CASES / OLD).read_bytes()
    which = random_.randrange(12)
    if (name, which) not in _BASES:
        _BASES[name, which] = RENDERINGS[name](_grid(random.Random(which)))  # noqa: S311
    return _BASES[name, which]


def damaged(data: bytes, random_: random.Random) -> bytes:
    """``data`` with bytes cut, doubled, changed or put in."""
    changed = bytearray(data)
    for _ in range(random_.randint(1, 4)):
        if not changed:
            break
        start = random_.randrange(len(changed))
        end = min(len(changed), start + random_.randint(1, 40))
        kind = random_.randrange(6)
        if kind == 0:
            del changed[start:end]
        elif kind == 1:
            changed[start:start] = changed[start:end]
        elif kind == 2:
            changed[start] = random_.randrange(256)
        elif kind == 3:
            changed[start:start] = random_.choice(_PIECES)
        elif kind == 4 and random_.random() < 0.3:
            del changed[start:]
        else:
            place = changed.find(random_.choice(b'",;<>=\n').to_bytes(1, "little"), start)
            changed[place:place] = random_.choice(_PIECES)
    return bytes(changed)


def damaged_within(data: bytes, random_: random.Random) -> bytes:
    """A workbook with one of its parts damaged, and the archive around it sound."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(out, "w") as written:
        names = parts.namelist()
        telling = [name for name in names if "sheet" in name or "content" in name or "workbook" in name]
        chosen = random_.choice(telling or names)
        for name in names:
            held = parts.read(name)
            written.writestr(name, damaged(held, random_) if name == chosen else held)
    return out.getvalue()


def one(name: str, seed: int, folder: Path) -> str:
    """What became of the file that ``seed`` makes. Raises whatever a reader does, and AssertionError."""
    random_ = random.Random(seed)  # noqa: S311 it makes files, no secrets
    data = base(name, random_)
    within = name.endswith(("xlsx", "ods")) and random_.random() < 0.8
    change: Callable[[bytes, random.Random], bytes] = damaged_within if within else damaged
    path = folder / name
    path.write_bytes(change(data, random_))
    try:
        result = check(path, today=TODAY)
    except ExtractRefused as refused:
        assert CANARY not in reports.text(refused)
        return "refused"
    assert result.rows_read == result.rows_good + result.rows_set_aside + result.rows_furniture
    assert min(result.rows_good, result.rows_set_aside, result.rows_furniture) >= 0
    assert len(result.rows) == (0 if result.refusal else result.rows_good)
    assert CANARY not in reports.text(result) + reports.as_csv(result)
    return "refused" if result.refusal else "checked"


def main(count: int, first: int) -> int:
    """Check ``count`` files; 1 where one of them crashed or did not add up."""
    became: Counter[str] = Counter()
    failed = 0
    started = time.process_time()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            name = NAMES[seed % len(NAMES)]
            try:
                became[one(name, seed, Path(folder))] += 1
            except BaseException as wrong:
                if isinstance(wrong, KeyboardInterrupt):
                    raise
                failed += 1
                print(f"{name} {seed}: {type(wrong).__name__}: {wrong}")
    words = ", ".join(f"{number:,} {what}" for what, number in became.items())
    print(
        f"{count:,} files: {words}, {failed:,} failed; {time.process_time() - started:.0f} processor seconds"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*[*given, *(100_000, 0)[len(given) :]]))
