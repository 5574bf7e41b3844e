"""Microsoft Forms: one row per response, one column per question, often without a person.

A response without a name counts wherever no person is needed: it is somebody of whom nothing else is known.
Where one form asks for before and now, it is two of our forms, of one person. The day and the course are
constants of the TOML: when a form is filled in is not when the session was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.intake.systems._adapting import cell_of
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Cell, Table, as_text
from dashboard.reference.spelling import normalise

_MARKS = frozenset({"id", "start time", "completion time", "email", "name"})
_DROPPED = frozenset(
    {"completion time", "name", "last modified time", "total points", "quiz feedback", "language"}
)
#: Our column and the stage, by words that a question has; the first that fits holds.
_QUESTIONS = (
    (re.compile(r"\bconfiden\w* .*\b(before|prior)\b|\bbefore\b.*\bconfiden"), "confidence", "before"),
    (re.compile(r"\bconfiden"), "confidence", "after"),
    (re.compile(r"\brelevan"), "relevance", "after"),
    (re.compile(r"\brecommend"), "recommend", "after"),
)
_SCORE = re.compile(r"([1-5])(?: ?[-\u2013.:)] ?\D*| \D*)?")
#: Words of scales from 1 to 5 as forms offer them.
_LIKERT = {
    "strongly disagree": 1, "disagree": 2, "neither agree nor disagree": 3, "neutral": 3, "agree": 4,
    "strongly agree": 5, "not at all": 1, "not at all confident": 1, "not very": 2, "not very confident": 2,
    "slightly confident": 2, "somewhat": 3, "somewhat confident": 3, "fairly confident": 3, "quite": 4,
    "quite confident": 4, "confident": 4, "very": 5, "very confident": 5, "extremely confident": 5,
    "very poor": 1, "poor": 2, "average": 3, "good": 4, "very good": 5, "excellent": 5, "not relevant": 1,
    "somewhat relevant": 3, "relevant": 4, "very relevant": 5, "definitely not": 1, "probably not": 2,
    "not sure": 3, "maybe": 3, "probably": 4, "definitely": 5, "no": 1, "yes": 5,
    "very unlikely": 1, "extremely unlikely": 1, "unlikely": 2, "neither likely nor unlikely": 3, "likely": 4,
    "very likely": 5, "extremely likely": 5, "completely disagree": 1, "tend to disagree": 2,
    "somewhat disagree": 2, "somewhat agree": 4, "tend to agree": 4, "completely agree": 5, "a little": 2,
    "a little confident": 2, "moderately": 3, "moderately confident": 3, "slightly relevant": 2,
    "moderately relevant": 3, "quite relevant": 4, "highly relevant": 5, "very unconfident": 1,
    "unconfident": 2, "neither confident nor unconfident": 3,
}  # fmt: skip
_FILLED = ("confidence", "knowledge", "relevance", "recommend", "applied")


def fits(headings: Sequence[str]) -> bool:
    """Whether a table with these headings is an export of Microsoft Forms."""
    return {normalise(words) for words in headings} >= _MARKS


def adapted(table: Table, mapping: PartnerMapping) -> Table:
    """The responses as evaluation forms, under our headings."""
    by_toml = {normalise(words) for words in (*mapping.renamed.columns.values(), *mapping.renamed.ignore)}
    given = {*mapping.renamed.columns, *mapping.renamed.constants}
    normal = [normalise(words) for words in table.headings]
    headings = list(table.headings)
    # Only the first column of a name is the system's: a question may be "Email" as well.
    person, number, began = (normal.index(words) for words in ("email", "id", "start time"))
    answers: dict[str, dict[str, int]] = {"before": {}, "after": {}}
    for place, words in enumerate(normal):
        if words in by_toml:
            continue
        if place in {number, began} or words in _DROPPED or words.startswith(("points ", "feedback ")):
            headings[place] = ""
        name, stage = _question(words)
        if name and name not in given and name not in answers[stage]:
            answers[stage][name] = place
            headings[place] = ""
    if "person_key" not in given:
        headings[person] = "person_key"
    kept = [bool(words) for words in headings]
    added = [name for name in _FILLED if name not in given]
    stages = [stage for stage in ("before", "after") if answers[stage]] if "stage" not in given else ["after"]
    rows: list[tuple[int, Sequence[Cell]]] = []
    for at, cells in table.rows:
        base = [cell_of(cells, place) if keep else "" for place, keep in enumerate(kept)]
        if headings[person] == "person_key":
            base[person] = _person(cells, person, number, began)
        for stage in stages or ["after"]:
            scores = [_score(cell_of(cells, answers[stage].get(name))) for name in added]
            own = [stage] if "stage" not in given else []
            rows.append((at, (*base, *scores, *own, *cells[len(kept) :])))
    names = [*headings, *added, *(["stage"] if "stage" not in given else [])]
    return replace(table, headings=tuple(names), rows=tuple(rows))


def _question(words: str) -> tuple[str, str]:
    for pattern, name, stage in _QUESTIONS:
        if pattern.search(words):
            return name, stage
    return "", ""


def _person(cells: Sequence[Cell], person: int, number: int, began: int) -> str:
    """Who responded; for nobody in particular a key of the response's own, so that it pairs with no other."""
    text = as_text(cell_of(cells, person))
    if text.casefold() not in {"", "anonymous"}:
        return text
    return f"response {as_text(cell_of(cells, number))} of {as_text(cell_of(cells, began))}"


def _score(cell: Cell) -> Cell:
    """The score of "4 - Quite" and of "Strongly agree"; anything else is left to the checks."""
    if not isinstance(cell, str):
        return cell
    text = as_text(cell)
    match = _SCORE.fullmatch(text)
    if match:
        return match[1]
    return str(_LIKERT.get(normalise(text), text))
