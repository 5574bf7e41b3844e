"""About the data: how figures are worked out, and where that departs from the official methods."""

from __future__ import annotations

from typing import Any

from dashboard import methods
from dashboard.display.exports import Table
from dashboard.display.narrative.patterns import PATTERNS
from dashboard.display.ui.html import paragraphs, put, section, table_html

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
        "Built from the intervals of the two figures (MOVER), widened by the dispersion. A difference is "
        "more than chance alone would bring where its interval does not hold 0, else within what chance "
        "could bring.",
        "Zou and Donner (2008), Statistics in Medicine 27",
    ),
    (
        "Dispersion",
        "How many times more than chance a figure has varied around its own course (quasi-Poisson, of shares "
        "quasi-binomial), moderated by what is usual for such figures, and at least 1.",
        "McCullagh and Nelder (1989), Generalized Linear Models; Smyth (2004), Statistical Applications in "
        "Genetics and Molecular Biology 3",
    ),
    (
        "Usual range",
        "The limits of the XmR chart since the last break. There are none where more than a third of the "
        "points would lie beyond, nor where more than a tenth are hidden.",
        "NHS England, Making Data Count",
    ),
    (
        "What its past led to expect",
        "A regression on level, trend and season of the figures before it, with the dispersion: 19 in 20 "
        "figures are to lie in the range.",
        "Farrington et al. (1996), Journal of the Royal Statistical Society A 159; Noufaily et al. (2012), "
        "Statistics in Medicine 32",
    ),
    (
        "Rising or falling over five years",
        "The chi-square test for trend over the last five yearly figures, divided by the dispersion, at 5 in "
        "100.",
        "Office for Health Improvement and Disparities, Fingertips, trend markers",
    ),
    (
        "What comes first on the Overview",
        "Figures of which, together, at most 3 in 100 are false alarms.",
        "Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57",
    ),
    (
        "Counted in full",
        "What the training, headcount and meeting records count is planned, and all of it is counted: no "
        "word of chance, neither of counts nor of shares of them.",
        "",
    ),
)


def show() -> None:
    """The methods, each with its source, and every departure with the switch that undoes it."""
    section("Methods and departures", "How figures are worked out from the counts, and who says so.")
    put(
        table_html(
            Table(
                "Methods",
                ("What", "How", "Source"),
                METHODS,
            ),
            numbers=False,
        )
    )
    phrases = tuple((each.plain, each.meaning, each.test, each.false_where) for each in PATTERNS)
    columns = ("Phrase", "What it means", "By which test", "What would make it false")
    put(table_html(Table("What sentences that judge mean", columns, phrases), numbers=False))
    departures: tuple[Any, ...] = getattr(methods, "DEPARTURES", ())
    if not departures:
        put(paragraphs(["No departure from an official method is recorded."]))
        return
    rows = tuple(
        (each.method, each.official, each.ours, each.why, each.switch, each.source) for each in departures
    )
    head = ("Method", "The official way", "What is done here", "Why", "What restores it", "Source")
    put(table_html(Table("Departures from official methods", head, rows), numbers=False))
