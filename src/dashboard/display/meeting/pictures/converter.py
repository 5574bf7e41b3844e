"""vl-convert, drawing with the fonts that it brings and with none of the machine's.

It looks for the machine's fonts once, at the first drawing of a process, and prefers them to its own copy
of Liberation Sans: the same picture would have other widths and pixels where that font is installed in
another version. So the first drawing is made here, while fontconfig is shown an empty folder.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import vl_convert

_SETTING = "FONTCONFIG_FILE"
_BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><text>a</text></svg>'
_first, _drawn = threading.Lock(), threading.Event()


def to_png(svg: str, scale: float = 1.0) -> bytes:
    """An SVG as PNG, ``scale`` pixels for each of its own."""
    _without_system_fonts()
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def _without_system_fonts() -> None:
    with _first:
        if not _drawn.is_set():
            with tempfile.TemporaryDirectory() as folder, _fonts_in(Path(folder)):
                vl_convert.svg_to_png(_BLANK)
            _drawn.set()


@contextmanager
def _fonts_in(folder: Path) -> Iterator[None]:
    """Let fontconfig know of the fonts in ``folder`` alone."""
    file = folder / "fonts.conf"
    file.write_text(f'<?xml version="1.0"?><fontconfig><dir>{folder}</dir></fontconfig>', encoding="utf-8")
    before = os.environ.get(_SETTING)
    os.environ[_SETTING] = str(file)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SETTING]
        else:
            os.environ[_SETTING] = before
