"""Which returns the figures of a period lack, as the release says it, and how that is put in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dashboard.methods import wording
from dashboard.publication import ALL, Publication
from dashboard.publication.memo import per_release

#: How many senders are named; the others are counted.
_NAMED = 3
#: What stands on a chart where a period lacks a return.
CROSS = "\N{MULTIPLICATION SIGN}"
MARK_IN_WORDS = f"A cross ({CROSS}) marks a period for which data are missing"


class Lack(NamedTuple):
    """A return that a figure lacks: whose it is, and of which period."""

    who: str
    period: str


def lacks(publication: Publication, indicator: str, time: str) -> tuple[Lack, ...]:
    """The returns that the figures of ``indicator`` in ``time`` (a period, or ``all``) lack, in order."""
    months = wording.span(time) if time != ALL else (0, 12 * 9999)
    return tuple(
        lack for lack, first, last in _of(publication, indicator) if first <= months[1] and last >= months[0]
    )


def _of(publication: Publication, indicator: str) -> Sequence[tuple[Lack, int, int]]:
    """Every return that any figure of ``indicator`` lacks, with the first and last month affected."""
    return _by_indicator(publication).get(indicator, ())


@per_release(size=1)
def _by_indicator(publication: Publication) -> Mapping[str, Sequence[tuple[Lack, int, int]]]:
    """One question for all indicators: a page asks it of dozens."""
    by_indicator: dict[str, list[tuple[Lack, int, int]]] = {}
    for row in publication.table("incomplete").to_dict("records"):
        lack = Lack(str(row["who"]), str(row["period"]))
        first, last = (wording.span(str(row[end]))[0] for end in ("first_month", "last_month"))
        by_indicator.setdefault(str(row["indicator"]), []).append((lack, first, last))
    return by_indicator


def words(lacking: Iterable[Lack]) -> str:
    """ "Acute hospital A, May to July 2024; Children's trust, May 2024"; empty for none."""
    named = _named(lacking)
    more = len(named) - _NAMED
    return "; ".join([*named[:_NAMED], *([f"and {more} more"] if more > 0 else [])])


def every(lacking: Iterable[Lack]) -> str:
    """As ``words``, with every sender by name."""
    return "; ".join(_named(lacking))


def _named(lacking: Iterable[Lack]) -> list[str]:
    by_sender: dict[str, list[str]] = {}
    for lack in dict.fromkeys(lacking):
        by_sender.setdefault(lack.who, []).append(lack.period)
    return [f"{who}, {_periods(times)}" for who, times in by_sender.items()]


def missing_data(lacking: Iterable[Lack]) -> str:
    """ "data missing: Acute hospital A, May 2024"; empty for none."""
    sentences = words(lacking)
    return f"data missing: {sentences}" if sentences else ""


def sentence(lacking: Iterable[Lack]) -> str:
    """ "Data missing: Acute hospital A, May 2024." as a sentence of its own; empty for none."""
    text = missing_data(lacking)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _periods(times: Sequence[str]) -> str:
    """Periods in words, those that follow on each other as one stretch."""
    spans: list[tuple[int, int]] = []
    for first, last in sorted(map(wording.span, times)):
        if spans and first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return wording.listed([_stretch(*span) for span in spans])


def _stretch(first: int, last: int) -> str:
    if first == last:
        return wording.month(first)
    begins, ends = wording.month(first), wording.month(last)
    return f"{begins[:-5] if begins[-4:] == ends[-4:] else begins} to {ends}"
