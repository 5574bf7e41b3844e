"""What a new file is to the files held: a newer version, a different extract, or something to ask about.

Judged by the record keys, months and agencies alone. A file replaces another where it holds all that
the other holds of the same months; where it shares no record it stands beside; and where it shares
some, its TOML has to say what it covers. No case here deletes anything.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dashboard.store.versions import Month

COVERS_ALL, NEW_MONTHS = "all", "new months"
#: What an extract said of itself in an earlier file does not settle it where more than this share of
#: the records held, or a month of them, would be withdrawn: a filter left on in a spreadsheet, or a
#: sender who keeps a year, looks the same.
LARGEST_WITHDRAWAL = 0.2
#: Two extracts that share no more than this part of either, of their common months, are two extracts, and the
#: records that they share have a wrong reference in one: neither is a newer version of the other, whatever
#: its TOML says.
STRAY = 0.2
#: How to settle a question.
SAY_WHAT_IT_COVERS = (
    "Nothing was changed. Say what the file covers in the TOML beside it, under [extract]: covers = "
    '"all" where it holds everything, so that records it no longer holds count as withdrawn, or covers = '
    '"new months" where it holds whole months and the months it does not hold stay. It is remembered for '
    "the extract."
)
SAY_THE_NAME = (
    "Nothing was changed. Where the two are one extract, give this file the other's name in the TOML beside "
    "it: name under [extract]."
)
SAY_THE_DATE = "Nothing was changed. Write the day of publication in the TOML beside it, under [extract]."
GIVE_IT_ANOTHER = (
    "Nothing was changed. Where it is another record, mend its reference in the file in which it is wrong; "
    "where it is the same record, leave it out of one of the two files. Where the two are one extract, give "
    "this file the other's name in the TOML beside it: name under [extract]."
)


@dataclass(frozen=True)
class Holding:
    """What counts of one file: how many records it has of each month.

    ``edition`` is the day on which a published table was published; ``covers`` what the TOML said.
    """

    file: str
    extract: str
    published: bool
    snapshot: bool
    records: Mapping[Month, int]
    agencies: frozenset[str] = frozenset()
    edition: datetime.date | None = None
    covers: str = ""

    @property
    def months(self) -> frozenset[Month]:
        """The months that its records are of."""
        return frozenset(self.records)

    @property
    def count(self) -> int:
        """How many records it has."""
        return sum(self.records.values())

    def of_another_agency(self, other: Holding) -> bool:
        """Whether both name agencies, and none that the other names."""
        return bool(self.agencies and other.agencies) and not self.agencies & other.agencies


@dataclass(frozen=True)
class Shared:
    """Of the ``records`` of one month of a file held: how many of them the new file has too (``shared``), how
    many neither it has nor another file of the run (``missing``), and which other files of the run have some
    that the new one lacks (``helpers``)."""

    records: int
    shared: int
    missing: int
    helpers: frozenset[str] = frozenset()


#: What a new file shares with one that is held, by the months of the latter.
Overlap = Mapping[Month, Shared]


@dataclass(frozen=True)
class Claim:
    """A file takes the place of ``replaced`` in ``months``: ``records`` of it no longer count, of which
    ``withdrawn`` are in no newer file. ``files`` do so together."""

    files: frozenset[str]
    replaced: str
    months: frozenset[Month]
    records: int
    withdrawn: int


@dataclass(frozen=True)
class Answer:
    """A ``line`` of a TOML that settles a question, the ``section`` it stands in, and when it is right."""

    section: str
    line: str
    when: str


@dataclass(frozen=True)
class Question:
    """What cannot be decided without a word from the person at the keyboard, and how to give it.

    ``answers`` are the lines to choose from, where a line by itself is an answer.
    ``about`` is the file held with which the new one shares a few records, where it is about these.
    """

    sentence: str
    advice: str
    answers: tuple[Answer, ...] = ()
    about: str = ""


_ALL = Answer("extract", f'covers = "{COVERS_ALL}"', "it holds everything; what it lacks was withdrawn")
_MONTHS = Answer("extract", f'covers = "{NEW_MONTHS}"', "it holds its months whole; other months stay")
_DATE = Answer("extract", "published_on = 2024-03-07", "the day on which it was published")


def compare(new: Holding, held: Holding, overlap: Overlap, remembered: str) -> Claim | Question | None:
    """What ``new`` is to ``held``; None where it stands beside it.

    ``overlap`` also knows the other files of the run: a file that was split is replaced by its parts.
    ``remembered`` is what an earlier file of the extract said that it covers.
    """
    shared = sum(month.shared for month in overlap.values())
    if new.published and (new.edition is None or new.edition != held.edition):
        return _editions(new, held, shared)
    if not shared:
        return _nothing_shared(new, held, overlap, remembered)
    if new.of_another_agency(held) and new.covers != COVERS_ALL:
        return Question(
            f"{_records(shared)} of it are held of another agency already (file {held.file}): what tells a "
            "person or a record apart must never be the same in two agencies.",
            "Nothing was changed. Put the agency's letters before its numbers, or say covers = "
            '"all" in the TOML beside it, under [extract], where the agency itself was corrected.',
            (_ALL,),
            held.file if _few(shared, new, held) else "",
        )
    missing = {month: shares.missing for month, shares in overlap.items() if shares.missing}
    gone = {month: count for month, count in missing.items() if month in new.months}
    if gone and new.extract != held.extract and _few(shared, new, held):
        return _strayed(new, held, shared)
    says = new.covers or (remembered if new.extract == held.extract else "")
    if not gone and says != COVERS_ALL:
        return _claim(new, held, held.months - missing.keys(), overlap)
    if not says:
        return _part_shared(new, held, shared, gone)
    if new.extract != held.extract and not held.agencies <= new.agencies:
        if not gone:
            return _claim(new, held, held.months & new.months, overlap)
        return Question(
            f"It shares {_records(shared)} with file {held.file}, which has another name and records of "
            f"agencies that this file has none of, and lacks {_records(sum(gone.values()))} of it.",
            SAY_THE_NAME,
        )
    if says == NEW_MONTHS:
        return _claim(new, held, held.months & new.months, overlap)
    whole_month = any(month not in new.months for month in missing)
    if not new.covers and (whole_month or sum(missing.values()) > LARGEST_WITHDRAWAL * held.count):
        return _part_shared(new, held, shared, missing)
    return _claim(new, held, held.months, overlap)


def _editions(new: Holding, held: Holding, shared: int) -> Question | None:
    """Editions of a published table stand beside each other, and the newest counts: so it needs a date."""
    if new.edition is None and shared:
        known = f"published on {held.edition:%Y-%m-%d}" if held.edition else "without a day of publication"
        return Question(
            f"It gives figures of which an edition is held (file {held.file}, {known}), and does not say "
            "when it was published itself.",
            SAY_THE_DATE,
            (_DATE,),
        )
    return None


def _nothing_shared(
    new: Holding, held: Holding, overlap: Overlap, remembered: str
) -> Claim | Question | None:
    both = new.months & held.months
    alone = {month: Shared(shares.records, 0, shares.records) for month, shares in overlap.items()}
    if new.of_another_agency(held):
        return None
    if new.extract != held.extract:
        return _second_snapshot(new, held, both) if new.snapshot and both else None
    if new.published and new.covers != COVERS_ALL:
        return None
    if new.covers == COVERS_ALL:
        return _claim(new, held, held.months, alone)
    if new.covers == NEW_MONTHS:
        return _claim(new, held, both, alone) if both else None
    if both:
        return Question(
            f"A file of the same name holds {_records(held.count)} ({_span(held.months)}; file "
            f"{held.file}), and this one has records of the same months and agencies, but none of those.",
            f"{SAY_WHAT_IT_COVERS} Where the two are different extracts, give each a name under [extract].",
            (_ALL, _MONTHS),
        )
    if remembered == COVERS_ALL:
        return Question(
            f"Until now a file of this name held everything; this one holds none of the "
            f"{_records(held.count)} held ({_span(held.months)}; file {held.file}).",
            SAY_WHAT_IT_COVERS,
            (_ALL, _MONTHS),
        )
    return None


def _second_snapshot(new: Holding, held: Holding, overlap: Collection[Month]) -> Question:
    both = len(new.agencies & held.agencies)
    return Question(
        f"It has a state{_of(overlap)} of {both} {'agency' if both == 1 else 'agencies'} of which file "
        f"{held.file} holds one of the same month, and both would be added up.",
        "Nothing was changed. Leave out one of the two days. Where this file is the newer version, give it "
        "the other's name and say what it covers in the TOML beside it: name and covers under [extract].",
    )


def _few(shared: int, new: Holding, held: Holding) -> bool:
    """Whether the records shared are few of those that either file has in the months of both."""
    both = new.months & held.months
    sizes = [sum(holding.records[month] for month in both) for holding in (new, held)]
    return shared <= STRAY * min(sizes)


def _strayed(new: Holding, held: Holding, shared: int) -> Question:
    """A few records of two extracts have the same reference: a slip of one of them."""
    return Question(
        f"{_records(shared)} of its {new.count:,} "
        f"{'has the reference of one' if shared == 1 else 'have the references of some'} of the "
        f"{held.count:,} in file {held.file}, which is another extract.",
        GIVE_IT_ANOTHER,
        about=held.file,
    )


def _part_shared(new: Holding, held: Holding, shared: int, gone: Mapping[Month, int]) -> Question:
    undated = new.published and new.edition is None
    return Question(
        f"Of {_records(held.count)} held ({_span(held.months)}; file {held.file}) this file has "
        f"{shared:,} and lacks {sum(gone.values()):,}{_of(gone)}.",
        SAY_THE_DATE if undated else SAY_WHAT_IT_COVERS,
        (_DATE,) if undated else (_ALL, _MONTHS),
    )


def _claim(new: Holding, held: Holding, months: Collection[Month], overlap: Overlap) -> Claim | None:
    """``new`` takes the place of ``held`` in ``months``, with those other files that hold what it lacks."""
    replaced = [shares for month, shares in overlap.items() if month in months]
    if not replaced:
        return None
    return Claim(
        frozenset({new.file}).union(*(shares.helpers for shares in replaced)),
        held.file,
        frozenset(months),
        sum(shares.records for shares in replaced),
        sum(shares.missing for shares in replaced),
    )


def remembered(new: Holding, known: Sequence[Holding]) -> str:
    """What the last file of the same extract and an agency of it said that it covers; empty if nothing."""
    texts = [
        holding.covers
        for holding in known
        if holding.covers and holding.extract == new.extract and not new.of_another_agency(holding)
    ]
    return texts[-1] if texts else ""


def _records(count: int) -> str:
    return f"{count:,} record{'' if count == 1 else 's'}"


def _span(months: Collection[Month]) -> str:
    ordered = sorted(month for month in months if month)
    if not ordered:
        return "without months"
    first, last = f"{ordered[0]:%Y-%m}", f"{ordered[-1]:%Y-%m}"
    return first if first == last else f"{first} to {last}"


def _of(months: Collection[Month]) -> str:
    return f" of {_span(months)}" if any(months) else ""
