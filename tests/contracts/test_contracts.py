"""Each import contract is broken in a copy, to show that it can fire."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
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
    shutil.copy(settings.PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    code, words = lint(copy)
    assert code == 0, words


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("settings.py", "import dashboard.contract", "Imports go downward"),
        ("charts/__init__.py", "import dashboard.maps", "Imports go downward"),
        ("store.py", "import dashboard.validation", "Imports go downward"),
        ("charts/__init__.py", "import dashboard.store", "The display room"),
        ("server/__init__.py", "import dashboard.release", "The display room"),
        ("series.py", "import dashboard.store", "The display room"),
        ("release/__init__.py", "import dashboard.sources", "The release room"),
        ("release/__init__.py", "import dashboard.anonymise", "The release room"),
        ("publication.py", "import streamlit", "Only the user interface and the server"),
        ("narrative/phrases.py", "import streamlit.testing", "Only the user interface and the server"),
    ],
)
def test_each_contract_fires(copy: Path, module: str, line: str, contract: str) -> None:
    broken = copy / "src" / "dashboard" / module
    broken.write_text(f"{broken.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    code, words = lint(copy)
    assert code == 1, words
    fired = [told for told in words.splitlines() if told.rstrip().endswith("BROKEN")]
    assert any(told.startswith(contract) for told in fired), words


def test_a_module_that_nobody_placed_fails(copy: Path) -> None:
    (copy / "src" / "dashboard" / "misc.py").write_text('"""Nobody placed it."""\n', encoding="utf-8")
    code, words = lint(copy)
    assert code == 1
    assert "dashboard.misc" in words


def test_no_placed_module_is_left_out_of_the_streamlit_contract() -> None:
    """The layers take in every module; this contract must name each but those that serve."""
    told = tomllib.loads((settings.PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {one["id"]: one for one in told["tool"]["importlinter"]["contracts"]}
    placed = {
        name.strip() for layer in contracts["layers"]["layers"] for name in layer.replace("|", ",").split(",")
    }
    named = {name.removeprefix("dashboard.") for name in contracts["streamlit"]["source_modules"]}
    assert placed - named == {"__main__", "commands", "ui", "server"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_imports_the_user_interface_only(page: Path) -> None:
    """pages/ is no package, so import-linter cannot see it."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    beyond = {name for name in imported if name != "dashboard.ui" and not name.startswith("dashboard.ui.")}
    assert beyond <= {"__future__", "streamlit"}
