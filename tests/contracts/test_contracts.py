"""The import contracts are broken in a copy, all in one, to show that each can fire."""

from __future__ import annotations

import ast
import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import settings

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
PAGES = sorted((settings.PROJECT / "pages").glob("*.py"))
#: Lines that no module may have, with the contract that each breaks.
FORBIDDEN = [
    ("settings.py", "import dashboard.files.disk", "Imports between rooms"),
    ("store/tables.py", "import dashboard.intake", "Imports between rooms"),
    ("intake/run.py", "import dashboard.release", "Imports between rooms"),
    ("display/charts/__init__.py", "import dashboard.store", "The display room"),
    ("display/analysis/published_series.py", "import dashboard.disclosure", "The display room"),
    ("server/__init__.py", "import dashboard.release", "The display room"),
    ("publication/current_release.py", "import dashboard.store", "The display room"),
    ("display/maps/layers.py", "import dashboard.reference.layers", "The display room"),
    ("server/warm_up.py", "import dashboard.reference", "The display room"),
    ("publication/events.py", "from dashboard.reference import events as _", "The display room"),
    ("release/making.py", "import dashboard.intake.sources", "The release room"),
    ("release/indicators/headers.py", "import dashboard.intake.anonymise", "The release room"),
    ("disclosure/solver.py", "import dashboard.reference.policies", "The disclosure engine"),
    ("disclosure/files.py", "import dashboard.files.disk", "The disclosure engine"),
    ("display/charts/__init__.py", "import dashboard.display.maps", "Within the display room"),
    ("display/analysis/published_series.py", "import dashboard.display.charts", "Within the display room"),
    ("display/ui/compare/page.py", "import dashboard.display.ui.outcomes.page", "Blocks of one page"),
    ("display/ui/blocks/trend.py", "import dashboard.display.ui.overview.page", "Blocks of one page"),
    ("publication/release_file.py", "import streamlit", "Only the user interface"),
    ("display/narrative/phrases.py", "import streamlit.testing", "Only the user interface"),
]
UNPLACED = ("misc", "display.misc", "display.ui.misc")


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


def copy(folder: Path) -> None:
    shutil.copytree(
        settings.PROJECT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
    )
    shutil.copy(settings.PROJECT / ".importlinter", folder)


def test_the_contracts_hold(tmp_path: Path) -> None:
    copy(tmp_path)
    code, words = lint(tmp_path)
    assert code == 0, words


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each contract where all that is forbidden is done at once."""
    folder = tmp_path_factory.mktemp("broken")
    copy(folder)
    package = folder / "src" / "dashboard"
    for module, line, _ in FORBIDDEN:
        with (package / module).open("a", encoding="utf-8") as stream:
            stream.write(f"\n{line}\n")
    for room in UNPLACED:
        path = package / f"{room.replace('.', '/')}.py"
        path.write_text('"""Nobody placed it."""\n', encoding="utf-8")
    code, words = lint(folder)
    assert code == 1, words
    _, *parts = re.split(r"^(\S.*)\n-+$", words.partition("Broken contracts")[2], flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize(("module", "line", "contract"), FORBIDDEN)
def test_each_contract_fires(broken: dict[str, str], module: str, line: str, contract: str) -> None:
    """It names the import itself as where a forbidden way begins."""
    (words,) = (words for name, words in broken.items() if name.startswith(contract))
    name = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    # A library is one thing to the contracts, whichever part of it is imported.
    target = line.split()[1] if "dashboard" in line else line.split()[1].partition(".")[0]
    begins = rf"^-\s+dashboard\.{re.escape(name)} -> {re.escape(target)}\b"
    assert re.search(begins, words, flags=re.MULTILINE), words


@pytest.mark.parametrize("room", UNPLACED)
def test_a_module_that_nobody_placed_fails(broken: dict[str, str], room: str) -> None:
    assert re.search(rf"^- dashboard\.{re.escape(room)}$", "".join(broken.values()), flags=re.MULTILINE)


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
