"""Who sends what, how often and by when: ``expected_returns.toml`` in the installation.

[[returns]]
agency = "acute_hospital_a"      # code of the agency list
source = "training_register"     # extract format
every = "quarter"                # month, quarter or year
due = 30                         # days after the end of the period
from = "2024-01"                 # the first month that is expected
until = "2025-12"                # the last one, where it has ended

Above them, made_up = true marks the list of a demonstration.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from dashboard.files import bounded_toml
from dashboard.files.strict_toml import KeyWrong, Strict, check
from dashboard.reference import periods
from dashboard.reference.code_lists import NOT_RECORDED, code_list
from dashboard.reference.periods import Months
from dashboard.reference.policies import Policies, read_policies
from dashboard.settings import Installation

#: Agencies of the list that are nobody who could send anything.
_NOBODY = {NOT_RECORDED, "public"}
_TABLE = re.compile(r"\s*\[\[\s*returns\s*\]\]")


class ExpectedWrong(Exception):
    """The list of expected returns cannot be used. The message says where in it, and what to write."""


@dataclass(frozen=True)
class Expected:
    """A return that an agency sends ``every`` month, quarter or year, ``due`` days after its end.

    ``first`` and ``last`` are the first and the last month that are expected; without a last it goes on.
    """

    agency: str
    source: str
    every: str
    due: int
    first: datetime.date
    last: datetime.date | None = None

    def periods(self, today: datetime.date) -> Iterator[tuple[str, Months]]:
        """The code and the months of every whole period that is expected and over on ``today``, in order."""
        begins, _ = periods.read_period(periods.period_of(self.first, self.every))
        while True:
            code = periods.period_of(begins, self.every)
            months = periods.read_period(code)
            if periods.last_day(months[1]) >= today or (self.last and months[1] > self.last):
                return
            if begins >= self.first:
                yield code, months
            begins = periods.later(months[1], 1)

    def due_on(self, months: Months) -> datetime.date:
        """The last day on which the return of ``months`` is in time."""
        return periods.last_day(months[1]) + datetime.timedelta(days=self.due)


class _Entry(Strict):
    agency: str
    source: str
    every: Literal["month", "quarter", "year"]
    due: int = Field(ge=0, le=366)
    since: str = Field(alias="from")
    until: str = ""


class _File(Strict):
    returns: list[_Entry] = Field(default_factory=list)
    made_up: bool = False


def read_expected(where: Installation, made_up: bool = False) -> tuple[Expected, ...]:
    """The returns that the installation expects, in the file's order; none where it has no such file.

    A list that says of itself that it is made up counts with made-up records (``made_up``) only. Raises
    ExpectedWrong, naming the line and the key, and CodesRefused.
    """
    path = where.expected_returns
    if not path.exists():
        return ()
    try:
        text = bounded_toml.read_text(path)
        checked = check(_File, bounded_toml.loads(text))
    except bounded_toml.NotToml as broken:
        raise ExpectedWrong(f"{path} is not correct TOML {broken.where}. Correct that line.") from broken
    except bounded_toml.TomlRefused as broken:
        raise ExpectedWrong(f"{path} {broken}.") from broken
    except UnicodeDecodeError as broken:
        raise ExpectedWrong(f"{path} is not in UTF-8. Save it as UTF-8.") from broken
    except KeyWrong as slip:
        raise _invalid(path, text, slip) from slip
    if checked.made_up and not made_up:
        return ()
    policies, agencies = read_policies(), code_list("agency", where.codes).labels
    expected = []
    for number, entry in enumerate(checked.returns):
        key, what = _wrong(entry, agencies, policies)
        if key:
            raise ExpectedWrong(f"{_place(path, text, number, key)}: {what}.")
        expected.append(_expected(entry))
        twice = next(
            (at for at, earlier in enumerate(expected[:-1]) if _overlap(earlier, expected[-1])), None
        )
        if twice is not None:
            raise ExpectedWrong(
                f"{_place(path, text, number, 'agency')}: the same return of the same months stands under "
                f"return {twice + 1} already. Remove one of the two, or end the earlier with until."
            )
    return tuple(expected)


def _expected(entry: _Entry) -> Expected:
    last = periods.read_period(entry.until)[1] if entry.until else None
    return Expected(
        entry.agency, entry.source, entry.every, entry.due, periods.read_period(entry.since)[0], last
    )


def wrong_sender(
    agency: str, source: str, agencies: Mapping[str, str], policies: Policies
) -> tuple[str, str]:
    """Which of ``agency`` and ``source`` is none that sends, or that is sent, and what to write; both empty
    where they are sound. ``agencies`` are the codes of the agency list."""
    if agency not in agencies or agency in _NOBODY:
        return (
            "agency",
            "it is no code of the agency list. Write one of data/reference/codes/agency.csv, or add it",
        )
    sent = [name for name, subject in policies.subjects.items() if subject.rows != "published"]
    if source not in sent:
        return "source", f"no agency sends such an extract. Write one of: {', '.join(sent)}"
    return "", ""


def _wrong(entry: _Entry, agencies: Mapping[str, str], policies: Policies) -> tuple[str, str]:
    """The key of an entry that cannot be used, and why; both empty where it is sound."""
    key, what = wrong_sender(entry.agency, entry.source, agencies, policies)
    if key:
        return key, what
    for key, text in (("from", entry.since), ("until", entry.until)):
        if (text or key == "from") and not _is_month(text):
            return key, "it is no month. Write it as 2024-05"
    if entry.until and entry.until < entry.since:
        return "until", "it lies before from. Write the last month that is expected"
    return "", ""


def _is_month(text: str) -> bool:
    try:
        first, last = periods.read_period(text)
    except ValueError:
        return False
    return first == last


def _overlap(first: Expected, other: Expected) -> bool:
    same = (first.agency, first.source) == (other.agency, other.source)
    begins = max(first.first, other.first)
    return same and all(each.last is None or begins <= each.last for each in (first, other))


def _invalid(path: Path, text: str, slip: KeyWrong) -> ExpectedWrong:
    table, number, key = (*slip.place, None, None)[:3]
    if table != "returns" or not isinstance(number, int):
        return ExpectedWrong(
            f"{path} has an error: {slip.words}. It holds [[returns]] and nothing else: "
            "agency, source, every, due, from and, where it has ended, until."
        )
    write = "Write due = 30 for 30 days after the period, the other keys as text in quotation marks"
    name = str(key or "agency")
    # "key 'due' must be 0 or more", "key 'till': unknown key 'till'; 'until' may be meant".
    own = (
        f" {slip.words.removeprefix(f'{name} ')}" if slip.words.startswith(f"{name} ") else f": {slip.words}"
    )
    return ExpectedWrong(f"{_place(path, text, number, name)}{own}. {write}.")


def _place(path: Path, text: str, number: int, key: str) -> str:
    """File, line and key of the entry ``number`` (from 0); of a list in one line, the entry's number."""
    lines = text.splitlines()
    starts = [at for at, line in enumerate(lines) if _TABLE.match(line)]
    if number >= len(starts):
        return f"{path}, return {number + 1}, key '{key}'"
    own = _lines_of(lines, starts, number)
    at = next((at for at in own if re.match(rf"\s*{re.escape(key)}\s*=", lines[at])), starts[number])
    return f"{path}, line {at + 1}, key '{key}'"


def _lines_of(lines: Sequence[str], starts: Sequence[int], number: int) -> range:
    end = starts[number + 1] if number + 1 < len(starts) else len(lines)
    return range(starts[number], end)
