"""The demonstration extracts, made once, and what is left of them after the checks."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from dashboard import settings
from dashboard.intake.validation import Check, check
from dashboard.store.contract import Kind


@pytest.fixture(scope="session")
def demo_script() -> ModuleType:
    """data/demo/make_extracts.py, loaded the way the demo command loads it."""
    spec = importlib.util.spec_from_file_location("make_extracts", settings.DEMO_SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def truth(demo_script: ModuleType) -> dict[str, Any]:
    stated: dict[str, Any] = demo_script.stated_truth()
    return stated


@pytest.fixture(scope="session")
def demo_extracts(demo_script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The extracts' paths, in the order sent."""
    made: list[Path] = demo_script.make(tmp_path_factory.mktemp("extracts"))
    return made


@pytest.fixture(scope="session")
def checks(demo_extracts: list[Path]) -> dict[str, Check]:
    """What became of each file, by its name."""
    return {path.name: check(path) for path in demo_extracts}


@pytest.fixture(scope="session")
def received(checks: dict[str, Check]) -> dict[str, pd.DataFrame]:
    """The good rows by source, one for each record key, dates as dates: a plain pandas table."""
    parts: dict[str, list[pd.DataFrame]] = {}
    for one in checks.values():
        rows = pd.DataFrame([dict(row.values) for row in one.rows]).assign(file=one.file)
        parts.setdefault(one.source.name, []).append(rows)
    formats = {one.source.name: one.source for one in checks.values()}
    tables = {}
    for source, rows in parts.items():
        key = list(formats[source].record_key)
        table = pd.concat(rows).drop_duplicates(key, keep="last").reset_index(drop=True)
        for column in formats[source].columns:
            if column.kind is Kind.DATE:
                table[column.name] = pd.to_datetime(table[column.name])
        tables[source] = table
    return tables
