"""What a release says of each source of each indicator: the day it speaks up to, its edition, the next."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

import pandas as pd

from dashboard.publication import TABLES
from dashboard.reference.policies import Policies
from dashboard.release.indicators import Header
from dashboard.release.newest import Newest
from dashboard.release.workspace import Workspace


def edition_rows(
    headers: Mapping[str, Header],
    policies: Policies,
    space: Workspace,
    ends: Mapping[str, datetime.date],
    newest: Newest,
    pretended: Collection[str],
) -> pd.DataFrame:
    """The ``editions`` table. ``ends`` is the last day of an indicator's figures, ``pretended`` the sources
    of which a file holds made-up records."""
    rows = []
    for header in headers.values():
        for position, source in enumerate(used(header, policies, newest.received)):
            until = speaks_until(header, source, policies, space, ends, newest.received)
            rows.append(
                {
                    "indicator": header.id,
                    "position": position,
                    "source": policies.title(source),
                    "as_of": until,
                    "edition_on": newest.edition(header, [source]),
                    "next_due": newest.next_due(header, [source], until),
                    "published": policies.subjects[source].rows == "published",
                    "made_up": source in pretended,
                }
            )
    columns = [part.split()[0] for part in TABLES["editions"].split(", ")]
    return pd.DataFrame(rows, columns=columns)


def used(header: Header, policies: Policies, held: Collection[str]) -> tuple[str, ...]:
    """The sources that an indicator's figures are from: of published tables those that are held.

    The same table comes in several forms (a workbook, a file of one table); without any, the first is named.
    """
    if any(policies.subjects[source].rows != "published" for source in header.source):
        return header.source
    return tuple(source for source in header.source if source in held) or header.source[:1]


def as_of(
    header: Header,
    policies: Policies,
    space: Workspace,
    ends: Mapping[str, datetime.date],
    received: Mapping[str, datetime.date],
) -> datetime.date | None:
    """The day up to which an indicator's figures speak: that of its source, the earliest of several."""
    days = [speaks_until(header, source, policies, space, ends, received) for source in header.source]
    return min((day for day in days if day is not None), default=None)


def speaks_until(
    header: Header,
    source: str,
    policies: Policies,
    space: Workspace,
    ends: Mapping[str, datetime.date],
    received: Mapping[str, datetime.date],
) -> datetime.date | None:
    """The day up to which an indicator's figures speak as far as they are from ``source``.

    Published tables speak up to the end of their last period (``ends``, by indicator), which has nothing to
    do with our own records; None where there is no figure of them. Records speak up to the last day that the
    release counts of them, and no longer than to the day on which their newest file came. The last record
    itself is no measure: that a month of a closed source has none must not be seen.
    """
    subject = policies.subjects[source]
    if subject.rows == "published":
        return ends.get(header.id)
    counted = space.reached(subject.table).as_of
    return min(counted, received.get(source, counted))
