"""What a run is to do with each file, decided before anything is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from dashboard.intake import shared_keys
from dashboard.intake.arrival import Arrival
from dashboard.intake.comparing import (
    Answer,
    Claim,
    Holding,
    Overlap,
    Question,
    compare,
    remembered,
)
from dashboard.intake.report import FileReport, Outcome
from dashboard.intake.shared_keys import HeldKeys
from dashboard.store.versions import HeldFile

#: Registers that other extracts lean on go in first, published figures last.
_ORDER = ("partnership_register", "workforce", "meeting_attendance", "training_register")

#: How many of the files held a question names; what to do is the same for all.
MOST_QUESTIONS = 3
#: How many rows of the file such a question names.
MOST_ROWS = 10


@dataclass(frozen=True)
class Write:
    """A file to write: what it takes the place of, how many files it stands beside, and whether the store
    holds the same bytes read in another way. ``covers`` is remembered for the extract."""

    arrival: Arrival
    claims: tuple[Claim, ...] = ()
    beside: int = 0
    again: bool = False
    covers: str = ""


@dataclass
class Plan:
    """Files to write, demonstration files to remove, and what is settled without writing."""

    writes: list[Write] = field(default_factory=list)
    demonstration: list[HeldFile] = field(default_factory=list)
    settled: dict[Path, FileReport] = field(default_factory=dict)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the analyst has to know of the run as a whole."""
        if not self.demonstration:
            return ()
        count = len(self.demonstration)
        files = "1 file" if count == 1 else f"{count} files"
        return (f"Real data has arrived: the demonstration rows of {files} were removed.",)


class Keys(Protocol):
    """Knows which records files have in common."""

    def overlaps(
        self, new: Arrival, alike: Collection[str], run: Sequence[str], parts: Sequence[str]
    ) -> Mapping[str, Overlap]:
        """What ``new`` shares with the files held of sources ``alike`` and those of ``run``, by file."""
        ...

    def rows(self, new: Arrival, file: str) -> Sequence[int]:
        """The numbers of the rows of ``new`` whose records ``file`` has too."""
        ...


def plan(
    arrivals: Iterable[Arrival],
    held: Sequence[HeldFile],
    keys: Keys,
    published: Mapping[str, bool],
    held_keys: HeldKeys | None = None,
) -> Plan:
    """What to do with ``arrivals`` given the files ``held``; ``keys`` knows what they have in common.

    ``published`` says of each source by name whether its figures are published ones: the same figures come in
    several forms, so files of all of them are compared. ``held_keys`` says who holds the keys of the arrivals
    that are figures alone.
    """
    ordered = sorted(arrivals, key=_place)
    arriving = any(a.personal and not a.made_up and not a.check.refusal for a in ordered)
    real = arriving or any(
        not holding.made_up and not published.get(holding.source, False) for holding in held
    )
    # Real published figures take the place of made-up ones of their table, whichever edition is newer.
    given = {a.check.source.name for a in ordered if not (a.personal or a.made_up or a.check.refusal)}
    planned = Plan(
        demonstration=[each for each in held if each.made_up and (arriving or each.source in given)]
    )
    staying = [holding for holding in held if holding not in planned.demonstration]
    fresh: dict[str, Arrival] = {}
    twice: list[Arrival] = []
    for arrival in ordered:
        report = _settled(arrival, staying, real)
        if report:
            planned.settled[arrival.path] = report
        elif arrival.file in fresh:
            twice.append(arrival)
        else:
            fresh[arrival.file] = arrival
    refused: dict[str, FileReport] = {}
    while True:
        planned.writes, questions = _judged(list(fresh.values()), staying, keys, held_keys or {}, published)
        if not questions:
            break
        # A file that is refused is no part of a file that was split: the rest is judged again without it.
        refused |= questions
        planned.settled |= {fresh.pop(file).path: report for file, report in questions.items()}
    for arrival in twice:
        first = refused.get(arrival.file)
        planned.settled[arrival.path] = replace(first, name=arrival.path.name) if first else _known(arrival)
    return planned


def _settled(arrival: Arrival, held: Sequence[HeldFile], real: bool) -> FileReport | None:
    """The report on a file that need not be compared, or None."""
    if arrival.check.refusal:
        stays = any(holding.extract == arrival.extract for holding in held)
        words = ["What was taken in from an earlier version of this file stays."] if stays else []
        return arrival.report(Outcome.REFUSED, arrival.check.refusal, *words)
    if arrival.made_up and real:
        return arrival.report(
            Outcome.REFUSED,
            "This is a demonstration file, and the installation holds real data.",
            "Take it in to another installation: name its folder with --data.",
        )
    if (
        arrival.made_up
        and not arrival.personal
        and any(not each.made_up and each.source == arrival.check.source.name for each in held)
    ):
        return arrival.report(
            Outcome.UNCHANGED, "Real figures of this table are held; the made-up ones are not taken in."
        )
    same = next((holding for holding in held if holding.file == arrival.file), None)
    if same and same.replaced_by:
        return arrival.report(
            Outcome.UNCHANGED,
            f"This file has been taken in already, and file {same.replaced_by} has replaced it since; "
            "nothing was done. Where this one is right after all, withdraw that one.",
        )
    return _known(arrival) if same and _read_alike(arrival, same) else None


def _known(arrival: Arrival) -> FileReport:
    return arrival.report(Outcome.UNCHANGED, "This file has been taken in already; nothing was done.")


def _read_alike(arrival: Arrival, held: HeldFile) -> bool:
    """Whether taking the same bytes in again would give the rows that are there.

    A mapping or code list may have changed since, or a session that was to come may have been held.
    """
    return (
        arrival.made_up == held.made_up
        and arrival.reading == held.reading
        and arrival.check.rows_set_aside == held.rows_set_aside
    )


def _judged(
    arrivals: Sequence[Arrival],
    held: Sequence[HeldFile],
    keys: Keys,
    held_keys: HeldKeys,
    published: Mapping[str, bool],
) -> tuple[list[Write], dict[str, FileReport]]:
    """What to write, and the reports on files about which there is a question, by file."""
    writes: list[Write] = []
    refused: dict[str, FileReport] = {}
    for arrival in arrivals:
        source = arrival.check.source
        if arrival.check.nil:
            writes.append(Write(arrival, again=any(holding.file == arrival.file for holding in held)))
            continue
        alike = {source.name} if arrival.personal else {name for name, open_ in published.items() if open_}
        of_source = [holding for holding in held if holding.source in alike]
        earlier = [write.arrival.holding for write in writes if write.arrival.check.source.name in alike]
        together = [other.file for other in arrivals if other.check.source.name in alike]
        overlaps = keys.overlaps(arrival, alike, [holding.file for holding in earlier], together)
        known = [_holding(holding, arrival, overlaps.get(holding.file, {})) for holding in of_source]
        new = arrival.holding
        earlier_choices = remembered(new, [*known, *earlier])
        others = overlaps.keys() - {arrival.file}
        counting = [holding for holding in [*known, *earlier] if holding.file in others]
        verdicts = [compare(new, other, overlaps[other.file], earlier_choices) for other in counting]
        questions = [verdict for verdict in verdicts if isinstance(verdict, Question)]
        questions += _shared_keys(arrival, [write.arrival for write in writes], held, held_keys)
        if questions:
            refused[arrival.file] = _asked(arrival, questions, lambda file: keys.rows(arrival, file))  # noqa: B023
            continue
        claims = tuple(verdict for verdict in verdicts if isinstance(verdict, Claim))
        again = any(holding.file == arrival.file for holding in of_source)
        writes.append(
            Write(arrival, claims, len(counting) - len(claims), again, new.covers or earlier_choices)
        )
    return writes, refused


def _shared_keys(
    arrival: Arrival, earlier: Sequence[Arrival], held: Sequence[HeldFile], held_keys: HeldKeys
) -> list[Question]:
    """What is to be asked about keys that are figures alone, in files held and in those of this run."""
    if not arrival.bare.agencies:
        return []
    others = {holding.file: _holding(holding, arrival, {}) for holding in held} | {
        arrival_before.file: arrival_before.holding for arrival_before in earlier
    }
    staying = {column: [seen for seen in there if seen.file in others] for column, there in held_keys.items()}
    of_run = [shared_keys.of_arrival(other.file, other.bare) for other in earlier]
    return shared_keys.questions(arrival.holding, arrival.bare, others, [staying, *of_run])


def _asked(
    arrival: Arrival, questions: Sequence[Question], rows: Callable[[str], Sequence[int]]
) -> FileReport:
    aside = arrival.check.rows_set_aside
    perhaps = (
        [f"{aside:,} of its rows {'is' if aside == 1 else 'are'} set aside and may be among those it lacks."]
        if aside
        else []
    )
    texts = [question.sentence + _rows(rows, question) for question in questions[:MOST_QUESTIONS]]
    if len(questions) > MOST_QUESTIONS:
        texts.append(f"The same is so of {len(questions) - MOST_QUESTIONS} more of the files held.")
    advice = list(dict.fromkeys(question.advice for question in questions))
    lines = _to_write(arrival, dict.fromkeys(answer for question in questions for answer in question.answers))
    return replace(arrival.report(Outcome.REFUSED, *texts, *perhaps, *advice, *lines), asked=True)


def _to_write(arrival: Arrival, answers: Collection[Answer]) -> list[str]:
    """The lines of the TOML that answer what is asked, a sentence each, after the file to write them into."""
    if not answers:
        return []
    toml = Path(arrival.check.file).with_suffix(".toml").name
    sections = dict.fromkeys(answer.section for answer in answers)
    choice = " the line that is right of" if len(answers) > len(sections) else ""
    return [
        f"Write{choice} this into {toml} beside it (make that file, or add to it), and take it in again:",
        *(
            line
            for section in sections
            for line in (
                f"  [{section}]",
                *(f"  {each.line}  # {each.when}" for each in answers if each.section == section),
            )
        ),
    ]


def _rows(rows: Callable[[str], Sequence[int]], question: Question) -> str:
    """Where in the file the records stand that a question is about."""
    numbers = rows(question.about) if question.about else ()
    if not numbers:
        return ""
    more = f" and {len(numbers) - MOST_ROWS:,} more" if len(numbers) > MOST_ROWS else ""
    named = ", ".join(f"{number:,}" for number in numbers[:MOST_ROWS])
    return f" {'Row' if len(numbers) == 1 else 'Rows'} {named}{more}."


def _holding(held: HeldFile, arrival: Arrival, overlap: Overlap) -> Holding:
    return Holding(
        file=held.file,
        extract=held.extract,
        published=not arrival.personal,
        snapshot=arrival.check.source.snapshot,
        records={month: shares.records for month, shares in overlap.items()},
        agencies=frozenset(held.agencies),
        edition=held.published_on,
        covers=held.covers,
    )


def _place(arrival: Arrival) -> tuple[int, datetime.date, datetime.date, int]:
    """Of two files of one run that hold the same records, the one that goes further is the newer."""
    name = arrival.check.source.name
    last = len(_ORDER) + (not arrival.personal)
    months = [month for month in arrival.holding.months if month]
    return (
        _ORDER.index(name) if name in _ORDER else last,
        arrival.check.published_on or datetime.date.min,
        max(months, default=datetime.date.min),
        arrival.holding.count,
    )
