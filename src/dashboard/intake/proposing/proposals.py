"""The format that a table most likely is, and what each heading and each unknown word most likely means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.intake.proposing import evidence
from dashboard.intake.proposing.headings import Heading, pairs
from dashboard.intake.proposing.words import Word, unknown_words
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.recognising import fit
from dashboard.intake.validation.table import Cell, Table
from dashboard.reference.spelling import normalise
from dashboard.store.contract import Column, Kind, Source, Treatment

#: Of 1: below this share of required columns with a heading that may be theirs, no format is proposed.
LEAST_FIT = 0.3


@dataclass(frozen=True)
class Proposals:
    """What is proposed for one file.

    ``known`` are the headings that are recognised as they are, ``proposed`` those that most likely are ours,
    ``doubtful`` those that may be. ``left_out`` are headings without a column of ours, ``missing`` required
    columns without a heading. ``words`` are those that no code list has, by column; ``unseen`` coded columns
    of which none is shown, as their heading is not certain enough.
    """

    source: Source
    known: Mapping[str, str]
    proposed: tuple[Heading, ...]
    doubtful: tuple[Heading, ...]
    left_out: tuple[str, ...]
    unnamed: tuple[int, ...]
    missing: tuple[Column, ...]
    words: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)
    unseen: tuple[Column, ...] = ()
    month_first: bool = False
    bare_figures: bool = False
    #: Whether its dates may be of either order, and it cannot be read before somebody says which.
    order_unsure: bool = False

    @property
    def open(self) -> int:
        """How many things somebody has to decide before the whole file can be taken in."""
        words = sum(not word.sure and not word.kept for column in self.words.values() for word in column)
        return (
            len(self.missing)
            + len(self.unnamed)
            + len(self.unseen)
            + words
            + self.bare_figures
            + self.order_unsure
        )


def propose(
    file: str,
    table: Table,
    mapping: PartnerMapping,
    sources: Mapping[str, Source],
    own_codes: Path | None = None,
) -> Proposals:
    """The proposals for ``table``, of the most likely of ``sources``.

    Raises ExtractRefused where its first row is no row of headings, or no format is likely at all.
    """
    if sum(map(evidence.looks_like_data, table.headings)) > 0:
        raise ExtractRefused(
            file,
            f"Row {table.heading_row} of {file} looks like data, not like headings.",
            "Put the headings into the first row; without them nothing can be proposed.",
        )
    cells = {place: evidence.cells_of(table, place) for place in range(len(table.headings))}
    candidates = [_for(table, source, mapping, cells, own_codes) for source in sources.values()]
    score, best = max(candidates, key=lambda pair: pair[0])
    if score < LEAST_FIT:
        titles = ", ".join(sources)
        raise ExtractRefused(
            file,
            f"{file} is not like any extract format.",
            f"Name one with --source: {titles}.",
        )
    return best


def _for(
    table: Table,
    source: Source,
    mapping: PartnerMapping,
    cells: Mapping[int, Counter[Cell]],
    own_codes: Path | None,
) -> tuple[float, Proposals]:
    """What ``table`` would be as ``source``, and how likely that is."""
    as_it_is = fit(table.headings, table, source, mapping)
    # An e-mail that would be dropped may be what tells people apart.
    dropped = {column.name for column in source.columns if _only_dropped(column, source)}
    taken = {place for name, place in as_it_is.places.items() if name not in dropped}
    ignored = {normalise(word) for word in mapping.renamed.ignore}
    open_places = [
        place
        for place, words in enumerate(table.headings)
        if normalise(words) and place not in taken and normalise(words) not in ignored
    ]
    filled = {*as_it_is.places, *mapping.constants(source), *dropped}
    columns = [column for column in source.columns if column.name not in filled]
    proposed, doubtful = pairs(table.headings, open_places, columns, cells, own_codes)
    places = {**as_it_is.places, **{proposal.column.name: proposal.place for proposal in proposed}}
    missing = tuple(column for column in columns if not column.optional and column.name not in places)
    shown = {
        **as_it_is.places,
        **{proposal.column.name: proposal.place for proposal in proposed if proposal.words_may_be_shown},
    }
    dates = [cells[places[c.name]] for c in source.columns if c.kind is Kind.DATE and c.name in places]
    people = [cells[places[c.name]] for c in source.columns if c.target == "person" and c.name in places]
    possible = len({proposal.column.name for proposal in doubtful} & {column.name for column in missing})
    return _likely(len(as_it_is.places), proposed, possible, len(missing)), Proposals(
        source=source,
        known={
            name: table.headings[place]
            for name, place in as_it_is.places.items()
            if all(place != proposal.place for proposal in proposed)
        },
        proposed=proposed,
        doubtful=doubtful,
        left_out=tuple(table.headings[place] for place in open_places if place not in places.values()),
        unnamed=tuple(p for p in as_it_is.unknown if not normalise(table.headings[p])) + as_it_is.repeated,
        missing=missing,
        unseen=tuple(
            proposal.column for proposal in proposed if proposal.hides_words and cells[proposal.place]
        ),
        words={name: words for name, words in _unknown(source, shown, cells, mapping, own_codes) if words},
        month_first=mapping.renamed.date_order == "" and any(map(evidence.month_first, dates)),
        bare_figures=not (mapping.renamed.person_prefix or mapping.renamed.person_numbers)
        and any(map(evidence.bare_figures, people)),
    )


def _unknown(
    source: Source,
    shown: Mapping[str, int],
    cells: Mapping[int, Counter[Cell]],
    mapping: PartnerMapping,
    own_codes: Path | None,
) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """The words that no code list has, of each coded column whose place is among ``shown``."""
    for column in source.columns:
        if column.codes and column.name in shown:
            yield column.name, unknown_words(cells[shown[column.name]], column, mapping, own_codes)


def _only_dropped(column: Column, source: Source) -> bool:
    """Whether a column is dropped whatever stands in it, so that leaving its heading out is as good."""
    used = {name for parts in source.keys.values() for name in parts}
    return (
        column.kind is Kind.TEXT
        and column.treatment is Treatment.DROP
        and column.optional
        and column.name not in used
    )


def _likely(known: int, proposed: tuple[Heading, ...], possible: int, missing: int) -> float:
    """How likely a format is: headings that are ours or near, against those and what is required and lacks.

    Of two that fit equally well the one that explains more headings is the likelier.
    """
    near = known + sum(min(proposal.score, 100) / 100 for proposal in proposed)
    return (near + possible / 2) / max(1.0, known + len(proposed) + missing) + near / 50
