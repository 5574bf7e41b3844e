"""What one release is made under."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.reference.families import Families
from dashboard.reference.policies import Policies
from dashboard.release.indicators import Header
from dashboard.release.register import Register
from dashboard.settings import Installation


@dataclass(frozen=True)
class Run:
    """What one release is made under; ``warnings`` grow while it is made."""

    where: Installation
    policies: Policies
    families: Families
    headers: Mapping[str, Header]
    made_at: datetime.datetime
    register: Register
    warnings: list[str]

    @property
    def bound(self) -> dict[str, str]:
        """The files that every certificate is bound to, by their hashes."""
        return {"policies.toml": self.policies.sha256, "families.toml": self.families.sha256}
