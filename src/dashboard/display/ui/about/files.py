"""About the data: the files behind a release, and the rows that could not be used."""

from __future__ import annotations

from dashboard.display.exports import Table
from dashboard.display.ui.html import paragraphs, put, section, table_html
from dashboard.methods import wording
from dashboard.publication import Publication


def runs(release: Publication) -> None:
    """What was taken in last: files, rows, when."""
    section("Files taken in", "A file is known by the start of its SHA-256, never by its name.")
    frame = release.table("runs").sort_values(["source_title", "finished"], ascending=[True, False])
    rows = tuple(
        (
            str(row["source_title"]),
            str(row["file"]),
            _when(row["finished"]),
            str(row["rows_read"]),
            str(row["rows_stored"]),
            str(row["rows_set_aside"]),
            "yes" if row["made_up"] else "no",
        )
        for row in frame.to_dict("records")
    )
    head = ("Source", "File", "Taken in", "Rows read", "Rows stored", "Rows set aside", "Made up")
    _table("Files behind this release", head, rows, "No file has been taken in.")


def quarantine(release: Publication) -> None:
    """Why rows were set aside, and what the sender can do."""
    section("Rows set aside", "Rows that could not be used, by reason. No value of a row is kept.")
    rows = tuple(
        (str(row["source_title"]), str(row["rule"]), str(row["advice"]), str(row["rows"]))
        for row in release.table("quarantine").to_dict("records")
    )
    _table(
        "Rows set aside, by source and reason",
        ("Source", "Reason", "What to do", "Rows"),
        rows,
        "No row was set aside.",
    )


def not_fed(release: Publication) -> None:
    """Indicators of the field that nothing sent to us can feed."""
    section("Not shown yet", "Indicators that nothing sent to us can feed so far, and what would be needed.")
    rows = tuple(
        (str(r["code"]), str(r["title"]), str(r["needs"]))
        for r in release.table("not_fed").to_dict("records")
    )
    _table(
        "Indicators that cannot be fed yet",
        ("Code", "Indicator", "What it needs"),
        rows,
        "Every indicator is fed.",
    )


def _table(caption: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], empty: str) -> None:
    put(table_html(Table(caption, head, rows), numbers=False) if rows else paragraphs([empty]))


def _when(moment: object) -> str:
    return wording.date(str(moment))
