"""Many files at once: what became of all of them, what is wrong most often, and what to do first.

Whoever sends forty files wants the one page before the forty. No value, ever: a file is named as it is
named on disk, and nothing that stands in it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from dashboard.intake.validation.findings import Check, ExtractRefused, Severity
from dashboard.intake.validation.wording import EFFECT, effect, is_refused, listed, rule_in_words

#: So many kinds of finding are a list that somebody reads; the files' own parts have all.
MOST_KINDS = 10
#: So many kinds are enough for a first go.
MOST_STEPS = 3
#: So many files are named in a sentence.
MOST_FILES = 3

Outcome = Check | ExtractRefused


@dataclass(frozen=True)
class NamedOutcome:
    """What became of one file, under a name that no other file of the report has."""

    name: str
    outcome: Outcome


def named(paths: Sequence[PurePath], outcomes: Sequence[Outcome]) -> list[NamedOutcome]:
    """Each outcome under its file's name, with as many of its folders as tell it from the other files."""
    return [NamedOutcome(*each) for each in zip(_names(paths), outcomes, strict=True)]


def _names(paths: Sequence[PurePath]) -> list[str]:
    """As few of the last parts of each path as no other ends in; one path given twice gets a number."""
    most = max((len(path.parts) for path in paths), default=0)
    names: list[str] = [path.name for path in paths]
    for parts in range(2, most + 1):
        counts = Counter(names)
        names = [
            "/".join(path.parts[-parts:]) if counts[name] > 1 else name
            for path, name in zip(paths, names, strict=True)
        ]
    again: Counter[str] = Counter()
    for place, name in enumerate(names):
        again[name] += 1
        if again[name] > 1:
            names[place] = f"{name} ({again[name]})"
    return names


@dataclass(frozen=True)
class RowCounts:
    """Rows of a file, or of all: ``read`` is the sum of the others. Of a file that is refused, rows that hold
    a record are ``refused``; where it could not be read as far as its rows, there are none."""

    read: int = 0
    good: int = 0
    set_aside: int = 0
    furniture: int = 0
    refused: int = 0

    def __add__(self, other: RowCounts) -> RowCounts:
        """The rows of both."""
        return RowCounts(
            self.read + other.read,
            self.good + other.good,
            self.set_aside + other.set_aside,
            self.furniture + other.furniture,
            self.refused + other.refused,
        )

    @property
    def sentence(self) -> str:
        """Rows: 100 read = 90 good + 5 set aside + 3 without a record + 2 refused."""
        return (
            f"Rows: {self.read:,} read = {self.good:,} good + {self.set_aside:,} set aside + "
            f"{self.furniture:,} without a record + {self.refused:,} refused."
        )


def row_counts(outcome: Outcome) -> RowCounts:
    """What became of the rows of one file."""
    if isinstance(outcome, ExtractRefused):
        return RowCounts()
    read, furniture = outcome.rows_read, outcome.rows_furniture
    if outcome.refusal:
        return RowCounts(read, 0, 0, furniture, outcome.records_read)
    return RowCounts(read, outcome.rows_good, outcome.rows_set_aside, furniture, 0)


def state(outcome: Outcome) -> str:
    """What becomes of a file, in two or three words."""
    if is_refused(outcome):
        return "refused"
    aside = isinstance(outcome, Check) and outcome.rows_set_aside
    return "some rows set aside" if aside else "can be taken in"


@dataclass(frozen=True)
class FindingKind:
    """One rule over all files: how often it is broken, what that does, and in which files.

    ``advice`` is what to do, where most of its findings say the same.
    """

    rule: str
    effect: str
    count: int
    files: tuple[str, ...]
    advice: str

    @property
    def title(self) -> str:
        """The rule in words."""
        return rule_in_words(self.rule)


@dataclass(frozen=True)
class Summary:
    """All files of one check. ``kinds`` are the rules that are broken, most findings first."""

    files: tuple[NamedOutcome, ...]
    rows: RowCounts
    kinds: tuple[FindingKind, ...]

    @property
    def title(self) -> str:
        """Check of 12 files."""
        return f"Check of {_files(len(self.files))}"

    @property
    def sentences(self) -> tuple[str, str]:
        """How many files and how many rows came to what."""
        states = Counter(state(file.outcome) for file in self.files)
        parts = [
            f"{states[word]:,} {words}"
            for word, words in (
                ("can be taken in", "can be taken in as they are"),
                ("some rows set aside", "with rows set aside"),
                ("refused", "refused"),
            )
        ]
        return f"Files: {len(self.files):,} = {' + '.join(parts)}.", self.rows.sentence

    @property
    def listed_kinds(self) -> tuple[FindingKind, ...]:
        """As many kinds as a summary lists."""
        return self.kinds[:MOST_KINDS]

    @property
    def steps(self) -> list[str]:
        """What to do, first things first."""
        steps: list[str] = []
        refused = [file.name for file in self.files if is_refused(file.outcome)]
        if refused:
            parts = "its part" if len(refused) == 1 else "the part of each"
            steps.append(
                f"Put right and send again what is refused, since nothing of it is taken in: "
                f"{_some(refused)}. What to do is in {parts} below."
            )
        errors = [kind for kind in self.kinds if kind.effect == EFFECT[Severity.ERROR]]
        steps += [_step(kind) for kind in errors[:MOST_STEPS]]
        warnings = [kind for kind in self.kinds if kind.effect == EFFECT[Severity.WARNING]]
        if warnings:
            count = sum(kind.count for kind in warnings)
            steps.append(
                f"Look at what is kept with a warning: {count:,} finding{'' if count == 1 else 's'}, most of "
                f"them '{warnings[0].title}' in {_some(warnings[0].files)}."
            )
        return steps or ["Nothing has to be put right: every file can be taken in as it is."]


def summary(files: Sequence[NamedOutcome]) -> Summary:
    """What ``files`` come to together."""
    rows = sum((row_counts(file.outcome) for file in files), RowCounts())
    return Summary(tuple(files), rows, _kinds(files))


def _kinds(files: Sequence[NamedOutcome]) -> tuple[FindingKind, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    places: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    advice: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for file in files:
        for finding in file.outcome.findings:
            kind = finding.rule, effect(file.outcome, finding.severity, finding.row is not None)
            counts[kind] += 1
            places[kind][file.name] = None
            advice[kind][finding.message] += 1
    return tuple(
        FindingKind(rule, does, count, tuple(places[rule, does]), _usual(advice[rule, does], count))
        for (rule, does), count in counts.most_common()
    )


def _usual(messages: Counter[str], count: int) -> str:
    """What most of the findings say; empty where each says something of its own."""
    message, times = messages.most_common(1)[0]
    return message if 2 * times > count else ""


def _step(kind: FindingKind) -> str:
    times = "Once" if kind.count == 1 else f"{kind.count:,} times"
    about = kind.advice or f"{kind.title}; the part of each file says what to do."
    return f"{times} a row is set aside in {_some(kind.files)}: {about}"


def _some(names: Sequence[str]) -> str:
    """a.csv; a.csv and b.csv; a.csv, b.csv, c.csv and 4 more files."""
    more = len(names) - MOST_FILES
    return listed([*names[:MOST_FILES], *([f"{_files(more, 'more ')}"] if more > 0 else [])])


def _files(count: int, kind: str = "") -> str:
    return f"{count:,} {kind}file{'' if count == 1 else 's'}"
