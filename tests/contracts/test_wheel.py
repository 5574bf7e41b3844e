"""What is installed holds all that the code reads beside itself: templates, SELECTs, styles, pictures."""

from __future__ import annotations

import tomllib
from pathlib import PurePosixPath
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder

from dashboard import settings

PROJECT = settings.PROJECT
PACKAGE = PROJECT / "src" / "dashboard"
#: Every file of the package, as it should stand in the wheel; what a tool has made of it is no part.
OURS = {
    f"dashboard/{path.relative_to(PACKAGE).as_posix()}"
    for path in PACKAGE.rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}


def held(project: dict[str, Any]) -> set[str]:
    """The names of all files that a wheel of ``project`` has of the package; nothing is built."""
    builder = WheelBuilder(str(PROJECT), config=project)
    return {included.distribution_path for included in builder.recurse_included_files()}


def project() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_wheel_has_every_file_of_the_package() -> None:
    assert held(project()) == OURS


def test_there_is_something_beside_code() -> None:
    endings = {PurePosixPath(name).suffix for name in OURS}
    assert {".html", ".sql", ".css", ".js", ".svg", ".typ"} <= endings


@pytest.mark.parametrize("ending", sorted({PurePosixPath(name).suffix for name in OURS}))
def test_a_kind_of_file_that_is_left_out_is_noticed(ending: str) -> None:
    without = project()
    without["tool"]["hatch"]["build"]["targets"]["wheel"]["exclude"] = [f"*{ending}"]
    assert {PurePosixPath(name).suffix for name in OURS - held(without)} == {ending}
