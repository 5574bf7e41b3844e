"""Checking a release file against the certificates that it rests on, with plain sums.

What is read is the file itself, as the display will read it. No solver is imported.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from dashboard.disclosure.certificate import Certificate, CertificateError, load, published_hash
from dashboard.disclosure.verify import verify
from dashboard.files.disk import move_into_place
from dashboard.publication import Publication, Status
from dashboard.release.by_table import ByTable, Shape, by_table
from dashboard.release.indicators.headers import GEOGRAPHY_LEVELS, TIME_LEVELS
from dashboard.release.vintages import named

PUBLIC = "public|"


@dataclass(frozen=True)
class Covered:
    """One part (count, numerator, denominator) of one closed table, and the columns of its key."""

    indicator: str
    grain: str
    part: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """The certificates of one release by their file names, the policy files that they are bound to,
    the closed tables, and the indicators that are closed."""

    release: str
    bound: Mapping[str, str]
    certificates: tuple[str, ...]
    tables: tuple[Covered, ...]
    closed: tuple[str, ...]

    def write(self, folder: Path) -> None:
        """Write the list as ``<release>.json`` in ``folder``."""
        path = folder / f"{self.release}.json"
        fresh = path.with_suffix(".json.new")
        fresh.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        move_into_place(fresh, path)


def read_manifest(folder: Path, release: str) -> Manifest:
    """The list of ``release``. Raises CertificateError where it is missing or damaged."""
    path = folder / f"{release}.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        tables = tuple(Covered(**table | {"key": tuple(table["key"])}) for table in manifest["tables"])
        return Manifest(
            manifest["release"],
            manifest["bound"],
            tuple(manifest["certificates"]),
            tables,
            tuple(manifest["closed"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise CertificateError(
            f"{path.name} is missing or damaged: nothing proves that release {release} is safe"
        ) from None


def prove(path: Path, manifest: Manifest, folder: Path) -> int:
    """Verify every certificate against the release in ``path``; gives how many cells they cover.

    Raises CertificateError where a certificate is missing, was changed, was made for other figures
    or policies, or where the release hides or shows a count that none covers.
    """
    publication = Publication(path)
    try:
        figures = {
            name: cell
            for number, held in _countings(publication, {table.indicator for table in manifest.tables})
            for table in manifest.tables
            for name, cell in _of_table(held, table, number)
        }
        shown = _shown(publication, manifest)
    finally:
        publication.close()
    covered: set[str] = set()
    for file in manifest.certificates:
        proof = load(folder / file)
        rows = [(name, value, "bound") for name, value in sorted(manifest.bound.items())]
        for name, value in _values(proof):
            if name.startswith(PUBLIC):
                rows.append((name, value, Status.PUBLISHED.value))
            else:
                rows.append((name, *figures.get(name, ("", "missing"))))
                covered.add(name)
        verify(proof, published_hash(rows))
    # A count that no certificate covers may only be hidden, or be one that nobody could be in.
    bare = [name for name, (value, _) in figures.items() if value and name not in covered]
    if bare or shown:
        raise CertificateError(
            f"the release shows {len(bare) + shown} counts that no certificate covers"
            + (f", among them {bare[0]}" if bare else "")
        )
    return len(covered)


def _countings(publication: Publication, indicators: Collection[str]) -> Iterator[tuple[int, ByTable]]:
    """The figures of the indicators as they were first counted (0), and as of each restatement."""
    first = _of(publication, publication.first_figures, indicators)
    yield 0, by_table(first, publication.dimensions)
    again = publication.restated()
    again = again[again["indicator"].isin(list(indicators))]
    for number in sorted({int(number_text) for number_text in again["number"]}):
        yield number, by_table(again[again["number"] == number], publication.dimensions)


def _of(publication: Publication, cells: str, indicators: Collection[str]) -> pd.DataFrame:
    """Those of ``cells``, in SQL, that are of ``indicators``."""
    wanted = ", ".join("?" * len(indicators)) or "NULL"
    return publication.frame(f"SELECT * FROM {cells} WHERE indicator IN ({wanted})", list(indicators))


def _shown(publication: Publication, manifest: Manifest) -> int:
    """How many counts of closed indicators are in tables that the list does not name."""
    again = publication.restated()
    cells = pd.concat(
        [_of(publication, "cells", manifest.closed), again[again["indicator"].isin(manifest.closed)]],
        ignore_index=True,
    )
    cells = cells[cells["measure"].isin(("count", "numerator", "rest")) & cells["value"].notna()]
    counts = by_table(cells, publication.dimensions)
    listed = {(table.indicator, _shape(table, counts)) for table in manifest.tables}
    return sum(len(rows) for what, rows in counts.rows.items() if what not in listed)


def _values(proof: Certificate) -> list[tuple[str, str]]:
    """Each listed cell of a certificate, with its value in the first data set where that is public."""
    sums = proof.columns.sums(proof.witnesses[0])
    return [
        (str(name), str(int(sums[decided])))
        for name, decided, listed in zip(proof.names, proof.decision, proof.listed, strict=True)
        if listed
    ]


def _shape(table: Covered, cells: ByTable) -> Shape:
    """What the cells of one part of one table have in common."""
    tokens = [token.partition("=")[0] for token in table.grain.split(" x ")]
    level = next(token for token in tokens if token in TIME_LEVELS)
    place = next((token for token in tokens if token in GEOGRAPHY_LEVELS), "county")
    return cells.shape(table.part, level, place, tokens)


def _of_table(cells: ByTable, table: Covered, number: int) -> Iterator[tuple[str, tuple[str, str]]]:
    """Name, value (as text, blank where there is none) and status of each cell of a part of ``cells``."""
    first: dict[tuple[str, ...], tuple[float, str]] = {}
    columns = ["value", "status", *table.key]
    for value, status, *codes in cells.cells(table.indicator, _shape(table, cells), columns):
        first.setdefault(tuple(codes), (value, status))
    for key_codes, (value, status) in first.items():
        shown = str(int(value)) if status == Status.PUBLISHED.value else ""
        key = "|".join(f"{name}={code}" for name, code in zip(table.key, key_codes, strict=True))
        yield named(f"{table.indicator}|{table.grain}|{table.part}|{key}", number), (shown, str(status))
