"""Which extract format a table is, by its headings, and where each of its columns stands.

A column that the contract does not know refuses the whole file: it might hold anything. It is named
by its place and never by its heading, because a file without headings has a person's data there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.intake.validation.findings import ExtractRefused, Finding, Severity
from dashboard.intake.validation.limits import LONGEST
from dashboard.intake.validation.mapping import PartnerMapping, check_against
from dashboard.intake.validation.rules import heading
from dashboard.intake.validation.table import Table, letter, ordinal
from dashboard.reference.spelling import normalise
from dashboard.store.contract import Source

#: What a heading says beside its name: "[note 3]", "(required)", and the number of a question before it.
_BESIDE = re.compile(
    r"\[note[^\]]*\]|\((?:required|mandatory|compulsory|optional)\)|^\s*(?:q(?:uestion)?\s*)?\d{1,2}[.):]\s",
    re.IGNORECASE | re.ASCII,
)
#: Below this share of required columns found, a table does not look like the format at all.
LOOKS_LIKE = 0.5


@dataclass(frozen=True)
class Recognised:
    """A source, the place of each of its columns in the file (0 is the first), and what does not fit."""

    source: Source
    places: Mapping[str, int]
    repeated: tuple[int, ...]
    unknown: tuple[int, ...]

    @property
    def missing(self) -> list[str]:
        """Required columns that the file lacks."""
        return [c.name for c in self.source.columns if not c.optional and c.name not in self.places]

    @property
    def required_found(self) -> tuple[int, int]:
        """How many required columns there are in the file, and in the format."""
        required = sum(not column.optional for column in self.source.columns)
        return required - len(self.missing), required

    @property
    def likeness(self) -> float:
        """0 to 1: columns found, against those and all that is missing or unknown."""
        return len(self.places) / max(1, len(self.places) + len(self.missing) + len(self.unknown))

    @property
    def looks_like(self) -> bool:
        """Whether enough is there to say that the table is meant to be this format."""
        present, required = self.required_found
        return len(self.places) >= min(2, required) and present >= LOOKS_LIKE * required


def candidates_of(file: str, mapping: PartnerMapping, sources: Mapping[str, Source]) -> list[Source]:
    """The formats that a file may have. Raises ExtractRefused where its TOML names one that is none."""
    named = mapping.extract.source
    if named and named not in sources:
        raise ExtractRefused(
            file,
            f"{mapping.file} has an error: key 'extract.source' names no extract format.",
            f"Write one of: {', '.join(sources)}.",
        )
    return [sources[named]] if named else list(sources.values())


def recognise(
    file: str,
    table: Table,
    mapping: PartnerMapping,
    sources: Mapping[str, Source],
    own_codes: Path | None = None,
) -> Recognised:
    """The format of ``table``. Raises ExtractRefused where it is none, lacks columns, or has
    others, and where the mapping does not fit it."""
    named = mapping.extract.source
    candidates = candidates_of(file, mapping, sources)
    fits = sorted(
        (fit(table.headings, table, source, mapping) for source in candidates),
        key=lambda recognised: -recognised.likeness,
    )
    best = fits[0]
    if not named and not best.looks_like:
        raise _none_of_them(file, table, candidates)
    if len(fits) > 1 and fits[1].likeness == best.likeness:
        raise ExtractRefused(
            file,
            f"{file} could be '{best.source.title}' as well as '{fits[1].source.title}'.",
            "Say which in a TOML beside the file: 'source' under [extract].",
        )
    check_against(mapping, best.source, table.headings, file, own_codes)
    _refuse_misfits(file, best, mapping)
    return best


class Spelled:
    """What the columns of a source may be called in a file, a partner's own headings included."""

    def __init__(self, source: Source, mapping: PartnerMapping) -> None:
        ours = {column.name for column in source.columns}
        self.source = source
        self._spelled = _ours(tuple((column.name, column.also) for column in source.columns))
        self._own = {plain(word): name for name, word in mapping.renamed.columns.items() if name in ours}
        self._ignored = {plain(word) for word in mapping.renamed.ignore}

    def names_any(self, headings: frozenset[str]) -> bool:
        """Whether one of the normalised headings names a column."""
        return not (headings.isdisjoint(self._spelled.keys()) and headings.isdisjoint(self._own.keys()))

    def column(self, heading: str) -> str | None:
        """The column that a normalised heading names."""
        return self._own.get(heading) or self._spelled.get(heading)

    def ignored(self, heading: str) -> bool:
        """Whether the TOML leaves the column out."""
        return bool(heading) and heading in self._ignored


@functools.lru_cache(maxsize=256)
def _ours(columns: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    """By normalised heading the name of a column, of each with its other headings."""
    return {normalise(word): name for name, also in columns for word in (*also, name)}


def plain(heading: str) -> str:
    """A heading for comparing, without what tables and forms put beside its name."""
    return normalise(_BESIDE.sub(" ", heading) if len(heading) <= LONGEST else heading)


class Plain(dict[str, str]):
    """Headings for comparing, each worked out once: one row is held against every format."""

    def __missing__(self, heading: str) -> str:
        """Work it out."""
        self[heading] = worked_out = plain(heading)
        return worked_out


def fit(headings: tuple[str, ...], table: Table, source: Source, mapping: PartnerMapping) -> Recognised:
    """How ``headings`` fit ``source``; a column without a heading counts where any row fills it."""
    return fit_spelled(headings, table, Spelled(source, mapping), Plain())


def fit_spelled(headings: tuple[str, ...], table: Table, spelled: Spelled, plains: Plain) -> Recognised:
    """As ``fit``, for a source whose spellings are at hand."""
    places: dict[str, int] = {}
    repeated: list[int] = []
    unknown: list[int] = []
    for place, words in enumerate(headings):
        heading = plains[words]
        if spelled.ignored(heading):
            continue
        name = spelled.column(heading)
        if name in places:
            repeated.append(place)
        elif name:
            places[name] = place
        elif words or table.fills(place):
            unknown.append(place)
    return Recognised(spelled.source, places, tuple(repeated), tuple(unknown))


def _none_of_them(file: str, table: Table, candidates: list[Source]) -> ExtractRefused:
    titles = "; ".join(source.title for source in candidates)
    return ExtractRefused(
        file,
        f"{file}: the headings in row {table.heading_row} are not those of any extract format.",
        f"One of the first rows must hold the headings. The formats are: {titles}. A partner's own headings "
        "can be renamed in a TOML beside the file, which may also give their row: 'heading_row'.",
    )


def _refuse_misfits(file: str, best: Recognised, mapping: PartnerMapping) -> None:
    findings = [
        *(_misfit(None, heading(name), "missing_column", "missing from the file.") for name in best.missing),
        *(_misfit(place, None, "repeated_column", "the same column again.") for place in best.repeated),
        *(_misfit(place, None, "unknown_column", "not part of this format.") for place in best.unknown),
    ]
    if not findings:
        return
    toml = mapping.file or "a TOML beside the file"
    title = best.source.title
    if best.missing:
        present, required = best.required_found
        names = ", ".join(heading(name) for name in best.missing)
        others = f" It also has {_named(best.unknown)}, unknown to the format." if best.unknown else ""
        sentence = (
            f"{file} looks like '{title}' ({present} of {required} columns found). Missing: {names}.{others}"
        )
        advice = (
            f"Add what is missing, or give your own headings under [mapping.columns] in {toml}, or what "
            "holds for every row under [mapping.constants]. 'dashboard map' writes such a TOML."
        )
    elif best.repeated:
        sentence = f"{file} looks like '{title}', but has the same column twice: {_named(best.repeated)}."
        advice = f"Remove one of them, or list it under 'ignore' in {toml}."
    else:
        sentence = f"{file} looks like '{title}', but the format does not know {_named(best.unknown)}."
        advice = f"Remove what is not needed, or list its heading under 'ignore' in [mapping] of {toml}."
    raise ExtractRefused(file, sentence, advice, tuple(findings))


def _misfit(place: int | None, column: str | None, rule: str, message: str) -> Finding:
    where = "" if place is None else letter(place + 1)
    return Finding(None, column, rule, Severity.ERROR, message, where)


def _named(places: tuple[int, ...]) -> str:
    """Column F (6th) and column H (8th)."""
    named = [f"column {letter(place + 1)} ({ordinal(place + 1)})" for place in places]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
