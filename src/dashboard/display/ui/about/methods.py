"""About the data: how figures are worked out, and where that departs from the official methods."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import methods
from dashboard.display.exports import Table
from dashboard.display.ui.html import paragraphs, section, table_html

METHODS = (
    ("Rounding", "Halves away from zero, as published percentages are: 82.5 becomes 83.", ""),
    (
        "Interval of a count",
        "Exact (chi-square) under 10 events, Byar's approximation from 10.",
        "Garwood (1936), Biometrika 28; Breslow and Day (1987), Statistical Methods in Cancer Research II",
    ),
    (
        "Interval of a rate",
        "That of the count, scaled to the population.",
        "Office for Health Improvement and Disparities, technical guide on confidence intervals",
    ),
    (
        "Interval of a share",
        "Wilson's score interval.",
        "Wilson (1927), Journal of the American Statistical Association 22; Newcombe (1998)",
    ),
    ("Interval of a mean", "Student's t.", "Student (1908), Biometrika 6"),
    (
        "Interval of a difference",
        "Built from the intervals of the two figures (MOVER). A difference is more than chance alone would "
        "bring where its interval does not hold 0.",
        "Zou and Donner (2008), Statistics in Medicine 27",
    ),
    (
        "Counted in full",
        "Sessions, attendances and people trained are all counted, not sampled: no interval, and no word of "
        "chance.",
        "",
    ),
)


def show() -> None:
    """The methods, each with its source, and every departure with the switch that undoes it."""
    section("Methods and departures", "How figures are worked out from the counts, and who says so.")
    st.html(
        table_html(
            Table(
                "Methods",
                ("What", "How", "Source"),
                METHODS,
            ),
            numbers=False,
        )
    )
    departures: tuple[Any, ...] = getattr(methods, "DEPARTURES", ())
    if not departures:
        st.html(paragraphs(["No departure from an official method is recorded."]))
        return
    rows = tuple(
        (each.method, each.official, each.ours, each.why, each.switch, each.source) for each in departures
    )
    head = ("Method", "The official way", "What is done here", "Why", "What restores it", "Source")
    st.html(table_html(Table("Departures from official methods", head, rows), numbers=False))
