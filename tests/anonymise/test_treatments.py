from __future__ import annotations

import dataclasses
import datetime

import pytest

from dashboard.intake.anonymise.keys import Key
from dashboard.intake.anonymise.places import Places
from dashboard.intake.anonymise.treatments import Door, NotFitToStore
from dashboard.intake.sources import sources
from dashboard.intake.validation.findings import CheckedRow
from dashboard.intake.validation.good_rows import GoodRows
from dashboard.store import stored_columns
from dashboard.store.contract import Column, Derived, Kind, Source, Treatment, Value

KEY = Key(b"k" * 32)
PLACES = Places({"NN15BD": "E07000154"}, frozenset({"NN1"}))
BOOKING: dict[str, Value] = {
    "person_key": "SN-1",
    "name": "A. Person",
    "agency": "northamptonshire_police",
    "sector": "police",
    "role": "police_officer",
    "work_postcode": "NN1 5BD",
    "course": "spot_the_signs",
    "tier": "1",
    "topics": ("county_lines", "gangs"),
    "session_date": datetime.date(2024, 3, 6),
    "venue": "corby_hall",
    "delivery_district": "E07000150",
    "status": "attended",
}
REFERRAL: dict[str, Value] = {
    "reference": "R1",
    "date_received": datetime.date(2024, 3, 6),
    "concern_date": datetime.date(2024, 2, 25),
    "route": "nrm",
    "first_responder": "northamptonshire_police",
    "rg_date": datetime.date(2024, 3, 31),
}


def _let_in(door: Door, *rows: dict[str, Value], first: int = 2) -> list[dict[str, Value]]:
    sent = [CheckedRow(number, row) for number, row in enumerate(rows, first)]
    return [dict(row) for row in door.let_in(GoodRows.of(sent))]


def _booked(**changed: Value) -> dict[str, Value]:
    return _let_in(Door(sources()["training_register"], KEY, PLACES), BOOKING | changed)[0]


def _referred(**changed: Value) -> dict[str, Value]:
    return _let_in(Door(sources()["referral_log"], KEY, PLACES), REFERRAL | changed)[0]


def test_rows_that_share_a_column_are_each_let_in_as_if_alone() -> None:
    rows = [
        BOOKING,
        BOOKING | {"person_key": "sn-1 ", "work_postcode": None, "work_district": "E06000061"},
        BOOKING | {"topics": (), "venue": "other", "status": "no_show", "work_district": "E07000150"},
        BOOKING | {"person_key": "SN-2", "session_date": datetime.date(2024, 4, 1), "packs": 1},
    ]
    door = Door(sources()["training_register"], KEY, PLACES)
    together = _let_in(door, *rows)
    assert together == [_let_in(door, row, first=number)[0] for number, row in enumerate(rows, 2)]
    assert together[0]["person"] == together[1]["person"] != together[3]["person"]


@pytest.mark.parametrize("row", [_booked(), _referred()], ids=["booking", "referral"])
def test_a_row_has_just_the_columns_of_its_table(row: dict[str, Value]) -> None:
    source = sources()["training_register" if "course" in row else "referral_log"]
    assert set(row) == {"record_key", "row", *stored_columns(source)}


def test_each_column_is_treated_as_the_contract_says() -> None:
    row = _booked()
    assert row["person"] == KEY.pseudonym("person", "SN-1")
    assert row["month"] == datetime.date(2024, 3, 1)
    assert row["work_district"] == "E07000154"
    assert row["topics"] == ("county_lines", "gangs")
    assert row["packs"] is None
    assert "A. Person" not in row.values()


def test_derived_columns_are_worked_out_before_dates_go() -> None:
    row = _referred()
    assert row["days_to_referral"] == 10
    assert (row["month"], row["rg_month"], row["cg_month"]) == (
        datetime.date(2024, 3, 1),
        datetime.date(2024, 3, 1),
        None,
    )
    assert (row["incident"], row["district"], row["age"]) == (None, "not_recorded", "not_recorded")


@pytest.mark.parametrize(
    ("postcode", "district", "stored"),
    [
        ("NN1 5BD", "E07000150", "E07000154"),  # the first that is known wins
        ("NN1 9ZZ", "E07000150", "E07000150"),
        (None, "E07000150", "E07000150"),
        (None, None, "not_recorded"),
        ("SW1A 1AA", "not_recorded", "out_of_county"),
    ],
)
def test_the_first_known_of_two_columns_wins(postcode: str, district: str, stored: str) -> None:
    assert _booked(work_postcode=postcode, work_district=district)["work_district"] == stored


def test_a_code_that_says_not_recorded_is_no_blank() -> None:
    assert _booked(agency="not_recorded")["agency"] == "not_recorded"


def test_the_finest_place_is_kept() -> None:
    row = _referred(place_of_exploitation="E06000062", place_postcode="NN1 5BD")
    assert row["district"] == "E07000154"
    assert _referred(place_of_exploitation="E06000062", place_postcode="M1 1AE")["district"] == "E06000062"


def test_one_session_has_one_key_and_another_day_another() -> None:
    assert _booked()["session"] == _booked(person_key="SN-2")["session"]
    assert _booked()["session"] != _booked(session_date=datetime.date(2024, 3, 7))["session"]
    assert _booked()["session"] != _booked(session_reference="B")["session"]


def test_one_record_has_one_key_whatever_else_changed() -> None:
    assert _booked()["record_key"] == _booked(status="no_show", name="B")["record_key"]
    assert _booked()["record_key"] != _booked(venue="other")["record_key"]


def test_published_figures_keep_a_key_that_can_be_read() -> None:
    door = Door(sources()["home_office_duty_to_notify"], KEY, PLACES)
    (row,) = _let_in(door, {"year": 2023, "quarter": "q4", "total": 1226})
    assert row["record_key"] == "duty_to_notify|uk|2023-Q4|all|all|all|all|all"
    assert row["value"] == 1226


@pytest.mark.parametrize(
    "changed",
    [
        {"agency": "Secret Jane"},
        {"topics": ("county_lines", "Secret Jane")},
        {"topics": "Secret Jane"},
        {"places": "Secret Jane"},
        {"places": True},
        {"session_date": "Secret Jane"},
        {"work_postcode": 7},
        {"home_address": "Secret Jane"},
    ],
    ids=str,
)
def test_the_door_stops_what_the_checks_should_have_stopped(changed: dict[str, Value]) -> None:
    with pytest.raises(NotFitToStore, match="row 2") as stopped:
        _booked(**changed)
    assert "Secret" not in str(stopped.value)


@pytest.mark.parametrize(
    "said", ["2023-Q4 Secret Jane", "Secret Jane 2023-Q4", "2023-Q4\n", "Secret Jane", 7]
)
def test_kept_text_follows_its_pattern_to_the_last_letter(said: Value) -> None:
    column = Column("quarter", Kind.TEXT, "Quarter.", pattern=r"20\d\d-Q[1-4]")
    format_of_text = Source("s", "S", "", "s", (column,), ("quarter",), ())
    door = Door(format_of_text, KEY, PLACES)
    assert _let_in(door, {"quarter": "2023-Q4"})[0]["quarter"] == "2023-Q4"
    with pytest.raises(NotFitToStore, match="does not follow the contract's pattern") as stopped:
        _let_in(door, {"quarter": said})
    assert "Secret" not in str(stopped.value)


def test_a_failure_to_work_something_out_does_not_quote_the_row() -> None:
    def fails(row: object) -> Value:
        raise ValueError(str(row))

    source = dataclasses.replace(
        sources()["referral_log"], derived=(Derived("days", "INTEGER", "Days.", ("concern_date",), fails),)
    )
    with pytest.raises(NotFitToStore, match="days could not be worked out") as stopped:
        _let_in(Door(source, KEY, PLACES), REFERRAL, first=9)
    assert str(stopped.value) == "referral_log, row 9: days could not be worked out (ValueError)"
    assert stopped.value.__context__ is None


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.DATE, Kind.POSTCODE])
def test_a_format_may_not_keep_text_dates_or_postcodes(kind: Kind) -> None:
    source = Source("s", "S", "", "s", (Column("c", kind, "C."),), ("c",), ())
    with pytest.raises(ValueError, match="may not be kept"):
        Door(source, KEY, PLACES)


def test_no_format_of_the_project_keeps_what_identifies() -> None:
    for source in sources().values():
        Door(source, KEY, PLACES)
        kept = {column.kind for column in source.columns if column.treatment is Treatment.KEEP}
        assert not kept & {Kind.DATE, Kind.POSTCODE}
