"""From a sheet to the table of its records: headings found, furniture apart, repeated cells filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dashboard.files.coded_rows import CodedRows
from dashboard.files.text_file import CUT_SHORT
from dashboard.intake.validation.dates import counted_since_1904
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.furniture import Judge
from dashboard.intake.validation.headings import Headings, Rows, find, stated
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.recognising import Recognised, Spelled, recognise
from dashboard.intake.validation.sheet import Sheet, TooMuchMerged, unmerged
from dashboard.intake.validation.table import MOST_COLUMNS, Cell, Furniture, Table, as_text, blank, letter
from dashboard.intake.validation.wording import listed, numbers_in_words, rows_in_words
from dashboard.store.contract import Kind, Source


@dataclass(frozen=True)
class Laid:
    """A sheet whose headings were looked for. ``rows`` have merged ranges filled, ``raw`` are as read."""

    # Left out of repr, so that no log or traceback can show what may be a person's.
    source: Sheet = field(repr=False)
    rows: CodedRows[Cell] = field(repr=False)
    headings: Headings | None = field(repr=False)

    @property
    def sheet(self) -> int:
        """The place of the sheet."""
        return self.source.place

    @property
    def looks_like(self) -> bool:
        """Whether the sheet is meant to be an extract."""
        return self.headings is not None and self.headings.looks_like

    @property
    def title(self) -> str:
        """The format that it looks like."""
        known = self.headings.known if self.headings else None
        return known.source.title if known else ""

    @property
    def below(self) -> Rows:
        """The rows below the headings."""
        return self.rows[self.headings.places[-1] + 1 :] if self.headings else ()


def lay_out(file: str, sheet: Sheet, spelled: Sequence[Spelled], mapping: PartnerMapping) -> Laid:
    """``sheet`` with its headings found. Raises ExtractRefused where it is a trap for the time."""
    raw = CodedRows.of(sheet.rows, "")
    sheet = replace(sheet, rows=raw)
    try:
        rows = CodedRows.of(unmerged(raw, sheet.merged), "")
    except TooMuchMerged:
        raise ExtractRefused(
            file, f"{file} has merged cells over far too many rows.", "Unmerge them and send the new file."
        ) from None
    given = mapping.extract.heading_row
    if given is None:
        return Laid(sheet, rows, find(rows, spelled))
    numbers = [given] if isinstance(given, int) else sorted(given)
    return Laid(sheet, rows, stated(rows, numbers, spelled))


def arranged(
    file: str,
    laid: Laid,
    mapping: PartnerMapping,
    sources: Mapping[str, Source],
    own_codes: Path | None,
    several: bool,
) -> tuple[Table, Recognised]:
    """The records of a sheet and what they are; ``several`` says that other sheets are taken with it.

    Raises ExtractRefused where the headings do not fit a format, and where the file is cut short.
    """
    heads, sheet = _headings(file, laid, mapping), laid.source
    rows, raw = laid.rows, CodedRows.of(sheet.rows, "")
    first, last = heads.places[0], heads.places[-1]
    _refuse_wide(file, sheet, rows[last])
    furniture = _furniture(laid, heads)
    table = Table(
        heads.words,
        rows[last][0],
        rows[last + 1 :].without(furniture),
        far=sheet.far,
        sheet=sheet.place if several else 0,
        above=raw[:first],
        furniture=furniture,
        faults=sheet.faults,
        stray=frozenset(sheet.stray) | frozenset(sheet.stray.values()),
        edition=sheet.edition,
    )
    if sheet.unfolded:
        table = replace(
            table,
            above=sheet.unfolded.above,
            places=sheet.unfolded.places,
            differing=sheet.unfolded.differing,
            merged=sheet.unfolded.merged,
        )
    known = recognise(file, table, mapping, sources, own_codes)
    _refuse_cut(file, sheet, table)
    table = replace(table, unseen=_unseen(sheet, table, known))
    if sheet.since_1904:
        table = replace(table, rows=_since_1904(table.rows, known))
    return replace(table, rows=_repeated(table.rows, known)), known


def _headings(file: str, laid: Laid, mapping: PartnerMapping) -> Headings:
    """The headings of the one table of a sheet. Raises ExtractRefused where there are none, or another's."""
    heads = laid.headings
    if heads is None:
        raise ExtractRefused(
            file,
            f"{mapping.file} has an error: key 'extract.heading_row' gives a row that is blank.",
            "Give the number that the spreadsheet shows for the row of the headings.",
        )
    if heads.other is not None:
        upper, lower = laid.rows[heads.other][0], laid.rows[heads.places[0]][0]
        raise ExtractRefused(
            file,
            f"{file} has two tables, one below another: headings are in row {upper} and in row {lower}.",
            "Send each in a file of its own; 'heading_row' under [extract] in the TOML beside it takes one.",
        )
    return heads


def _unseen(sheet: Sheet, table: Table, known: Recognised) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The rows and columns of ``table`` that are not shown in the sheet."""
    rows: set[int] = sheet.unseen.rows
    if rows:
        rows = rows & {*CodedRows.of(table.rows, "").numbers, *table.furniture}
    columns = sheet.unseen.columns & {place + 1 for place in known.places.values()}
    return tuple(sorted(rows)), tuple(map(letter, sorted(columns)))


def _since_1904(rows: Rows, known: Recognised) -> Rows:
    """The rows of a file that counts days from 1904, with the numbers in columns of dates as those days."""
    columns = known.source.columns
    places = {known.places[c.name] for c in columns if c.kind is Kind.DATE and c.name in known.places}
    return [
        (
            number,
            [counted_since_1904(cell) if place in places else cell for place, cell in enumerate(cells)],
        )
        for number, cells in rows
    ]


def _furniture(laid: Laid, heads: Headings) -> dict[int, Furniture]:
    """The rows of a sheet that hold no record of ours."""
    sheet, rows, raw = laid.source, laid.rows, CodedRows.of(laid.source.rows, "")
    first, last = heads.places[0], heads.places[-1]
    if sheet.unfolded:
        return dict(sheet.unfolded.furniture)
    if heads.known is None:
        return dict(sheet.apart)
    judge = Judge(heads.known, rows[first : last + 1], raw[:first])
    return judge.judge(raw[last + 1 :]) | _of_others(rows[last + 1 :], heads.known) | dict(sheet.apart)


def _of_others(rows: CodedRows[Cell], known: Recognised) -> dict[int, Furniture]:
    """The rows of a published table that are about other things than ours: other offences, no forces."""
    apart: list[int] = []
    for name, is_of_others in known.source.left_out.items():
        place = known.places.get(name)
        if place is not None:
            apart += rows.positions(
                place,
                lambda cell: not blank(cell) and is_of_others(as_text(cell)),  # noqa: B023 - used at once
            )
    numbers = rows.numbers
    return {numbers[position]: Furniture.OTHER for position in apart}


def _refuse_wide(file: str, sheet: Sheet, row: tuple[int, Sequence[Cell]]) -> None:
    number, cells = row
    if number in sheet.far:
        raise ExtractRefused(
            file,
            f"{file} has something in column {sheet.far[number]} of row {number}, beside its headings.",
            f"Clear that cell, or send a table of at most {MOST_COLUMNS} columns.",
        )
    width = max((place for place, cell in enumerate(cells, 1) if not blank(cell)), default=0)
    if width > MOST_COLUMNS:
        raise ExtractRefused(
            file,
            f"{file} has {width} columns, more than any extract has.",
            f"Send a table of at most {MOST_COLUMNS} columns, with its headings in one of the first rows.",
        )


def _refuse_cut(file: str, sheet: Sheet, table: Table) -> None:
    """A last row without a line's end and with fewer cells than there are headings ends too early."""
    if not sheet.open_end or not table.rows or table.rows[-1][0] != sheet.rows[-1][0]:
        return
    if len(table.rows[-1][1]) < len(table.headings):
        raise ExtractRefused(file, f"{file} is cut short: its last row ends too early.", CUT_SHORT)


def _repeated(rows: Rows, known: Recognised) -> Rows:
    """The rows with blanks filled from above, in the columns of which the format says that they repeat.

    A new label ends what the labels to its right had repeated: another group begins.
    """
    columns = known.source.columns
    places = sorted(known.places[c.name] for c in columns if c.as_above and c.name in known.places)
    if not places:
        return rows
    above: dict[int, Cell] = {}
    filled: list[tuple[int, Sequence[Cell]]] = []
    for number, cells in rows:
        longer = list(cells) + [""] * (places[-1] + 1 - len(cells))
        for place in places:
            if blank(longer[place]):
                longer[place] = above.get(place, "")
            elif above.get(place) != longer[place]:
                above = {left: label for left, label in above.items() if left < place}
                above[place] = longer[place]
        filled.append((number, longer))
    return filled


def sentences(table: Table) -> list[str]:
    """How the table was read, where it is not simply headings and rows. No value, ever."""
    where = f"Sheet {table.sheet}: " if table.sheet else ""
    texts = []
    if table.above:
        count = len(table.above)
        them = "the row above them is" if count == 1 else f"the {count} rows above them are"
        texts.append(f"{where}the headings are in row {table.heading_row}; {them} not read.")
    if table.furniture:
        kinds: dict[Furniture, list[int]] = {}
        for number, kind in sorted(table.furniture.items()):
            kinds.setdefault(kind, []).append(number)
        named = "; ".join(f"{kind} in {numbers_in_words(numbers)}" for kind, numbers in kinds.items())
        holds = "holds" if len(table.furniture) == 1 else "hold"
        texts.append(f"{where}{rows_in_words(len(table.furniture))} {holds} no record: {named}.")
    rows, columns = table.unseen
    if rows:
        are = "is" if len(rows) == 1 else "are"
        texts.append(
            f"{where}{numbers_in_words(rows)} {are} hidden, by hand or by a filter, and read like all others."
        )
    if columns:
        them = f"column {columns[0]} is" if len(columns) == 1 else f"columns {listed(columns)} are"
        texts.append(f"{where}{them} hidden, and read like all others.")
    return [sentence[:1].upper() + sentence[1:] for sentence in texts]
