"""Themes: whose colours the slides and papers wear, from data/reference/themes."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache

from dashboard import settings
from dashboard.display.meeting.story import StoryError
from dashboard.files import bounded_toml

THEMES = settings.REFERENCE / "themes"
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


@lru_cache(maxsize=1)
def themes() -> dict[str, Theme]:
    """Every theme by name. Raises StoryError, naming file and key, where one is wrong."""
    return {
        path.stem: load(path.stem, path.read_text(encoding="utf-8")) for path in sorted(THEMES.glob("*.toml"))
    }


def named(name: str) -> Theme:
    """The theme of that name. Raises StoryError, listing those there are."""
    if name not in themes():
        raise StoryError(f"there is no theme {name!r}; use one of {', '.join(themes())}")
    return themes()[name]


def load(name: str, text: str) -> Theme:
    """The theme in ``text`` (TOML). Raises StoryError, naming file and key."""
    file = f"{name}.toml"
    try:
        told = bounded_toml.loads(text)
    except bounded_toml.TomlRefused as broken:
        raise StoryError(f"{file} is not valid TOML: {broken}") from broken
    wanted = [field.name for field in fields(Theme) if field.name != "name"]
    for key in sorted(set(told) - set(wanted)):
        raise StoryError(f"{file}: unknown key {key!r}; use {', '.join(wanted)}")
    for key in wanted:
        if not isinstance(told.get(key), str) or not told[key]:
            raise StoryError(f"{file}: {key} must be there, as text in quotes")
    for key in ("colour", "on_colour", "ink", "paper"):
        if not _COLOUR.fullmatch(told[key]):
            raise StoryError(f"{file}: {key} is {told[key]!r}; write a colour as #12436D")
    made = Theme(name=name, **told)
    for key, text_colour, ground in (
        ("on_colour", made.on_colour, made.colour),
        ("ink", made.ink, made.paper),
        ("colour", made.colour, made.paper),
    ):
        found = contrast(text_colour, ground)
        if found < CONTRAST:
            raise StoryError(f"{file}: {key} has a contrast of {found:.1f}:1; it needs {CONTRAST:.0f}:1")
    return made


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
