"""What stands for all of a dimension has one definition, which every room can import."""

from __future__ import annotations

import ast

import pytest

from tests.contracts.test_names import SOURCE

#: Where "all" is a word of somebody else's: of an agency's mapping file, or of a published table.
WORDS = {
    "intake/comparing.py",
    "intake/published/by_quarter.py",
    "intake/published/responders.py",
    "intake/validation/choosing.py",
    "intake/validation/mapping_files.py",
    "intake/published/nomis.py",
}
DEFINED = "settings.py"


def written(text: str) -> list[int]:
    """The lines on which a text is "all", alone or in quotes of SQL."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and (node.value == "all" or ("'all'" in node.value and "\n\n" not in node.value))
    ]


def test_all_of_a_dimension_is_written_once() -> None:
    lines_of = {
        str(path.relative_to(SOURCE)): written(path.read_text(encoding="utf-8"))
        for path in SOURCE.rglob("*.py")
    }
    places = {name for name, lines in lines_of.items() if lines}
    assert places - WORDS == {DEFINED}
    assert len(lines_of[DEFINED]) == 1
    assert places >= WORDS, "a file that no longer has the word needs no excuse"


@pytest.mark.parametrize(
    ("text", "lines"),
    [('time = "all"', [1]), ("sql = f\"x = 'all' AND {y}\"", [1]), ("time = ALL", []), ("\n'not all'", [])],
)
def test_a_second_all_would_be_seen(text: str, lines: list[int]) -> None:
    assert written(text) == lines
