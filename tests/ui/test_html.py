"""Pieces of HTML: every text is only text, and tables can be walked by a screen reader."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.display.exports import Table
from dashboard.display.ui import html

NASTY = '<img src=x onerror="alert(1)">&'


def test_no_text_becomes_markup() -> None:
    table = Table(NASTY, (NASTY, NASTY), ((NASTY, NASTY),))
    for made in (
        html.notice_html(NASTY),
        html.details(NASTY, Markup(), NASTY),
        html.words([(NASTY, NASTY)]),
        html.table_html(table),
    ):
        assert "<img" not in made
        assert "&amp;" in made


def test_a_table_names_its_rows_and_columns() -> None:
    made = html.table_html(Table("Caption", ("Period", "People"), (("2023", "65"),)))
    assert "<caption>Caption</caption>" in made
    assert '<th scope="col">Period</th>' in made
    assert '<th scope="row">2023</th>' in made
    assert 'tabindex="0"' in made


def test_an_anchor_is_made_of_letters_and_lines() -> None:
    assert html.anchor("How far does the training reach?") == "how-far-does-the-training-reach"
