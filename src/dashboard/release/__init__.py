"""The release room: count the rows, decide what may be shown, write a release, point at it."""

from __future__ import annotations

from dashboard.reference.policies import PolicyError
from dashboard.release.deciding import Unproved
from dashboard.release.errors import ReleaseError
from dashboard.release.indicators import HeaderError
from dashboard.release.making import forget_made_up, make_release
from dashboard.release.report import ReleaseReport

__all__ = [
    "HeaderError",
    "PolicyError",
    "ReleaseError",
    "ReleaseReport",
    "Unproved",
    "forget_made_up",
    "make_release",
]
