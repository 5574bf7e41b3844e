"""A plugin of pytest: the code under test is the copy's, and the broken file is really used.

Without it a mutation could pass unnoticed because the tests read the project that is installed.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

#: The broken file from the project's folder; empty in the control run.
VARIABLE = "DASHBOARD_BROKEN_FILE"


def pytest_configure(config: pytest.Config) -> None:
    """Stop before any test where the copy is not what is imported."""
    import dashboard
    from dashboard import settings

    root = config.rootpath
    if not Path(dashboard.__file__).is_relative_to(root) or root != settings.PROJECT:
        raise pytest.UsageError(f"{dashboard.__file__} is imported, and not the copy in {root}")
    name = _module()
    spec = importlib.util.find_spec(name) if name else None
    if name and (spec is None or spec.origin != str(root / os.environ[VARIABLE])):
        raise pytest.UsageError(f"{name} is not imported from the copy in {root}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stop where the tests were run without the broken file, or none of them was run."""
    name = _module()
    if name and session.testscollected and name not in sys.modules:
        raise pytest.UsageError(f"these tests never import {name}: name others in the table")
    stats = session.config.pluginmanager.get_plugin("terminalreporter").stats
    if session.testscollected and not any(stats.get(kind) for kind in ("passed", "failed", "error")):
        raise pytest.UsageError("all of these tests are skipped on this machine")


def _module() -> str:
    """The broken file as a module; empty where it is none."""
    file = Path(os.environ.get(VARIABLE, ""))
    if file.suffix != ".py" or file.parts[0] != "src":
        return ""
    parts = file.with_suffix("").parts[1:]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
