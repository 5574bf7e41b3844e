"""The report as one accessible web page that needs nothing else: of one file, or of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from dashboard.files.templates import Template
from dashboard.intake.validation.findings import Check, ExtractRefused
from dashboard.intake.validation.summary import NamedOutcome, Summary, row_counts, state, summary
from dashboard.intake.validation.wording import (
    Group,
    effect,
    facts,
    groups,
    next_step,
    numbers_in_words,
    title,
)

#: How many groups of findings the page lists for a file; the CSV report lists every finding.
MOST_LISTED = 500
_PARTS = Template(__file__, "report_page.html")
STYLE = Path(__file__).with_name("report_page.css")

Outcome = Check | ExtractRefused


@dataclass(frozen=True)
class _Table:
    """A table; ``numbers`` are the places of columns of numbers, with ``links`` rows lead to their files.

    On a narrow screen each row is a card, and a cell says its heading.
    """

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()
    links: bool = False


def html(outcome: Outcome) -> str:
    """The page of one file; everything in it is escaped."""
    return _page(title(outcome), parts_of_all([NamedOutcome(outcome.file, outcome)]))


def html_of_all(files: Sequence[NamedOutcome]) -> str:
    """The page of many files: what they come to together, then each of them. Of one file its own."""
    if len(files) == 1:
        return html(files[0].outcome)
    return _page(summary(files).title, parts_of_all(files))


def parts_of_all(files: Sequence[NamedOutcome], level: int = 1) -> Markup:
    """What stands in that page, for a page that has its own head; the title is a heading of ``level``."""
    if len(files) == 1:
        outcome = files[0].outcome
        return _PARTS.of_one(level=level, title=title(outcome), file=_file_part(outcome, level + 1))
    together = summary(files)
    tables = (_kinds_table(together), _files_table(together))
    return _PARTS.of_all(
        level=level,
        together=together,
        figures=_figures(together),
        tables=[table for table in tables if table.rows],
        files=[(file.name, _file_part(file.outcome, level + 2)) for file in files],
    )


def _page(heading: str, parts: Markup) -> str:
    # The style sheet is ours and holds no text of anybody else.
    style = Markup(STYLE.read_text(encoding="utf-8"))  # noqa: S704
    return _PARTS.page(title=heading, style=style, parts=parts)


def _file_part(outcome: Outcome, level: int) -> Markup:
    """What is said of one file; its sections have headings of ``level``."""
    grouped = groups(outcome.findings)
    left_out = len(grouped) - MOST_LISTED
    return _PARTS.file(
        level=level,
        state=state(outcome),
        facts=facts(outcome),
        next=next_step(outcome),
        table=_groups_table(outcome, grouped[:MOST_LISTED]),
        left_out=f"{left_out:,}" if left_out > 0 else "",
    )


def _figures(together: Summary) -> list[tuple[str, str]]:
    """The rows of all files as figures that stand side by side."""
    rows = together.rows
    figures = (
        ("rows read", rows.read),
        ("good", rows.good),
        ("set aside", rows.set_aside),
        ("without a record", rows.furniture),
        ("refused", rows.refused),
    )
    return [(words, f"{count:,}") for words, count in figures]


def _kinds_table(together: Summary) -> _Table:
    rows = [
        [kind.title, f"{kind.count:,}", f"{len(kind.files):,}", kind.effect] for kind in together.listed_kinds
    ]
    return _Table("What is wrong most often", ["Kind", "Findings", "Files", "Effect"], rows, numbers=(1, 2))


def _files_table(together: Summary) -> _Table:
    rows = []
    for file in together.files:
        counts = row_counts(file.outcome)
        each = (counts.read, counts.good, counts.set_aside, counts.furniture, counts.refused)
        rows.append([file.name, state(file.outcome), *(f"{count:,}" for count in each)])
    headings = ["File", "State", "Read", "Good", "Set aside", "Without a record", "Refused"]
    return _Table("The files", headings, rows, numbers=(2, 3, 4, 5, 6), links=True)


def _groups_table(outcome: Outcome, grouped: Sequence[Group]) -> _Table:
    headings = ["Where", "Findings", "Rows", "Effect", "What is wrong and what to do"]
    rows = [
        [
            group.place,
            f"{max(1, len(group.rows)):,}",
            numbers_in_words(group.rows) if group.rows else "",
            effect(outcome, group.severity, bool(group.rows)),
            group.message,
        ]
        for group in grouped
    ]
    return _Table("What to put right", headings, rows, numbers=(1,))
