"""The register: what we have published of closed subjects, for good, and from which files.

Everything in it was public the day it was written, but for the certificates, of which each holds the
truth: the folder is for the analyst alone. Made-up releases have a register of their own, so that a
demonstration never limits what real figures may say.

    releases.jsonl       one line a release: id, months, files, hashes
    definitions/         the SELECT that each published cell came from, by its hash
    cells.csv            every published count of a closed subject, once
    certificates/        why the releases are safe, sealed (confidential)
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from dashboard.disk import make_folder, move_into_place
from dashboard.indicators import Grain, Header
from dashboard.release.workspace import ReleaseError

RELEASES, CELLS, DEFINITIONS, CERTIFICATES = "releases.jsonl", "cells.csv", "definitions", "certificates"


@dataclass(frozen=True)
class Entry:
    """One published count: its definition, table and part, its key (codes joined by ``|``), the
    months that the release spanned (whole months since year 0), and the value."""

    release: str
    definition: str
    grain: str
    part: str
    key: str
    first: int
    last: int
    value: int

    @property
    def what(self) -> tuple[str, str, str, str, int, int]:
        """What was counted."""
        return self.definition, self.grain, self.part, self.key, self.first, self.last


@dataclass(frozen=True)
class Definition:
    """How a count was made, kept so that its atoms can be found again."""

    id: str
    kind: str
    breakdowns: tuple[str, ...]
    source: str
    sql: str

    @property
    def sha256(self) -> str:
        """The name of the definition's file."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


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

    def releases(self) -> list[dict[str, Any]]:
        """Every release in order. Raises ReleaseError naming the line that cannot be read."""
        path = self.folder / RELEASES
        if not path.exists():
            return []
        found = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                found.append(dict(json.loads(line)))
            except ValueError:
                raise ReleaseError(
                    f"{path}, line {number}, cannot be read. The register says what is public already, so "
                    "nothing is released without it: put it back from a backup."
                ) from None
        return found

    def entries(self) -> list[Entry]:
        """Every published count. Raises ReleaseError where the file is damaged."""
        path = self.folder / CELLS
        if not path.exists():
            return []
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        try:
            return [_entry(row) for row in rows]
        except (TypeError, ValueError, KeyError):
            raise ReleaseError(
                f"{path} is damaged. It says what is public already, so nothing is released without it: put "
                "it back from a backup."
            ) from None

    def definition(self, name: str) -> Definition:
        """The definition called ``name``. Raises ReleaseError where it is missing or changed."""
        path = self.folder / DEFINITIONS / f"{name}.json"
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            found = Definition(**told | {"breakdowns": tuple(told["breakdowns"])})
        except (OSError, ValueError, TypeError, KeyError):
            found = None
        if found is None or found.sha256 != name:
            raise ReleaseError(f"{path} is missing or was changed. Put the register back from a backup.")
        return found

    def append(
        self, entry: Mapping[str, Any], cells: Iterable[Entry], definitions: Sequence[Definition]
    ) -> None:
        """Add one release, the counts that it published first, and how they were made."""
        private(self.folder)
        private(self.folder / DEFINITIONS)
        for definition in definitions:
            path = self.folder / DEFINITIONS / f"{definition.sha256}.json"
            if not path.exists():
                aside = path.with_suffix(".new")
                aside.write_text(json.dumps(asdict(definition), indent=1) + "\n", encoding="utf-8")
                move_into_place(aside, path)
        held = self.entries()
        known = {one.what for one in held}
        fresh = [one for one in cells if one.what not in known]
        aside = self.folder / f"{CELLS}.new"
        with aside.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, [field.name for field in fields(Entry)], lineterminator="\n")
            writer.writeheader()
            writer.writerows(asdict(one) for one in (*held, *fresh))
        move_into_place(aside, self.folder / CELLS)
        # The whole file again, not a line at its end: half a line would stop every later release.
        path = self.folder / RELEASES
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        aside = self.folder / f"{RELEASES}.new"
        aside.write_text(before + json.dumps(dict(entry)) + "\n", encoding="utf-8")
        move_into_place(aside, path)


def _entry(row: Mapping[str, str]) -> Entry:
    words = {name: row[name] for name in ("release", "definition", "grain", "part", "key")}
    return Entry(**words, first=int(row["first"]), last=int(row["last"]), value=int(row["value"]))


def private(folder: Path) -> None:
    """Make a folder that its owner alone can enter."""
    make_folder(folder)
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
