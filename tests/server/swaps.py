"""Releases that arrive while people look: failed page runs, mixed figures, file handles, memory.

``python -m tests.server.swaps DIR [--swaps N] [--sessions N]`` makes a small release in DIR and copies of it,
each of which names itself beside every figure, and swaps them in while the sessions open page after page.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import duckdb
from streamlit.runtime import Runtime

from dashboard.settings import PROJECT, Installation
from tests.listing import list_also
from tests.release.small_store import small_release
from tests.server.sessions import Run, Visitor, running

PAGES = tuple(sorted(path.stem for path in (PROJECT / "pages").glob("*.py")))
#: How many of the newest files stay; those before them are deleted while somebody may still read them.
KEEP = 3


@dataclass
class Counted:
    """What came of it; handles and kilobytes are of this process, after each swap."""

    runs: int = 0
    failed: int = 0
    mixed: int = 0
    empty: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    releases: set[str] = field(default_factory=set)
    handles: list[int] = field(default_factory=list)
    release_files: list[int] = field(default_factory=list)
    kilobytes: list[int] = field(default_factory=list)

    def add(self, page: str, run: Run) -> None:
        """One page run: failed, without a release, of several releases, or as it should be."""
        self.runs += 1
        self.failed += bool(run.failures)
        self.failures.update(f"{page}: {why}" for why in run.failures)
        if run.failures:
            return
        self.empty += not run.releases
        self.releases |= run.releases
        if len(run.releases) > 1:
            self.mixed += 1
            self.failures[f"{page} names {', '.join(sorted(run.releases))}"] += 1

    def measure(self) -> None:
        """Take down what the process holds now."""
        held = list(_held_files())
        self.handles.append(len(held))
        self.release_files.append(sum(".duckdb" in name for name in held))
        self.kilobytes.append(_resident())


def _held_files() -> Iterator[str]:
    for link in Path("/proc/self/fd").iterdir():
        try:
            yield str(link.readlink())
        except OSError:
            continue  # the handle that lists the folder


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def copies(where: Installation) -> Iterator[Path]:
    """Ever more releases: copies of the one there is, under ids of their own.

    The id stands in the source of every indicator as well, and so beside every figure of a page.
    """
    like = next(where.releases.glob("published-*.duckdb"))
    plain = like.read_bytes()
    with duckdb.connect(str(like), read_only=True) as con:
        (made,) = con.execute("SELECT value FROM release WHERE key = 'made'").fetchone() or ("",)
    day = datetime.date.fromisoformat(made[:10])
    for number in count(1):
        release_id = f"{day}-{number:08x}"
        path = where.releases / f"published-{release_id}.duckdb"
        aside = where.releases / ".new.duckdb"
        aside.write_bytes(plain)
        with duckdb.connect(str(aside)) as con:
            con.execute("UPDATE release SET value = ? WHERE key = 'id'", [release_id])
            con.execute("UPDATE indicators SET source = source || ' of ' || ?", [release_id])
        aside.replace(path)
        yield path


def point_at(where: Installation, path: Path) -> None:
    """Move the pointer as a release does, in one step."""
    list_also(where, path)
    fresh = where.pointer.with_suffix(".json.new")
    named = {"file": path.name, "id": path.stem.removeprefix("published-")}
    fresh.write_text(json.dumps(named), encoding="utf-8")
    fresh.replace(where.pointer)


async def swap_while_read(
    where: Installation,
    swaps: int,
    sessions: int,
    pages: tuple[str, ...] = PAGES,
    report: Callable[[Counted], None] = lambda counted: None,
) -> Counted:
    """Swap in ``swaps`` releases, one after every page run, while ``sessions`` open ``pages`` in turn.

    The installation must have been copied: its releases are changed. $DASHBOARD_DATA must name it.
    """
    counted = Counted()
    arriving = copies(where)
    arrived: list[Path] = []
    over = asyncio.Event()

    async def swap() -> None:
        arrived.append(await asyncio.to_thread(next, arriving))
        point_at(where, arrived[-1])
        for old in arrived[:-KEEP]:
            old.unlink(missing_ok=True)
        counted.measure()
        if len(counted.handles) >= swaps:
            over.set()

    async def look(runtime: Runtime, first: int) -> None:
        """Session after session, each of which opens every page once."""
        while not over.is_set():
            visitor = Visitor(runtime)
            for page in (*pages[first:], *pages[:first]):
                counted.add(page, await visitor.open(page))
                async with swapping:
                    if not over.is_set():
                        await swap()
                report(counted)
            visitor.leave()

    swapping = asyncio.Lock()
    await swap()
    async with running() as runtime:
        # Two begin on each page: they miss the same entries together.
        await asyncio.gather(*(look(runtime, at // 2 % len(pages)) for at in range(sessions)))
    counted.measure()
    return counted


def in_words(counted: Counted) -> str:
    """The figures in one line each."""
    late = max(len(counted.handles) // 10, 1)
    span = {
        name: f"{min(values[late:])} to {max(values[late:])}, at the end {values[-1]}"
        for name, values in (
            ("handles", counted.handles),
            ("release files open", counted.release_files),
            ("kB resident", counted.kilobytes),
        )
        if values[late:]
    }
    lines = [
        f"{len(counted.handles) - 1} swaps, {counted.runs} page runs of {len(counted.releases)} releases: "
        f"{counted.failed} failed, {counted.mixed} mixed, {counted.empty} without a release",
        *(f"{name} after the first tenth: {words}" for name, words in span.items()),
        *(f"{many} x {words}" for words, many in counted.failures.most_common(5)),
    ]
    return "\n".join(lines)


def main() -> None:
    """Swap, and print what came of it."""
    parser = argparse.ArgumentParser(description="Swap releases while sessions open pages.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--swaps", type=int, default=1000)
    parser.add_argument("--sessions", type=int, default=8)
    chosen = parser.parse_args()
    made = chosen.folder / "small"
    small = Installation(made, made / "unused.key") if made.exists() else small_release(made)
    where = Installation(chosen.folder / "swapped", small.key_file)
    shutil.rmtree(where.root, ignore_errors=True)
    shutil.copytree(small.releases, where.releases)
    os.environ["DASHBOARD_DATA"] = str(where.root)

    def report(counted: Counted) -> None:
        if counted.runs % 50 == 0:
            print(
                f"{counted.runs} runs, {counted.failed} failed, {counted.mixed} mixed, "
                f"{counted.handles[-1]} handles, {counted.kilobytes[-1]} kB",
                flush=True,
            )

    print(in_words(asyncio.run(swap_while_read(where, chosen.swaps, chosen.sessions, report=report))))


if __name__ == "__main__":
    main()
