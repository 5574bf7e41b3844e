"""Which sheets of a file are taken: every sheet is looked at, and those that fit a format are named.

Sheets are named by their places, never by their names: a sheet may be called after a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.files.coded_rows import CodedRows
from dashboard.intake.validation.arranging import Laid, arranged, lay_out, sentences
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.recognising import Recognised, Spelled, candidates_of
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import Table, ordinal
from dashboard.intake.validation.wording import listed, rows_in_words
from dashboard.store.contract import Source


@dataclass(frozen=True)
class Choice:
    """The tables that are taken, each with what it was recognised as, and how they were read, in words."""

    taken: tuple[tuple[Table, Recognised], ...]
    sentences: tuple[str, ...]

    @property
    def records(self) -> int:
        """How many records the tables hold; a response of a form may be two rows of ours, and is one."""
        return sum(CodedRows.of(table.rows, "").records + table.merged for table, _ in self.taken)

    @property
    def furniture(self) -> int:
        """How many rows hold none."""
        return sum(len(table.furniture) for table, _ in self.taken)


@dataclass
class _Looked:
    """What was seen of a file's sheets: those that fit, the hidden ones that would, the first that does not,
    and how many there are."""

    fitting: list[Laid] = field(default_factory=list)
    unseen: list[Laid] = field(default_factory=list)
    first: Laid | None = None
    visible: int = 0
    hidden: int = 0
    named: bool = False
    separate: bool = True


def choose(
    file: str,
    sheets: Iterable[Sheet],
    mapping: PartnerMapping,
    sources: Mapping[str, Source],
    own_codes: Path | None = None,
) -> Choice:
    """The tables to take of a file, one unless its TOML says all.

    Raises ExtractRefused where no sheet is an extract, where several are and nobody has said which, and
    where the one taken lacks columns or has others.
    """
    spelled = [Spelled(source, mapping) for source in candidates_of(file, mapping, sources)]
    looked = _look(file, sheets, mapping, spelled)
    chosen = _chosen(file, looked, mapping)
    several = len(chosen) > 1
    taken = [arranged(file, laid, mapping, sources, own_codes, several) for laid in chosen]
    kinds = {known.source.name for _, known in taken}
    if len(kinds) > 1:
        raise _different(file, chosen)
    texts = [*_where_from(looked, chosen)]
    for table, _ in taken:
        texts += sentences(table)
    return Choice(tuple(taken), tuple(texts))


def _look(file: str, sheets: Iterable[Sheet], mapping: PartnerMapping, spelled: Sequence[Spelled]) -> _Looked:
    """Lay out each sheet in turn; of those that are no extracts nothing is kept but the first."""
    looked = _Looked()
    wanted = " ".join(mapping.extract.sheet.casefold().split())
    for sheet in sheets:
        if not sheet.place:
            _refuse_sheet_keys(file, mapping)
            looked.separate = False
        is_wanted = bool(wanted) and " ".join(sheet.name.casefold().split()) == wanted
        looked.named = looked.named or is_wanted
        looked.hidden += sheet.hidden
        looked.visible += not sheet.hidden
        if not sheet.rows or (wanted and not is_wanted):
            continue
        laid = lay_out(file, sheet, spelled, mapping)
        if sheet.hidden and not wanted:
            looked.unseen += [laid] if laid.looks_like and laid.below else []
            continue
        if laid.looks_like:
            looked.fitting.append(laid)
        looked.first = looked.first or laid
    if wanted and not looked.named:
        raise ExtractRefused(
            file,
            f"{file} has no sheet of the name that its TOML gives.",
            "Correct 'sheet' in the TOML, or rename the sheet in the workbook.",
        )
    return looked


def _refuse_sheet_keys(file: str, mapping: PartnerMapping) -> None:
    key = "sheet" if mapping.extract.sheet else "sheets" if mapping.extract.sheets else ""
    if key:
        raise ExtractRefused(
            file,
            f"The TOML beside {file} names a sheet, but a CSV file has none.",
            f"Remove '{key}' from the TOML.",
        )


def _chosen(file: str, looked: _Looked, mapping: PartnerMapping) -> list[Laid]:
    """The sheets to take: those with rows that fit, else the first."""
    if looked.unseen and not looked.fitting:
        raise _only_hidden(file, looked.unseen)
    if looked.first is None:
        raise _nothing(file, looked)
    with_rows = [laid for laid in looked.fitting if laid.below]
    if len(with_rows) > 1 and mapping.extract.sheets != "all" and not _one_publication(with_rows):
        raise _several(file, with_rows)
    if with_rows:
        return with_rows
    if not looked.fitting and looked.visible > 1 and not (mapping.extract.source or mapping.extract.sheet):
        raise ExtractRefused(
            file,
            f"{file}: none of its {looked.visible} sheets has the headings of an extract format in its first "
            "rows.",
            "A partner's own headings can be renamed in a TOML beside the file; 'sheet' and 'heading_row' "
            "under [extract] say where they are.",
        )
    return [looked.fitting[0] if looked.fitting else looked.first]


def _one_publication(fitting: Sequence[Laid]) -> bool:
    """Whether all sheets are tables of one publication, which is taken whole."""
    known = [laid.headings.known for laid in fitting if laid.headings]
    formats = {fits.source.name: fits.source for fits in known if fits}
    return len(formats) == 1 and all(source.expand for source in formats.values())


def _nothing(file: str, looked: _Looked) -> ExtractRefused:
    if not looked.separate:
        return ExtractRefused(file, f"{file} is empty.", "Export it again and send the new file.")
    if not looked.visible and not looked.named:
        return ExtractRefused(file, f"{file} has no sheet with cells.", "Put the table on a visible sheet.")
    return ExtractRefused(
        file,
        f"The sheet read from {file} is empty.",
        "Put the table on a sheet of its own, or name its sheet in the TOML beside the file.",
    )


def _only_hidden(file: str, unseen: Sequence[Laid]) -> ExtractRefused:
    which = "one that is hidden does" if len(unseen) == 1 else "several that are hidden do"
    return ExtractRefused(
        file,
        f"{file} has no visible sheet that looks like an extract; {which}: {listed(_named(unseen))}.",
        "Unhide it in the spreadsheet and save the file, or name it in a TOML beside the file, under "
        "[extract]: sheet = with its name.",
    )


def _named(sheets: Sequence[Laid]) -> list[str]:
    return [
        f"the {ordinal(laid.sheet)} ('{laid.title}', {rows_in_words(len(laid.below))})" for laid in sheets
    ]


def _several(file: str, fitting: Sequence[Laid]) -> ExtractRefused:
    named = _named(fitting)
    together = len({laid.title for laid in fitting}) == 1
    return ExtractRefused(
        file,
        f"{file} has {len(fitting)} sheets that look like extracts: {listed(named)}.",
        "Say in a TOML beside the file, under [extract], which one to take (sheet = with its name)"
        + (
            ', or sheets = "all" to take them together.'
            if together
            else ", or send each in a file of its own."
        ),
    )


def _different(file: str, chosen: Sequence[Laid]) -> ExtractRefused:
    titles = Counter(laid.title for laid in chosen)
    return ExtractRefused(
        file,
        f"{file} has sheets of {len(titles)} formats, which cannot be taken together.",
        "Name the format ('source') or one sheet ('sheet') under [extract] in the TOML, and send the others "
        "in files of their own.",
    )


def _where_from(looked: _Looked, chosen: Sequence[Laid]) -> list[str]:
    """Which sheets were read, where there are others."""
    if looked.visible + looked.hidden < 2:
        return []
    places = listed([f"the {ordinal(laid.sheet)}" for laid in chosen])
    others = f"; {looked.hidden} hidden" if looked.hidden else ""
    return [f"Read from {places} of {looked.visible + looked.hidden} sheets{others}."]
