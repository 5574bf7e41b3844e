"""Read an extract and check it against the contract: findings without values, and the good rows."""

from dashboard.intake.validation.checking import Check, CheckedRow, ExtractRefused, Finding, Severity, check

__all__ = ["Check", "CheckedRow", "ExtractRefused", "Finding", "Severity", "check"]
