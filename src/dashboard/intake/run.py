"""One run: every file is checked, then what may go in goes in together or not at all."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from dashboard import store
from dashboard.intake.anonymise.k_anonymity import KAnonymity, k_anonymity
from dashboard.intake.anonymise.keys import Key, key_for
from dashboard.intake.anonymise.places import LOOKUP, Places, places
from dashboard.intake.anonymise.treatments import Door
from dashboard.intake.arrival import Arrival
from dashboard.intake.collector import collector_paused
from dashboard.intake.door import KeptOut, let_in
from dashboard.intake.extracts import extracts, read_with
from dashboard.intake.nil import Returns, as_nil_return
from dashboard.intake.plan import Plan, plan
from dashboard.intake.report import FileReport, Outcome, RunReport
from dashboard.intake.shared_keys import HeldKeys, held_keys
from dashboard.intake.sources import sources
from dashboard.intake.validation import ExtractRefused, check
from dashboard.intake.writing import Writer
from dashboard.settings import Installation
from dashboard.store import versions

_log = logging.getLogger(__name__)
#: Words, steps done, steps in all.
Progress = Callable[[str, int, int], None]


class NothingToTakeIn(Exception):
    """There is no extract in the folders named. The message says which."""


@collector_paused()
def take_in(
    paths: Sequence[Path],
    where: Installation,
    *,
    made_up: bool = False,
    progress: Progress | None = None,
    postcodes: Path = LOOKUP,
) -> RunReport:
    """Take the extracts in ``paths`` (files or folders) into the store of ``where``.

    Files that are refused are reported and the others still go in, all in one swap of the store;
    the report is also written to ``where.reports``. ``made_up`` says that the extracts are a
    demonstration (published figures among them are real all the same). ``postcodes`` is the
    look-up of districts. Raises NothingToTakeIn, KeyRefused, StoreBusy, StoreUnusable or
    NotFitToStore, with the store as it was.
    """
    files = extracts(paths)
    if not files:
        named = ", ".join(str(path) for path in paths) or "no folder"
        raise NothingToTakeIn(
            f"There is no extract in {named}. Put the agencies' files there, or name a file."
        )
    tell = progress or _silent
    with store.only_writer(where.store):
        store.bring_up_to_date(where.store, sources().values())
        known = _open(where)
        look_up = places(postcodes)
        reports: dict[Path, FileReport] = {}
        arrivals: list[Arrival] = []
        for step, path in enumerate(files):
            tell(f"Checking {path.name}", step, 2 * len(files))
            arrived = _check(path, where, made_up, known, look_up)
            if isinstance(arrived, FileReport):
                reports[path] = arrived
            else:
                arrivals.append(arrived)
        published = {name: source.expand is not None for name, source in sources().items()}
        planned = plan(arrivals, known.files, _keys(where, arrivals), published, _held_keys(where, arrivals))
        reports |= planned.settled
        run = versions.run_id()
        if planned.writes:
            reports |= _write(planned, where, known.key, run, tell)
        alike = _alike(where)
    finished = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    report = RunReport(run, finished, tuple(reports[path] for path in files), planned.sentences, alike)
    report = _kept(report, where.reports)
    tell("Done", 2 * len(files), 2 * len(files))
    _log.info("run %s: %s", run, ", ".join(file.outcome for file in report.files))
    return report


def _kept(report: RunReport, folder: Path) -> RunReport:
    """The report, which says so itself where it could not be written: the files have gone in by then."""
    try:
        report.write(folder)
    except OSError as broken:
        why = broken.strerror or "write error"
        sentence = f"This report could not be kept in {folder} ({why}): copy it from here."
        return replace(report, sentences=(*report.sentences, sentence), kept=False)
    return report


def _silent(_words: str, _done: int, _of: int) -> None:
    """Nobody asked to be told."""


@dataclass(frozen=True)
class _Known:
    """What a run starts from: the key, the files held, and what may not be stored again."""

    key: Key
    files: list[versions.HeldFile]
    kept_out: KeptOut
    returns: Returns = field(default_factory=Returns)


def _open(where: Installation) -> _Known:
    """The key, made where there is no store yet, and what the store holds."""
    if not where.store.exists():
        return _Known(key_for(where, None), [], KeptOut())
    with store.open_for_reading(where.store) as con:
        key = key_for(where, store.read_fact(con, "key"))
        kept_out = KeptOut(versions.expired_before(con), versions.erased_marks(con))
        files = versions.held_files(con)
        pretended = any(holding.made_up for holding in files)
        returns = Returns(tuple(versions.held_returns(con)), versions.nil_files(con), pretended)
        return _Known(key, files, kept_out, returns)


def _keys(
    where: Installation, arrivals: Sequence[Arrival]
) -> dict[str, dict[str, dict[str, versions.Month]]]:
    """The record keys held of the sources that something has arrived of; of published ones those of all."""
    if not where.store.exists():
        return {}
    wanted = {arrival.check.source.name: arrival.check.source for arrival in arrivals}
    if not all(arrival.personal for arrival in arrivals):
        wanted |= {name: source for name, source in sources().items() if source.expand}
    with store.open_for_reading(where.store) as con:
        return {name: versions.counting_keys(con, source) for name, source in wanted.items()}


def _held_keys(where: Installation, arrivals: Sequence[Arrival]) -> HeldKeys:
    """Who holds the keys of what has arrived that are figures alone."""
    bare = [arrival.bare for arrival in arrivals if arrival.bare.agencies]
    if not bare or not where.store.exists():
        return {}
    with store.open_for_reading(where.store) as con:
        return held_keys(con, sources().values(), bare)


def _check(
    path: Path, where: Installation, made_up: bool, known: _Known, look_up: Places
) -> Arrival | FileReport:
    try:
        checked = check(path, own_codes=where.codes, nil_allowed=True)
        if checked.nil:
            checked = as_nil_return(checked, where, known.returns)
    except ExtractRefused as refused:
        return FileReport(path.name, Outcome.REFUSED, (refused.sentence, refused.advice))
    # Published figures shown in a demonstration are real all the same; records of people are not.
    pretended = checked.made_up or (made_up and checked.source.expand is None)
    door = Door(checked.source, known.key, look_up, where.codes)
    return let_in(path, checked, pretended, read_with(path, where.codes), door, known.kept_out)


def _write(planned: Plan, where: Installation, key: Key, run: str, tell: Progress) -> dict[Path, FileReport]:
    reports: dict[Path, FileReport] = {}
    with store.rewrite(where.store, alone=True) as con:
        store.create_tables(con, sources().values())
        store.write_fact(con, "key", key.fingerprint)
        for old in planned.demonstration:
            versions.remove_file(con, old.file)
        writer = Writer(con, run)
        for step, write in enumerate(planned.writes):
            path = write.arrival.path
            tell(f"Storing {path.name}", len(planned.writes) + step, 2 * len(planned.writes))
            reports[path] = writer.write(write)
        store.settle(con)
    return reports


def _alike(where: Installation) -> tuple[KAnonymity, ...]:
    """The k-anonymity of the store as it is now, table by table."""
    if not where.store.exists():
        return ()
    with store.open_for_reading(where.store) as con:
        return tuple(pair for pair in _counted(con) if pair)


def _counted(con: duckdb.DuckDBPyConnection) -> list[KAnonymity | None]:
    there = {name for (name,) in con.execute("SELECT view_name FROM duckdb_views()").fetchall()}
    return [k_anonymity(con, source) for source in sources().values() if source.table in there]
