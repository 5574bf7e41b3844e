"""The text that reminds an agency of what it has not sent, ready to be copied into a message."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.methods import wording
from dashboard.store.returns.standing import Standing


def reminders(
    missing: Sequence[Standing], label: Callable[[str], str], title: Callable[[str], str]
) -> dict[str, str]:
    """A text for each agency that has something to send, by the agency's code, in the order of the list.

    ``label`` gives an agency's name and ``title`` a source's by their codes. No text says how often an agency
    was late, or what others send.
    """
    by_agency: dict[str, list[Standing]] = {}
    for late in missing:
        by_agency.setdefault(late.expected.agency, []).append(late)
    return {agency: _text(label(agency), held, title) for agency, held in by_agency.items()}


def _text(name: str, missing: Sequence[Standing], title: Callable[[str], str]) -> str:
    lines = [
        f"- {title(late.expected.source)}, {wording.period(late.period)}: due {wording.date(late.due)}"
        for late in sorted(missing, key=lambda late: (late.due, late.expected.source))
    ]
    what = "this return" if len(lines) == 1 else "these returns"
    return "\n".join(
        [
            f"To: {name}",
            f"Subject: {'Return' if len(lines) == 1 else 'Returns'} for the exploitation dashboard",
            "",
            f"We have not received {what}:",
            "",
            *lines,
            "",
            'Please send the extract in the usual way. Where there was nothing to report, reply "nil" and',
            "for which period, or send the file with its headings only. Until then the dashboard marks these",
            "periods as incomplete and compares nothing with them.",
            "",
        ]
    )
