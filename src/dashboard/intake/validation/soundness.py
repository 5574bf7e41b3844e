"""Whether an extract format itself is sound: what a new file in ``sources`` must satisfy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dashboard.reference.code_lists import NOT_RECORDED, OTHER, code_list, names
from dashboard.reference.spelling import normalise
from dashboard.store.contract import Blank, Column, Kind, Source, Treatment

_CODED = {Kind.CODE, Kind.CODES, Kind.AGE}
#: What a column may be treated with, where its kind leaves no free choice.
_ONLY_FOR = {
    Treatment.MONTH: {Kind.DATE},
    Treatment.DISTRICT: {Kind.POSTCODE},
    Treatment.PSEUDONYM: {Kind.TEXT},
}


def problems(source: Source) -> list[str]:
    """Everything that is wrong with ``source``, each as a sentence that names it; empty where sound."""
    texts = [f"{source.name}.{column.name} {what}" for column in source.columns for what in _column(column)]
    return texts + [f"{source.name} {what}" for what in _whole(source)]


def _column(column: Column) -> Iterator[str]:
    if column.kind is Kind.TEXT and column.treatment is Treatment.KEEP and not column.pattern:
        yield "keeps text without a pattern: free text is never kept"
    if column.kind in {Kind.DATE, Kind.POSTCODE} and column.treatment is Treatment.KEEP:
        yield f"keeps a {column.kind}, which is too fine for the store"
    if column.kind not in _ONLY_FOR.get(column.treatment, set(Kind)):
        yield f"is a {column.kind} and cannot be {column.treatment}"
    if (column.kind in _CODED) != bool(column.codes):
        yield "has a code list without being coded, or is coded without a code list"
    if column.kind is Kind.INTEGER and (
        column.low is None or column.high is None or column.low > column.high
    ):
        yield "is a whole number without a low and a high"
    if column.codes:
        yield from _codes(column)


def _codes(column: Column) -> Iterator[str]:
    if column.codes not in names():
        yield f"names the code list '{column.codes}', which does not exist"
        return
    labels = code_list(column.codes).labels
    kept_blank = column.blank is Blank.NOT_RECORDED and column.kind is not Kind.CODES
    if kept_blank and NOT_RECORDED not in labels:
        yield f"keeps blanks, but the list '{column.codes}' has no code '{NOT_RECORDED}'"
    if column.other_allowed and OTHER not in labels:
        yield f"keeps other words, but the list '{column.codes}' has no code '{OTHER}'"
    if column.kind is Kind.AGE and not {"adult", "child"} <= set(labels):
        yield f"is an age, but the list '{column.codes}' lacks adult or child"


def _fact(source: Source, column: Column) -> Iterator[str]:
    """What is wrong with the fact that fills a column which the file lacks."""
    about, fact = column.from_fact or ("", "")
    coded = {other.name: other.codes for other in source.columns if other.kind is Kind.CODE}
    if not column.optional or column.kind is not Kind.CODE:
        yield f"fills '{column.name}' from a fact, but it is required or not coded"
    elif about not in coded:
        yield f"fills '{column.name}' from '{about}', which is no coded column"
    elif not any(fact in facts for facts in code_list(coded[about]).facts.values()):
        yield f"fills '{column.name}' from '{fact}', which the list '{coded[about]}' does not have"


def _whole(source: Source) -> Iterator[str]:
    known = [column.name for column in source.columns]
    spelled = Counter(
        word for c in source.columns for word in {normalise(word) for word in (c.name, *c.also)}
    )
    for word, times in spelled.items():
        if times > 1:
            yield f"has the heading '{word}' for more than one column"
    if not source.record_key:
        yield "has no record_key"
    for column in source.columns:
        if column.from_fact:
            yield from _fact(source, column)
    for name in source.record_key:
        if name not in known:
            yield f"has the record_key '{name}', which is no column"
    for key, columns in source.keys.items():
        yield from (
            f"makes the key '{key}' of '{name}', which is no column" for name in columns if name not in known
        )
    for rule in source.rules:
        if rule.column not in known:
            yield f"has the rule '{rule.name}' on '{rule.column}', which is no column"
    reads = [(rule.name, rule.reads) for rule in source.rules]
    for what, names_read in reads + [(derived.name, derived.reads) for derived in source.derived]:
        yield from (
            f"reads '{name}' for '{what}', which is no column" for name in names_read if name not in known
        )
    if not source.examples:
        yield "has no example rows"
    for example in source.examples:
        # Examples are written as partners write them: under any heading that the format knows.
        yield from (
            f"has an example with '{name}', which is no column"
            for name in example
            if normalise(name) not in spelled
        )
