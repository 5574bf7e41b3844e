"""The report as one accessible web page that needs nothing else: of one file, or of many."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from string import Template

from dashboard.intake.validation.findings import Check, ExtractRefused
from dashboard.intake.validation.report_style import STYLE
from dashboard.intake.validation.summary import NamedOutcome, Summary, row_counts, state, summary
from dashboard.intake.validation.wording import (
    EFFECT,
    Group,
    facts,
    groups,
    next_step,
    numbers_in_words,
    title,
)

#: How many groups of findings the page lists for a file; the CSV report lists every finding.
MOST_LISTED = 500

Outcome = Check | ExtractRefused


def html(outcome: Outcome) -> str:
    """The page of one file; everything in it is escaped."""
    return _page(title(outcome), f"<h1>{escape(title(outcome))}</h1>\n{_file_part(outcome, 2)}")


def html_of_all(files: Sequence[NamedOutcome]) -> str:
    """The page of many files: what they come to together, then each of them."""
    return _page(summary(files).title, parts_of_all(files))


def parts_of_all(files: Sequence[NamedOutcome]) -> str:
    """What stands in the page of many files, for a page that has a head of its own."""
    together = summary(files)
    parts = [
        f"<h1>{escape(together.title)}</h1>",
        _figures(together),
        "<h2>What to do first</h2>",
        "<ol>" + "".join(f"<li>{escape(step)}</li>" for step in together.steps) + "</ol>",
        _kinds_table(together),
        _files_table(together),
        *(
            f'<section id="file-{place}">\n<h2>{escape(file.name)}</h2>\n'
            f"{_file_part(file.outcome, 3)}\n</section>"
            for place, file in enumerate(files, 1)
        ),
    ]
    return "\n".join(part for part in parts if part)


def _page(heading: str, parts: str) -> str:
    return _PAGE.substitute(title=escape(heading), style=STYLE, parts=parts)


def _file_part(outcome: Outcome, level: int) -> str:
    """What is said of one file; its sections have headings of ``level``."""
    grouped = groups(outcome.findings)
    left_out = len(grouped) - MOST_LISTED
    parts = [
        "<ul>\n" + "\n".join(f"<li>{escape(fact)}</li>" for fact in facts(outcome)) + "\n</ul>",
        f"<h{level}>What happens next</h{level}>",
        f"<p>{escape(next_step(outcome))}</p>",
        f"<h{level}>Findings</h{level}>",
        _groups_table(grouped[:MOST_LISTED]),
        f"<p>{left_out:,} more kinds are in the CSV report.</p>" if left_out > 0 else "",
    ]
    return "\n".join(part for part in parts if part)


def _figures(together: Summary) -> str:
    """The rows of all files as figures that stand side by side."""
    rows = together.rows
    figures = (
        ("rows read", rows.read),
        ("good", rows.good),
        ("set aside", rows.set_aside),
        ("without a record", rows.furniture),
        ("refused", rows.refused),
    )
    tiles = "".join(f"<div><dt>{words}</dt><dd>{count:,}</dd></div>" for words, count in figures)
    return f"<p>{escape(together.sentences[0])}</p>\n<dl>{tiles}</dl>"


def _kinds_table(together: Summary) -> str:
    rows = [
        [kind.title, f"{kind.count:,}", f"{len(kind.files):,}", kind.effect] for kind in together.listed_kinds
    ]
    return _table("What is wrong most often", ["Kind", "Findings", "Files", "Effect"], rows, numbers=(1, 2))


def _files_table(together: Summary) -> str:
    rows = []
    links = []
    for place, file in enumerate(together.files, 1):
        counts = row_counts(file.outcome)
        each = (counts.read, counts.good, counts.set_aside, counts.furniture, counts.refused)
        rows.append([file.name, state(file.outcome), *(f"{count:,}" for count in each)])
        links.append(f"#file-{place}")
    headings = ["File", "State", "Read", "Good", "Set aside", "Without a record", "Refused"]
    return _table("The files", headings, rows, numbers=(2, 3, 4, 5, 6), links=links)


def _groups_table(grouped: Sequence[Group]) -> str:
    if not grouped:
        return "<p>Nothing to put right.</p>"
    headings = ["Where", "Findings", "Rows", "Effect", "What is wrong and what to do"]
    rows = [
        [
            group.place,
            f"{max(1, len(group.rows)):,}",
            numbers_in_words(group.rows) if group.rows else "",
            EFFECT[group.severity],
            group.message,
        ]
        for group in grouped
    ]
    return _table("What to put right", headings, rows, numbers=(1,))


def _table(
    caption: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int] = (),
    links: Sequence[str] = (),
) -> str:
    """A table; ``numbers`` are the places of columns of numbers, ``links`` where each row's first cell leads.

    On a narrow screen each row is a card, and a cell says its heading.
    """
    if not rows:
        return ""
    head = "".join(
        f'<th scope="col"{_number(place in numbers)}>{escape(heading)}</th>'
        for place, heading in enumerate(headings)
    )
    lines = []
    for number, (first, *rest) in enumerate(rows):
        words = escape(first)
        label = f'<a href="{links[number]}">{words}</a>' if links else words
        cells = "".join(
            f'<td data-heading="{escape(headings[place])}"{_number(place in numbers)}>{escape(cell)}</td>'
            for place, cell in enumerate(rest, 1)
        )
        lines.append(f'<tr><th scope="row">{label}</th>{cells}</tr>')
    body = "\n".join(lines)
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>\n{body}\n</tbody></table>"
    )


def _number(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


_PAGE = Template("""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
$style</style>
</head>
<body>
<main>
$parts
</main>
</body>
</html>
""")
