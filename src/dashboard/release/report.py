"""What the release run tells the analyst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

#: Indicator, grain, cells and hidden of each table.
Costs = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class ReleaseReport:
    """One release run."""

    id: str
    path: Path
    seconds: float
    as_of: str
    made_up: bool
    tables: Costs
    warnings: Sequence[str]

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values, ready for JSON."""
        return asdict(self) | {"path": str(self.path)}
