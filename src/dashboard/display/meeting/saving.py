"""A story as a small file and as part of an address, and back; read strictly, whoever it comes from."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any
from unicodedata import category

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

#: Begins every link, so that a later form can be told from this one.
_FORM = "1"
#: Control characters, halves of pairs, and what is no letter: the formats of slides and papers refuse them.
_UNPRINTABLE = ("Cc", "Cs", "Cn", "Co")


def load(text: str, file: str = "story") -> Story:
    """The story in ``text`` (TOML). Raises StoryError, naming ``file`` and the key."""
    try:
        table = bounded_toml.loads(text)
    except bounded_toml.NotToml as broken:
        raise StoryError(f"{file} is not valid TOML: {broken}") from broken
    except bounded_toml.TooMuchToml as refused:
        raise StoryError(f"{file} {refused}") from refused
    _check_keys(table, file, ("title", "subtitle", "marking", "theme", "item"), ("title", "theme", "item"))
    words = {
        key: _text(table.get(key, ""), f"{file}: {key}", LONGEST.get(key, LONGEST_OTHER))
        for key in ("title", "subtitle", "marking", "theme")
    }
    items = _list(table["item"], file, "item", MOST_ITEMS)
    return Story(**words, items=tuple(_item(entry, file, f"item {at}") for at, entry in enumerate(items, 1)))


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
    except (ValueError, binascii.Error, zlib.error) as wrong:
        raise broken from wrong
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


def _item(table: Any, file: str, where: str) -> Item:
    _check_keys(table, f"{file}, {where}", ("kind", "headline", "notes", "view"), ("kind",))
    kind = _text(table["kind"], f"{file}: {where}: kind")
    if kind not in KINDS:
        raise StoryError(f"{file}, {where}: kind is {kind!r}; use one of {', '.join(KINDS)}")
    views = _list(table.get("view", []), file, f"{where}: view", MOST_VIEWS)
    return Item(
        kind,
        tuple(_view(entry, file, f"{where}, view {at}") for at, entry in enumerate(views, 1)),
        _text(table.get("headline", ""), f"{file}: {where}: headline", LONGEST["headline"]),
        _text(table.get("notes", ""), f"{file}: {where}: notes", LONGEST["notes"]),
    )


def _view(table: Any, file: str, where: str) -> View:
    allowed = tuple(field.name for field in fields(View))
    _check_keys(table, f"{file}, {where}", allowed, ("indicator", "over", "time_level"))
    splits = table.get("splits", {})
    if not isinstance(splits, dict) or len(splits) > MOST_SPLITS:
        raise StoryError(f"{file}, {where}: splits must be a table of at most {MOST_SPLITS} dimensions")
    pairs = tuple(
        (_text(name, f"{file}: {where}: splits"), _text(code, f"{file}: {where}: splits.{name}"))
        for name, code in splits.items()
    )
    words = {key: _text(table[key], f"{file}: {where}: {key}") for key in table if key != "splits"}
    return View(**words, splits=pairs)


def _check_keys(table: Any, where: str, allowed: Sequence[str], needed: Sequence[str]) -> None:
    if not isinstance(table, Mapping):
        raise StoryError(f"{where} must be a table of keys")
    for key in sorted(set(table) - set(allowed)):
        raise StoryError(f"{where}: unknown key {bounded_toml.briefly(repr(key))}; use {', '.join(allowed)}")
    for key in needed:
        if key not in table:
            raise StoryError(f"{where}: the key {key!r} is missing; add it")


def _list(value: Any, file: str, key: str, most: int) -> list[Any]:
    if not isinstance(value, list):
        raise StoryError(f"{file}: {key} must be a list, written [[item]] or [[item.view]]")
    if len(value) > most:
        raise StoryError(f"{file}: {key} has {len(value)} entries; at most {most} fit")
    return value


def _text(value: Any, where: str, longest: int = LONGEST_OTHER) -> str:
    """``value`` where it is text that a slide can show. ``where`` is the file and the key."""
    if not isinstance(value, str):
        raise StoryError(f"{where} must be text in quotes")
    if len(value) > longest:
        raise StoryError(f"{where} has {len(value)} letters; at most {longest} fit")
    if any(category(letter) in _UNPRINTABLE and letter not in "\n\t" for letter in value):
        raise StoryError(f"{where} holds a letter that cannot be printed; remove it")
    return value


def _line(key: str, text: str) -> str:
    return f"{key} = {_quoted(text)}"


def _quoted(text: str) -> str:
    """``text`` as a TOML string: what JSON escapes, TOML reads alike."""
    return json.dumps(text, ensure_ascii=False)
