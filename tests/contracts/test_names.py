"""Words that say nothing by themselves do not stand alone as names."""

from __future__ import annotations

import ast
import functools
from collections import Counter

import pytest

from dashboard import settings

SOURCE = settings.PROJECT / "src" / "dashboard"
#: What was told, found, said or made is the name; "one" is one of what.
EMPTY = frozenset({"told", "found", "one", "said", "made"})
#: How many are left in a room that is not through yet. A room that improves lowers its number.
LEFT = {
    "commands": 33,
    "display": 719,
    "intake": 149,
    "publication": 8,
    "reference": 10,
    "release": 198,
    "store": 3,
}


def empty_names(source: str) -> list[str]:
    """The places in a module where such a word is bound: a variable, an argument, a function or a class."""
    places = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            name = node.name
        else:
            continue
        if name in EMPTY:
            places.append(f"line {node.lineno}: {name}")
    return places


@functools.cache
def rooms() -> Counter[str]:
    """How many such names each room has."""
    counts: Counter[str] = Counter()
    for path in SOURCE.rglob("*.py"):
        room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        counts[room] += len(empty_names(path.read_text(encoding="utf-8")))
    return counts


@pytest.mark.parametrize("room", sorted(path.name.removesuffix(".py") for path in SOURCE.iterdir()))
def test_no_room_has_more_empty_names_than_are_left(room: str) -> None:
    assert rooms()[room] <= LEFT.get(room, 0)


def test_the_numbers_left_are_true() -> None:
    """A number that is too high would let new ones in."""
    counts = rooms()
    assert {room: counts[room] for room in LEFT} == LEFT


@pytest.mark.parametrize(
    "source",
    [
        "told = 1",
        "for one in (1, 2): pass",
        "def f(found): pass",
        "[said for said in ()]",
        "def made(): pass",
    ],
)
def test_each_kind_of_empty_name_is_noticed(source: str) -> None:
    assert len(empty_names(source)) == 1


def test_a_name_that_says_what_it_is_passes() -> None:
    assert empty_names("found_rows = [row for row in made_up]\ntold.append(one.found)") == []
