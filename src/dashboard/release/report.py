"""What the release run tells the analyst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class ReleaseReport:
    """One release run. ``tables`` has indicator, grain, cells and hidden for each table."""

    id: str
    path: Path
    seconds: float
    as_of: str
    made_up: bool
    tables: Sequence[Mapping[str, Any]]
    warnings: Sequence[str]

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values, ready for JSON."""
        return asdict(self) | {"path": str(self.path)}
