"""One idea a file and a function: what grows beyond these lengths has become two."""

from __future__ import annotations

import ast

import pytest

from dashboard import settings

PROJECT = settings.PROJECT
FILES = [
    *(PROJECT / "src").rglob("*.py"),
    *(PROJECT / "data").rglob("*.py"),
    *(PROJECT / "pages").rglob("*.py"),
    PROJECT / "app.py",
]
MOST_IN_A_FILE, MOST_IN_A_FUNCTION = 300, 50


def long_functions(source: str) -> list[str]:
    """The functions of a module that are too long, decorators not counted."""
    if source.count("\n") < MOST_IN_A_FUNCTION:
        return []
    return [
        f"line {node.lineno}: {node.name}, {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MOST_IN_A_FUNCTION
    ]


def test_no_file_of_code_is_too_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert len(lengths) > 300
    assert {str(path): lines for path, lines in lengths.items() if lines > MOST_IN_A_FILE} == {}


def test_no_function_is_too_long() -> None:
    long = {str(path): long_functions(path.read_text(encoding="utf-8")) for path in FILES}
    assert {path: functions for path, functions in long.items() if functions} == {}


@pytest.mark.parametrize("body, noticed", [(49, False), (50, True)])
@pytest.mark.parametrize("head", ["def f():", "async def f():", "class C:\n  def f(self):"])
def test_a_long_function_is_noticed(head: str, body: int, noticed: bool) -> None:
    assert bool(long_functions(head + "\n" + "    pass\n" * body)) is noticed
