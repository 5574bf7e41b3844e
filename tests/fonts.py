"""Fonts of known widths, made here, so that no test depends on which fonts a machine has."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

#: ASCII, Latin with accents, and the dashes, signs and quotation marks that are printed.
LETTERS = [
    chr(code) for code in (*range(32, 127), *range(160, 384), 0x2212, 0x2264, 0x2265, *range(0x2010, 0x2040))
]
#: A letter's width, in parts of its size.
Width = Callable[[str], float]


def make_font(file: Path, family: str, width: Width, bold: bool = False) -> None:
    """Write a TrueType font in which every letter is a box of the given width."""
    glyphs = {".notdef": _box(500)} | {_name(letter): _box(round(width(letter) * 1000)) for letter in LETTERS}
    style = "Bold" if bold else "Regular"
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap({ord(letter): _name(letter) for letter in LETTERS})
    font.setupGlyf({name: glyph for name, (glyph, _) in glyphs.items()})
    font.setupHorizontalMetrics({name: (across, 0) for name, (_, across) in glyphs.items()})
    font.setupHorizontalHeader(ascent=905, descent=-212)
    font.setupNameTable(
        {
            "familyName": family,
            "styleName": style,
            "uniqueFontIdentifier": f"{family} {style}",
            "fullName": f"{family} {style}",
            "psName": f"{family.replace(' ', '')}-{style}",
        }
    )
    font.setupOS2(
        sTypoAscender=905, sTypoDescender=-212, usWinAscent=905, usWinDescent=212,
        usWeightClass=700 if bold else 400, fsSelection=0x20 if bold else 0x40,
    )  # fmt: skip
    font.font["head"].macStyle = int(bold)
    font.setupPost()
    font.save(file)


def only_fonts_in(folder: Path) -> dict[str, str]:
    """The environment of a programme that is to know of the fonts in ``folder`` and of no other."""
    file = folder / "fonts.conf"
    inside = f"<dir>{folder}</dir><cachedir>{folder}/cache</cachedir>"
    file.write_text(f'<?xml version="1.0"?><fontconfig>{inside}</fontconfig>', encoding="utf-8")
    return dict(os.environ) | {"FONTCONFIG_FILE": str(file)}


def _name(letter: str) -> str:
    return f"uni{ord(letter):04X}"


def _box(across: int) -> tuple[object, int]:
    """A glyph and its width: a box with a little room at its sides, or nothing for a space."""
    pen, right = TTGlyphPen(None), max(across - 40, 60)
    pen.moveTo((40, 0))
    for corner in ((40, 700), (right, 700), (right, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph(), across
