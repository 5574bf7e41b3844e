"""Where a file of facts is read from: the project's, or an installation's own in its place."""

from __future__ import annotations

from pathlib import Path

from dashboard import settings


def file_of(name: str, own: Path | None) -> Path:
    """Where the file ``name`` (a path such as ``geography/towns.geojson``) is read from."""
    if own is not None and (own / name).is_file():
        return own / name
    return settings.REFERENCE / name
