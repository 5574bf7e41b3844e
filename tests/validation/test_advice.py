"""What a message says of the TOML can be done: every key that it names stands where it says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from dashboard.intake.validation.mapping_files import ExtractFacts, Renamed
from dashboard.settings import PROJECT

KEYS = {"extract": frozenset(ExtractFacts.model_fields), "mapping": frozenset(Renamed.model_fields)}
_SECTION = re.compile(r"under \[(extract|mapping)\]")
_ASSIGNED = re.compile(r"\b([a-z_]+) ?= ?|'([a-z_]+)'")


def messages() -> Iterator[tuple[str, str]]:
    """The module and the text of every message that sends somebody to a section of the TOML."""
    for path in sorted((PROJECT / "src" / "dashboard" / "intake").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = ""
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
            if isinstance(node, ast.JoinedStr):
                text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            if _SECTION.search(text):
                yield path.name, text


@pytest.mark.parametrize(("module", "text"), sorted(set(messages())))
def test_a_key_stands_under_the_section_that_a_message_names(module: str, text: str) -> None:
    known = KEYS["extract"] | KEYS["mapping"]
    sections = set(_SECTION.findall(text))
    allowed = frozenset[str]().union(*(KEYS[section] for section in sections))
    keys = {key for pair in _ASSIGNED.findall(text) for key in pair if key in known}
    assert keys <= allowed, module


def test_some_messages_name_both_sections() -> None:
    assert {section for _, text in messages() for section in _SECTION.findall(text)} == set(KEYS)
