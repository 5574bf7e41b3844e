"""How training was held: shares of what registers record, and words where they record nothing."""

from __future__ import annotations

from tests.conftest import Shared
from tests.pages.conftest import OpenPage, texts
from tests.pages.test_topics import site
from tests.release.few_rows import training_release

PART = {"part": "How it was held"}


def test_a_register_that_does_not_record_it_gives_no_share_of_nothing(look_at: OpenPage) -> None:
    """The small release's register has neither column."""
    page = look_at("Training_reach", **PART)
    assert not page.exception
    shown = " ".join(texts(page))
    assert "0% (In person)" not in shown
    assert "as far as registers record it" in shown


def test_a_release_of_before_says_that_it_does_not_hold_it(open_page: OpenPage, shared: Shared) -> None:
    page = open_page("Training_reach", site(shared(training_release)), **PART)
    assert not page.exception
    assert "not hold" in " ".join(texts(page))
