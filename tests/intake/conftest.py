from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dashboard.settings import Installation
from tests.canaries import POSTCODE


@pytest.fixture
def where(tmp_path: Path) -> Installation:
    """An empty installation, with its key elsewhere."""
    return Installation(root=tmp_path / "data", key_file=tmp_path / "keys" / "test.key")


@pytest.fixture
def lookup(tmp_path: Path) -> Path:
    """A look-up of four postcodes, one of them a canary's."""
    path = tmp_path / "lookup.csv.gz"
    lines = [
        "postcode,district",
        "NN15BD,E07000154",
        "NN171QP,E07000150",
        "NN60AA,E07000151",
        f"{POSTCODE.replace(' ', '')},E07000150",
    ]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path
