"""Whatever text is put into a template comes out as that text, and as nothing else."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError, nodes
from markupsafe import Markup

from dashboard.files.templates import ENVIRONMENT, ROOT, Template
from tests.templates.samples import SAMPLES, TEXT

TEMPLATES = sorted(path for path in ENVIRONMENT.list_templates() if path.endswith((".html", ".svg")))
PARTS = [(path, part) for path, parts in SAMPLES.items() for part in parts]
#: What breaks out of a text or an attribute, turns the line about, or does not show.
NASTY = (
    "<",
    "&",
    '"',
    "'",
    ">",
    "</p>",
    "<script>",
    "&lt;",
    "--",
    "{{ 1 }}",
    "\u200b",
    "\u202e",
    "\ufeff",
    "=",
)
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(min_size=1), min_size=1).map("".join)


class Seen(HTMLParser):
    """Elements with the names of their attributes, and every text: between them and in attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.texts = [""]
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        self.texts += [*(value or "" for _, value in attrs), ""]

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}",))
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment",))


def filled(value: Any, text: str) -> Any:
    """``value`` with ``text`` in place of each TEXT in it."""
    if isinstance(value, dict):
        return {key: filled(inner, text) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(filled(inner, text) for inner in value)
    return text if value == TEXT else value


def drawn(path: str, part: str, text: str) -> str:
    given = {name: filled(value, text) for name, value in SAMPLES[path][part].items()}
    return getattr(Template(str(ROOT / path), (ROOT / path).name), part)(**given)


def test_every_part_of_every_template_has_a_sample() -> None:
    parts = set()
    for path in TEMPLATES:
        source, _, _ = ENVIRONMENT.loader.get_source(ENVIRONMENT, path)  # type: ignore[union-attr]
        parts |= {(path, macro.name) for macro in ENVIRONMENT.parse(source).find_all(nodes.Macro)}
    assert parts == set(PARTS)


@pytest.mark.parametrize(("path", "part"), PARTS)
@settings(max_examples=20)
@given(text=TEXTS)
def test_any_text_comes_out_as_that_text(path: str, part: str, text: str) -> None:
    plain, seen = Seen(drawn(path, part, TEXT)), Seen(drawn(path, part, text))
    assert seen.elements == plain.elements
    assert seen.texts == [words.replace(TEXT, text) for words in plain.texts]


@pytest.mark.parametrize(("path", "part"), PARTS)
def test_a_value_that_is_missing_is_an_error(path: str, part: str) -> None:
    names = SAMPLES[path][part]
    draw = getattr(Template(str(ROOT / path), (ROOT / path).name), part)
    with pytest.raises(UndefinedError):
        draw()
    with pytest.raises(TypeError):
        draw(**names, another=1)


def test_no_template_takes_text_for_markup() -> None:
    """Markup comes from parts, by its type; no template says of a value that it is safe."""
    for path in TEMPLATES:
        source, _, _ = ENVIRONMENT.loader.get_source(ENVIRONMENT, path)  # type: ignore[union-attr]
        tree = ENVIRONMENT.parse(source)
        filters = {node.name for node in tree.find_all(nodes.Filter)}
        assert filters <= {"join"}, path
        assert not list(tree.find_all(nodes.EvalContextModifier)), path


def test_line_breaks_of_the_source_are_not_sent() -> None:
    body = drawn("display/ui/html.html", "table", "a")
    assert "\n" not in body
    assert "> <" not in body
    assert isinstance(body, Markup)
