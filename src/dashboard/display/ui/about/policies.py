"""About the data: how people are protected, in the words that the release carries of its own rules."""

from __future__ import annotations

from dashboard.display.ui.html import paragraphs, put, section, words
from dashboard.publication import SHORTHAND, Publication
from dashboard.publication.memo import per_release


def show(release: Publication) -> None:
    """Every rule of the release in plain words, and the marks that stand for missing figures."""
    section("How people are protected", "Names, addresses and dates of birth never reach the dashboard.")
    policies = in_words(release)
    if policies:
        put(words((name.capitalize(), text) for name, text in policies.items()))
    else:
        put(paragraphs(["This release was made before its rules were written into it in words."]))
    put(
        paragraphs(["Marks in tables and charts:"])
        + words((t.split("] ")[0] + "]", t.split("] ")[1]) for t in SHORTHAND.values())
    )


@per_release(size=1)
def in_words(release: Publication) -> dict[str, str]:
    """By the name of a rule: what it is about, and what it shows and hides."""
    return {
        str(row["name"]): f"{row['about']} {row['rule']}"
        for row in release.table("policies").to_dict("records")
    }
