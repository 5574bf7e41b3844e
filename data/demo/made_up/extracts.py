"""Which files are sent, by whom and how: the made-up rows cut into realistic extracts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dashboard.intake.sources import sources
from made_up import audits, concerns, evaluation, intelligence, justice, nrm, partnership, people, training
from made_up.files import Layout, Marks, write
from made_up.mess import as_sent, file_numbers

#: The partner that keeps its own register from April 2023, with its own headings and words.
OWN_REGISTER = "community_health"
OWN_LAYOUT = Layout(
    headings={
        "person_key": "Staff No.",
        "name": "Delegate",
        "agency": "Employer",
        "sector": "Service line",
        "role": "Staff group",
        "work_postcode": "Base",
        "work_district": "Base (area)",
        "course": "Event title",
        "session_date": "Event day",
        "session_reference": "Event no.",
        "venue": "Room",
        "delivery_district": "Room (area)",
        "places": "Seats",
        "status": "Outcome",
        "packs": "Packs given",
        "pocket_guides": "Guides given",
    },
    words={
        "status": {
            "attended": "Came",
            "no_show": "Did not come",
            "cancelled": "Event dropped",
            "booked": "Open",
        },
        "agency": {OWN_REGISTER: "CMHT"},
        "course": {"spot_the_signs": "STS e-learning day", "county_lines_awareness": "CL awareness half day"},
    },
)
PLAIN, ISO = Layout(), Layout(dates="%Y-%m-%d")
WINDOWS = Layout(encoding="cp1252", separator=";")
MARKED = Layout(encoding="utf-8-sig")
WORKBOOK = Layout(suffix=".xlsx")
TRAINING = {
    2019: PLAIN,
    2020: ISO,
    2021: WINDOWS,
    2022: MARKED,
    2023: WORKBOOK,
    2024: PLAIN,
    2025: ISO,
    2026: PLAIN,
}
#: How a session was held, which the register asks for since 2022.
HELD = ("delivery_format", "duration_minutes")
#: What else a year's register holds, beside the columns that every year has.
EXTRA: dict[int, tuple[str, ...]] = {
    2019: ("name", "email", "phone"),
    2020: (),
    2021: ("name",),
    2022: ("phone", *HELD),
    2023: ("name", "email", "topics", *HELD),
    2024: HELD,
    2025: ("name", *HELD),
    2026: ("topics", *HELD),
}
SENDERS = {"police": ISO, "childrens_trust": WINDOWS, "councils": PLAIN}
SENDER_NAMES = {
    "police": "Northamptonshire Police",
    "childrens_trust": "Children's trust",
    "councils": "Councils",
}


@dataclass(frozen=True)
class Extract:
    """One file to write: rows still hold codes and dates; a published table is written as it stands."""

    source: str
    stem: str
    name: str
    rows: pd.DataFrame
    layout: Layout = PLAIN
    published_on: datetime.date | None = None


def make(out: Path, truth: dict[str, Any], seed: int, progress: Callable[[str], None] | None) -> list[Path]:
    """Write every extract into ``out``; the paths in the order in which they would have been sent."""
    out.mkdir(parents=True, exist_ok=True)
    formats = sources()
    paths = []
    for number, extract in enumerate(_extracts(truth, seed)):
        rng = np.random.default_rng([seed, 1000 + number])
        rows = extract.rows
        if extract.published_on is None:
            rows = as_sent(rng, rows, formats[extract.source], extract.layout, truth["mess"])
        marks = Marks(extract.name, extract.source, extract.published_on)
        paths.append(write(out, extract.stem, marks, rows, extract.layout))
        if progress:
            progress(paths[-1].name)
    return paths


def _extracts(truth: dict[str, Any], seed: int) -> Iterator[Extract]:
    county = people.county(np.random.default_rng([seed, 1]), truth)
    booked = training.bookings(np.random.default_rng([seed, 2]), truth, county)
    yield from _training(np.random.default_rng([seed, 3]), booked, truth)
    yield from _evaluation(np.random.default_rng([seed, 4]), booked, truth)
    for year in range(2019, 2027):
        rows = people.workforce(county, pd.Timestamp(year, 3, 31))
        layout = WINDOWS if year == 2020 else PLAIN
        yield Extract(
            "workforce", f"workforce_{year}", f"Workforce headcounts, 31 March {year}", rows, layout
        )
    yield from _referrals(np.random.default_rng([seed, 5]), truth)
    yield from _intelligence(np.random.default_rng([seed, 6]), truth)
    rng = np.random.default_rng([seed, 7])
    partners = partnership.register(rng, truth)
    yield Extract("partnership_register", "partnership_register", "Partnership register", partners, MARKED)
    came = partnership.meetings(rng, truth, partners)
    for first, last in ((2019, 2022), (2023, 2026)):
        rows = came[came["meeting_date"].dt.year.between(first, last)]
        stem, name = f"meeting_attendance_{first}-{last}", f"Meeting attendance, {first} to {last}"
        yield Extract("meeting_attendance", stem, name, rows)
    # What is added later draws from a stream of its own and is sent last: nothing before it changes.
    rows = audits.audited(np.random.default_rng([seed, 8]), truth)
    yield Extract("referral_audits", "referral_audits", "Audited referrals", rows)
    rows = justice.reviews(np.random.default_rng([seed, 9]), truth)
    yield Extract("reviewed_cases", "reviewed_cases", "Reviewed cases", rows, ISO)
    rows = justice.orders(np.random.default_rng([seed, 10]), truth)
    yield Extract("orders", "orders_and_disruptions", "Orders and disruptions", rows, MARKED)
    rows = justice.outcomes(np.random.default_rng([seed, 11]), truth)
    day = truth["outcomes"]["published_on"]
    yield Extract(
        "home_office_outcomes", "outcomes_made_up", "Outcomes of offences, made up", rows, published_on=day
    )


def _span(year: int) -> tuple[str, str]:
    """A financial year for a file's name and for words: 2019-20 and 2019/20."""
    return f"{year}-{(year + 1) % 100:02d}", f"{year}/{(year + 1) % 100:02d}"


def _training(rng: np.random.Generator, booked: pd.DataFrame, truth: dict[str, Any]) -> Iterator[Extract]:
    own = (booked["agency"] == OWN_REGISTER) & (booked["session_date"] >= pd.Timestamp(2023, 4, 1))
    shared = booked[~own].reset_index(drop=True)
    sent = file_numbers(rng, shared["session_date"], True, truth["mess"]["late"])
    for year, layout in TRAINING.items():
        optional = ("name", "email", "phone", "topics", *HELD)
        dropped = [column for column in optional if column not in EXTRA[year]]
        file, words = _span(year)
        rows = shared[sent == year].drop(columns=dropped)
        yield Extract(
            "training_register", f"training_register_{file}", f"Training register {words}", rows, layout
        )
    stem = "training_register_community_health_2023-26"
    rows = booked[own].drop(columns=["email", "phone", "topics", *HELD])
    yield Extract("training_register", stem, "Training register of one trust, 2023 to 2026", rows, OWN_LAYOUT)


def _evaluation(rng: np.random.Generator, booked: pd.DataFrame, truth: dict[str, Any]) -> Iterator[Extract]:
    forms = evaluation.forms(rng, truth, booked)
    sent = file_numbers(rng, forms["session_date"], True, truth["mess"]["late"])
    for year in TRAINING:
        file, words = _span(year)
        rows = forms[sent == year]
        yield Extract("evaluation_forms", f"evaluation_forms_{file}", f"Evaluation forms {words}", rows)


def _referrals(rng: np.random.Generator, truth: dict[str, Any]) -> Iterator[Extract]:
    rows = pd.concat([nrm.referrals(rng, truth), concerns.concerns(rng, truth)], ignore_index=True)
    log = concerns.finish(rng, truth, rows)
    by_police = (log["first_responder"] == "northamptonshire_police") | log["route"].isin(
        ["police_report", "helpline"]
    )
    by_trust = (log["route"] == "childrens_safeguarding") | (log["first_responder"] == "childrens_trust")
    sender = np.where(by_police, "police", np.where(by_trust, "childrens_trust", "councils"))
    log = log.rename(columns={"age": "age_at_exploitation", "district": "place_of_exploitation"})
    sent = file_numbers(rng, log["date_received"], False, truth["mess"]["late"])
    for year in range(2019, 2027):
        for who, layout in SENDERS.items():
            part = log[(sender == who) & (sent == year)]
            if who != "police":
                part = part.drop(columns=["notes", "date_of_birth"])
            name = f"Referral log, {SENDER_NAMES[who]}, {year}"
            yield Extract("referral_log", f"referral_log_{who}_{year}", name, part, layout)


def _intelligence(rng: np.random.Generator, truth: dict[str, Any]) -> Iterator[Extract]:
    rows = intelligence.submissions(rng, truth)
    sent = file_numbers(rng, rows["date_submitted"], False, truth["mess"]["late"])
    for year in range(2019, 2027):
        part = rows[sent == year]
        yield Extract("intelligence", f"intelligence_{year}", f"Partner intelligence {year}", part)
