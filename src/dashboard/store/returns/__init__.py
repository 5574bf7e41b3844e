"""Which returns are expected of whom, and what has become of each: sent, nil, late or missing.

For the analyst: a nil return of a closed subject is a count of 0, which is confidential. What of this may be
public is decided in ``release.returns``.
"""

from dashboard.store.returns.expected import Expected, ExpectedWrong, read_expected, wrong_sender
from dashboard.store.returns.nil import NilUnclear, whose_nil
from dashboard.store.returns.reminders import reminders
from dashboard.store.returns.standing import Standing, State, standings, unsent

__all__ = [
    "Expected",
    "ExpectedWrong",
    "NilUnclear",
    "Standing",
    "State",
    "read_expected",
    "reminders",
    "standings",
    "unsent",
    "whose_nil",
    "wrong_sender",
]
