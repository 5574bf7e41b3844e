"""The register: what we have published of closed subjects, for good, and the base cells it was counted from.

It is for the analyst alone: base cells and certificates hold true counts. Made-up releases have a register
of their own, so that a demonstration never limits what real figures may say.

    releases.jsonl       one line a release: id, months, hashes of its files, hash of the line before
    cells/<id>.csv       the counts of closed subjects that the release published first
    base/<id>/<table>.csv    the base cells that it counted first (finest combination of codes, with counts)
    records/<id>/<table>.csv which records those are, by pseudonym; the only part that can be erased
    definitions/         the SELECT that each published cell came from, by its hash
    certificates/        why the releases are safe, sealed

Nothing but ``records`` is ever rewritten. ``chain`` says when a register may be trusted.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import pandas as pd

from dashboard.files.chain import ChainBroken, Line, linked, read_lines, sha256_of
from dashboard.files.disk import make_folder, move_into_place
from dashboard.release.errors import ReleaseError
from dashboard.release.indicators import Grain, Header
from dashboard.release.restating import Restatement
from dashboard.store.counted import RECORDS

CELLS, BASE, DEFINITIONS, CERTIFICATES = "cells", "base", "definitions", "certificates"
RELEASES = "releases.jsonl"
RESTORE = (
    "The register says what is public already, so nothing is released without it: put it back from a backup."
)


@dataclass(frozen=True)
class Entry:
    """One published count: its definition, table and part, its key (codes joined by ``|``), the
    months that the release spanned (whole months since year 0), and the value.

    ``restated`` is the number of the restatement that it is of, 0 for what was counted first.
    """

    release: str
    definition: str
    grain: str
    part: str
    key: str
    first: int
    last: int
    value: int
    restated: int = 0

    @property
    def what(self) -> tuple[str, str, str, str, int, int, int]:
        """What was counted."""
        return self.definition, self.grain, self.part, self.key, self.first, self.last, self.restated


@dataclass(frozen=True)
class Definition:
    """How a count was made, kept so that its base cells can be found again."""

    id: str
    kind: str
    breakdowns: tuple[str, ...]
    source: str
    sql: str

    @property
    def sha256(self) -> str:
        """The name of the definition's file."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Addition:
    """What one release adds to the register beside its line.

    ``base`` and ``records`` are by the store's table; a base cell is (codes..., count), where a negative
    count takes back what moved on (a referral that was decided).
    """

    cells: Sequence[Entry]
    definitions: Sequence[Definition]
    base: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    records: Mapping[str, pd.DataFrame] = field(default_factory=dict)


def definition_of(header: Header) -> Definition:
    """What of an indicator decides its counts."""
    return Definition(header.id, header.kind, header.breakdowns, header.source[0], header.sql)


class Register:
    """The register in ``folder``; an empty one where there is no such folder yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def certificates(self) -> Path:
        """Where certificates are kept."""
        return self.folder / CERTIFICATES

    @property
    def releases_file(self) -> Path:
        """The file with a line for each release."""
        return self.folder / RELEASES

    def releases(self) -> list[Line]:
        """Every release in order. Raises ReleaseError naming the line that is damaged."""
        try:
            return read_lines(self.releases_file)
        except (ChainBroken, OSError, UnicodeDecodeError) as broken:
            raise ReleaseError(f"{broken}. {RESTORE}") from broken

    def entries(self) -> list[Entry]:
        """Every published count. Raises ReleaseError where a file is missing or damaged."""
        entries: list[Entry] = []
        for line in self.releases():
            path = self.folder / CELLS / f"{line['id']}.csv"
            try:
                with path.open(encoding="utf-8", newline="") as stream:
                    entries += [_entry(row) for row in csv.DictReader(stream)]
            except (OSError, TypeError, ValueError, KeyError) as damaged:
                raise _gone(path) from damaged
        return entries

    def tables(self, kind: str, table: str) -> list[tuple[str, Path]]:
        """The files of base cells or records (``kind``) of one store table, with their releases, in order.

        Raises ReleaseError where one that a line names is missing.
        """
        tables = []
        for line in self.releases():
            if table in line["counted"]:
                path = self.folder / kind / line["id"] / f"{table}.csv"
                if not path.exists():
                    raise _gone(path)
                tables.append((line["id"], path))
        return tables

    def windows(self, table: str) -> list[tuple[int, int]]:
        """The months (first and last, whole months since year 0) of ``table`` that releases have counted."""
        return [tuple(line["counted"][table]) for line in self.releases() if table in line["counted"]]

    def restatements(self, table: str) -> list[Restatement]:
        """The restatements of ``table``, in order."""
        restatements = (line["restated"] for line in self.releases() if table in line.get("restated", {}))
        return [Restatement(*held[table]) for held in restatements]

    def restated(self) -> list[Line]:
        """The releases that restated what was published before, in order."""
        return [line for line in self.releases() if line.get("restated")]

    def definition(self, name: str) -> Definition:
        """The definition called ``name``. Raises ReleaseError where it is missing or changed."""
        path = self.folder / DEFINITIONS / f"{name}.json"
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            definition = Definition(**held | {"breakdowns": tuple(held["breakdowns"])})
        except (OSError, ValueError, TypeError, KeyError):
            definition = None
        if definition is None or definition.sha256 != name:
            raise _gone(path)
        return definition

    def append(self, line: Line, addition: Addition) -> Line:
        """Add one release; gives its line as written. Its files are on the disk before its line is."""
        private(self.folder)
        for definition in addition.definitions:
            path = self.folder / DEFINITIONS / f"{definition.sha256}.json"
            if not path.exists():
                _write(path, json.dumps(asdict(definition), indent=1) + "\n")
        known = {entry.what for entry in self.entries()}
        fresh = [asdict(entry) for entry in addition.cells if entry.what not in known]
        columns = [column.name for column in fields(Entry)]
        if not any(entry["restated"] for entry in fresh):
            columns.remove("restated")
        written = {CELLS: self.folder / CELLS / f"{line['id']}.csv"}
        _write(written[CELLS], _csv(pd.DataFrame(fresh, columns=columns)))
        for kind, frames in ((BASE, addition.base), (RECORDS, addition.records)):
            for table, frame in frames.items():
                path = self.folder / kind / line["id"] / f"{table}.csv"
                _write(path, _csv(frame))
                if kind == BASE:
                    written[f"{BASE}/{table}"] = path
        sums = {name: sha256_of(path) for name, path in written.items()}
        before = self.releases()
        whole = linked({**line, "files": sums}, before)
        _write(self.releases_file, "".join(json.dumps(held) + "\n" for held in (*before, whole)))
        return whole


def file_of(register: Path, release: str, name: str) -> Path:
    """The file that a line of the register calls ``name`` (``cells``, ``base/<table>``)."""
    kind, _, table = name.partition("/")
    return register / kind / release / f"{table}.csv" if table else register / kind / f"{release}.csv"


def _gone(path: Path) -> ReleaseError:
    return ReleaseError(f"{path} is missing, damaged or was changed. {RESTORE}")


def _csv(frame: pd.DataFrame) -> str:
    return str(frame.to_csv(index=False, lineterminator="\n"))


def _write(path: Path, text: str) -> None:
    """Write a file of the register aside, for its owner alone, and let it take its place."""
    private(path.parent)
    aside = path.with_name(f".{path.name}.new")
    aside.unlink(missing_ok=True)
    aside.touch(mode=0o600)
    aside.write_text(text, encoding="utf-8", newline="")
    move_into_place(aside, path)


def _entry(row: Mapping[str, str]) -> Entry:
    words = {name: row[name] for name in ("release", "definition", "grain", "part", "key")}
    return Entry(
        **words,
        first=int(row["first"]),
        last=int(row["last"]),
        value=int(row["value"]),
        restated=int(row.get("restated") or 0),
    )


def private(folder: Path) -> None:
    """Make a folder that its owner alone can enter."""
    make_folder(folder, 0o700)
    folder.chmod(0o700)


def header_of(definition: Definition, grains: Sequence[Grain]) -> Header:
    """A header that is good for counting, of a definition whose file may be gone."""
    import datetime

    return Header(
        id=definition.id, path=Path(f"{definition.id} as registered"), code="", theme="",
        title=definition.id, question="", kind=definition.kind, numerator="", denominator="", unit="per 1",
        direction="neutral", place="", breakdowns=definition.breakdowns,
        tables=tuple(grain.text for grain in grains), caveat="", source=(definition.source,), owner="",
        review_date=datetime.date.max, policy="", grains=tuple(grains), sql=definition.sql,
    )  # fmt: skip
