"""A nil return that came by word of mouth: nothing to report, and no file."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass

from dashboard import store
from dashboard.intake.keeping.opening import only_user
from dashboard.intake.keeping.returned import expected_of
from dashboard.intake.sources import sources
from dashboard.reference import periods
from dashboard.reference.code_lists import code_list
from dashboard.reference.periods import Months
from dashboard.reference.policies import read_policies
from dashboard.settings import Installation
from dashboard.store import returns, versions
from dashboard.store.returns import Expected, Standing, State


class NilRefused(Exception):
    """It can be nobody's nil return. The message says why and what to do."""


@dataclass(frozen=True)
class NilSaid:
    """Whose nil return was noted (or taken back), of which periods; ``changed`` is not set if nothing was.

    ``expected`` is whether any list says that the return is expected: else nothing asks for it yet.
    """

    agency: str
    source: str
    periods: tuple[str, ...]
    changed: bool
    expected: bool = True


def say_nil(where: Installation, agency: str, source: str, period: str, today: datetime.date) -> NilSaid:
    """Note that ``agency`` had nothing to report of ``source`` in ``period``, which is over on ``today``.

    In the store a nil return is a file without rows, so that a release says the same of it as of a file with
    few. Where the installation has no list of expected returns, any agency may have had nothing to report of
    anything that agencies send, month by month. Raises NilRefused, NoneExpected, NothingHeld, StoreBusy,
    StoreUnusable or CodesRefused.
    """
    months = _months(period)
    with only_user(where):
        with store.open_for_reading(where.store) as con:
            held = versions.held_returns(con)
            made_up = any(holding.made_up for holding in versions.held_files(con))
        listed = expected_of(where, made_up, needed=False)
        if listed:
            expected = [each for each in listed if (each.agency, each.source) == (agency, source)]
        else:
            expected = [_unlisted(where, agency, source, months, today)]
        meant = _meant(expected, returns.standings(expected, held, today), agency, source, months)
        codes = tuple(standing.period for standing in meant)
        changed = any(standing.unsent for standing in meant)
        if changed:
            _write(where, agency, source, (meant[0].months[0], meant[-1].months[1]), made_up)
    return NilSaid(agency, source, codes, changed, expected=bool(listed))


def _unlisted(
    where: Installation, agency: str, source: str, months: Months, today: datetime.date
) -> Expected:
    """``months`` as if they were expected, one by one. Raises NilRefused where nobody could send them."""
    key, what = returns.wrong_sender(agency, source, code_list("agency", where.codes).labels, read_policies())
    if key:
        raise NilRefused(f"{key.capitalize()} '{agency if key == 'agency' else source}': {what}.")
    if periods.last_day(months[1]) >= today:
        raise NilRefused(f"{periods.in_words(months)} is not over yet, so something may still come.")
    return Expected(agency, source, "month", 0, *months)


def take_back_nil(where: Installation, agency: str, source: str, period: str) -> NilSaid:
    """Take back the nil returns of ``agency`` and ``source`` that lie in ``period``, however they came.

    Raises NilRefused where there is none, NothingHeld, StoreBusy or StoreUnusable.
    """
    first, last = _months(period)
    with only_user(where):
        with store.open_for_reading(where.store) as con:
            nil = versions.nil_files(con)
        chosen = [
            file
            for file, return_nil in nil.items()
            if (return_nil.agency, return_nil.source) == (agency, source)
            and first <= return_nil.first
            and return_nil.last <= last
        ]
        if not chosen:
            raise NilRefused(
                f"No nil return of {agency} for {source} lies in {period}. 'dashboard files' lists them."
            )
        with store.rewrite(where.store, alone=True) as con:
            store.create_tables(con, sources().values())
            for file in chosen:
                versions.remove_file(con, file)
    return NilSaid(agency, source, (period,), changed=True)


def _months(period: str) -> Months:
    try:
        return periods.read_period(period)
    except ValueError as wrong:
        raise NilRefused(f"{period}: {wrong}.") from None


def _meant(
    expected: list[Expected], every: tuple[Standing, ...], agency: str, source: str, months: Months
) -> list[Standing]:
    """The expected periods that lie in ``months``. Raises NilRefused."""
    if not expected:
        raise NilRefused(
            f"No {source} is expected of {agency}. 'dashboard returns' lists what is, and "
            "expected_returns.toml says so."
        )
    meant = [
        standing for standing in every if months[0] <= standing.months[0] and standing.months[1] <= months[1]
    ]
    if not meant:
        often = " or ".join(dict.fromkeys(each.every for each in expected))
        latest = f", the last one that is over is {every[-1].period}" if every else ", and none is over yet"
        raise NilRefused(f"{source} of {agency} is expected by {often}{latest}. {periods.HOW_TO_WRITE}.")
    sent = [standing.period for standing in meant if standing.state is State.SENT]
    if sent:
        raise NilRefused(
            f"A file with rows is held of {', '.join(sent)}, so it was not nil. Withdraw the file first "
            "('dashboard files' lists it) if it is wrong."
        )
    return meant


def _write(where: Installation, agency: str, source: str, months: Months, made_up: bool) -> None:
    file = secrets.token_hex(6)
    with store.rewrite(where.store, alone=True) as con:
        store.create_tables(con, sources().values())
        held = versions.HeldFile(
            file=file,
            extract="",
            source=source,
            run=versions.run_id(),
            made_up=made_up,
            rows_read=0,
            rows_stored=0,
            rows_set_aside=0,
            loaded=datetime.datetime.now(datetime.UTC).replace(tzinfo=None),
            reading="",
            agencies=(agency,),
        )
        versions.note_file(con, held)
        versions.note_return(con, file, agency, months, nil=True)
