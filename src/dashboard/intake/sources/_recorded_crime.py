"""What the formats of police recorded crime share: columns, periods, and rows about other offences."""

from __future__ import annotations

import re

from dashboard.reference.code_lists import code_list
from dashboard.reference.spelling import normalise
from dashboard.store.contract import Blank, Column, Kind, Row, Treatment

#: What stands in the column of forces and is none: bodies to which fraud is reported.
_NO_FORCES = frozenset({"action fraud", "cifas", "uk finance", "national fraud intelligence bureau", "nfib"})
#: What stands for a figure that was not published.
_NONE = re.compile(r"n/?a\b.*|(?:data )?not (?:provided|available|applicable).*|\[[a-z]\]|-|:|\.\.")
#: Offences have a number, in places with a letter (105A) or several (1/4.1/4.10/4.2); a word in its column is
#: a word of ours.
_ONE = r"\d{1,3}[A-Z]?(?:\.\d{1,2})?"
_NUMBER = re.compile(rf"{_ONE}(?:[/,&] ?{_ONE})*", re.ASCII)


def series_of(code: str) -> str:
    """The series of an offence: the new offences are never counted among those of modern slavery."""
    return code_list("offence").facts.get(code, {}).get("series") or f"offence_{code}"


def quarter_of(row: Row) -> str:
    """2024/25-Q1, however the year is written (2024-25, 2024/2025)."""
    year = str(row["financial_year"])
    return f"{year[:4]}/{year[-2:]}-Q{row['financial_quarter']}"


def _other_offence(word: str) -> bool:
    """Whether a cell gives the number of an offence that is not of modern slavery."""
    return bool(_NUMBER.fullmatch(word.strip().upper())) and code_list("offence").find(word) is None


def _no_force(word: str) -> bool:
    """Whether a body in the column of forces is none."""
    return normalise(word) in _NO_FORCES


def _no_figure(word: str) -> bool:
    """Whether a cell says that there is no figure: N/A, [x], data not provided. A blank cell says nothing."""
    return bool(_NONE.fullmatch(word.strip().casefold()))


#: Rows about other offences, bodies that are no force, and figures that were not published.
LEFT_OUT = {
    "offence_code": _other_offence,
    "force_name": _no_force,
    "offences": _no_figure,
    "outcomes_of_offences": _no_figure,
}

YEAR = Column("financial_year", Kind.TEXT, "Financial year, as 2017/18.", pattern=r"20\d\d(?:/|-)(?:20)?\d\d")
QUARTER = Column("financial_quarter", Kind.INTEGER, "1 is April to June.", low=1, high=4)
CODE = Column(
    "offence_code",
    Kind.CODE,
    "106 is modern slavery; the offences of April 2026 are others.",
    codes="offence",
)


def dropped(name: str, about: str, *also: str) -> Column:
    """A column that is not needed, under other headings too."""
    return Column(name, Kind.TEXT, about, Treatment.DROP, blank=Blank.ALLOWED, optional=True, also=also)


WORDS = (
    dropped("offence_description", "Words for the code; dropped."),
    dropped("offence_group", "A wider group; dropped."),
    dropped("offence_subgroup", "A group; dropped."),
)


def force(*also: str) -> Column:
    """The column of the police force, under other headings too."""
    return Column("force_name", Kind.CODE, "The force.", codes="force", also=also)


def count(name: str, about: str, *also: str) -> Column:
    """A column of offences; a correction may make one negative."""
    return Column(name, Kind.INTEGER, about, low=-1000, high=100_000, unit="offences", also=also)
