"""Which tests are left out of the usual run: each is there, and so is the quicker one that holds the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.settings import PROJECT
from tests.mutations.table import chosen
from tests.thorough import THOROUGH, is_thorough


def names(start: str) -> Iterator[str]:
    """The function that the beginning of a test's name is of, as far as it is written; none for a file."""
    file, _, function = start.partition("::")
    path = PROJECT / file
    assert path.exists(), f"{start} is of no file"
    if function:
        yield function.partition("[")[0]


@pytest.mark.parametrize("start", sorted({*THOROUGH, *THOROUGH.values()}))
def test_it_is_there(start: str) -> None:
    for function in names(start):
        written = (PROJECT / start.partition("::")[0]).read_text(encoding="utf-8")
        assert f"def {function}" in written


def test_what_holds_the_same_is_in_the_usual_run() -> None:
    assert [quick for quick in THOROUGH.values() if is_thorough(quick)] == []


def test_no_guard_is_held_by_them_alone() -> None:
    """``python -m tests.mutations`` runs the tests that a guard names, without what is left out."""
    for mutation in chosen([]):
        assert not all(is_thorough(test) for test in mutation.tests), mutation.name


def test_ci_runs_both() -> None:
    ran = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    assert "uv run pytest ||" in ran and "uv run pytest -m thorough ||" in ran
