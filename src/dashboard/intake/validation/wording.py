"""What a report says of a check or a refusal, whatever it is written in. No value, ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.intake.validation.findings import Check, ExtractRefused, Finding, Severity
from dashboard.reference.periods import in_words

#: How many rows a group of findings names; the CSV report names all.
MOST_ROWS = 20
#: What a finding does to its row, in words; and to the file, where it is about no row of a refused one.
EFFECT = {Severity.ERROR: "row set aside", Severity.WARNING: "kept"}
REFUSED = "file refused"


@dataclass(frozen=True)
class Group:
    """Findings that say the same of one column of one sheet, with the rows they are in."""

    where: str
    rule: str
    severity: Severity
    message: str
    sheet: int
    rows: tuple[int, ...]

    @property
    def place(self) -> str:
        """Column D (Session date); sheet 2, column D; whole row; whole file."""
        words = self.where.removeprefix(", ") or "whole row"
        if self.rows and self.sheet:
            words = f"sheet {self.sheet}, {words}"
        return words[0].upper() + words[1:]

    @property
    def sentence(self) -> str:
        """Row 14, column D (Session date): not a date. Write it as 31/12/2024."""
        if not self.rows:
            return f"{self.where}: {self.message}"
        place = f"{f'sheet {self.sheet}, ' if self.sheet else ''}{numbers_in_words(self.rows)}"
        return f"{place[:1].upper()}{place[1:]}{self.where}: {self.message}"


def is_refused(outcome: Check | ExtractRefused) -> bool:
    """Whether nothing of the file is taken in."""
    return isinstance(outcome, ExtractRefused) or bool(outcome.refusal)


def effect(outcome: Check | ExtractRefused, severity: Severity, of_a_row: bool) -> str:
    """What a finding of ``outcome`` does, in words."""
    return REFUSED if not of_a_row and is_refused(outcome) else EFFECT[severity]


def groups(findings: tuple[Finding, ...]) -> list[Group]:
    """Findings that say the same of the same column, together: errors first, then as they appear."""
    rows: dict[tuple[str, str, Severity, str, int], list[int]] = {}
    for finding in findings:
        # The place without its row: ", column D (Session date)", or the whole place where there is no row.
        where = finding.place if finding.row is None else finding.place.removeprefix(finding.row_words)
        key = (where, finding.rule, finding.severity, finding.message, finding.sheet)
        rows.setdefault(key, [])
        if finding.row is not None:
            rows[key].append(finding.row)
    together = [Group(*key, tuple(numbers)) for key, numbers in rows.items()]
    return sorted(together, key=lambda group: group.severity is not Severity.ERROR)


def next_step(outcome: Check | ExtractRefused) -> str:
    """What happens with the file now, and what its sender should do."""
    if isinstance(outcome, ExtractRefused):
        return f"Nothing is taken in. {outcome.advice}"
    if outcome.refusal:
        return "Nothing is taken in. Correct the rows named here and send the whole file again."
    if outcome.nil and outcome.months:
        return f"It holds no row, and is the nil return of {outcome.agency} for {in_words(outcome.months)}."
    good = outcome.rows_good
    if not outcome.rows_set_aside:
        return "The row can be taken in." if good == 1 else f"All {rows_in_words(good)} can be taken in."
    return (
        f"{rows_in_words(good)} can be taken in and {rows_in_words(outcome.rows_set_aside)} will be set "
        "aside. Correct them at the source and send the whole file again under the same name: it then "
        "replaces this one."
    )


def rows_in_words(number: int) -> str:
    """12 rows, 1 row."""
    return f"{number:,} row{'' if number == 1 else 's'}"


def numbers_in_words(numbers: Sequence[int]) -> str:
    """Row 4; rows 4, 9 and 31 more."""
    named = ", ".join(str(number) for number in numbers[:MOST_ROWS])
    more = f" and {len(numbers) - MOST_ROWS} more" if len(numbers) > MOST_ROWS else ""
    return f"{'row' if len(numbers) == 1 else 'rows'} {named}{more}"


def rule_in_words(rule: str) -> str:
    """not_a_date is not a date."""
    return rule.replace("_", " ")


def listed(words: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def title(outcome: Check | ExtractRefused, name: str = "") -> str:
    """The report's title; ``name`` stands in place of the file's own."""
    return f"Check of {name or outcome.file}"


def facts(outcome: Check | ExtractRefused) -> list[str]:
    """What the file is and how many rows were read and set aside; or why it is refused."""
    if isinstance(outcome, ExtractRefused):
        return [outcome.sentence]
    warned = {
        (finding.sheet, finding.row) for finding in outcome.findings if finding.severity is Severity.WARNING
    }
    made_up = ["Marked as made up (demonstration data)."] if outcome.made_up else []
    return [
        f"Format: {outcome.source.title}.",
        f"{rows_in_words(outcome.rows_read)} read; {rows_in_words(outcome.rows_set_aside)} with errors; "
        f"{rows_in_words(len(warned))} with a warning.",
        *outcome.read_as,
        *made_up,
        *([outcome.refusal] if outcome.refusal else []),
    ]
