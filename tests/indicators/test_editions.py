"""Each source of an indicator has its own day, edition and next edition, and the indicator the earliest."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import cast

from dashboard.reference.policies import read_policies
from dashboard.release.editions import as_of, edition_rows
from dashboard.release.indicators import indicators
from dashboard.release.newest import Newest
from dashboard.release.workspace import Workspace

COUNTED, REGISTER, HEADCOUNTS = (datetime.date(2024, month, 28) for month in (6, 8, 3))
TABLES, RESIDENTS = datetime.date(2024, 3, 7), datetime.date(2023, 11, 2)


def test_an_older_source_ages_the_indicator_and_not_the_other_source() -> None:
    policies, headers = read_policies(), indicators()
    space = cast(Workspace, SimpleNamespace(reached=lambda table: SimpleNamespace(as_of=COUNTED)))
    received = {
        "training_register": REGISTER,
        "workforce": HEADCOUNTS,
        "home_office_police_referrals": TABLES,
        "ons_populations": RESIDENTS,
    }
    published = {
        ("nrm_police_referrals", "home_office_police_referrals"): TABLES,
        ("residents", "ons_populations"): RESIDENTS,
    }
    newest = Newest(published, received)
    ends = {"police_referral_rate": datetime.date(2023, 12, 31)}
    rows = edition_rows(headers, policies, space, ends, newest, {"workforce"})
    of = {(row["indicator"], row["source"]): row for row in rows.to_dict("records")}
    register = of["coverage", policies.title("training_register")]
    headcounts = of["coverage", policies.title("workforce")]
    assert (register["as_of"], register["edition_on"], register["made_up"]) == (COUNTED, REGISTER, False)
    assert (headcounts["as_of"], headcounts["edition_on"]) == (HEADCOUNTS, HEADCOUNTS)
    assert headcounts["made_up"]
    assert as_of(headers["coverage"], policies, space, ends, received) == HEADCOUNTS
    # Of published tables only those that are held, each with its own day of publication.
    rates = {source: row for (indicator, source), row in of.items() if indicator == "police_referral_rate"}
    assert {source: row["edition_on"] for source, row in rates.items()} == {
        policies.title("home_office_police_referrals"): TABLES,
        policies.title("ons_populations"): RESIDENTS,
    }
    assert all(row["published"] for row in rates.values())
