"""How counts are made safe: the policies, the families, and the engine."""

from __future__ import annotations

from dashboard.disclosure.policies import Policies, Policy, PolicyError, Subject, read_policies

__all__ = ["Policies", "Policy", "PolicyError", "Subject", "read_policies"]
