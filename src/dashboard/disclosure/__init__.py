"""How counts are made safe: the policies, and the guard that stops an unsafe release."""

from __future__ import annotations

from dashboard.disclosure.guard import GuardFailed, protect
from dashboard.disclosure.policies import Policies, Policy, PolicyError, Subject, read_policies
from dashboard.disclosure.table import Table

__all__ = [
    "GuardFailed",
    "Policies",
    "Policy",
    "PolicyError",
    "Subject",
    "Table",
    "protect",
    "read_policies",
]
