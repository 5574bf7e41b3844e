"""One run: every file is checked, then what may go in goes in together or not at all."""

from __future__ import annotations

import contextlib
import datetime
import logging
from collections.abc import Callable, Iterator, Sequence
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
from dashboard.intake.record_keys import RecordKeys
from dashboard.intake.report import FileReport, Outcome, RunReport
from dashboard.intake.shared_keys import held_keys
from dashboard.intake.sources import sources
from dashboard.intake.validation import ExtractRefused, check
from dashboard.intake.validation.content import Tell, of_file
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
        reports: dict[Path, FileReport] = {}
        arrivals: list[Arrival] = []
        look_up = places(postcodes)
        with _reading(where) as con:
            known = _known(where, con)
            for step, path in enumerate(files):
                within = of_file(tell, f"Checking {path.name}", step, 2 * len(files))
                within("")
                arrived = _check(path, where, made_up, known, look_up, within)
                if isinstance(arrived, FileReport):
                    reports[path] = arrived
                else:
                    arrivals.append(arrived)
            planned = _planned(con, known, arrivals)
            alike = _alike(con) if con and not planned.writes else ()
        reports |= planned.settled
        run = versions.run_id()
        if planned.writes:
            written, alike = _write(planned, where, known.key, run, tell)
            reports |= written
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


@contextlib.contextmanager
def _reading(where: Installation) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """The store in the layout of now, None where there is none; closed before it is written.

    Opened once for all that a run asks of it: opening costs more than the questions.
    """
    if where.store.exists():
        with store.open_up_to_date(where.store, sources().values()) as con:
            yield con
    else:
        yield None


def _known(where: Installation, con: duckdb.DuckDBPyConnection | None) -> _Known:
    """The key, made where there is no store yet, and what the store holds."""
    if con is None:
        return _Known(key_for(where, None), [], KeptOut())
    key = key_for(where, store.read_fact(con, "key"))
    kept_out = KeptOut(versions.expired_before(con), versions.erased_marks(con))
    files = versions.held_files(con)
    pretended = any(holding.made_up for holding in files)
    returns = Returns(tuple(versions.held_returns(con)), versions.nil_files(con), pretended)
    return _Known(key, files, kept_out, returns)


def _planned(con: duckdb.DuckDBPyConnection | None, known: _Known, arrivals: Sequence[Arrival]) -> Plan:
    """What to do with ``arrivals``, given the record keys held of their sources and who holds bare keys.

    Of published sources those of all are looked at.
    """
    published = {name: source.expand is not None for name, source in sources().items()}
    with contextlib.nullcontext(con) if con else duckdb.connect() as asked:
        keys = RecordKeys(asked, sources().values(), held=con is not None)
        for arrival in arrivals:
            keys.add(arrival)
        bare = [arrival.bare for arrival in arrivals if arrival.bare.agencies]
        holders = held_keys(asked, sources().values(), bare) if bare and con else {}
        return plan(arrivals, known.files, keys, published, holders)


def _check(
    path: Path, where: Installation, made_up: bool, known: _Known, look_up: Places, tell: Tell
) -> Arrival | FileReport:
    try:
        checked = check(path, own_codes=where.codes, nil_allowed=True, tell=tell)
        if checked.nil:
            checked = as_nil_return(checked, where, known.returns)
    except ExtractRefused as refused:
        return FileReport(path.name, Outcome.REFUSED, (refused.sentence, refused.advice))
    tell("taking out who people are")
    # Published figures shown in a demonstration are real all the same; records of people are not.
    pretended = checked.made_up or (made_up and checked.source.expand is None)
    door = Door(checked.source, known.key, look_up, where.codes)
    return let_in(path, checked, pretended, read_with(path, where.codes), door, known.kept_out)


def _write(
    planned: Plan, where: Installation, key: Key, run: str, tell: Progress
) -> tuple[dict[Path, FileReport], tuple[KAnonymity, ...]]:
    """The report on each file written, and the k-anonymity of the store with them."""
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
        alike = _alike(con)
    return reports, alike


def _alike(con: duckdb.DuckDBPyConnection) -> tuple[KAnonymity, ...]:
    """The k-anonymity of the store as it is now, table by table; what no file is of has no rows."""
    there = {name for (name,) in con.execute("SELECT DISTINCT source FROM files").fetchall()}
    counted = [k_anonymity(con, source) for name, source in sources().items() if name in there]
    return tuple(table for table in counted if table)
