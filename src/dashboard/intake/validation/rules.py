"""The rules a cell or row can break, and what to do about each: words without values."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.intake.validation.limits import LONGEST
from dashboard.store.contract import Column

#: Short forms that are written in capitals in a heading.
_CAPITALS = {"rg": "RG", "cg": "CG", "nrm": "NRM"}
#: The most allowed words that a finding lists.
_MOST_WORDS = 12


def heading(name: str) -> str:
    """A canonical column in plain words: session_date is Session date."""
    words = " ".join(_CAPITALS.get(word, word) for word in name.split("_"))
    return words[:1].upper() + words[1:]


def _listed(_: Column, labels: list[str]) -> str:
    if len(labels) > _MOST_WORDS:
        return (
            "not a word of the list. Use a word of the list, or map your own word in a TOML beside the file."
        )
    return f"not a word of the list. Use one of: {'; '.join(labels)}."


#: What to say for each rule, given the column and the labels of its code list.
MESSAGES: dict[str, Callable[[Column, list[str]], str]] = {
    "blank": lambda c, _: "blank. Fill it in: the row cannot be used without it.",
    "not_a_date": lambda c, _: "not a date. Write it as 31/12/2024.",
    "date_too_early": lambda c, _: "a date before 2009. Correct the year.",
    "date_in_future": lambda c, _: "a date after today. Correct it, or send the row once the day has come.",
    "year_as_day": lambda c, _: "a year by itself that Excel shows as a day of 1905. Write the whole date.",
    "key_of_nobody": lambda c, _: (
        "stands for nobody: an error, a filler or a made-up address. Write what tells this one apart from "
        "all others."
    ),
    "key_of_many": lambda c, _: (
        "the same key stands in rows of many different people, so it is nobody's. Write what tells each of "
        "them apart."
    ),
    "dates_may_be_exchanged": lambda c, _: (
        "a date with a day up to 12, beside dates left as text with days above 12: a spreadsheet of another "
        "country may have exchanged day and month. Compare it with the system."
    ),
    "years_may_stand_first": lambda c, _: (
        "read with the year last, though the first numbers of the column are as alike as years are. Write "
        "years with four digits, as 2024-03-25."
    ),
    "far_too_long": lambda c, _: f"more than {LONGEST:,} letters. Write what the column is for: {c.about}",
    "several_keys": lambda c, _: "several keys in one cell. Write one row for each.",
    "key_in_two_ways": lambda c, _: (
        "differs from another key in spaces, hyphens or slashes alone, so that one may count as two. Write "
        "it in one way."
    ),
    "key_garbled": lambda c, _: (
        "letters of it were read in a wrong encoding on the way, so it is not the same key as elsewhere. "
        "Export it again from the system, as UTF-8."
    ),
    "key_of_very_many_rows": lambda c, _: (
        "the same key stands in so many rows that it may be nobody's: all of them count as one. Check that "
        "it is one person's, one case's."
    ),
    "days_counted_since": lambda c, _: (
        "a count of days without a calendar, read as Excel counts on Windows, from 1900. If the workbook "
        "counted from 1904, as on a Mac, every day is four years later: say days_since = 1904 under "
        "[mapping] in the TOML beside it, or 1900 if all is right."
    ),
    "refers_above": lambda c, _: (
        "says that it repeats the cell above it, which no longer holds once rows are sorted. Write the value "
        f'itself, or name the column in the TOML beside it, under [mapping]: blank_as_above = ["{c.name}"].'
    ),
    "age_nought": lambda c, _: (
        "0 years, which systems write where an age is not known, so it is not recorded. Write Child for a "
        "baby."
    ),
    "age_ninety_nine": lambda c, _: (
        "99 years in several rows, which systems write where an age is not known, so it is not recorded. "
        "Write Adult where that is known."
    ),
    "not_a_whole_number": lambda c, _: "not a whole number. Write figures only, such as 12.",
    "too_small": lambda c, _: f"too small. The smallest number allowed is {c.low}.",
    "too_large": lambda c, _: f"too large. The largest number allowed is {c.high}.",
    "not_yes_or_no": lambda c, _: "neither yes nor no. Write Yes or No, or leave it blank if not known.",
    "unknown_code": _listed,
    "kept_as_other": lambda c, _: (
        "not a word of the list, so kept as 'Other'. Map your own word in a TOML "
        "beside the file if the list has it under another name."
    ),
    "not_an_age": lambda c, _: "not an age. Write years, such as 16, or Adult, or Child.",
    "not_a_postcode": lambda c, _: "not a postcode. Write all of it, such as NN1 1ED, or leave it blank.",
    "partial_postcode": lambda c, _: (
        "only the first half of a postcode, so the place is kept as not recorded. Write all of it."
    ),
    "wrong_pattern": lambda c, _: f"not written in the way this column needs: {c.about}",
    "error_in_cell": lambda c, _: (
        "the cell shows an error of the spreadsheet, such as #N/A, and no value. Correct its formula, or "
        "type the value."
    ),
    "formula_without_result": lambda c, _: (
        "a formula whose result is not in the file. Open the file in Excel, save it there, and send it again."
    ),
    "too_many_cells": lambda c, _: (
        "the row has more cells than there are headings. Put text that holds the "
        "delimiter in quotation marks."
    ),
}
