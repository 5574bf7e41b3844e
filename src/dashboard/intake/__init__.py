"""One run of intake: check, anonymise and store what agencies sent, and report on it."""

from dashboard.intake.report import FileReport, Outcome, RunReport
from dashboard.intake.run import NothingToTakeIn, take_in

__all__ = ["FileReport", "NothingToTakeIn", "Outcome", "RunReport", "take_in"]
