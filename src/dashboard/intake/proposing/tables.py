"""Which table of a file is meant, where its headings may still be a partner's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.intake.validation.arranging import Laid, lay_out
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.recognising import Spelled
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import Table
from dashboard.store.contract import Source


def likeliest(
    file: str, sheets: Iterable[Sheet], mapping: PartnerMapping, formats: Mapping[str, Source]
) -> Table:
    """The table on the sheet that the TOML names, else on one that looks like an extract, else the longest.

    Raises ExtractRefused where no sheet holds anything.
    """
    spelled = [Spelled(source, mapping) for source in formats.values()]
    wanted = " ".join(mapping.extract.sheet.casefold().split())
    laid = [
        lay_out(file, sheet, spelled, mapping)
        for sheet in sheets
        if sheet.rows and (" ".join(sheet.name.casefold().split()) == wanted if wanted else not sheet.hidden)
    ]
    if not laid:
        raise ExtractRefused(file, f"{file} has no sheet with cells that could be mapped.", "Name another.")
    return _table(max(laid, key=lambda table: (table.looks_like, len(table.below))))


def _table(laid: Laid) -> Table:
    if laid.headings is None:
        return Table((), 0, ())
    row, _ = laid.rows[laid.headings.places[-1]]
    return Table(laid.headings.words, row, laid.below, far=laid.source.far)
