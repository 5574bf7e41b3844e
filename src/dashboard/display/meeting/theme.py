"""Themes: whose colours the slides and papers wear, from data/reference/themes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from dashboard import settings
from dashboard.display.meeting.story import StoryError
from dashboard.files import bounded_toml
from dashboard.files.strict_toml import KeyWrong, Text, built, wrong

#: WCAG 2.2, 1.4.6: what is read from the back of a room.
CONTRAST = 7.0
_COLOUR = re.compile(r"#[0-9A-F]{6}")


def _is_colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise wrong(f"is {bounded_toml.briefly(repr(text))}; write a colour as #12436D")
    return text


Colour = Annotated[str, AfterValidator(_is_colour)]


@dataclass(frozen=True)
class Theme:
    """Colours as #RRGGBB: ``on_colour`` is text on the ``colour`` of bands, ``ink`` text on ``paper``.

    ``title`` is what people choose it by, ``organisation`` what stands in the files, ``about`` where the
    colours come from.
    """

    name: str
    title: Text
    organisation: Text
    about: Text
    colour: Colour
    on_colour: Colour
    ink: Colour
    paper: Colour


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
    try:
        theme = built(Theme, table, name=name)
    except KeyWrong as slip:
        raise StoryError(slip.of(file)) from slip
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
