"""The report of a run: what became of each file, for the analyst. It holds no value of a person."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from dashboard.files.disk import make_folder, to_disk
from dashboard.intake.anonymise.k_anonymity import KAnonymity
from dashboard.intake.edition_figures import FigureRevision
from dashboard.intake.figures import PeriodFigures


class Outcome(StrEnum):
    """What a run did with a file."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    REFUSED = "refused"


@dataclass(frozen=True)
class FileReport:
    """What became of one file. ``name`` is the file's own and stays on the analyst's machine.

    ``findings`` counts findings by rule; ``figures`` is filled for published tables only; ``asked`` says
    that the file is refused for want of a word about what it covers, and is sound otherwise; ``revised``
    are the figures that the editions before and after it give differently.
    ``rows_furniture`` are rows that hold no record (totals, notes, headings again), among those read.
    """

    name: str
    outcome: Outcome
    sentences: tuple[str, ...]
    file: str = ""
    source: str = ""
    source_title: str = ""
    made_up: bool = False
    rows_read: int = 0
    rows_stored: int = 0
    rows_set_aside: int = 0
    rows_furniture: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    k_anonymity: KAnonymity | None = None
    figures: tuple[PeriodFigures, ...] = ()
    asked: bool = False
    revised: tuple[FigureRevision, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The report for JSON."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return plain | {
            "outcome": self.outcome.value,
            "sentences": list(self.sentences),
            "findings": dict(self.findings),
            "k_anonymity": self.k_anonymity.to_dict() if self.k_anonymity else None,
            "figures": [figure.to_dict() for figure in self.figures],
            "revised": [revision.to_dict() for revision in self.revised],
        }


@dataclass(frozen=True)
class RunReport:
    """One run: its files in the order they were given, and how alike the store's rows are now.

    ``finished`` is UTC in ISO form; ``kept`` says whether the report could be written.
    """

    run: str
    finished: str
    files: tuple[FileReport, ...]
    sentences: tuple[str, ...]
    store: tuple[KAnonymity, ...]
    kept: bool = True

    @property
    def any_refused(self) -> bool:
        """Whether a file was refused whole."""
        return any(file.outcome is Outcome.REFUSED for file in self.files)

    @property
    def all_refused(self) -> bool:
        """Whether every file was refused whole, and none only for want of a word about what it covers."""
        return all(file.outcome is Outcome.REFUSED and not file.asked for file in self.files)

    @property
    def any_set_aside(self) -> bool:
        """Whether a row of any file was set aside, in this run or when the file was first taken in."""
        return any(file.rows_set_aside for file in self.files)

    @property
    def changed(self) -> bool:
        """Whether the store holds anything now that it did not before."""
        return any(file.outcome in {Outcome.STORED, Outcome.REPLACED} for file in self.files)

    def to_dict(self) -> dict[str, object]:
        """The report for JSON."""
        return {
            "run": self.run,
            "finished": self.finished,
            "any_refused": self.any_refused,
            "files": [file.to_dict() for file in self.files],
            "sentences": list(self.sentences),
            "k_anonymity": [risk.to_dict() for risk in self.store],
        }

    @property
    def text(self) -> str:
        """The report as plain text."""
        lines = [f"Run {self.run}, finished {self.finished}", *self.sentences]
        for file in self.files:
            title = f" ({file.source_title})" if file.source_title else ""
            lines += [
                "",
                f"{file.name}{title}: {file.outcome}",
                *(f"  {sentence}" for sentence in file.sentences),
            ]
        if self.store:
            lines += [
                "",
                "How alike the rows in the store are:",
                *(f"  {risk.sentence}" for risk in self.store),
            ]
        return "\n".join(lines) + "\n"

    def write(self, folder: Path) -> None:
        """``<run>.json`` and ``<run>.txt`` in ``folder``, readable by the analyst alone."""
        make_folder(folder, 0o700)
        _write(folder / f"{self.run}.json", json.dumps(self.to_dict(), indent=2, ensure_ascii=False) + "\n")
        _write(folder / f"{self.run}.txt", self.text)
        to_disk(folder)


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    to_disk(path)
