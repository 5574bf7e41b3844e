"""What the analyst is told of a release names figures as a reader would."""

from __future__ import annotations

import pytest

from dashboard.release.notices import figure_in_words, public_already

TITLES = {"concerns": "Concerns by route", "office": "Home Office table"}
LABELS = {("route", "nrm"): "NRM", ("area", "E07000152"): "Daventry"}
CELL = "concerns|quarter x route=nrm|helpline x district|count|time=2022-Q1|area=E07000152|route=nrm"

WORDS = "Concerns by route, January to March 2022, Daventry, NRM"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (CELL, WORDS),
        (f"{CELL}: less {CELL} and 2 more (812)", f"a part of {WORDS}"),
        (f"public|own|{CELL}: months 3 to 5", f"a part of {WORDS}"),
        (f"{CELL}@1", f"{WORDS}, as restated"),
        (f"{CELL}@1: less {CELL}@1 and 2 more, late (812)", f"what came late to a part of {WORDS}"),
        (f"{CELL}: the rest of its split@2: against 1, left", f"what has left a part of {WORDS}"),
        ("public|office|time=2022|area=E23000022|age=child", "Home Office table, 2022, child"),
        ("share|year|denominator|time=2022|area=E23000022", "the base of share, 2022"),
    ],
)
def test_a_cell_of_the_engine_is_called_by_title_period_and_labels(name: str, words: str) -> None:
    assert figure_in_words(name, TITLES, LABELS) == words


def test_what_public_figures_give_away_is_one_sentence_a_family() -> None:
    cells = [CELL.replace("2022-Q1", f"{year}") for year in range(2015, 2022)]
    (told,) = public_already({"NRM referrals": [*cells, f"public|own|{cells[0]}"]}, TITLES, LABELS)
    assert told.startswith("NRM referrals: what is public already tells more")
    assert told.count("Daventry") == 5 and "and 2 more. Hiding cannot mend it" in told
    assert "docs/protection.md says what can be done" in told
    assert "|" not in told and "E07" not in told
