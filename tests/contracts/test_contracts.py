"""Each import contract is broken in a copy, to show that it can fire."""

from __future__ import annotations

import ast
import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import settings

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
PAGES = sorted((settings.PROJECT / "pages").glob("*.py"))


def lint(folder: Path) -> tuple[int, str]:
    """The exit code and words of import-linter on the project in ``folder``."""
    told = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return told.returncode, told.stdout + told.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(
        settings.PROJECT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
    )
    shutil.copy(settings.PROJECT / ".importlinter", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    code, words = lint(copy)
    assert code == 0, words


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("settings.py", "import dashboard.files.disk", "Imports between rooms"),
        ("store/tables.py", "import dashboard.intake", "Imports between rooms"),
        ("intake/run.py", "import dashboard.release", "Imports between rooms"),
        ("display/charts/__init__.py", "import dashboard.store", "The display room"),
        ("display/analysis/published_series.py", "import dashboard.disclosure", "The display room"),
        ("server/__init__.py", "import dashboard.release", "The display room"),
        ("publication/served.py", "import dashboard.store", "The display room"),
        ("display/maps/layers.py", "import dashboard.reference.layers", "The display room"),
        ("server/warm_up.py", "import dashboard.reference", "The display room"),
        ("publication/events.py", "from dashboard.reference import events as _", "The display room"),
        ("release/making.py", "import dashboard.intake.sources", "The release room"),
        ("release/indicators/headers.py", "import dashboard.intake.anonymise", "The release room"),
        ("disclosure/solver.py", "import dashboard.reference.policies", "The disclosure engine"),
        ("disclosure/files.py", "import dashboard.files.disk", "The disclosure engine"),
        ("display/charts/__init__.py", "import dashboard.display.maps", "Within the display room"),
        (
            "display/analysis/published_series.py",
            "import dashboard.display.charts",
            "Within the display room",
        ),
        ("display/ui/compare/page.py", "import dashboard.display.ui.outcomes.page", "Blocks of one page"),
        ("display/ui/blocks/trend.py", "import dashboard.display.ui.overview.page", "Blocks of one page"),
        ("publication/release_file.py", "import streamlit", "Only the user interface"),
        ("display/narrative/phrases.py", "import streamlit.testing", "Only the user interface"),
    ],
)
def test_each_contract_fires(copy: Path, module: str, line: str, contract: str) -> None:
    broken = copy / "src" / "dashboard" / module
    broken.write_text(f"{broken.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    code, words = lint(copy)
    assert code == 1, words
    fired = [told for told in words.splitlines() if told.rstrip().endswith("BROKEN")]
    assert any(told.startswith(contract) for told in fired), words


@pytest.mark.parametrize("room", ["misc", "display.misc", "display.ui.misc"])
def test_a_module_that_nobody_placed_fails(copy: Path, room: str) -> None:
    module = copy / "src" / "dashboard" / f"{room.replace('.', '/')}.py"
    module.write_text('"""Nobody placed it."""\n', encoding="utf-8")
    code, words = lint(copy)
    assert code == 1
    assert f"dashboard.{room}" in words


def test_no_room_is_left_out_of_the_streamlit_contract() -> None:
    """The layers take in every room; this contract must name each but those that serve."""
    contracts = configparser.ConfigParser()
    contracts.read(settings.PROJECT / ".importlinter", encoding="utf-8")

    def listed(contract: str, key: str) -> set[str]:
        return set(contracts[f"importlinter:contract:{contract}"][key].replace("|", "\n").split())

    placed = listed("rooms", "layers") | {f"display.{corner}" for corner in listed("corners", "layers")}
    named = {name.removeprefix("dashboard.") for name in listed("streamlit", "source_modules")}
    assert placed - named == {"__main__", "commands", "display", "display.ui", "server"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_imports_the_user_interface_only(page: Path) -> None:
    """pages/ is no package, so import-linter cannot see it."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    beyond = {
        name
        for name in imported
        if name != "dashboard.display.ui" and not name.startswith("dashboard.display.ui.")
    }
    assert beyond <= {"__future__", "streamlit"}
