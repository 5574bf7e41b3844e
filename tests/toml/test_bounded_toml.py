"""TOML from anybody is read or refused in bounded work: steps and sizes are counted, never the clock."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.display.meeting import StoryError, saving
from dashboard.files import bounded_toml
from dashboard.files.bounded_toml import NotToml, TomlRefused, TooMuchToml
from dashboard.intake.validation import ExtractRefused, check
from dashboard.settings import PROJECT
from tests.validation.extracts import TODAY, bookings, write_csv

#: What the parser stumbles over: quotation marks of every kind, escapes, brackets, dots and line ends.
FRAGMENTS = st.sampled_from(
    [
        *("a", "b", "1", "=", ".", ",", "[", "]", "{", "}", "[[", "]]", "\n", "\r\n", " ", "\t", "#"),
        *("\"", "'", "\"\"\"", "\'\'\'", "\\", "\\\"", "\\n", "\\u00e9", "a = 1\n", "a.b = 2\n", "[a.b]\n"),
        *("a = [", "b = {", "x = \"", "y = \'\'\'", "1979-05-27", "0x1f", "1e5", "+", "-", "_"),
        *("inf", "\x00", "\u00e9"),
    ]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS, max_size=60).map("".join)


@contextmanager
def deepest(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """The most parts of a key, and the most values in one another, that the parser met."""
    met = {"parts": 0, "depth": 0, "now": 0}
    parser = sys.modules["tomllib._parser"]
    parse_key, parse_value = parser.parse_key, parser.parse_value

    def key(*given: Any) -> Any:
        found = parse_key(*given)
        met["parts"] = max(met["parts"], len(found[1]))
        return found

    def value(*given: Any) -> Any:
        met["now"] += 1
        met["depth"] = max(met["depth"], met["now"])
        try:
            return parse_value(*given)
        finally:
            met["now"] -= 1

    with monkeypatch.context() as patch:
        patch.setattr(parser, "parse_key", key)
        patch.setattr(parser, "parse_value", value)
        yield met


def steps(work: Callable[[], object]) -> int:
    """Lines of Python that ``work`` runs through."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def outcome(text: str) -> dict[str, Any] | None:
    try:
        return bounded_toml.loads(text)
    except TomlRefused as refused:
        assert str(refused)
        return None


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example('a = "\\')
@example('a = """x""""" . . . . .')
@example("a = ''''' . . . . .")
@example('"a.b.c.d.e" = "[[[[[["')
@example("a = '[[[[' # [[[[ ........")
@example("a = " + "9" * 5000)
def test_any_text_is_read_as_the_parser_reads_it_or_refused(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded_toml, "MOST_DEPTH", 3)
        patch.setattr(bounded_toml, "MOST_PARTS", 3)
        with deepest(patch) as met:
            found = outcome(text)
    # Three brackets in one another, and the value in the innermost.
    assert met["depth"] <= 3 + 1
    assert met["parts"] <= 3
    if found is not None:
        assert found == tomllib.loads(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_work_grows_with_the_text_and_no_faster(text: str) -> None:
    assert steps(lambda: outcome(text)) <= 60 * len(text) + 200


HOSTILE = {
    "a key of many parts": lambda size: "a" + ".a" * size + " = 1",
    "a header of many parts": lambda size: "[a" + ".a" * size + "]",
    "a quoted key of many parts": lambda size: '"a"' + " . 'a'" * size + " = 1",
    "brackets": lambda size: "a = " + "[" * size,
    "brackets that are closed": lambda size: "a = " + "[" * size + "]" * size,
    "braces": lambda size: "a = " + "{a = " * size,
    "brackets and braces": lambda size: "a = " + "[{a = " * size,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("size", [25, 8_000, 60_000])
def test_what_costs_too_much_is_refused_before_it_is_parsed(
    make: Callable[[int], str], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tomllib, "loads", lambda _: pytest.fail("parsed"))
    with pytest.raises(TooMuchToml, match=r"take some away|quotation marks"):
        bounded_toml.loads(make(size))
    # What is counted ends where the bound is passed, however long the rest is.
    assert steps(lambda: outcome(make(size))) < 1_000


@pytest.mark.parametrize(
    "text",
    ["#" * (bounded_toml.MOST_LETTERS + 1), "\n" * (bounded_toml.MOST_PIECES + 1)],
    ids=["long", "lines"],
)
def test_what_is_too_long_is_refused_before_it_is_parsed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tomllib, "loads", lambda _: pytest.fail("parsed"))
    with pytest.raises(TooMuchToml):
        bounded_toml.loads(text)


def test_brackets_and_dots_in_words_are_words() -> None:
    words = "[" * 50 + "." * 50 + "{" * 50
    text = f'a = "{words}"\n"{words}" = \'{words}\'\nb = """{words}\n{words}"""  # {words}\n'
    assert bounded_toml.loads(text) == {"a": words, words: words, "b": f"{words}\n{words}"}


def test_a_stack_that_is_used_up_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def used_up(_: str) -> None:
        raise RecursionError

    monkeypatch.setattr(tomllib, "loads", used_up)
    with pytest.raises(TooMuchToml, match="brackets"):
        bounded_toml.loads("a = 1")


def test_the_parsers_words_repeat_little_of_what_was_written() -> None:
    with pytest.raises(NotToml) as refused:
        bounded_toml.loads(f"[{'k' * 100_000}]\n" * 2)
    assert len(str(refused.value)) < 300
    assert refused.value.where == "at line 2"


def test_no_more_of_a_file_is_read_than_may_be_parsed(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as stream:
        stream.truncate(10**12)  # takes no room on the disk
    with pytest.raises(TooMuchToml, match="longer than"):
        bounded_toml.read_text(path)


def test_every_reader_goes_through_here() -> None:
    """A second way to the parser would be one without a bound."""
    readers = set()
    for folder in ("src", "pages"):
        for path in (PROJECT / folder).rglob("*.py"):
            names = {
                name.name if isinstance(node, ast.Import) else str(node.module)
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Import | ast.ImportFrom)
                for name in node.names
            }
            if "tomllib" in names:
                readers.add(path.name)
    assert readers == {"bounded_toml.py"}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_story_and_a_mapping_are_refused_in_words(make: Callable[[int], str], tmp_path: Path) -> None:
    text = make(8_000)
    with pytest.raises(StoryError, match=r"board\.toml has (a key of )?more than"):
        saving.load(text, "board.toml")
    path = write_csv(tmp_path / "register.csv", bookings(1))
    path.with_suffix(".toml").write_text(text, encoding="utf-8")
    with pytest.raises(ExtractRefused, match=r"register\.toml has (a key of )?more than"):
        check(path, today=TODAY)


def test_a_refused_story_repeats_little_of_a_strangers_words() -> None:
    with pytest.raises(StoryError) as refused:
        saving.load(f"{'k' * 100_000} = 1\ntitle = 'x'\ntheme = 'y'\nitem = []")
    assert len(str(refused.value)) < 500


def test_a_code_is_no_longer_than_a_code_whatever_its_dimension_is_called() -> None:
    view = 'indicator = "x"\nover = "time"\ntime_level = "year"\n'
    text = f'title = "B"\ntheme = "p"\n[[item]]\nkind = "trend"\n[[item.view]]\n{view}'
    with pytest.raises(StoryError, match="has 4000 letters; at most 120 fit"):
        saving.load(f'{text}splits = {{ "my notes" = "{"x" * 4000}" }}\n')
