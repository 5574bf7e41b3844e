"""Proposals for a person at the terminal: the file's headings and words beside ours, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.intake.proposing.proposals import Proposals
from dashboard.intake.validation.rules import heading
from dashboard.intake.validation.table import letter


def shown(file: str, proposals: Proposals) -> str:
    """The comparison as text."""
    lines = [f"{file}: {proposals.source.title}", "", *_headings(proposals), "", *_words(proposals)]
    return "\n".join([*lines, *_open(proposals)])


def _headings(proposals: Proposals) -> Iterator[str]:
    rows = [("Heading of the file", "Column of ours", "")]
    # What the reader of an export has renamed has lost the words that the file has for it.
    rows += [
        ("(as exported)" if words == name else _plain(words), heading(name), "known")
        for name, words in proposals.known.items()
    ]
    rows += [
        (_plain(pair.words), heading(pair.column.name), "likely" if pair.by_words else "by its cells")
        for pair in proposals.proposed
    ]
    rows += [
        (_plain(pair.words), heading(pair.column.name), "perhaps: left out until you say so")
        for pair in proposals.doubtful
    ]
    doubtful = {pair.words for pair in proposals.doubtful}
    rows += [(_plain(words), "-", "left out") for words in proposals.left_out if words not in doubtful]
    yield from _table(rows)


def _words(proposals: Proposals) -> Iterator[str]:
    rows = [("Column of ours", "Word of the file", "Rows", "Nearest of ours", "")]
    for name, words in proposals.words.items():
        for word in words:
            how = "likely" if word.sure else "open" if not word.kept else "kept as Other until you say so"
            rows.append((heading(name), _plain(word.text), f"{word.rows:,}", word.label or "-", how))
    if len(rows) > 1:
        yield from _table(rows)
        yield ""


def _open(proposals: Proposals) -> Iterator[str]:
    if not proposals.open:
        yield "Nothing is open."
        return
    yield f"Still open: {proposals.open}"
    for column in proposals.missing:
        yield f"  {heading(column.name)}: no heading. {column.about} Give a heading or a constant."
    for place in proposals.unnamed:
        yield f"  Column {letter(place + 1)}: no heading that can be told apart. Give it one, or remove it."
    for name, words in proposals.words.items():
        count = sum(not word.sure and not word.kept for word in words)
        if count:
            yield f"  {heading(name)}: {count} word{'s' * (count > 1)} without a code that is certain."
    for column in proposals.unseen:
        yield f"  {heading(column.name)}: its words are shown once its heading is confirmed in a TOML."
    if proposals.order_unsure:
        yield '  Dates: of either order. Give date_order = "day first", or "month first".'
    if proposals.bare_figures:
        yield '  Person key: figures alone. Give person_numbers = "by agency", or person_prefix.'


def _plain(text: str) -> str:
    """Text of a file as a terminal may show it: no control characters, one line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
