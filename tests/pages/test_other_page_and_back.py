"""Another page and back: what was chosen is still chosen, and nothing breaks.

Streamlit forgets a widget's value once a page is run that does not have it. These tests run ``app.py`` as a
server does: a page run by itself never loses what a visitor's session would lose.
"""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.display.ui.blocks.drawn import LIVE
from dashboard.display.ui.pages import PAGES
from dashboard.settings import PROJECT, Installation

#: The kinds of widgets that hold a choice, as AppTest calls them.
KINDS = ("selectbox", "multiselect", "segmented_control", "text_input", "text_area", "toggle")
FILES = [page.file for page in PAGES]


@pytest.fixture
def app(released: Installation, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The whole dashboard on the small release, at its first page."""
    monkeypatch.setenv("DASHBOARD_DATA", str(released.root))
    return AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()


def go(app: AppTest, file: str) -> None:
    """The page in ``file``, in the same session, by its plain address: a browser leaves the rest behind."""
    app.query_params.clear()
    app.switch_page(f"pages/{file}.py").run()
    assert not app.exception


def choices(app: AppTest) -> dict[str, Any]:
    """What every widget of the page holds, by its key; which charts are interactive is no choice to keep."""
    held = {str(widget.key): widget.value for kind in KINDS for widget in getattr(app, kind)}
    return {key: value for key, value in held.items() if not key.endswith(LIVE)}


def change(app: AppTest, key: str) -> None:
    """Choose something else in the widget ``key``, where it has anything else."""
    kind, widget = next(
        (kind, widget) for kind in KINDS for widget in getattr(app, kind) if widget.key == key
    )
    if kind == "toggle":
        widget.set_value(not widget.value)
    elif kind == "selectbox":
        widget.select_index(len(widget.options) - 1 if widget.index == 0 else 0)
    elif kind == "multiselect":
        widget.set_value(widget.options[-1:])
    else:
        widget.set_value(widget.options[-1])
    app.run()
    assert not app.exception, key


def write(app: AppTest) -> set[str]:
    """Write into every field for text, all at once, for none depends on another; their keys."""
    written = [*app.text_input, *app.text_area]
    for field in written:
        field.set_value("Training")
    app.run()
    assert not app.exception
    return {str(field.key) for field in written}


def change_all(app: AppTest) -> dict[str, Any]:
    """Change every widget of the page, those that a change brings along too; what they hold then."""
    done = write(app)
    while left := [key for key in choices(app) if key not in done]:
        change(app, left[0])
        done.add(left[0])
    return choices(app)


@pytest.mark.parametrize("file", FILES)
def test_choices_are_kept_over_every_other_page(app: AppTest, file: str) -> None:
    """Also those that another page shares and does not have, for which its default stands in there.

    The others are seen one after another: a choice that any of them loses is not there at the end.
    """
    go(app, file)
    chosen = change_all(app)
    for other in FILES:
        if other != file:
            go(app, other)
    go(app, file)
    assert choices(app) == chosen


def test_a_choice_made_elsewhere_replaces_the_one_set_aside(app: AppTest) -> None:
    go(app, "Training_reach")
    app.selectbox(key="area").set_value("not_recorded").run()
    go(app, "Geography")
    assert choices(app)["area"] == "E23000022"
    app.segmented_control(key="area").set_value("E07000150").run()
    go(app, "Training_reach")
    assert choices(app)["area"] == "E07000150"


def test_an_area_goes_with_the_visitor_from_page_to_page(app: AppTest) -> None:
    go(app, "Training_reach")
    app.selectbox(key="area").set_value("E07000150").run()
    for file in ("Area_profile", "Geography", "Area_profile"):
        go(app, file)
        assert choices(app)["area"] == "E07000150"
    app.segmented_control(key="area").set_value("E06000061").run()
    go(app, "Training_reach")
    assert choices(app)["area"] == "E06000061"


def test_the_slides_of_a_profile_come_after_those_there_are(app: AppTest) -> None:
    go(app, "Meeting")
    before = app.session_state["meeting-story"]
    go(app, "Area_profile")
    app.segmented_control(key="area").set_value("E07000150").run()
    app.button(key="area-profile-slides").click().run()
    assert not app.exception
    after = app.session_state["meeting-story"]
    assert after.items[: len(before.items)] == before.items
    added = after.items[len(before.items) :]
    assert len(added) >= 10
    assert all(item.views[0].area == "E07000150" for item in added)


def test_the_story_of_a_meeting_can_be_edited_after_another_page(app: AppTest) -> None:
    go(app, "Meeting")
    app.text_input(key="meeting-title").set_value("Board of December").run()
    app.text_input(key="meeting-headline-1").set_value("Of our own").run()
    app.text_area(key="meeting-notes-1").set_value("Say this first").run()
    before = app.session_state["meeting-story"]
    assert (before.title, before.items[1].headline, before.items[1].notes) == (
        "Board of December",
        "Of our own",
        "Say this first",
    )
    for _ in range(2):
        go(app, "Overview")
        go(app, "Meeting")
        assert app.session_state["meeting-story"] == before
    app.text_input(key="meeting-subtitle").set_value("Second thoughts").run()
    app.button(key="meeting-remove-0").click().run()
    assert not app.exception
    after = app.session_state["meeting-story"]
    assert (after.subtitle, after.items) == ("Second thoughts", before.items[1:])
