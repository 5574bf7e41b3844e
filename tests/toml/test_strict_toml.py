"""What is wrong with a key is said in our words: where, what, the nearest that is meant, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from dashboard.files import bounded_toml
from dashboard.files.strict_toml import KeyWrong, Strict, built, check, one_of


class Entry(Strict):
    kind: Annotated[str, one_of(("bars", "dots"))]
    parts: list[str] = Field(default_factory=list)


class File(Strict):
    title: Annotated[str, Field(max_length=5)]
    months: Annotated[int, Field(ge=1, le=12)] = 1
    share: float = 0.5
    entry: list[Entry] = Field(default_factory=list)
    by_name: dict[str, Entry] = Field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    name: str
    limit: Annotated[int, Field(ge=0)]
    words: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "a.toml: the key 'title' is missing; add it"),
        ("titel = 'x'", "a.toml: unknown key 'titel'; 'title' may be meant; use title, months, share, entry"),
        ("title = 3", "a.toml: title must be text in quotes"),
        ("title = 'abcdef'", "a.toml: title has 6 letters; at most 5 fit"),
        ("title = 'a'\nmonths = '1'", "a.toml: months must be a whole number"),
        ("title = 'a'\nmonths = 0", "a.toml: months must be 1 or more"),
        ("title = 'a'\nmonths = 13", "a.toml: months must be 12 or less"),
        ("title = 'a'\nmonths = true", "a.toml: months must be a whole number"),
        ("title = 'a'\nshare = 'x'", "a.toml: share must be a number"),
        ("title = 'a'\nentry = 1", "a.toml: entry must be a list"),
        ("title = 'a'\n[[entry]]\nkind = 'pie'", "a.toml, entry 1: kind is 'pie'; use one of bars, dots"),
        ("title = 'a'\n[[entry]]\nkind = 'bars'\nknd = 1", "a.toml, entry 1: unknown key 'knd'; 'kind' may"),
        ("title = 'a'\n[[entry]]\nkind = 'bars'\nparts = [1]", "entry 1: parts must be a list of texts"),
        ("title = 'a'\n[by_name.x]\nknd = 1", "a.toml: unknown key 'by_name.x.knd'; 'kind' may be meant"),
        ("title = 'a'\nby_name = 1", "a.toml: by_name must be a table of keys"),
    ],
)
def test_each_slip_is_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(KeyWrong) as raised:
        check(File, bounded_toml.loads(text))
    assert sentence in raised.value.of("a.toml")


def test_a_dataclass_is_the_shape_of_its_keys() -> None:
    assert built(Rule, {"limit": 2, "words": ["a", "b"]}, name="x") == Rule("x", 2, ("a", "b"))
    with pytest.raises(KeyWrong, match=r"^unknown key 'rules\.x\.name'; use limit, words$"):
        built(Rule, {"limit": 2, "name": "y"}, ("rules", "x"), name="x")
    with pytest.raises(KeyWrong, match=r"^rules\.x\.limit must be 0 or more$"):
        built(Rule, {"limit": -1}, ("rules", "x"), name="x")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["title", "months", "share", "entry", "by_name", "kind", "parts"]) | st.text()


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_whatever_is_there_is_taken_or_refused_in_a_sentence(values: dict[str, object]) -> None:
    try:
        check(File, values)
    except KeyWrong as slip:
        assert str(slip)
        assert "pydantic" not in str(slip)
        assert "Input should" not in str(slip)
