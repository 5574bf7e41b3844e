"""A story as a small file and as part of an address, and back; read strictly, whoever it comes from."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import fields
from pathlib import Path
from typing import Annotated
from unicodedata import category

from pydantic import AfterValidator, Field, StringConstraints

from dashboard import settings
from dashboard.display.meeting.story import (
    KINDS,
    LONGEST,
    LONGEST_OTHER,
    MOST_ITEMS,
    MOST_SPLITS,
    MOST_VIEWS,
    Item,
    Story,
    StoryError,
    View,
)
from dashboard.files import bounded_toml
from dashboard.files.strict_toml import KeyWrong, Strict, check, one_of, wrong

#: Begins every link, so that a later form can be told from this one.
_FORM = "1"
#: Control characters, halves of pairs, and what is no letter: the formats of slides and papers refuse them.
_UNPRINTABLE = ("Cc", "Cs", "Cn", "Co")


def _printable(text: str) -> str:
    if any(category(letter) in _UNPRINTABLE and letter not in "\n\t" for letter in text):
        raise wrong("holds a letter that cannot be printed; remove it")
    return text


_PRINTABLE = AfterValidator(_printable)
_Words = Annotated[str, StringConstraints(max_length=LONGEST_OTHER), _PRINTABLE]
_Title = Annotated[str, StringConstraints(max_length=LONGEST["title"]), _PRINTABLE]
_Subtitle = Annotated[str, StringConstraints(max_length=LONGEST["subtitle"]), _PRINTABLE]
_Marking = Annotated[str, StringConstraints(max_length=LONGEST["marking"]), _PRINTABLE]
_Headline = Annotated[str, StringConstraints(max_length=LONGEST["headline"]), _PRINTABLE]
_Notes = Annotated[str, StringConstraints(max_length=LONGEST["notes"]), _PRINTABLE]


class _View(Strict):
    indicator: _Words
    over: _Words
    time_level: _Words
    time: _Words = ""
    geography_level: _Words = ""
    area: _Words = ""
    name: _Words = ""
    splits: Annotated[dict[_Words, _Words], Field(max_length=MOST_SPLITS)] = Field(default_factory=dict)


class _Item(Strict):
    kind: Annotated[_Words, one_of(KINDS)]
    headline: _Headline = ""
    notes: _Notes = ""
    view: Annotated[list[_View], Field(max_length=MOST_VIEWS)] = Field(default_factory=list)


class _Story(Strict):
    title: _Title
    subtitle: _Subtitle = ""
    marking: _Marking = ""
    theme: _Words
    item: Annotated[list[_Item], Field(max_length=MOST_ITEMS)]


def load(text: str, file: str = "story") -> Story:
    """The story in ``text`` (TOML). Raises StoryError, naming ``file`` and the key."""
    try:
        table = bounded_toml.loads(text)
    except bounded_toml.NotToml as broken:
        raise StoryError(f"{file} is not valid TOML: {broken}") from broken
    except bounded_toml.TooMuchToml as refused:
        raise StoryError(f"{file} {refused}") from refused
    try:
        story = check(_Story, table)
    except KeyWrong as slip:
        raise StoryError(slip.of(file)) from slip
    items = tuple(
        Item(item.kind, tuple(map(_view, item.view)), item.headline, item.notes) for item in story.item
    )
    return Story(story.title, story.subtitle, story.marking, story.theme, items)


def _view(keys: _View) -> View:
    # What is left out is as View has it.
    words = keys.model_dump(exclude={"splits"}, exclude_unset=True)
    return View(**words, splits=tuple(keys.splits.items()))


def dump(story: Story) -> str:
    """The story as TOML that ``load`` reads back to the same story."""
    lines = [_line("title", story.title), _line("subtitle", story.subtitle)]
    lines += [_line("marking", story.marking), _line("theme", story.theme)]
    for item in story.items:
        lines += ["", "[[item]]", _line("kind", item.kind)]
        lines += [_line(key, text) for key in ("headline", "notes") if (text := getattr(item, key))]
        for view in item.views:
            lines += ["", "[[item.view]]"]
            for field in fields(View):
                given = getattr(view, field.name)
                if field.name != "splits" and given != field.default:
                    lines.append(_line(field.name, given))
            if view.splits:
                pairs = ", ".join(f"{_quoted(name)} = {_quoted(code)}" for name, code in view.splits)
                lines.append(f"splits = {{ {pairs} }}")
    return "\n".join(lines) + "\n"


def to_link(story: Story) -> str:
    """The story as text that stands in an address as it is: letters, digits, hyphens, underscores."""
    packed = zlib.compress(dump(story).encode("utf-8"), 9)
    return _FORM + base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def from_link(text: str) -> Story:
    """The story of ``to_link``. Raises StoryError where the link was cut short or is no story."""
    broken = StoryError("the link does not hold a story; it may have been cut short")
    if not text.startswith(_FORM):
        raise broken
    padded = text[1:] + "=" * (-len(text[1:]) % 4)
    reader = zlib.decompressobj()
    try:
        packed = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
        # A few letters can unpack to gigabytes: no more is unpacked than a story can have.
        story_text = reader.decompress(packed, bounded_toml.MOST_BYTES).decode("utf-8")
    except (ValueError, binascii.Error, zlib.error) as damaged:
        raise broken from damaged
    if not reader.eof:
        raise broken
    return load(story_text, "the link's story")


def agendas(own: Path | None = None) -> dict[str, Story]:
    """The ready-made stories by name; those in an installation's ``reference`` folder (``own``) before ours.

    Raises StoryError, naming file and key, where one is wrong.
    """
    files = settings.chosen_files("agendas", own)
    return {name: load(_text_of(path), path.name) for name, path in files.items()}


def _text_of(path: Path) -> str:
    try:
        return bounded_toml.read_text(path)
    except (UnicodeDecodeError, OSError) as broken:
        raise StoryError(f"{path.name} cannot be read as text in UTF-8") from broken
    except bounded_toml.TooMuchToml as refused:
        raise StoryError(f"{path.name} {refused}") from refused


def _line(key: str, text: str) -> str:
    return f"{key} = {_quoted(text)}"


def _quoted(text: str) -> str:
    """``text`` as a TOML string: what JSON escapes, TOML reads alike."""
    return json.dumps(text, ensure_ascii=False)
