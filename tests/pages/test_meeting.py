"""The Meeting page alone: begin, change, add, move, share, freeze, take away."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import duckdb
from streamlit.testing.v1 import AppTest

from dashboard.display.meeting import Item, Story, View, saving
from dashboard.display.meeting.pack import OUTPUTS
from dashboard.display.ui.meeting import adding
from dashboard.display.ui.meeting import frozen as meeting_frozen
from dashboard.publication.current_release import named_file
from dashboard.settings import Installation
from tests.listing import list_anew
from tests.pages.conftest import OpenPage, texts

SHORT = Story(
    "Board",
    "",
    "OFFICIAL",
    "north",
    (
        Item("trend", (View("people_trained", "time", "quarter"),)),
        Item("bars", (View("sector_mix", "sector", "year"),)),
    ),
)


def story(page: AppTest) -> Story:
    found: Story = page.session_state["meeting-story"]
    return found


def kinds(page: AppTest) -> list[str]:
    return [item.kind for item in story(page).items]


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [one for one in page.button if one.label == label]
    button.click().run()
    assert not page.exception
    return page


def short(open_page: OpenPage) -> AppTest:
    page = open_page("Meeting", story=saving.to_link(SHORT))
    assert not page.exception
    return page


def test_it_begins_with_a_ready_made_agenda_and_takes_another(open_page: OpenPage) -> None:
    page = open_page("Meeting")
    ready = saving.agendas()
    assert story(page) == ready["commissioner_quarterly_outcomes"]
    page.selectbox(key="meeting-agenda").set_value("council_training_reach").run()
    press(page, "Begin with this agenda")
    assert story(page) == ready["council_training_reach"]


def test_a_link_opens_the_same_story_and_a_broken_one_says_so(open_page: OpenPage) -> None:
    page = short(open_page)
    assert story(page) == SHORT
    press(page, "Put the story in the address, to share it")
    assert saving.from_link("".join(page.query_params["story"])) == SHORT
    broken = open_page("Meeting", story=saving.to_link(SHORT)[:-9])
    assert not broken.exception
    assert any("The link cannot be opened" in text for text in texts(broken))


def test_slides_are_moved_removed_and_added(open_page: OpenPage) -> None:
    page = press(short(open_page), "Move slide 2 up")
    assert kinds(page) == ["bars", "trend"]
    press(page, "Move slide 1 down")
    assert kinds(page) == ["trend", "bars"]
    press(page, "Remove slide 1")
    assert kinds(page) == ["bars"]
    page.selectbox(key="meeting-figure").set_value("attendances").run()
    page.selectbox(key="meeting-view").set_value("Map of districts, the last full year").run()
    press(page, "Add this slide")
    assert kinds(page) == ["bars", "map"]


def test_own_words_stay_with_their_slide_when_it_is_moved(open_page: OpenPage) -> None:
    page = short(open_page)
    page.text_input[3].set_value("More people came.").run()
    page.text_area[0].set_value("Thank Corby.").run()
    press(page, "Move slide 1 down")
    assert [(one.headline, one.notes) for one in story(page).items] == [
        ("", ""),
        ("More people came.", "Thank Corby."),
    ]


def test_a_frozen_deck_stays_as_it_was(open_page: OpenPage) -> None:
    page = press(short(open_page), "Freeze these slides")
    frozen: meeting_frozen.Frozen = page.session_state["meeting-frozen"]
    assert any(f"release {frozen.deck.release_id}" in text and "Frozen: 2" in text for text in texts(page))
    press(page, "Remove slide 1")
    assert page.session_state["meeting-frozen"] is frozen
    assert any("The story has changed since" in text for text in texts(page))
    assert len(page.get("download_button")) == len(OUTPUTS) + 2


def test_a_newer_release_changes_nothing_that_is_frozen_and_is_told(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    where = Installation(tmp_path / "copy", released.key_file)
    shutil.copytree(released.releases, where.releases)
    page = press(open_page("Meeting", where, story=saving.to_link(SHORT)), "Freeze these slides")
    deck = page.session_state["meeting-frozen"].deck
    newer = "2024-07-04-ffffffff"
    _point_at_a_newer_release(where, newer)
    page.run()
    assert page.session_state["meeting-frozen"].deck is deck
    (told,) = [text for text in texts(page) if "Frozen: 2 slides" in text]
    assert f"release {deck.release_id}" in told
    assert f"There is a newer release ({newer})" in told
    press(page, "Freeze these slides")
    assert page.session_state["meeting-frozen"].deck.release_id == newer
    (told,) = [text for text in texts(page) if "Frozen: 2 slides" in text]
    assert f"release {newer}" in told
    assert "There is a newer release" not in told


def _point_at_a_newer_release(where: Installation, name: str) -> None:
    file = where.releases / f"published-{name}.duckdb"
    shutil.copy(named_file(where), file)
    with duckdb.connect(str(file)) as con:
        con.execute("UPDATE release SET value = ? WHERE key = 'id'", [name])
    list_anew(where)
    where.pointer.write_text(json.dumps({"file": file.name, "id": name}), encoding="utf-8")


def test_what_is_taken_away_is_of_the_frozen_release(open_page: OpenPage) -> None:
    page = press(short(open_page), "Freeze these slides")
    deck = page.session_state["meeting-frozen"].deck
    assert deck.release_id.encode() in meeting_frozen._bytes(deck, OUTPUTS[0])
    for output in OUTPUTS:
        made, given = list(output.make(deck)), meeting_frozen._bytes(deck, output)
        assert bool(output.alone) == (len(made) == 1)
        if output.alone:
            assert (made[0].content, made[0].name.rpartition(".")[2]) == (given, output.alone)
            assert meeting_frozen._file_name(deck, output) == f"board-{deck.release_id}.{output.alone}"
            continue
        with zipfile.ZipFile(io.BytesIO(given)) as folder:
            assert folder.namelist() == [one.name for one in made]


def test_a_slide_that_is_not_published_is_refused_in_words(open_page: OpenPage) -> None:
    wrong = Story("B", "", "", "north", (Item("trend", (View("dragons", "time", "quarter"),)),))
    page = open_page("Meeting", story=saving.to_link(wrong))
    assert any("no indicator &#39;dragons&#39;" in text for text in texts(page))
    press(page, "Freeze these slides")
    assert any("Slide 1: This release has no indicator" in text for text in texts(page))
    assert "meeting-frozen" not in page.session_state


def test_a_headline_from_a_link_is_no_markdown(open_page: OpenPage) -> None:
    item = Item("words", (), headline="![x](http://example.org/x.png) <b>")
    page = open_page("Meeting", story=saving.to_link(Story("B", "", "", "north", (item,))))
    assert not page.exception
    assert page.expander[0].label == r"1\. \!\[x\]\(http\:\/\/example\.org\/x\.png\) \<b\>"


def test_every_slide_that_is_offered_can_be_made(released: Installation) -> None:
    from dashboard.display.meeting.deck import slide
    from dashboard.publication import Publication
    from dashboard.publication.current_release import named_file

    release = Publication(named_file(released))
    made = 0
    for name in release.indicators:
        for called, item in adding.views(release, name).items():
            assert slide(release, item, 1).headline, f"{name}: {called}"
            made += 1
    assert made > 80
