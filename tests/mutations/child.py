"""A process that runs tests on a copy of the project: forked from one that has its libraries loaded.

To load them takes longer than most of these tests. Nothing of the project itself is loaded before the fork.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

#: Libraries that tests use, but for those that plug into pytest.
PRELOADED = [
    *("pytest", "numpy", "pandas", "duckdb", "scipy.stats", "highspy", "pydantic", "plotly.graph_objects"),
    *("streamlit.testing.v1", "starlette.applications", "openpyxl", "pptx", "python_calamine"),
]
#: Added to pytest's exit code: a process that falls over by itself ends with 1, as failing tests do.
ENDED = 100
_OURS = ("dashboard", "tests")


def run(copy: Path, variable: str, file: str, tests: Sequence[str], output: Path) -> None:
    """Run pytest on ``copy`` with its words in ``output``; the process ends with ENDED and its exit code."""
    with output.open("wb") as stream:
        for handle in (1, 2):
            os.dup2(stream.fileno(), handle)
    for name in [name for name in sys.modules if name.partition(".")[0] in _OURS]:
        del sys.modules[name]
    elsewhere = [path for path in sys.path if not any((Path(path) / name).is_dir() for name in _OURS)]
    sys.path[:] = [str(copy), str(copy / "src"), *elsewhere]
    os.environ.pop("PYTEST_ADDOPTS", None)
    os.environ |= {"PYTHONPATH": str(copy / "src"), variable: file}
    os.chdir(copy)
    sys.dont_write_bytecode = False  # what is compiled once serves all runs on this copy
    import pytest

    options = ["-p", "tests.mutations.imported", "-x", "-n", "0", "-q", "--tb=no", "-rfE"]
    # Some of what is loaded already is a plugin too: its own assertions say less, and none is of ours.
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    code = pytest.main([*options, *tests])
    sys.stdout.flush()
    os._exit(ENDED + int(code))
