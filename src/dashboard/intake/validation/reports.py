"""A check, or a refusal, in words: as text, CSV, HTML and plain data. None of them holds a value.

Whoever made the extract reads these: where to look, what to do, and what happens next.
"""

from __future__ import annotations

import csv
import io

from dashboard.files.formulas import neutral
from dashboard.intake.validation.findings import Check, ExtractRefused
from dashboard.intake.validation.report_page import html
from dashboard.intake.validation.wording import EFFECT, facts, groups, next_step, title

__all__ = ["as_csv", "as_dict", "html", "text"]


def text(outcome: Check | ExtractRefused) -> str:
    """The report for reading in a terminal or an e-mail."""
    lines = [title(outcome), "", *facts(outcome), ""]
    grouped = groups(outcome.findings)
    if grouped:
        lines += ["What to put right", *(f"  {group.sentence}" for group in grouped), ""]
    if isinstance(outcome, Check) and outcome.counts:
        lines += ["How often", *(f"  {rule}: {count}" for rule, count in outcome.counts.items()), ""]
    lines += ["What happens next", f"  {next_step(outcome)}"]
    return "\n".join(lines) + "\n"


def as_csv(outcome: Check | ExtractRefused) -> str:
    """Every finding in a line of its own; cells are made harmless for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["file", "row", "column", "letter", "rule", "effect", "what to do"])
    refusal = outcome.refusal if isinstance(outcome, Check) else str(outcome)
    if refusal:
        writer.writerow(map(neutral, [outcome.file, "", "", "", "file_refused", "file refused", refusal]))
    for one in outcome.findings:
        effect = "file refused" if refusal and one.row is None else EFFECT[one.severity]
        row = "" if one.row is None else f"{one.sheet}:{one.row}" if one.sheet else str(one.row)
        cells = [outcome.file, row, one.column or "", one.letter, one.rule, effect, one.message]
        writer.writerow(map(neutral, cells))
    return out.getvalue()


def as_dict(outcome: Check | ExtractRefused) -> dict[str, object]:
    """The report as data for JSON."""
    listed = [
        {
            "row": one.row,
            "column": one.column,
            "letter": one.letter,
            "rule": one.rule,
            "severity": one.severity.value,
            "message": one.message,
        }
        | ({"sheet": one.sheet} if one.sheet else {})
        for one in outcome.findings
    ]
    if isinstance(outcome, ExtractRefused):
        said = {"refusal": outcome.sentence, "advice": outcome.advice}
        return {"file": outcome.file, **said, "findings": listed}
    return {
        "file": outcome.file,
        "sha256": outcome.digest,
        "source": outcome.source.name,
        "extract": outcome.extract_name,
        "made_up": outcome.made_up,
        "published_on": outcome.published_on.isoformat() if outcome.published_on else None,
        "rows_read": outcome.rows_read,
        "rows_good": outcome.rows_good,
        "rows_set_aside": outcome.rows_set_aside,
        "rows_furniture": outcome.rows_furniture,
        "read_as": list(outcome.read_as),
        "refusal": outcome.refusal,
        "counts": outcome.counts,
        "findings": listed,
        "next": next_step(outcome),
    }
