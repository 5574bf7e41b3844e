"""The lists of mutations cannot rot: each still finds its guard, and tests that should notice."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutations.table import ROOT, Mutation, TableError, read_table

TABLE = read_table()


@pytest.mark.parametrize("mutation", TABLE, ids=lambda mutation: str(mutation.name))
def test_every_guard_is_where_the_table_says(mutation: Mutation) -> None:
    text = (ROOT / mutation.file).read_text(encoding="utf-8")
    broken = mutation.applied(text)
    assert broken != text
    if mutation.file.endswith(".py"):
        ast.parse(broken)
    for test in mutation.tests:
        path, _, name = test.partition("::")
        assert (ROOT / path).exists(), test
        assert not name or f"def {name.partition('[')[0]}(" in (ROOT / path).read_text(encoding="utf-8"), test


@pytest.mark.parametrize("text", ["", "guard guard"])
def test_a_guard_that_is_not_there_once_is_told_in_words(text: str) -> None:
    mutation = Mutation("door", "lock", "store.py", "guard", "", "the store is shut", ())
    with pytest.raises(TableError, match=r"door\.toml, lock: .*store\.py \d times.*update find and replace"):
        mutation.applied(text)


def test_a_slip_in_the_lists_is_named(tmp_path: Path) -> None:
    whole = 'file = "a"\nfind = "b"\nreplace = "c"\nprotects = "d"\ntests = ["e"]\n'
    (tmp_path / "door.toml").write_text(f"[lock]\n{whole}".replace("protects", "protect"), encoding="utf-8")
    with pytest.raises(TableError, match=r"door\.toml, lock: unknown or missing protect, protects"):
        read_table(tmp_path)
    for room in ("door", "engine"):
        (tmp_path / f"{room}.toml").write_text(f"[lock]\n{whole}", encoding="utf-8")
    with pytest.raises(TableError, match=r"engine\.toml, lock: door\.toml has this name already"):
        read_table(tmp_path)
