"""Indicators: one .sql file each, found by being there."""

from __future__ import annotations

from pathlib import Path

from dashboard.release.indicators.headers import Grain, Header, HeaderError, read_header

FOLDER = Path(__file__).parent

__all__ = ["FOLDER", "Grain", "Header", "HeaderError", "indicators", "read_header"]


def indicators(folder: Path = FOLDER) -> dict[str, Header]:
    """Every indicator in ``folder`` by id (the file's stem), in order of id.

    Raises HeaderError naming the file and the key of the first header that is wrong.
    """
    return {path.stem: read_header(path) for path in sorted(folder.glob("*.sql"))}
