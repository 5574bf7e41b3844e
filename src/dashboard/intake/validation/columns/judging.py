"""Columns are judged before any of their cells is read: the list of judgements, and what they come to.

A judgement is a small function over the distinct cells of one column. It refuses the column with a proof
that names rows, says that some cells are read in another way, that some stand for nothing known or that some
are doubtful. Adding one is adding it to ``JUDGEMENTS``; it then holds for every format.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.intake.validation.columns import (
    age_columns,
    date_columns,
    key_columns,
    key_spellings,
    repeating,
)
from dashboard.intake.validation.columns.column_cells import ColumnCells
from dashboard.intake.validation.columns.verdicts import (
    Conventions,
    Doubted,
    Judgement,
    NotRecorded,
    ReadAs,
    Refused,
    Surroundings,
)
from dashboard.intake.validation.findings import ExtractRefused, Finding, Severity
from dashboard.intake.validation.rules import heading
from dashboard.intake.validation.table import Cell, letter
from dashboard.store.contract import Column, Kind, Source, Treatment, Value

#: What is asked of a column, by what it is; the first that refuses a column has the word.
JUDGEMENTS: Mapping[str, tuple[Judgement, ...]] = {
    "dates": (
        date_columns.numbers_in_order,
        date_columns.half_converted,
        date_columns.year_first,
        date_columns.day_before_month,
        date_columns.year_perhaps_first,
        date_columns.month_first_as_said,
        date_columns.days_counted,
        date_columns.midnights_elsewhere,
    ),
    "keys": (
        key_columns.shortened,
        key_columns.turned_into_dates,
        key_columns.fillers,
        key_columns.garbled,
        key_spellings.several_in_a_cell,
        key_spellings.bare_of_format,
        key_spellings.spelled_in_two_ways,
        key_columns.zeros_lost,
        key_columns.without_decimals,
        key_columns.many_faces,
        key_columns.several_agencies,
        key_columns.very_many_rows,
    ),
    "parts of keys": (
        key_columns.shortened,
        key_columns.turned_into_dates,
        key_columns.without_decimals,
    ),
    "ages": (age_columns.nought, age_columns.ninety_nine),
}


@dataclass(frozen=True)
class Judged:
    """How the cells of one column are read: ``instead`` of a distinct cell, by place, another; the rule under
    which a cell stands for nothing known; and the one under which it is ``doubted``, but read."""

    instead: Mapping[int, Cell] = field(default_factory=dict, repr=False)
    unknown: Mapping[int, str] = field(default_factory=dict, repr=False)
    doubted: Mapping[int, str] = field(default_factory=dict, repr=False)
    bare_numbers: bool = False


def judge(
    file: str,
    source: Source,
    columns: Mapping[str, ColumnCells],
    today: datetime.date,
    meaning: Callable[[str], Sequence[Value]],
    conventions: Conventions,
    prefixed: Collection[str] = (),
) -> dict[str, Judged]:
    """What each of ``columns`` comes to, by name; ``meaning`` reads the distinct cells of one, by name;
    ``prefixed`` are columns in which figures alone get letters before them, so that they are one agency's.

    Raises ExtractRefused, with every column that is refused, the first in its sentence.
    """
    around = Surroundings(columns, source.record_key, today, conventions, meaning)
    judged: dict[str, Judged] = {}
    refused: list[tuple[ColumnCells, Refused]] = []
    for name, column in columns.items():
        outcome = _judge(column, around, source, name in prefixed)
        if isinstance(outcome, Refused):
            refused.append((column, outcome))
        else:
            judged[name] = outcome
    if refused:
        column, first = refused[0]
        raise ExtractRefused(
            file,
            f"{file}: {column.where} {first.proof}",
            first.advice,
            tuple(_finding(*each, with_advice=each[1].advice != first.advice) for each in refused),
        )
    return judged


def _judge(column: ColumnCells, around: Surroundings, source: Source, prefixed: bool) -> Judged | Refused:
    instead: dict[int, Cell] = {}
    unknown: dict[int, str] = {}
    doubted: dict[int, str] = {}
    group = _group(column.column, source)
    of_all = (
        ()
        if not group and _is_free_text(column.column)
        else (repeating.far_too_long, repeating.repeats_above)
    )
    for judgement in (*of_all, *JUDGEMENTS.get(group, ())):
        if prefixed and judgement is key_columns.several_agencies:
            continue
        verdict = judgement(column, around)
        if isinstance(verdict, Refused):
            return verdict
        if isinstance(verdict, ReadAs):
            instead |= verdict.cells
        if isinstance(verdict, NotRecorded):
            unknown |= dict.fromkeys(verdict.places - unknown.keys(), verdict.rule)
        if isinstance(verdict, Doubted):
            doubted |= dict.fromkeys(verdict.places, verdict.rule)
    bare = group == "keys" and not prefixed and key_columns.bare_numbers(column, unknown)
    return Judged(instead, unknown, doubted, bare)


def _is_free_text(column: Column) -> bool:
    """Whether nothing is read of the column: a name, an e-mail, notes."""
    return column.kind is Kind.TEXT and column.treatment is Treatment.DROP


def _group(column: Column, source: Source) -> str:
    if column.treatment is Treatment.PSEUDONYM:
        return "keys"
    if column.kind is Kind.TEXT and any(column.name in parts for parts in source.keys.values()):
        return "parts of keys"
    return {Kind.DATE: "dates", Kind.AGE: "ages"}.get(column.kind, "")


def _finding(column: ColumnCells, verdict: Refused, *, with_advice: bool) -> Finding:
    return Finding(
        None,
        heading(column.column.name),
        verdict.rule,
        Severity.ERROR,
        f"{verdict.proof} {verdict.advice}" if with_advice else verdict.proof,
        letter(column.place + 1),
    )
