"""All that a release says, and the hashes that it is known by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.release.closed import ClosedTable
from dashboard.release.deciding import Decided


@dataclass(frozen=True, eq=False)
class Content:
    """All that a release says (``cells``, ``tables``), and why its closed tables are safe to say.

    ``restated`` has the day of each restatement that figures are of, by its number.
    """

    cells: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    closed: Sequence[ClosedTable]
    decided: Decided
    bound: Mapping[str, str]
    restated: Mapping[int, str]

    @property
    def facts(self) -> dict[str, str]:
        """What the release says about itself."""
        rows = self.tables["release"]
        return dict(zip(rows["key"], rows["value"], strict=True))

    @property
    def made_up(self) -> bool:
        """Whether it is a demonstration."""
        return self.facts["made_up"] == "yes"


def table_sha256(table: pd.DataFrame) -> str:
    """The hash of all that a table says."""
    return hashlib.sha256(table.to_csv(index=False, float_format="%.10g").encode("utf-8")).hexdigest()


def content_sha256(tables: Mapping[str, str]) -> str:
    """The hash of everything a release says, the same for the same store and code.

    ``tables`` has the hash of each table by its name.
    """
    lines = "".join(f"{name} {tables[name]}\n" for name in sorted(tables))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()
