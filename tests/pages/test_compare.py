"""Two areas or two periods side by side: what is offered, what is said, and what a link opens again."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.display.ui.compare import views
from dashboard.publication import Publication
from dashboard.publication.current_release import named_file
from dashboard.settings import Installation
from tests.pages.conftest import OpenPage, texts
from tests.pages.test_hidden_cells import changed

CORBY, NORTHAMPTON = "E07000150", "E07000154"
CHILDREN = {
    "figure": "concerns",
    "compare": "district",
    "part": "route",
    "part_route": "childrens_safeguarding",
    "period": "2023",
}


def plain(page: AppTest) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", " ".join(texts(page)))))


def chosen(page: AppTest) -> dict[str, str]:
    return {str(choice.key): str(choice.value) for choice in page.selectbox}


def cell(page: AppTest, row: str) -> list[str]:
    """The cells of one row of the table."""
    body = " ".join(texts(page))
    found = re.search(rf'<tr><th scope="row">{re.escape(row)}</th>(.*?)</tr>', body)
    assert found, f"no row {row}"
    return [html.unescape(text) for text in re.findall(r"<td[^>]*>(.*?)</td>", found[1])]


def test_the_two_figures_and_the_difference_are_those_of_the_release(
    open_page: OpenPage, publication: Publication
) -> None:
    cells = publication.cells(
        "people_trained", time_level="year", time="2023", geography_level="district"
    ).set_index("area")["value"]
    page = open_page("Compare", figure="people_trained", compare="district", period="2023")
    one, other = int(cells[CORBY]), int(cells[NORTHAMPTON])
    assert cell(page, "Corby")[0] == str(one)
    assert cell(page, "Northampton")[0] == str(other)
    sign = "+" if one > other else "\N{MINUS SIGN}" if one < other else ""
    assert cell(page, "Difference: Corby less Northampton")[0] == f"{sign}{abs(one - other)}"
    assert "chance has no part in it" in plain(page)


@pytest.mark.parametrize("name", ["T", "Q", "R", "I", "P"])
def test_every_kind_of_indicator_can_be_compared(
    open_page: OpenPage, publication: Publication, name: str
) -> None:
    figures = views.figures(publication)
    ours = [id for id, about in publication.indicators.items() if about.code[0] == name and id in figures]
    assert ours
    for indicator in ours:
        page = open_page("Compare", figure=indicator)
        assert not page.exception, indicator
        assert chosen(page)["figure"] == indicator
        assert publication.indicators[indicator].title in plain(page)
        assert "Difference" in plain(page)


def test_a_link_made_of_the_choices_opens_the_same_view(open_page: OpenPage) -> None:
    address = {**CHILDREN, "one": "E07000153", "other": CORBY, "period": "2023"}
    first = open_page("Compare", **address)
    assert {key: chosen(first)[key] for key in address} == address
    labels = {choice.key: choice.options[choice.index or 0] for choice in first.selectbox}
    again = open_page("Compare", **labels)
    assert chosen(again) == chosen(first)
    assert texts(again) == texts(first)
    assert "The link asked for" not in plain(again)


def test_every_default_is_the_option_which_an_address_leaves_out(open_page: OpenPage) -> None:
    for address in ({}, CHILDREN, {"figure": "nrm_referrals", "one": "2022"}):
        page = open_page("Compare", **address)
        for choice in page.selectbox:
            if choice.key not in address:
                assert choice.index == choice.proto.default, choice.key


def test_swap_turns_the_difference_round(open_page: OpenPage) -> None:
    page = open_page("Compare", figure="people_trained", compare="district", period="2023")
    before = cell(page, "Difference: Corby less Northampton")[0]
    page.button(key="swap").click().run()
    assert not page.exception
    assert (chosen(page)["one"], chosen(page)["other"]) == (NORTHAMPTON, CORBY)
    after = cell(page, "Difference: Northampton less Corby")[0]
    turned = {"+": "\N{MINUS SIGN}", "\N{MINUS SIGN}": "+"}
    assert after == turned.get(before[0], before[0]) + before[1:]


def test_old_and_new_boundaries_are_never_offered_together(
    open_page: OpenPage, publication: Publication
) -> None:
    for level, start in (("district", "E07"), ("unitary", "E06")):
        page = open_page("Compare", figure="people_trained", compare=level)
        codes = {chosen(page)[key] for key in ("one", "other")}
        assert all(code.startswith(start) for code in codes)
        offered = next(choice.options for choice in page.selectbox if choice.key == "one")
        names = {
            publication.label("area", code) for code in publication.codes("area") if code.startswith(start)
        }
        assert set(offered) <= names


def test_a_route_is_always_chosen_so_routes_are_never_added(
    open_page: OpenPage, publication: Publication
) -> None:
    for kind in views.kinds(publication, "concerns"):
        for split in views.splits(publication, "concerns", kind).values():
            assert "route" in split
    assert "part_route" in chosen(open_page("Compare", figure="concerns"))


def test_the_same_on_both_sides_explains_itself_and_offers_another(open_page: OpenPage) -> None:
    page = open_page("Compare", figure="people_trained", compare="district", one=CORBY, other=CORBY)
    assert "Both sides are Corby. Choose another on one side." in plain(page)
    page.button(key="compare-another").click().run()
    assert not page.exception
    assert chosen(page)["one"] == CORBY != chosen(page)["other"]
    assert "Difference: Corby less" in plain(page)


def test_another_figure_that_has_no_such_view_says_so(open_page: OpenPage) -> None:
    page = open_page("Compare", figure="people_trained", compare="district")
    page.selectbox(key="figure").select("nrm_referrals").run()
    assert not page.exception
    shown = plain(page)
    assert "is not published for two districts; the nearest published view is two years." in shown


def test_a_break_between_two_periods_is_told_and_chance_is_not_judged(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    """The small release begins after the last break of types, so one of its periods is moved before it."""
    where = changed(
        released,
        tmp_path / "break",
        "UPDATE cells SET time = '2019' WHERE indicator = 'exploitation_mix' AND time = '2022'; "
        "UPDATE release SET value = '2019-01' WHERE key = 'first_month'",
    )
    page = open_page("Compare", where, figure="exploitation_mix", compare="year", one="2023", other="2019")
    shown = plain(page)
    assert not page.exception
    assert "The two cannot be compared as like with like: exploitation types change, 1 October 2019." in shown
    assert "chance alone" not in shown


def hidden(released: Installation, root: Path, truth: int, ranges: str = "low = 0, high = 9") -> Installation:
    which = (
        "indicator = 'concerns' AND measure = 'count' AND geography_level = 'district' "
        f"AND area = '{CORBY}' AND time IN ('2023', '2023-Q2')"
    )
    return changed(
        released,
        root,
        f"UPDATE cells SET value = {truth}, status = 'published' WHERE {which}; "
        f"UPDATE cells SET value = NULL, status = 'c', {ranges} WHERE {which}",
    )


def test_a_hidden_figure_is_marked_and_has_no_difference(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    page = open_page("Compare", hidden(released, tmp_path / "hidden", 4), **CHILDREN)
    assert not page.exception
    assert cell(page, "Corby")[0] == "[c]"
    assert "at most 9" in cell(page, "Corby")
    assert cell(page, "Difference: Corby less Northampton")[0] == "[c]"
    shown = plain(page)
    assert "the figure for Corby is hidden;" in shown and "no difference can be given" in shown
    assert "[c] confidential: hidden so that nobody can be recognised" in shown
    assert "chance alone" not in shown


def test_hidden_nothing_and_hidden_four_give_the_same_page(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    pages = [open_page("Compare", hidden(released, tmp_path / str(n), n), **CHILDREN) for n in (0, 4)]
    assert texts(pages[0]) == texts(pages[1])
    assert [c.options for c in pages[0].selectbox] == [c.options for c in pages[1].selectbox]
    assert [b.label for b in pages[0].button] == [b.label for b in pages[1].button]


def test_what_is_offered_does_not_depend_on_what_is_hidden(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    where = changed(
        released, tmp_path / "all", "UPDATE cells SET value = NULL, status = 'c', low = 0, high = 4"
    )
    for address in (CHILDREN, {"figure": "concerns", "compare": "quarter"}, {"figure": "coverage"}):
        shown, none = open_page("Compare", **address), open_page("Compare", where, **address)
        assert not none.exception
        assert [c.options for c in shown.selectbox] == [c.options for c in none.selectbox]
        assert chosen(shown) == chosen(none)


def test_the_nearest_period_with_both_figures_is_offered(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    where = hidden(released, tmp_path / "near", 4)
    address = CHILDREN | {"period": "2023-Q2"}
    page = open_page("Compare", where, **address)
    if not [button for button in page.button if button.key == "compare-nearest"]:
        pytest.fail("nothing was offered")
    page.button(key="compare-nearest").click().run()
    assert not page.exception
    assert chosen(page)["period"].startswith("202") and chosen(page)["period"] != "2023-Q2"
    assert "no difference can be given" not in plain(page)


def test_the_view_reads_no_value_and_no_status_to_make_its_choices(publication: Publication) -> None:
    held = views.keys(publication, "concerns")
    assert not {"value", "status", "low", "high"} & set(held.columns)


def test_the_page_tells_which_figures_it_cannot_compare(open_page: OpenPage) -> None:
    assert "Partners with a named contact" in plain(open_page("Compare"))


def test_a_release_of_before_opens(open_page: OpenPage, released: Installation, tmp_path: Path) -> None:
    """Releases made before rules and revisions were written into them stay readable."""
    where = changed(released, tmp_path / "before", "DROP TABLE policies; DROP TABLE revisions")
    assert Publication(named_file(where)).table("revisions").empty
    for name in ("Compare", "About_the_data", "Overview"):
        page = open_page(name, where)
        assert not page.exception
        assert "cannot be read" not in plain(page)
