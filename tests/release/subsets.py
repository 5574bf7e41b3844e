"""Release parts of a demonstration, drawn at random: python -m tests.release.subsets DIR [--draws N].

DIR is an installation that ``dashboard demo`` made; it is only read. Each draw takes some of its extracts
into an installation of its own, throws rows away until few and lopsided counts are left, releases that to
a month of its choice, and with every fourth draw opens every page. What goes in must come out, or be refused
with words that say what to do: what was not is printed with the draw's number, which always draws the same
(``--first N --draws 1`` draws it alone).
"""

from __future__ import annotations

import argparse
import csv
import datetime
import os
import random
import re
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.intake import take_in
from dashboard.intake.report import Outcome as Report
from dashboard.intake.report import RunReport
from dashboard.intake.sources import sources
from dashboard.release import ReleaseError, make_release
from dashboard.release.indicators import FOLDER
from dashboard.settings import PROJECT, Installation
from dashboard.store import versions

#: When every release is made: after the last month of the demonstration's extracts.
MADE = datetime.datetime(2026, 12, 1, 9, 0)
#: What a release of too little may be refused with: each names what is lacking and what to do.
REFUSALS = (
    "No month in the store is complete yet. Run 'dashboard release' when one is over",
    "Take in an extract of",
)
#: How a file is refused that lacks no more than a word about what it holds.
TO_WRITE = re.compile(r"Write( the line that is right of)? this into \S+\.toml\b")
#: Words that no page may say, and headings with nothing in them.
NONSENSE = re.compile(
    r"\b(?:nan|NaN|None(?! of\b)|NaT|inf|undefined)\b"
    r"|<(h[1-6]|summary|figcaption|th|p|li)\b[^>]*>\s*</\1>|\{\w*\}"
)
#: Columns that say where a row came from, or that are different in every row.
_NOT_CODES = {"file", "run", "record_key", "series", "period"}
PAGES = sorted(path.stem for path in (PROJECT / "pages").glob("*.py"))

Narrowing = Callable[[duckdb.DuckDBPyConnection, random.Random], str]


@dataclass(frozen=True)
class Outcome:
    """What became of one draw: nothing in ``wrong`` where all is well."""

    words: str
    refused: str = ""
    wrong: tuple[str, ...] = ()


def choose_files(folder: Path, dice: random.Random) -> list[Path]:
    """Some of the extracts in ``folder``: one, those of a year, of an agency or of a source, or any few."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".csv", ".xlsx"))
    logs = [path for path in files if path.name.startswith(("referral_log", "intelligence"))]
    stem = re.compile(r"_?\d{4}.*")
    kind = dice.choice(("log", "log", "file", "year", "sender", "few", "gap"))
    if kind in ("log", "file"):
        return [dice.choice(logs if kind == "log" else files)]
    if kind == "year":
        year = str(dice.randint(2019, 2026))
        return [path for path in files if year in path.stem]
    if kind == "sender":
        sender = stem.sub("", dice.choice(files).stem)
        return [path for path in files if stem.sub("", path.stem) == sender]
    if kind == "gap":
        sender = stem.sub("", dice.choice(logs).stem)
        held = [path for path in logs if stem.sub("", path.stem) == sender]
        return [held[0], held[-1]]
    return sorted(dice.sample(files, dice.randint(2, 5)))


def write_examples(folder: Path, names: Sequence[str]) -> list[Path]:
    """An extract of the two example rows of each of these source formats."""
    paths = []
    for name in names:
        rows = sources()[name].examples
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        paths.append(path)
    return paths


def tables(con: duckdb.DuckDBPyConnection, column: str = "file") -> list[str]:
    """The tables that hold a row and have this column."""
    named = con.execute(
        "SELECT table_name FROM duckdb_columns() WHERE table_name LIKE '%\\_rows' ESCAPE '\\' "
        "AND column_name = ? ORDER BY 1",
        [column],
    ).fetchall()
    return [name for (name,) in named if con.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchall()]


def _code(con: duckdb.DuckDBPyConnection, dice: random.Random) -> tuple[str, str, str]:
    """A table, one of its columns with few different codes, and one of the codes."""
    while True:
        table = dice.choice(tables(con))
        columns = con.execute(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND data_type = 'VARCHAR'", [table]
        ).fetchall()
        column = dice.choice(sorted(name for (name,) in columns if name not in _NOT_CODES))
        held = con.execute(f'SELECT DISTINCT "{column}" FROM "{table}" ORDER BY 1 NULLS LAST').fetchall()
        codes = [code for (code,) in held if code is not None]
        if 0 < len(codes) <= 60:
            return table, column, dice.choice(codes)


def one_code(con: duckdb.DuckDBPyConnection, dice: random.Random) -> str:
    table, column, code = _code(con, dice)
    con.execute(f'DELETE FROM "{table}" WHERE "{column}" IS DISTINCT FROM ?', [code])
    return f"{table} of {column} {code} alone"


def without_a_code(con: duckdb.DuckDBPyConnection, dice: random.Random) -> str:
    table, column, code = _code(con, dice)
    held = con.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}" IS DISTINCT FROM ?', [code])
    if not held.fetchall()[0][0]:
        return f"{table} of {column} {code}, which all are"
    con.execute(f'DELETE FROM "{table}" WHERE "{column}" = ?', [code])
    return f"{table} without {column} {code}"


def few_rows(con: duckdb.DuckDBPyConnection, dice: random.Random) -> str:
    table, many = dice.choice(tables(con)), dice.choice((1, 1, 2, 4, 5, 9, 30))
    keys = [row[0] for row in con.execute(f'SELECT DISTINCT record_key FROM "{table}" ORDER BY 1').fetchall()]
    kept = dice.sample(keys, min(many, len(keys)))
    con.execute(f'DELETE FROM "{table}" WHERE record_key NOT IN (SELECT unnest(?::VARCHAR[]))', [kept])
    return f"{many} records of {table}"


def _month(con: duckdb.DuckDBPyConnection, dice: random.Random) -> tuple[str, datetime.date] | None:
    dated = tables(con, "month")
    if not dated:
        return None
    table = dice.choice(dated)
    held = con.execute(f'SELECT DISTINCT month FROM "{table}" WHERE month IS NOT NULL ORDER BY 1').fetchall()
    return table, dice.choice(held)[0]


def one_month(con: duckdb.DuckDBPyConnection, dice: random.Random) -> str:
    if not (drawn := _month(con, dice)):
        return "no month"
    con.execute(f'DELETE FROM "{drawn[0]}" WHERE month IS DISTINCT FROM ?', [drawn[1]])
    return f"{drawn[0]} of {drawn[1]:%Y-%m} alone"


def from_a_month(con: duckdb.DuckDBPyConnection, dice: random.Random) -> str:
    if not (drawn := _month(con, dice)):
        return "no month"
    for table in tables(con, "month"):
        last = con.execute(f'SELECT max(month) FROM "{table}"').fetchall()[0][0]
        con.execute(f'DELETE FROM "{table}" WHERE month < ?', [min(drawn[1], last)])
    return f"all from {drawn[1]:%Y-%m} on"


def until_a_month(con: duckdb.DuckDBPyConnection, dice: random.Random) -> str:
    if not (drawn := _month(con, dice)):
        return "no month"
    con.execute(f'DELETE FROM "{drawn[0]}" WHERE month > ?', [drawn[1]])
    return f"{drawn[0]} until {drawn[1]:%Y-%m}"


def whole(_con: duckdb.DuckDBPyConnection, _dice: random.Random) -> str:
    return "all rows"


NARROWINGS: tuple[Narrowing, ...] = (
    whole, whole, one_code, one_code, without_a_code, few_rows, one_month, from_a_month, until_a_month,
)  # fmt: skip


def narrow(path: Path, dice: random.Random, times: int) -> str:
    """Throw rows of a store away, and all mention of files that none is left of; gives what is left."""
    with duckdb.connect(str(path)) as con:
        steps = [dice.choice(NARROWINGS)(con, dice) for _ in range(times)]
        left = {
            file for table in tables(con) for (file,) in con.execute(f'SELECT file FROM "{table}"').fetchall()
        }
        for held in versions.held_files(con):
            if held.file not in left:
                versions.remove_file(con, held.file)
    return ", then ".join(steps)


def last_month(path: Path, dice: random.Random) -> datetime.date | None:
    """Mostly none; else a month that holds an event, to release to."""
    with duckdb.connect(str(path), read_only=True) as con:
        drawn = _month(con, dice) if dice.random() < 0.25 else None
    return drawn[1] if drawn else None


def release(where: Installation, last: datetime.date | None, folder: Path = FOLDER) -> str:
    """Release, and give the words of a refusal. Raises what a release may not raise."""
    try:
        make_release(where, made_at=MADE, last=last, folder=folder)
    except ReleaseError as refused:
        if last is not None and "is not a month that could be released" in str(refused):
            return release(where, None, folder)
        if not any(words in str(refused) for words in REFUSALS):
            raise
        return str(refused)
    return ""


@contextmanager
def _served(where: Installation) -> Iterator[None]:
    before = os.environ.get("DASHBOARD_DATA")
    os.environ["DASHBOARD_DATA"] = str(where.root)
    try:
        yield
    finally:
        os.environ.pop("DASHBOARD_DATA")
        if before is not None:
            os.environ["DASHBOARD_DATA"] = before


def wrong_on_pages(where: Installation, names: Sequence[str] = tuple(PAGES)) -> list[str]:
    """What is wrong on the pages of a release: exceptions, and words that are nonsense."""
    from streamlit.testing.v1 import AppTest

    found = []
    for name in names:
        with _served(where):
            page = AppTest.from_file(str(PROJECT / "pages" / f"{name}.py"), default_timeout=120)
            page.query_params["part"] = "everything"
            page.run()
        found += [f"{name}: {problem.message} {problem.stack_trace}" for problem in page.exception]
        for element in page.get("html"):
            body = str(element.proto.body)
            for said in NONSENSE.finditer(re.sub(r"<(script|style)\b.*?</\1>", "", body, flags=re.S)):
                around = body[max(0, said.start() - 100) : said.end() + 60]
                found.append(f"{name}: {said.group()!r} in {around!r}")
    return found


def not_taken_in(words: str, report: RunReport) -> Outcome:
    """Refused, where each file that is not taken in says what to write for it to be; else it is a fault."""
    refused = [file for file in report.files if file.outcome is Report.REFUSED]
    if all(file.asked and any(TO_WRITE.match(line) for line in file.sentences) for file in refused):
        return Outcome(words, refused=f"intake: {refused[0].sentences[0]}")
    return Outcome(words, wrong=(f"intake: {report.text}",))


def one_draw(extracts: Path, number: int, pages: bool, root: Path) -> Outcome:
    """Draw, take in, narrow, release and look."""
    dice = random.Random(number)  # noqa: S311
    if number % 8 == 7:
        names = sorted(sources())
        published = [name for name in names if name.startswith("home_office")]
        files = write_examples(root, dice.sample(dice.choice((names, published)), dice.randint(1, 4)))
    else:
        files = choose_files(extracts, dice)
    where = Installation(root / "installation", root / "own.key")
    words = f"{number}: {', '.join(path.stem for path in files)}"
    report = take_in(files, where, made_up=True)
    if report.any_refused:
        return not_taken_in(words, report)
    words += f": {narrow(where.store, dice, dice.choice((1, 1, 2)))}"
    last = last_month(where.store, dice)
    words += f", to {last:%Y-%m}" if last else ""
    try:
        refused = release(where, last)
        return Outcome(words, refused, () if refused or not pages else tuple(wrong_on_pages(where)))
    except Exception:
        return Outcome(words, wrong=(traceback.format_exc(),))


def main() -> int:
    """Draw, and print a line for each; 1 where something went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.release.subsets", description=__doc__)
    parser.add_argument("root", type=Path, metavar="DIR", help="an installation made by dashboard demo")
    parser.add_argument("--draws", type=int, default=60, metavar="N", help="how many (60)")
    parser.add_argument("--pages", type=int, default=4, metavar="N", help="open pages each N-th draw (4)")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the number of the first (0)")
    chosen = parser.parse_args()
    failed = 0
    for number in range(chosen.first, chosen.first + chosen.draws):
        began = time.process_time()
        with tempfile.TemporaryDirectory() as root:
            outcome = one_draw(
                chosen.root / "demo", number, number % chosen.pages == chosen.pages - 1, Path(root)
            )
        state = "WRONG" if outcome.wrong else f"refused: {outcome.refused}" if outcome.refused else "released"
        print(f"{outcome.words}: {state}, {time.process_time() - began:.0f} s", flush=True)
        for problem in outcome.wrong:
            print(problem, flush=True)
        failed += bool(outcome.wrong)
    print(f"{chosen.draws} draws, {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
