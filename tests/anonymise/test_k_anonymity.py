from __future__ import annotations

import datetime
import random
from collections import Counter

import duckdb
import pytest

from dashboard.intake.anonymise.k_anonymity import KAnonymity, k_anonymity, quasi_identifiers
from dashboard.intake.sources import sources
from dashboard.store import ORIGIN, add_rows, create_tables, stored_columns
from dashboard.store.contract import Value

SOURCE = sources()["referral_log"]


def _rows(count: int, seed: int) -> list[dict[str, Value]]:
    draw = random.Random(seed)  # noqa: S311
    blank: dict[str, Value] = dict.fromkeys(ORIGIN | stored_columns(SOURCE))
    return [
        blank
        | {
            "file": draw.choice(["f1", "f2"]),
            "row": number,
            "run": draw.choice(["r1", "r2"]),
            "record_key": str(number),
            "month": datetime.date(draw.choice([2023, 2024]), draw.randint(1, 12), 1),
            "route": draw.choice(["nrm", "helpline"]),
            "age": draw.choice(["adult", "child", "not_recorded"]),
            "gender": draw.choice(["female", "male", None]),
            "exploitation_type": draw.choice(["criminal", "labour"]),
            "district": draw.choice(["E07000150", "not_recorded"]),
        }
        for number in range(count)
    ]


def _slowly(rows: list[dict[str, Value]]) -> tuple[int, int, int, int, int]:
    """Each row is compared with every other."""
    names = ("route", "age", "gender", "exploitation_type", "district")
    sizes = []
    for one in rows:
        same = 0
        for other in rows:
            years = [row["month"].year for row in (one, other) if isinstance(row["month"], datetime.date)]
            same += years[0] == years[1] and all(one[name] == other[name] for name in names)
        sizes.append(same)
    groups = Counter(1 if size == 1 else 2 if size < 5 else 5 for size in sizes)
    return len(rows), groups[1], groups[2], groups[5], min(sizes)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    create_tables(made, sources().values())
    return made


@pytest.mark.parametrize(("count", "seed"), [(1, 1), (120, 2), (300, 3)])
def test_the_count_is_the_obvious_one(con: duckdb.DuckDBPyConnection, count: int, seed: int) -> None:
    rows = _rows(count, seed)
    add_rows(con, "referrals_rows", ORIGIN | stored_columns(SOURCE), rows)
    found = k_anonymity(con, SOURCE)
    assert found is not None
    fast = (found.rows, found.alone, found.in_groups_of_2_to_4, found.in_groups_of_5_or_more)
    assert (*fast, found.smallest_group) == _slowly(rows)


def test_a_run_and_a_file_are_counted_by_themselves(con: duckdb.DuckDBPyConnection) -> None:
    rows = _rows(200, 4)
    add_rows(con, "referrals_rows", ORIGIN | stored_columns(SOURCE), rows)
    for key, value in (("run", "r1"), ("file", "f2")):
        found = k_anonymity(con, SOURCE, **{key: value})
        assert found is not None
        expected = _slowly([row for row in rows if row[key] == value])
        assert (found.rows, found.alone, found.in_groups_of_2_to_4) == expected[:3]


def test_nothing_is_said_where_there_is_nothing_to_count(con: duckdb.DuckDBPyConnection) -> None:
    assert k_anonymity(con, SOURCE) is None
    assert k_anonymity(con, sources()["workforce"]) is None


def test_the_words_name_the_columns_and_no_combination() -> None:
    assert quasi_identifiers(SOURCE) == ["route", "age", "gender", "exploitation_type", "district", "month"]
    found = KAnonymity("referrals", ("route", "year"), 1200, 3, 7, 1190, 1)
    assert found.sentence == (
        "Of 1,200 rows in referrals, 1,190 share their combination of route and year with at least 4 "
        "others, 7 with 1 to 3 others and 3 with none."
    )
