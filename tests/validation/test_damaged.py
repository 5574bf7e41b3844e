"""2,000 damaged files over all readers: each is refused in words, or its rows add up and no value is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.validation import fuzz

FILES = 2_000


@pytest.mark.parametrize("part", range(10))
@pytest.mark.filterwarnings("ignore")
def test_damaged_files_are_refused_or_add_up(tmp_path: Path, part: int) -> None:
    for seed in range(part * FILES // 10, (part + 1) * FILES // 10):
        fuzz.one(fuzz.NAMES[seed % len(fuzz.NAMES)], seed, tmp_path)
