"""Published tables as downloaded, made one row for each figure.

One module a layout. Each knows its table by words of the headings and the title, never by the number of
the table or the place of the sheet: both move between editions. What a table itself does not say (its
quarter, the day of its edition) is looked for in its title rows, on the cover and in the file's name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dashboard.intake.published import (
    ages_across,
    assessment_factors,
    by_quarter,
    nomis,
    populations,
    responders,
)
from dashboard.intake.published.age_bands import AgesMissing
from dashboard.intake.published.editions import day_of_edition, lines_of, one_quarter
from dashboard.intake.published.layout import Layout, Unfolding
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.sheet import Sheet

_LAYOUTS: tuple[Layout, ...] = (
    responders.find,
    by_quarter.find,
    populations.find,
    ages_across.find,
    nomis.find,
    assessment_factors.find,
)


def with_tables(file: str, sheets: Iterable[Sheet], mapping: PartnerMapping) -> list[Sheet]:
    """``sheets`` with every published table that is known in its long form.

    Where there is one, the other sheets (cover, notes, tables that nothing here counts) are without rows, so
    that no other format takes them for its own. Raises ExtractRefused where the quarter of a table is open.
    """
    read = list(sheets)
    wanted = " ".join(mapping.extract.sheet.casefold().split())
    known: dict[int, Unfolding] = {}
    for at, sheet in enumerate(read):
        named = wanted and " ".join(sheet.name.casefold().split()) == wanted
        if sheet.rows and not (wanted and not named) and (named or not sheet.hidden):
            table = next(filter(None, (find(sheet) for find in _LAYOUTS)), None)
            if table is not None and mapping.extract.source in ("", table.name):
                known[at] = table
    edition = mapping.extract.published_on or day_of_edition(file, read)
    if not known:
        return [replace(sheet, edition=edition) for sheet in read]
    quarter = ""
    if any(table.needs_quarter for table in known.values()):
        lines = [line for at, sheet in enumerate(read) for line in lines_of(sheet, known.get(at))]
        last = max((table.last_period for table in known.values()), default="")
        quarter = one_quarter(file, lines, last, mapping)
    try:
        return [
            replace(known[at].sheet(quarter), edition=edition) if at in known else replace(sheet, rows=())
            for at, sheet in enumerate(read)
        ]
    except AgesMissing:
        raise ExtractRefused(
            file,
            f"{file} lacks years of age, or one sex, of an area, so that its residents cannot be summed.",
            "Download it again with every single year of age, to 90 and over, for both sexes together.",
        ) from None
