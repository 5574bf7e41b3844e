"""The files themselves: the same bytes for a seed, read without trouble, messy as stated."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from dashboard.intake.sources import sources
from dashboard.intake.validation import Check
from dashboard.settings import Installation
from dashboard.store.contract import Source

#: What the mess of the demonstration may break; anything else would be a mistake of ours.
EXPECTED = {
    "training_register": {"duplicate_row", "unknown_code", "not_a_date", "handed_out_without_attending"},
    "evaluation_forms": {
        "duplicate_row",
        "unknown_code",
        "not_a_date",
        "too_large",
        "applied_before_follow_up",
    },
    "workforce": {"duplicate_row", "unknown_code", "not_a_whole_number"},
    "referral_log": {
        "duplicate_row",
        "unknown_code",
        "not_a_date",
        "first_responder_missing",
        "rg_date_before_date_received",
    },
    "intelligence": {"duplicate_row", "unknown_code", "not_a_date"},
    "meeting_attendance": {"duplicate_row", "unknown_code", "not_a_date"},
    "referral_audits": {"duplicate_row", "unknown_code", "met_without_being_checked"},
    "reviewed_cases": {"duplicate_row", "unknown_code"},
    "orders": {"duplicate_row", "unknown_code", "not_a_date"},
    "partnership_register": set(),
    "home_office_outcomes": set(),
}


def test_same_seed_same_bytes_in_another_process(
    demo_extracts: list[Path], demo_installation: Installation
) -> None:
    again = sorted(path for path in (demo_installation.root / "demo").iterdir() if path.suffix != ".toml")
    assert [path.name for path in again] == sorted(path.name for path in demo_extracts)
    for first, second in zip(sorted(demo_extracts), again, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name
        assert first.with_suffix(".toml").read_bytes() == second.with_suffix(".toml").read_bytes()


def test_the_seed_is_the_stated_one(demo_script: ModuleType, truth: dict[str, Any]) -> None:
    assert truth["seed"] == demo_script.SEED


def test_progress_names_every_file(demo_extracts: list[Path]) -> None:
    assert len({path.name for path in demo_extracts}) == len(demo_extracts) == 64
    assert sum(path.stat().st_size for path in demo_extracts) < 10_000_000


def test_every_record_level_source_is_there(checks: dict[str, Check]) -> None:
    """And of the published tables the one of which nothing could be cited."""
    record_level = {name for name, source in sources().items() if source.table != "comparators"}
    assert {one.source.name for one in checks.values()} == record_level | {"home_office_outcomes"}


def test_every_file_says_that_it_is_made_up(checks: dict[str, Check]) -> None:
    assert all(one.made_up for one in checks.values())
    assert len({(one.source.name, one.extract_name) for one in checks.values()}) == len(checks)


def test_findings_are_the_expected_ones_and_few(checks: dict[str, Check]) -> None:
    for name, one in checks.items():
        assert one.refusal is None, name
        assert set(one.counts) <= EXPECTED[one.source.name], name
        assert one.rows_set_aside < 0.05 * one.rows_read, name
    seen = {(one.source.name, rule) for one in checks.values() for rule in one.counts}
    assert seen == {(source, rule) for source, rules in EXPECTED.items() for rule in rules}


def test_files_come_in_all_the_ways_partners_send_them(demo_extracts: list[Path]) -> None:
    raw = {path.name: path.read_bytes() for path in demo_extracts}
    assert [name for name in raw if name.endswith(".xlsx")] == ["training_register_2023-24.xlsx"]
    assert raw["training_register_2022-23.csv"].startswith(b"\xef\xbb\xbf")
    windows = raw["training_register_2021-22.csv"]
    assert b";" in windows.splitlines()[0] and "Zoë".encode("cp1252") in windows
    own = raw["training_register_community_health_2023-26.csv"].decode().splitlines()[0]
    assert own.startswith("Staff No.,Delegate,Employer")


def test_late_rows_arrive_with_the_next_file(received: dict[str, pd.DataFrame]) -> None:
    log = received["referral_log"]
    late = log["file"].str.contains("_2023") & (log["date_received"].dt.year == 2022)
    assert late.sum() > 5
    assert (log.loc[late, "date_received"].dt.month >= 11).all()


def test_missing_codes_stay_visible(received: dict[str, pd.DataFrame], truth: dict[str, Any]) -> None:
    register = received["training_register"]
    blank = (register["sector"] == "not_recorded").mean()
    assert abs(blank - truth["training"]["own_sector_blank"]) < 0.01
    neither = register["work_postcode"].isna() & (register["work_district"] == "not_recorded")
    assert 0.02 < neither.mean() < 0.05
    assert (register["work_district"] == "out_of_county").any()


def test_every_column_of_a_source_is_sent_at_least_once(received: dict[str, pd.DataFrame]) -> None:
    for name, rows in received.items():
        source: Source = sources()[name]
        # The demonstration gives districts of exploitation.
        optional = {"place_postcode", "offence_code_expired"}
        for column in source.columns:
            assert column.name in optional or rows[column.name].notna().any(), (name, column.name)
