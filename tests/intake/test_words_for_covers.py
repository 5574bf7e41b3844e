"""What the TOML says that a file covers."""

from __future__ import annotations

from pathlib import Path

from dashboard.intake import Outcome
from dashboard.settings import Installation
from tests.intake.test_arrivals import by_month, month, send, sent

__all__ = ["sent"]


def test_what_it_covers_is_remembered_for_the_extract(where: Installation, sent: Path) -> None:
    log = sent / "log.csv"
    send(where, log, month(1, 10))
    assert send(where, log, [*month(1, 10)[1:], *month(2)], covers="all").outcome is Outcome.REPLACED
    report = send(where, log, [*month(1, 10)[2:], *month(2), *month(3)])
    assert report.outcome is Outcome.REPLACED
    assert any(s.startswith("1 record of that version") for s in report.sentences)
    assert by_month(where) == {"2024-01": 8, "2024-02": 6, "2024-03": 6}


def test_what_is_remembered_does_not_withdraw_a_large_share(where: Installation, sent: Path) -> None:
    """A filter left on in a spreadsheet must not empty a register."""
    log = sent / "log.csv"
    send(where, log, month(1, 10), covers="all")
    assert send(where, log, month(1, 7)).asked
    assert send(where, log, month(2)).asked, "and none of what it held is no increment"
    assert by_month(where) == {"2024-01": 10}
    assert send(where, log, month(1, 7), covers="all").outcome is Outcome.REPLACED


def test_what_is_remembered_does_not_withdraw_a_month(where: Installation, sent: Path) -> None:
    """A sender who keeps a year only must not empty the years before."""
    log = sent / "log.csv"
    year = [row for number in range(1, 9) for row in month(number, 1)]
    send(where, log, year, covers="all")
    assert send(where, log, [*year[1:], *month(9, 1)]).asked
    assert send(where, log, [*year[1:], *month(9, 1)], covers="new months").outcome is Outcome.REPLACED
    assert len(by_month(where)) == 9


def test_words_that_covers_does_not_know(where: Installation, sent: Path) -> None:
    report = send(where, sent / "log.csv", month(1), covers="everything")
    assert report.outcome is Outcome.REFUSED
    assert "key 'extract.covers' has a word that it does not know" in report.sentences[0]
