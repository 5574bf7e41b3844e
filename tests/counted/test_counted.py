"""What the register knows of single records can be taken away: every byte of it, and nothing else."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard.store import counted

PERSON, OTHER = "a" * 32, "b" * 32
LINES = f"record_key,month,route\n{PERSON},2023-02-01,nrm\n{OTHER},2024-02-01,nrm\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    for folder in ("records/first", "records/second", "made_up/records/first"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "referrals.csv").write_text(LINES, encoding="utf-8")
    (tmp_path / "records" / "second" / "intelligence.csv").write_text(LINES, encoding="utf-8")
    (tmp_path / "base" / "first").mkdir(parents=True)
    (tmp_path / "base" / "first" / "referrals.csv").write_text(
        "month,count\n2023-02-01,2\n", encoding="utf-8"
    )
    return tmp_path


def holding(folder: Path, word: str) -> list[str]:
    found = [
        path for path in sorted(folder.rglob("*")) if path.is_file() and word.encode() in path.read_bytes()
    ]
    return [str(path.relative_to(folder)) for path in found]


def test_no_byte_of_a_record_that_is_forgotten_is_left(register: Path) -> None:
    base = (register / "base" / "first" / "referrals.csv").read_bytes()
    assert len(holding(register, PERSON)) == 4
    assert counted.forget_records(register, "referrals", {PERSON}) == 3
    assert holding(register, PERSON) == ["records/second/intelligence.csv"]
    assert len(holding(register, OTHER)) == 4
    assert (register / "base" / "first" / "referrals.csv").read_bytes() == base
    assert all(path.stat().st_mode & 0o077 == 0 for path in register.rglob("referrals.csv") if "records" in
               path.parts)  # fmt: skip
    assert counted.forget_records(register, "referrals", {PERSON}) == 0


def test_months_before_the_retention_are_forgotten(register: Path) -> None:
    assert counted.forget_before(register, "referrals", datetime.date(2024, 2, 1)) == 3
    assert holding(register, PERSON) == ["records/second/intelligence.csv"]
    assert len(holding(register, OTHER)) == 4


def test_a_stop_half_way_leaves_each_file_whole(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moves = 0

    def stops(aside: Path, path: Path) -> None:
        nonlocal moves
        moves += 1
        if moves == 2:
            raise KeyboardInterrupt
        aside.replace(path)

    with monkeypatch.context() as patch:
        patch.setattr(counted, "move_into_place", stops)
        with pytest.raises(KeyboardInterrupt):
            counted.forget_records(register, "referrals", {PERSON})
    assert counted.forget_records(register, "referrals", {PERSON}) == 2
    assert holding(register, PERSON) == ["records/second/intelligence.csv"]
