"""The public list made to fit releases that a test has changed or put there itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb

from dashboard.files.chain import Line, linked, sha256_of
from dashboard.publication.current_release import named_file
from dashboard.publication.listed import list_file, listed
from dashboard.settings import Installation


def list_anew(where: Installation) -> None:
    """Name every release file of ``where`` with the hash that it has now."""
    lines: list[Line] = []
    for path in sorted(where.releases.glob("published-*.duckdb")):
        lines.append(_line(path, lines))
    _write(where, lines)


def list_also(where: Installation, path: Path) -> None:
    """Name one more release file."""
    lines = listed(where)
    _write(where, [*lines, _line(path, lines)])


def _line(path: Path, before: list[Line]) -> Line:
    line = {"id": path.stem.removeprefix("published-"), "file": path.name, "sha256": sha256_of(path)}
    return linked({**line, "made": "", "made_up": True, "register": ""}, before)


def _write(where: Installation, lines: list[Line]) -> None:
    fresh = list_file(where).with_suffix(".new")
    fresh.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    fresh.replace(list_file(where))


def changed(released: Installation, root: Path, sql: str) -> Installation:
    """An installation at ``root`` with a copy of the current release after ``sql``."""
    where = Installation(root, root / "unused.key")
    shutil.copytree(released.releases, where.releases)
    with duckdb.connect(str(named_file(where))) as con:
        con.execute(sql)
        # Worked out from other cells; a page judges for itself then, as of an earlier release.
        con.execute("DELETE FROM verdicts")
    list_anew(where)
    return where
