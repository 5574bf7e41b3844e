"""A header that is wrong names its file and key."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import pytest

from dashboard.release.errors import ReleaseError
from dashboard.release.indicators import HeaderError, indicators, read_header
from dashboard.release.words import NOT_FED, not_fed_rows

GOOD = """/*---
code = "T02"
theme = "Training reach"
title = "Training attendances"
question = "How often was a place taken up?"
kind = "count"
numerator = "bookings marked as attended"
denominator = ""
unit = "attendances"
direction = "up"
place = "Work base"
breakdowns = ["sector", "route"]
tables = ["month", "year x sector", "quarter x district x route=nrm|helpline"]
caveat = "Attendances, not people."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
---*/
SELECT month, sector, route, district AS area FROM bookings
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "attendances.sql"
    path.write_text(text, encoding="utf-8")
    return path


def test_header_is_read_whole(tmp_path: Path) -> None:
    header = read_header(written(tmp_path, GOOD))
    assert header.id == "attendances"
    assert header.review_date == datetime.date(2027, 6, 30)
    assert header.sql.startswith("SELECT month")
    month, year, quarter = header.grains
    assert (month.time_level, month.geography_level, month.dimensions) == ("month", "county", ())
    assert year.dimensions == ("sector",)
    assert quarter.geography_level == "district"
    assert quarter.only == {"route": ("nrm", "helpline")}
    assert quarter.name == "quarter x district x route"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('owner = "Partnership analyst"\n', "", "owner"),
        ('owner = "Partnership analyst"', 'owner = "A"\nownr = "B"', "ownr"),
        ('kind = "count"', 'kind = "tally"', "kind"),
        ('direction = "up"', 'direction = "sideways"', "direction"),
        ('title = "Training attendances"', 'title = ""', "title"),
        ('title = "Training attendances"', "title = 3", "title"),
        ('"month", ', '"fortnight", ', "tables"),
        ('"month", ', '"month x year", ', "tables"),
        ('"month", ', '"month x tier", ', "tables"),
        ('"month", ', '"month x sector x sector", ', "tables"),
        ('["sector", "route"]', '["sector", "route", "tier"]', "breakdowns"),
        ('breakdowns = ["sector", "route"]', 'breakdowns = "sector"', "breakdowns"),
        ('source = ["training_register"]', "source = []", "source"),
        ("review_date = 2027-06-30", 'review_date = "2027-06-30"', "review_date"),
        ('kind = "count"', 'kind = "rate"', "unit"),
    ],
)
def test_wrong_header_names_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert old in GOOD
    with pytest.raises(HeaderError) as told:
        read_header(written(tmp_path, GOOD.replace(old, new, 1)))
    assert "attendances.sql" in str(told.value)
    assert key in str(told.value)


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        (
            'page = "Trainings"\nsection = "A"',
            "page is 'Trainings', which is no page of figures; use one",
        ),
        ('page = "Meeting"\nsection = "A"', "page is 'Meeting', which is no page"),
        ('page = "Outcomes"', "page and section go together"),
        ('section = "A"', "page and section go together"),
        ("page = 3", "page must be text"),
        ('drawn = "pie"', "drawn is 'pie'; use one of line, control"),
        ('mix = "yes"', "mix must be true or false"),
        ('breaks = "decisions"', "breaks must be a list of texts"),
        ("breaks = [1]", "breaks must be a list of texts"),
        ('rate_of = "cars"', "rate_of is 'cars'; use one of residents, children"),
    ],
)
def test_a_wrong_place_or_reading_is_refused_by_name(tmp_path: Path, keys: str, why: str) -> None:
    with pytest.raises(HeaderError, match=rf"attendances\.sql: {why}"):
        read_header(written(tmp_path, GOOD.replace("---*/", f"{keys}\n---*/")))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (
            'owner = "Partnership analyst"',
            'owner = "A"\nownr = "B"',
            "unknown key 'ownr'; 'owner' may be meant; use",
        ),
        ('owner = "Partnership analyst"\n', "", "the key 'owner' is missing; add it"),
        ('kind = "count"', 'kind = "tally"', "kind is 'tally'; use one of count, distinct"),
        ('title = "Training attendances"', 'title = ""', "title must be text; it is empty"),
        ('source = ["training_register"]', "source = []", "source is empty; name at least one"),
        (
            "review_date = 2027-06-30",
            "review_date = 2027-06-30T01:00:00",
            "review_date must be a date, as 2027",
        ),
        (
            "---*/",
            "looks_back = { training_register = 0 }\n---*/",
            "looks_back.training_register must be more than",
        ),
        (
            "---*/",
            "looks_back = { training_register = true }\n---*/",
            "looks_back.training_register must be a whole",
        ),
        ("---*/", "looks_back = { workforce = 1 }\n---*/", "looks_back names a source that is not in source"),
    ],
)
def test_a_wrong_header_says_what_to_do(tmp_path: Path, old: str, new: str, why: str) -> None:
    with pytest.raises(HeaderError, match=rf"attendances\.sql: {why}"):
        read_header(written(tmp_path, GOOD.replace(old, new, 1)))


def test_a_rate_is_made_of_counts_alone(tmp_path: Path) -> None:
    mean = GOOD.replace('kind = "count"', 'kind = "mean"').replace("---*/", 'rate_of = "residents"\n---*/')
    with pytest.raises(HeaderError, match="rate_of is for a count, not for a mean"):
        read_header(written(tmp_path, mean))


def test_where_an_indicator_stands_and_how_it_is_read(tmp_path: Path) -> None:
    plain = read_header(written(tmp_path, GOOD))
    assert (plain.page, plain.section, plain.drawn, plain.mix, plain.breaks, plain.rate_of) == (
        "", "", "line", False, (), "",
    )  # fmt: skip
    keys = 'page = "Outcomes"\nsection = "A"\ndrawn = "control"\nmix = true\nbreaks = ["decisions"]\n'
    told = read_header(written(tmp_path, GOOD.replace("---*/", f'{keys}rate_of = "residents"\n---*/')))
    assert (told.page, told.section, told.drawn, told.mix, told.breaks, told.rate_of) == (
        "Outcomes", "A", "control", True, ("decisions",), "residents",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["SELECT 1", GOOD.replace('code = "T02"', "code = T02")])
def test_file_without_a_readable_header_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(HeaderError, match=r"attendances\.sql"):
        read_header(written(tmp_path, text))


def test_indicators_are_found_by_being_there(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    (tmp_path / "notes.txt").write_text("not an indicator", encoding="utf-8")
    assert list(indicators(tmp_path)) == ["attendances"]


PROMISED = [
    "confidence",
    "people_trained",
    "attendances",
    "sessions",
    "coverage",
    "reach_rate",
    "sector_mix",
    "sessions_by_delivery_place",
    "attendances_by_delivery_place",
    "attendances_by_venue",
    "tier_mix",
    "attendance_rate",
    "no_show_rate",
    "in_date",
    "packs_handed_out",
    "pocket_guides_handed_out",
    "response_rate",
    "relevance",
    "confidence_change",
    "applied",
    "concerns",
    "nrm_referrals",
    "exploitation_mix",
    "age_mix",
    "place_of_exploitation",
    "intelligence_submissions",
    "actionable_share",
    "partners_with_contact",
    "meeting_attendance",
    "completeness",
    "police_referrals",
    "uk_referrals",
    "duty_to_notify_share",
    "referrals_by_sector",
    "county_lines",
    "positive_reasonable_grounds",
    "positive_conclusive_grounds",
    "time_to_referral",
    "referrals_per_staff",
    "intelligence_per_staff",
    "due_refresher",
    "confidence_improved",
    "answers_without_pair",
]


def test_every_indicator_that_pages_rely_on_is_there() -> None:
    assert set(PROMISED) <= set(indicators())


#: The 44 indicators of the field that this project sets out to show.
OF_THE_FIELD = {
    *(f"T{number:02}" for number in range(1, 13)),
    *(f"Q{number:02}" for number in range(1, 7)),
    *(f"R{number:02}" for number in range(1, 17)),
    *(f"I{number:02}" for number in range(1, 5)),
    *(f"{letter}{number:02}" for letter in "JP" for number in range(1, 4)),
}


def test_every_indicator_of_the_field_is_fed_or_says_what_it_needs() -> None:
    fed = {header.code for header in indicators().values()}
    told = tomllib.loads(NOT_FED.read_text(encoding="utf-8"))
    assert len(OF_THE_FIELD) == 44
    assert OF_THE_FIELD - fed == set(told)
    assert not fed & set(told)
    for code, entry in told.items():
        assert len(entry["needs"]) > 40, code
        assert entry.get("fed_by", "I01") in fed, code


def test_an_indicator_fed_by_another_is_not_listed_as_missing(tmp_path: Path) -> None:
    assert "I04" not in set(not_fed_rows()["code"])
    assert "R06" in set(not_fed_rows()["code"])
    wrong = tmp_path / "indicators_not_fed.toml"
    wrong.write_text('[R06]\ntitle = "New"\nneeds = "An extract."\nfeed_by = "I01"\n', encoding="utf-8")
    with pytest.raises(
        ReleaseError, match=r"indicators_not_fed\.toml: unknown key 'R06.feed_by'; 'fed_by' may"
    ):
        not_fed_rows(wrong)
    wrong.write_text("[R06\n", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"indicators_not_fed\.toml is not valid TOML"):
        not_fed_rows(wrong)


def test_no_two_indicators_share_a_code() -> None:
    codes = [header.code for header in indicators().values()]
    assert sorted(codes) == sorted(set(codes))


def test_no_indicator_sums_or_counts_people_by_itself() -> None:
    """Only the release room counts. A SELECT over people's records has no sum of its own.

    A headcount, a session's places and other people's published figures are not records of people.
    """
    for header in indicators().values():
        if header.policy == "referrals":
            assert "count(" not in header.sql.lower(), header.path.name
            assert "sum(" not in header.sql.lower(), header.path.name
