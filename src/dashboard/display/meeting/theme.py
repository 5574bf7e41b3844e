"""Themes: whose colours the slides and papers wear, from data/reference/themes."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from dashboard import settings
from dashboard.display.meeting.story import StoryError
from dashboard.files import bounded_toml

#: WCAG 2.2, 1.4.6: what is read from the back of a room.
CONTRAST = 7.0
_COLOUR = re.compile(r"#[0-9A-F]{6}")


@dataclass(frozen=True)
class Theme:
    """Colours as #RRGGBB: ``on_colour`` is text on the ``colour`` of bands, ``ink`` text on ``paper``.

    ``title`` is what people choose it by, ``organisation`` what stands in the files, ``about`` where the
    colours come from.
    """

    name: str
    title: str
    organisation: str
    about: str
    colour: str
    on_colour: str
    ink: str
    paper: str


def themes(own: Path | None = None) -> dict[str, Theme]:
    """Every theme by name; those in an installation's ``reference`` folder (``own``) in place of ours.

    Raises StoryError, naming file and key, where one is wrong.
    """
    files = settings.chosen_files("themes", own)
    return {name: _read(path, path.stat().st_mtime_ns) for name, path in files.items()}


def named(name: str, own: Path | None = None) -> Theme:
    """The theme of that name. Raises StoryError, listing those there are."""
    every = themes(own)
    if name not in every:
        raise StoryError(f"there is no theme {name!r}; use one of {', '.join(every)}")
    return every[name]


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> Theme:
    try:
        return load(path.stem, path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, OSError) as broken:
        raise StoryError(f"{path.name} cannot be read as text in UTF-8") from broken


def load(name: str, text: str) -> Theme:
    """The theme in ``text`` (TOML). Raises StoryError, naming file and key."""
    file = f"{name}.toml"
    try:
        table = bounded_toml.loads(text)
    except bounded_toml.TomlRefused as broken:
        raise StoryError(f"{file} is not valid TOML: {broken}") from broken
    wanted = [field.name for field in fields(Theme) if field.name != "name"]
    for key in sorted(set(table) - set(wanted)):
        raise StoryError(f"{file}: unknown key {key!r}; use {', '.join(wanted)}")
    for key in wanted:
        if not isinstance(table.get(key), str) or not table[key]:
            raise StoryError(f"{file}: {key} must be there, as text in quotes")
    for key in ("colour", "on_colour", "ink", "paper"):
        if not _COLOUR.fullmatch(table[key]):
            raise StoryError(f"{file}: {key} is {table[key]!r}; write a colour as #12436D")
    theme = Theme(name=name, **table)
    for key, text_colour, ground in (
        ("on_colour", theme.on_colour, theme.colour),
        ("ink", theme.ink, theme.paper),
        ("colour", theme.colour, theme.paper),
    ):
        ratio = contrast(text_colour, ground)
        if ratio < CONTRAST:
            raise StoryError(f"{file}: {key} has a contrast of {ratio:.1f}:1; it needs {CONTRAST:.0f}:1")
    return theme


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
