"""What a partner's headings and words most likely mean, for the person who writes the TOML.

It is shown to that person alone, at the terminal: headings, and words of coded columns. What stands in
columns of keys, dates and free text is looked at to tell what a column is, and never shown.
"""

from __future__ import annotations

from dashboard.intake.proposing.proposals import Proposals, propose

__all__ = ["Proposals", "propose"]
