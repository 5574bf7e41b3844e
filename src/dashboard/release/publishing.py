"""A release on its way out: registered, moved to its name, put on the public list, and pointed at.

In this order, so that the register never says less than is public. What was interrupted on the way is
finished by the next release.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path

from dashboard.files.chain import Line, hash_of, linked, sha256_of
from dashboard.files.disk import move_into_place
from dashboard.publication.listed import list_file, listed
from dashboard.release.errors import ReleaseError
from dashboard.settings import Installation


def file_name(release_id: str) -> str:
    """The name of a release's file."""
    return f"published-{release_id}.duckdb"


def aside(where: Installation, release_id: str) -> Path:
    """Where a release's file stands until it is on the register."""
    return where.releases / f".new-{release_id}.duckdb"


def publish(where: Installation, line: Line, made_up: bool) -> Path:
    """Show the release of ``line``, which the register holds; gives its file.

    ``line`` has the hash of the file, which stands aside or, after an interruption, at its name already.
    Raises ReleaseError where neither file is the one that was registered.
    """
    path, waiting = where.releases / file_name(line["id"]), aside(where, line["id"])
    if not path.exists() and waiting.exists():
        move_into_place(waiting, path)
    if not path.exists() or sha256_of(path) != line["release_sha256"]:
        raise ReleaseError(
            f"{path} is not the file that the register says was released as {line['id']}. Put it back from a "
            "backup, or accept that it is lost: 'dashboard release --accept-loss'."
        )
    _put_on_list(where, line, made_up)
    point_at(where, line)
    return path


def _put_on_list(where: Installation, line: Line, made_up: bool) -> None:
    before = listed(where)
    if any(held["register"] == hash_of(line) for held in before):
        return
    if made_up and not line["previous"]:
        before = _without_demonstration(where, before)
    public = {name: line[name] for name in ("id", "made")} | {
        "file": file_name(line["id"]),
        "sha256": line["release_sha256"],
        "made_up": made_up,
        "register": hash_of(line),
    }
    lines = [*before, linked(public, before)]
    _replace_text(list_file(where), "".join(json.dumps(held) + "\n" for held in lines))


def _without_demonstration(where: Installation, lines: Sequence[Line]) -> list[Line]:
    """A demonstration that is made anew takes the place of the one before it, and of its files."""
    kept: list[Line] = []
    for line in lines:
        if line["made_up"]:
            with contextlib.suppress(FileNotFoundError):
                (where.releases / str(line["file"])).unlink()
        else:
            kept.append(linked({k: v for k, v in line.items() if k not in ("salt", "previous")}, kept))
    return kept


def point_at(where: Installation, line: Line) -> None:
    """Replace the pointer in one step, so that the display serves the release of ``line``."""
    pointer = {
        "file": file_name(line["id"]),
        "id": line["id"],
        "sha256": line["release_sha256"],
        "made": line["made"],
    }
    _replace_text(where.pointer, json.dumps(pointer, indent=1) + "\n")


def _replace_text(path: Path, text: str) -> None:
    """Write ``text`` aside and let it take the place of ``path`` in one step."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    move_into_place(fresh, path)
