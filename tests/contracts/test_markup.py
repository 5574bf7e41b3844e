"""Markup is written in templates alone, where every text that is put in is escaped."""

from __future__ import annotations

import ast
import re

import pytest

from dashboard import settings
from tests.contracts.test_names import SOURCE

#: Elements of HTML and SVG that a page, a picture or a slide may hold.
ELEMENTS = r"""
    a|abbr|article|aside|b|body|br|button|caption|circle|clippath|code|col|colgroup|dd|defs|desc|details|div|dl|
    dt|em|fieldset|figcaption|figure|footer|form|g|h1|h2|h3|h4|h5|h6|head|header|hr|html|i|iframe|image|img|
    input|label|legend|li|line|link|main|mark|mask|meta|nav|object|ol|option|p|path|pattern|polygon|polyline|
    pre|rect|script|section|select|small|span|strong|style|sub|summary|sup|svg|symbol|table|tbody|td|text|
    textarea|tfoot|th|thead|time|title|tr|tspan|u|ul|use|video
"""
TAG = re.compile(rf"<!doctype|</?(?:{ELEMENTS})(?![\w:-])", re.IGNORECASE | re.VERBOSE)
#: Plotly has a markup of its own, of which bold and line breaks are used; it draws whatever else it is given
#: as text. The sheets of a workbook are compacted as XML, each text of them escaped there.
PLOTLY = re.compile(r"</?b>|<br>")
XML = {"intake/validation/compacting.py", "display/meeting/pictures/converter.py"}


def tags(source: str, plotly: bool = False) -> list[str]:
    """The places in a module where a text other than a docstring begins or ends an element."""
    tree = ast.parse(source)
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    # A pattern reads markup and writes none.
    patterns = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args
        for inner in ast.walk(node.args[0])
    }
    places = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documents | patterns
        ):
            text = PLOTLY.sub("", node.value) if plotly else node.value
            places += [f"line {node.lineno}: {tag}" for tag in TAG.findall(text)]
    return places


@pytest.mark.parametrize("room", sorted(path.name for path in SOURCE.iterdir() if path.is_dir()))
def test_no_module_writes_markup_itself(room: str) -> None:
    found = {}
    for path in sorted((SOURCE / room).rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        places = tags(path.read_text(encoding="utf-8"), plotly=name.startswith("display/charts/"))
        if places and name not in XML:
            found[name] = places
    assert found == {}


def test_pages_write_no_markup_either() -> None:
    for path in (settings.PROJECT / "pages").glob("*.py"):
        assert tags(path.read_text(encoding="utf-8")) == [], path.name


@pytest.mark.parametrize(
    "source",
    [
        "x = f'<p>{text}</p>'",
        "x = '<li class=\"x\">' + text",
        "x = '</div>'",
        "x = '<br>'.join(lines)",
        "x = '<!DOCTYPE html>'",
        "x = f'<circle cx=\"{x}\"/>'",
    ],
)
def test_each_kind_of_markup_is_noticed(source: str) -> None:
    assert tags(source)


@pytest.mark.parametrize(
    "source",
    [
        "x = 'fewer than 5 < 6'",
        "x = 'under [policies.<name>]'",
        '"""A <p> in a docstring."""',
        "x = r'(?P<sign>[/.])'",
    ],
)
def test_what_is_no_markup_passes(source: str) -> None:
    assert tags(source) == []


def test_plotly_takes_bold_and_line_breaks_only() -> None:
    assert tags("x = '<b>x</b><br>'", plotly=True) == []
    assert tags("x = '<a href=\"x\">'", plotly=True)
