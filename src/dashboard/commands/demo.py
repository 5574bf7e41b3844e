"""Show the dashboard on made-up data: make extracts, take them in, release, and serve."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from dashboard import settings
from dashboard.commands import release, serve
from dashboard.commands._outcome import FINE, REFUSED, CannotGoOn
from dashboard.commands._progress import progress
from dashboard.commands.intake import take_in
from dashboard.settings import Installation

SUMMARY = "show the dashboard on made-up data"
#: What the made-up release follows from: where none of it changed, the release that is there serves.
MADE_FROM = ("data/demo", "data/reference", "src/dashboard")
ENDINGS = frozenset({".py", ".sql", ".toml", ".csv", ".geojson", ".json"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("--port", type=serve.port, help="the port (default: 8501, or the next that is free)")
    parser.add_argument("--no-serve", action="store_true", help="stop once the release is made")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where the installation holds real records or cannot be used, 1 where no release came of it."""
    refuse_real_records(where)
    try:
        prepare(where)
    except release.NotReleased as stopped:
        print(f"No release was made. {stopped}", file=sys.stderr)
        return REFUSED
    if chosen.no_serve:
        print("Run 'dashboard serve' to look at it.")
        return FINE
    return serve.serve(where, port=chosen.port)


def prepare(where: Installation) -> None:
    """Make the demonstration release in ``where``, or keep the one that is there and up to date."""
    stamp = where.root / "demo.json"
    made_from = fingerprint()
    if _up_to_date(where, stamp, made_from):
        print("The demonstration release that is there is up to date.", flush=True)
        return
    began = time.monotonic()
    folder = where.root / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    print("Making extracts of made-up records ...", flush=True)
    with progress("Making extracts") as tell:
        paths = _script().make(folder, progress=lambda name: tell(name, 0, 0))
    print(f"Taking in {len(paths)} extracts ...", flush=True)
    _clear(where)
    with progress("Taking in") as tell:
        report = take_in(paths, where, tell, made_up=True)
    if report.any_refused:
        raise CannotGoOn(report.text)
    shutil.copyfile(settings.DEMO_RETURNS, where.expected_returns)
    release.forget_made_up(where)
    print("Counting, protecting and publishing ...", flush=True)
    with progress("Releasing") as tell:
        released = release.make_release(where, tell)
    stamp.write_text(json.dumps({"made_from": made_from, "release": released.id}), encoding="utf-8")
    print(f"Release {released.id} is ready, {time.monotonic() - began:.0f} s after the start.", flush=True)


def refuse_real_records(where: Installation) -> None:
    """Raises CannotGoOn where the store holds records of people that are not made up."""
    if not where.store.exists():
        return
    from dashboard import store
    from dashboard.intake.sources import sources
    from dashboard.store import versions

    published = {name for name, source in sources().items() if source.expand}
    try:
        with store.open_for_reading(where.store) as con:
            real = versions.real_sources(con)
    except store.StoreUnusable as unusable:
        raise CannotGoOn(str(unusable)) from unusable
    if real - published:
        raise CannotGoOn(
            f"{where.root} holds real records, and made-up ones must never mix with them. "
            "Name another folder: dashboard demo --data DIR."
        )


def _clear(where: Installation) -> None:
    """Take out what an earlier demonstration left: its records are no versions of the new ones."""
    from dashboard import store
    from dashboard.intake import keeping

    try:
        keeping.withdraw_made_up(where)
    except (store.StoreBusy, store.StoreUnusable) as unusable:
        raise CannotGoOn(str(unusable)) from unusable


def fingerprint() -> str:
    """A hash of everything that the demonstration release follows from."""
    whole = hashlib.sha256()
    for folder in MADE_FROM:
        for path in sorted((settings.PROJECT / folder).rglob("*")):
            if path.suffix in ENDINGS and path.is_file():
                whole.update(f"{path.relative_to(settings.PROJECT)}\n".encode())
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _up_to_date(where: Installation, stamp: Path, made_from: str) -> bool:
    from dashboard.publication import NoRelease, current_release

    try:
        stamped = json.loads(stamp.read_text(encoding="utf-8"))
        shown = current_release.now(where)
    except (FileNotFoundError, ValueError, NoRelease):
        return False
    return not shown.warning and bool(stamped == {"made_from": made_from, "release": shown.release.id})


def _script() -> Any:
    """The script that stands beside the demonstration's truth; it is no part of the package."""
    spec = importlib.util.spec_from_file_location("make_extracts", settings.DEMO_SCRIPT)
    if spec is None or spec.loader is None:
        raise CannotGoOn(f"{settings.DEMO_SCRIPT} is missing. Run the demo from a whole copy of the project.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
