"""What a report says of a check or a refusal, whatever it is written in. No value, ever."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.intake.validation.findings import Check, ExtractRefused, Finding, Severity

#: How many rows a group of findings names; the CSV report names all.
MOST_ROWS = 20
#: What a finding does to its row, in words.
EFFECT = {Severity.ERROR: "row set aside", Severity.WARNING: "kept"}


@dataclass(frozen=True)
class Group:
    """Findings that say the same of one column, with the rows they are in."""

    where: str
    rule: str
    severity: Severity
    message: str
    rows: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """Row 14, column D (Session date): not a date. Write it as 31/12/2024."""
        if not self.rows:
            return f"{self.where}: {self.message}"
        named = ", ".join(str(row) for row in self.rows[:MOST_ROWS])
        more = f" and {len(self.rows) - MOST_ROWS} more" if len(self.rows) > MOST_ROWS else ""
        return f"{'Row' if len(self.rows) == 1 else 'Rows'} {named}{more}{self.where}: {self.message}"


def groups(findings: tuple[Finding, ...]) -> list[Group]:
    """Findings that say the same of the same column, together: errors first, then as they appear."""
    rows: dict[tuple[str, str, Severity, str], list[int]] = {}
    for one in findings:
        # The place without its row: ", column D (Session date)", or the whole place where there is no row.
        where = one.place if one.row is None else one.place.removeprefix(f"Row {one.row}")
        rows.setdefault((where, one.rule, one.severity, one.message), [])
        if one.row is not None:
            rows[where, one.rule, one.severity, one.message].append(one.row)
    together = [Group(*key, tuple(numbers)) for key, numbers in rows.items()]
    return sorted(together, key=lambda group: group.severity is not Severity.ERROR)


def next_step(outcome: Check | ExtractRefused) -> str:
    """What happens with the file now, and what its sender should do."""
    if isinstance(outcome, ExtractRefused):
        return f"Nothing is taken in. {outcome.advice}"
    if outcome.refusal:
        return "Nothing is taken in. Correct the rows named here and send the whole file again."
    if outcome.nil:
        return "It holds no row, and is taken in as the nil return that its TOML says it is."
    good = outcome.rows_read - outcome.rows_set_aside
    if not outcome.rows_set_aside:
        return f"All {_rows(good)} can be taken in."
    return (
        f"{_rows(good).capitalize()} can be taken in and {_rows(outcome.rows_set_aside)} will be set aside. "
        "Correct them at the source and send the whole file again under the same name: it then replaces "
        "this one."
    )


def _rows(number: int) -> str:
    return f"{number:,} row{'' if number == 1 else 's'}"


def title(outcome: Check | ExtractRefused) -> str:
    """The report's title."""
    return f"Check of {outcome.file}"


def facts(outcome: Check | ExtractRefused) -> list[str]:
    """What the file is and how many rows were read and set aside; or why it is refused."""
    if isinstance(outcome, ExtractRefused):
        return [outcome.sentence]
    warned = {one.row for one in outcome.findings if one.severity is Severity.WARNING}
    made_up = ["Marked as made up (demonstration data)."] if outcome.made_up else []
    return [
        f"Format: {outcome.source.title}.",
        f"{_rows(outcome.rows_read)} read; {_rows(outcome.rows_set_aside)} with errors; "
        f"{_rows(len(warned))} with a warning.",
        *made_up,
        *([outcome.refusal] if outcome.refusal else []),
    ]
