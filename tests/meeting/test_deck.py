"""Decks: the figures of one release, each of them published, the same every time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard.display.meeting import Item, Refusal, Slide, Story, View, freeze, saving, sentences
from dashboard.methods import wording
from dashboard.publication import Publication, Status
from tests.charts.samples import indicator, over_time

TREND = View("people_trained", "time", "quarter")
MIX = View("sector_mix", "sector", "year")
#: Words that judge or explain. A headline says what the figures say.
JUDGING = re.compile(
    r"\b(good|bad|strong|weak|sharp|dramatic|significant|encouraging|worrying|only|because|due to|thanks to|"
    r"led to|caused|driven)\b",
    re.IGNORECASE,
)


def story(*items: Item) -> Story:
    return Story("Board", "", "OFFICIAL", "partnership", items)


def one(publication: Publication, kind: str, *views: View, **words: str) -> Slide:
    return freeze(publication, story(Item(kind, views, **words))).slides[0]


@pytest.mark.parametrize("name", sorted(saving.agendas()))
def test_a_ready_made_agenda_can_be_told_from_a_release(publication: Publication, name: str) -> None:
    ready = saving.agendas()[name]
    # The small release has no national tables; every other slide of an agenda must be there.
    kept = tuple(item for item in ready.items if item.views[0].geography_level != "national")
    deck = freeze(publication, replace(ready, items=kept))
    assert [slide.number for slide in deck.slides] == list(range(1, len(kept) + 1))
    assert deck.release_id == publication.id
    for slide in deck.slides:
        assert slide.headline.endswith("."), slide.headline
        assert not JUDGING.search(re.sub(r"\bcriminal only\b", "", slide.headline.casefold())), slide.headline
        assert slide.how_to_read
        assert slide.questions
        assert slide.table.rows
        for part in ("Source: ", "Period: ", "As of ", publication.id, "OFFICIAL"):
            assert part in deck.footer(slide)
        assert bool(slide.alt) == (slide.kind != "words")


def test_every_figure_is_a_published_cell(publication: Publication) -> None:
    for ready in saving.agendas().values():
        kept = tuple(item for item in ready.items if item.views[0].geography_level != "national")
        for slide in freeze(publication, replace(ready, items=kept)).slides:
            for line in slide.lines:
                cells = publication.frame(
                    "SELECT value FROM cells WHERE indicator = ? AND measure = ? AND status = 'published'",
                    [line.indicator.id, line.measure],
                )
                assert {point.value for point in line.shown} <= set(cells["value"])
                shown = {wording.measured(p.value or 0.0, line.measure) for p in line.shown}
                assert shown <= {cell for row in slide.table.rows for cell in row} or slide.kind == "words"


def test_the_same_release_and_story_give_the_same_deck(publication: Publication) -> None:
    ready = story(Item("trend", (TREND,)), Item("bars", (MIX,)))
    assert freeze(publication, ready) == freeze(publication, ready)


def test_a_slide_says_what_was_and_is_to_be_expected_without_a_bar_to_point_at(
    publication: Publication,
) -> None:
    about = indicator("offences", title="Offences", unit="offences", policy="referrals")
    times = wording.between("2019-Q1", "2023-Q4")
    values = [10.0, 12, 9, 11] * 5
    line = over_time(dict(zip(times, values, strict=True)), about)
    (judged,) = sentences.judged([line], publication)
    assert re.search(
        r"October to December 2023: Within its usual range .* To be expected from its own past: \d+ to \d+ "
        r"in October to December 2023; next, \d+ to \d+ in January to March 2024 \(95%\)\.$",
        judged,
    )
    assert sentences.judged([replace(line, points=line.points[:3])], publication) == ()


def test_the_presenters_own_words_stand_beside_the_written_ones(publication: Publication) -> None:
    slide = one(publication, "trend", TREND, headline="We reached more people.", notes="Thank Corby.\nPause.")
    assert slide.headline == "We reached more people."
    assert dict(slide.spoken)["Notes"] == ("Thank Corby.", "Pause.")
    assert dict(slide.spoken)["How to read it"] == (slide.how_to_read,)
    assert dict(slide.spoken)["Bear in mind"] == slide.caveats


def test_a_view_without_a_period_takes_the_last_full_one(publication: Publication) -> None:
    # The small release runs from April 2022 to June 2024: 2023 is its only full year.
    assert one(publication, "bars", MIX).period == "2023"
    assert one(publication, "bars", replace(MIX, time="2022")).period == "2022 (April to December)"
    assert one(publication, "trend", TREND).period == "April 2022 to June 2024"


def test_a_hidden_figure_is_hidden_and_explained_where_it_appears(publication: Publication) -> None:
    slide = one(publication, "trend", replace(TREND))
    assert slide.shorthand == ()
    hidden = tuple(
        replace(point, value=None, status=Status.CONFIDENTIAL) for point in slide.lines[0].points[:2]
    )
    from dashboard.display.meeting import sentences

    line = replace(slide.lines[0], points=(*hidden, *slide.lines[0].points[2:]))
    assert sentences.shorthand([line]) == ("[c] confidential: hidden so that nobody can be recognised",)
    assert "is hidden" in sentences.how_to_read("trend", [line], ())
    asked = " ".join(sentences.questions([line], ()))
    assert "Why are April to June 2022 and July to September 2022 hidden?" in asked


def test_several_lines_are_told_apart_by_what_they_do_not_share(publication: Publication) -> None:
    views = [
        View("coverage", "time", "quarter", geography_level="unitary", area=area)
        for area in ("E06000061", "E06000062")
    ]
    slide = one(publication, "compare", *views)
    assert [line.name for line in slide.lines] == ["North Northamptonshire", "West Northamptonshire"]
    assert slide.headline.startswith("Coverage of the target workforce in April to June 2024: North")


def test_a_map_keeps_what_it_cannot_draw_in_its_table(publication: Publication) -> None:
    slide = one(publication, "map", View("attendances", "area", "year", geography_level="district"))
    assert slide.alt.startswith("Map of Northamptonshire by district.")
    assert "Crown copyright" in slide.attribution
    rows = {row[0] for row in slide.table.rows}
    assert {"Corby", "Northampton"} <= rows
    assert len(rows) > 7


@pytest.mark.parametrize(
    ("kind", "views", "why"),
    [
        ("trend", (replace(TREND, indicator="dragons"),), "no indicator 'dragons'"),
        ("trend", (replace(TREND, area="E07000999"),), "is not published over time by quarter"),
        ("trend", (replace(TREND, time_level="week"),), "time_level 'week' is none of"),
        ("trend", (replace(TREND, geography_level="ward"),), "geography_level 'ward' is none of"),
        ("trend", (replace(TREND, time="2023-Q1"),), "needs a time_level such as quarter, and no time"),
        ("trend", (replace(TREND, splits=(("colour", "red"),)),), "no breakdown 'colour'"),
        ("trend", (replace(TREND, time_level="month"),), "is not published over time"),
        ("trend", (replace(TREND, geography_level="district", area=""),), "name one area"),
        (
            "bars",
            (replace(MIX, over="exploitation_group", splits=()),),
            "is not published over exploitation group",
        ),
        ("trend", (), "takes 1 views, not 0"),
        ("trend", (MIX,), "takes views over time"),
        ("bars", (TREND,), "not over time"),
        ("bars", (replace(MIX, time="1999"),), "'1999' is not published; this view goes from 2022 to 2024"),
        ("bars", (replace(MIX, splits=(("sector", "health"),)),), "cannot be confined to one sector as well"),
        ("map", (MIX,), "at district or unitary level"),
        ("words", (), "needs a headline"),
        ("compare", (TREND, View("coverage", "time", "quarter")), "different units"),
        (
            "paired",
            (
                View("place_of_exploitation", "area", "year", geography_level="district"),
                View("attendances", "area", "year", geography_level="district"),
            ),
            "different places",
        ),
    ],
)
def test_what_is_not_published_is_refused_in_words(
    publication: Publication, kind: str, views: tuple[View, ...], why: str
) -> None:
    with pytest.raises(Refusal) as told:
        freeze(publication, story(Item("trend", (TREND,)), Item(kind, views)))
    assert str(told.value).startswith("Slide 2: ")
    assert why in str(told.value)


def test_a_view_of_several_areas_is_never_read_as_one_series(publication: Publication) -> None:
    view = View("attendances_by_delivery_place", "time", "year", geography_level="unitary", area="")
    with pytest.raises(Refusal, match="name one area"):
        freeze(publication, story(Item("trend", (view,))))


def test_a_story_without_slides_is_refused(publication: Publication) -> None:
    with pytest.raises(Refusal, match="no slides yet"):
        freeze(publication, story())
