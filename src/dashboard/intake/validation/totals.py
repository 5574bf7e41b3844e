"""Rows of a headcount that are the sum of others: whoever counts both counts each person twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from dashboard.intake.validation.findings import Finding, Severity
from dashboard.intake.validation.good_rows import CodedColumn
from dashboard.intake.validation.rules import heading
from dashboard.reference.code_lists import code_list
from dashboard.store.contract import Source, Value

_MESSAGE = (
    "the number is the sum of the rows of its parts, so that everybody would count twice. Leave out the "
    "total, or its parts."
)
#: With fewer parts a number of its own may well be the same.
_FEWEST = 2


def totals(
    source: Source,
    columns: Mapping[str, CodedColumn],
    numbers: Sequence[int],
    aside: Collection[int | None],
    own_codes: Path | None,
) -> list[Finding]:
    """A finding for each row not set ``aside`` that holds the sum of others that say the rest of its key.

    Only a wider or vague area can be a total: a district that happens to have as many people as all others
    is one of them.
    """
    if source.parts is None:
        return []
    part, fact, count = source.parts
    within = {
        code: facts.get(fact, "")
        for code, facts in code_list(source.column(part).codes, own_codes).facts.items()
    }
    rest = [name for name in source.record_key if name != part]
    groups: dict[tuple[Value, ...], list[tuple[int, str, int]]] = defaultdict(list)
    for position, number in enumerate(numbers):
        people = columns[count][position]
        if number not in aside and isinstance(people, int):
            key = tuple(columns[name][position] for name in rest)
            groups[key].append((number, str(columns[part][position]), people))
    return [
        Finding(number, heading(count), "sum_of_other_rows", Severity.ERROR, _MESSAGE)
        for rows in groups.values()
        for number, area, people in rows
        if people and within.get(area, "") in {"", area} and _is_sum(area, people, rows, within)
    ]


def _is_sum(area: str, people: int, rows: Sequence[tuple[int, str, int]], within: Mapping[str, str]) -> bool:
    """Whether the ``people`` of a wider area are those of its parts in ``rows``; a vague one has all."""
    wider = set(within.values()) - {""}
    parts = [(code, count) for _, code, count in rows if code not in wider and within.get(code)]
    if area in wider:
        own = [count for code, count in parts if within[code] == area]
        return bool(own) and sum(own) == people
    of_all = [count for _, count in parts], [count for _, code, count in rows if code in wider]
    return any(len(each) >= _FEWEST and sum(each) == people for each in of_all)
