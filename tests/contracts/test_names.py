"""Words that say nothing by themselves do not stand alone as names."""

from __future__ import annotations

import ast

import pytest

from dashboard import settings

SOURCE = settings.PROJECT / "src" / "dashboard"
#: What was told, found, said or made is the name; "one" is one of what.
EMPTY = frozenset({"told", "found", "one", "said", "made"})


def empty_names(source: str) -> list[str]:
    """The places in a module where such a word is bound: a variable, an argument, an attribute, a function or
    a class; a leading underscore says no more."""
    places = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            name = node.attr
        elif isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            name = node.name
        else:
            continue
        if name.strip("_") in EMPTY:
            places.append(f"line {node.lineno}: {name}")
    return places


def test_no_module_has_an_empty_name() -> None:
    modules = {
        path.relative_to(SOURCE): empty_names(path.read_text(encoding="utf-8"))
        for path in SOURCE.rglob("*.py")
    }
    assert modules and {str(path): places for path, places in modules.items() if places} == {}


@pytest.mark.parametrize(
    "source",
    [
        "told = 1",
        "for one in (1, 2): pass",
        "def f(found): pass",
        "[said for said in ()]",
        "def made(): pass",
        "class _found: pass",
        "def _told(): pass",
        "self._said = 1",
    ],
)
def test_each_kind_of_empty_name_is_noticed(source: str) -> None:
    assert len(empty_names(source)) == 1


def test_a_name_that_says_what_it_is_passes() -> None:
    assert empty_names("found_rows = [row for row in made_up]\ntold.append(one.found)") == []


def test_no_file_of_ours_has_a_name_that_cannot_be_read() -> None:
    """A command that was given odd words once wrote a folder of such a name, and it was committed."""
    names = [path.name for path in settings.PROJECT.iterdir()]
    assert "app.py" in names
    assert [name for name in names if not name.isprintable()] == []
