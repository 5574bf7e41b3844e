"""Proposals as a TOML with comments: what is likely stands in it, what is open stands behind a #."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator

from dashboard.intake.proposing.proposals import Proposals
from dashboard.intake.proposing.words import Word
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.mapping_files import Constant, ExtractFacts
from dashboard.reference.code_lists import NOT_RECORDED
from dashboard.store.contract import Blank


def written(file: str, proposals: Proposals, mapping: PartnerMapping) -> str:
    """The TOML for ``file``; what its own TOML said already stays."""
    parts = (
        _extract(file, proposals, mapping),
        _mapping(proposals, mapping),
        _columns(proposals, mapping),
        _constants(proposals, mapping),
        _values(proposals, mapping),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def quoted(text: str) -> str:
    """``text`` as TOML writes it, on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _extract(file: str, proposals: Proposals, mapping: PartnerMapping) -> Iterator[str]:
    yield f"# How {quoted(file)} is read. Lines that begin with # are open: decide, correct, take the # away."
    yield "[extract]"
    yield f'source = "{proposals.source.name}"'
    if mapping.partner_file == mapping.file:
        return
    for name in ExtractFacts.model_fields:
        if name in mapping.own_facts and name != "source":
            yield f"{name} = {_literal(getattr(mapping.extract, name))}"


def _mapping(proposals: Proposals, mapping: PartnerMapping) -> Iterator[str]:
    yield "[mapping]"
    own = mapping.own
    if own.person_prefix:
        yield f"person_prefix = {quoted(own.person_prefix)}"
    elif own.person_numbers:
        yield f"person_numbers = {quoted(own.person_numbers)}"
    elif proposals.bare_figures:
        yield "# Staff numbers are figures alone: the same number may be another agency's person."
        yield '# person_numbers = "by agency"'
    if own.date_order:
        yield f'date_order = "{own.date_order}"'
    elif proposals.order_unsure:
        yield "# The dates may have the day or the month first: look at one that you know."
        yield '# date_order = "day first"  # or "month first"'
    elif proposals.month_first:
        yield "# Some of the dates are dates only with the month first, and all are."
        yield 'date_order = "month first"'
    if own.days_since:
        yield f"days_since = {own.days_since}"
    if own.blank_as_above:
        yield f"blank_as_above = [{', '.join(map(quoted, own.blank_as_above))}]"
    ignored = [*own.ignore, *proposals.left_out]
    if ignored:
        yield "# Headings that are left out. Take one away from here if it is a column of ours."
        yield "ignore = ["
        yield from (f"    {quoted(words)}," for words in ignored)
        yield "]"


def _columns(proposals: Proposals, mapping: PartnerMapping) -> Iterator[str]:
    yield "# Our column = the file's heading."
    yield "[mapping.columns]"
    yield from (f"{name} = {quoted(words)}" for name, words in mapping.own.columns.items())
    for pair in proposals.proposed:
        why = "" if pair.by_words else "  # by what stands below it: please look"
        yield f"{pair.column.name} = {quoted(pair.words)}{why}"
    for pair in proposals.doubtful:
        yield f"# {pair.column.name} = {quoted(pair.words)}  # perhaps: then take it from 'ignore'"


def _constants(proposals: Proposals, mapping: PartnerMapping) -> Iterator[str]:
    if not (proposals.missing or mapping.own.constants):
        return
    yield "# Our column = what holds for every row of the file."
    yield "[mapping.constants]"
    yield from (f"{name} = {_literal(constant)}" for name, constant in mapping.own.constants.items())
    for column in proposals.missing:
        constant = NOT_RECORDED if column.blank is Blank.NOT_RECORDED else ""
        yield f'# {column.name} = "{constant}"  # required: {column.about}'


def _values(proposals: Proposals, mapping: PartnerMapping) -> Iterator[str]:
    before = mapping.own.values
    for number, name in enumerate(dict.fromkeys([*before, *proposals.words])):
        if number:
            yield ""
        yield "# The file's word = our code."
        yield f"[mapping.values.{name}]"
        yield from (f"{quoted(word)} = {quoted(code)}" for word, code in before.get(name, {}).items())
        yield from map(_word, proposals.words.get(name, ()))


def _word(word: Word) -> str:
    rows = f"{word.rows:,} row{'' if word.rows == 1 else 's'}"
    if word.sure:
        return f'{quoted(word.text)} = "{word.code}"  # {word.label}; {rows}'
    kept = "; kept as Other until then" if word.kept else ""
    if word.code:
        return f'# {quoted(word.text)} = "{word.code}"  # perhaps {word.label}; {rows}{kept}'
    return f'# {quoted(word.text)} = ""  # no word of ours is near; {rows}{kept}'


def _literal(constant: Constant | None) -> str:
    if isinstance(constant, bool):
        return "true" if constant else "false"
    if isinstance(constant, (int, float, datetime.date)):
        return constant.isoformat() if isinstance(constant, datetime.date) else repr(constant)
    return quoted(constant or "")
