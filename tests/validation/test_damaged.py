"""Damaged files over all readers: each is refused in words, or its rows add up and no value is said.

Thousands more, of other seeds: ``python -m tests.validation.fuzz``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.validation import fuzz

FILES = 2000


@pytest.mark.parametrize("part", range(3))
@pytest.mark.filterwarnings("ignore")
def test_damaged_files_are_refused_or_add_up(tmp_path: Path, part: int) -> None:
    for seed in range(part * FILES // 3, (part + 1) * FILES // 3):
        fuzz.one(fuzz.NAMES[seed % len(fuzz.NAMES)], seed, tmp_path)
