"""The meeting: from a choice of published figures (a story) to a frozen deck, and from a deck to files."""

from dashboard.display.meeting.deck import Deck, Refusal, Slide, freeze
from dashboard.display.meeting.story import Item, Story, StoryError, View
from dashboard.display.meeting.theme import Theme

__all__ = ["Deck", "Item", "Refusal", "Slide", "Story", "StoryError", "Theme", "View", "freeze"]
