"""A file with headings and no row: whose nil return it is, and of which period."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dashboard.intake.validation import Check, ExtractRefused
from dashboard.intake.validation.checking import EXPORT_AGAIN, NO_ROWS
from dashboard.reference import periods
from dashboard.settings import Installation
from dashboard.store import returns
from dashboard.store.versions import HeldReturn


@dataclass(frozen=True)
class Returns:
    """The returns held when a run begins, the nil ones by file, and whether the records are made up."""

    held: tuple[HeldReturn, ...] = ()
    nil: Mapping[str, HeldReturn] = field(default_factory=dict)
    made_up: bool = False


def as_nil_return(checked: Check, where: Installation, known: Returns) -> Check:
    """``checked``, which has no row, with the agency and the months that it is a nil return of.

    Its TOML and name say so, or only one return of the kind is open. Headings alone are the same bytes for
    every agency and month, so what these say is part of the digest; where they say nothing, bytes that are
    held stay what they were taken for. Raises ExtractRefused where nobody can tell.
    """
    same = known.nil.get(checked.digest[:12])
    if same is not None and not (checked.agency or checked.months):
        return replace(checked, agency=same.agency, months=(same.first, same.last))
    try:
        open_: tuple[returns.Standing, ...] = ()
        if not (checked.agency and checked.months):
            today = datetime.datetime.now(datetime.UTC).date()
            expected = returns.read_expected(where, known.made_up)
            if not expected:
                raise returns.NilUnclear(_unsaid(checked))
            open_ = returns.unsent(expected, known.held, today)
        agency, months = returns.whose_nil(open_, checked.source.name, checked.agency, checked.months)
    except (returns.NilUnclear, returns.ExpectedWrong) as unclear:
        raise ExtractRefused(checked.file, f"{checked.file} {NO_ROWS}. {unclear}", EXPORT_AGAIN) from None
    if not (checked.agency or checked.months):
        return replace(checked, agency=agency, months=months)
    text = f"{checked.digest} {agency} {months[0]} {months[1]}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(checked, agency=agency, months=months, digest=digest)


def _unsaid(checked: Check) -> str:
    """What nobody can tell of a file without rows where no list says who is to send what."""
    if checked.months:
        return (
            f"Its name or TOML says {periods.in_words(checked.months)}, and nothing says whose return it is."
        )
    whose = f"It is of {checked.agency}" if checked.agency else "Nothing says whose return it is"
    return f"{whose}, and nothing of which period."
