"""The true count always lies in its range, whatever is hidden and whatever is asked."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.display.feasibility import Asked, FeasibilityInterval, interval_of, programme, solving
from dashboard.publication import Publication
from tests.feasibility.made_releases import Grain, Truth, counted, hide, months_of, total, written

MONTHS = range(2023 * 12 + 3, 2025 * 12)
DISTRICTS = ("E07000150", "E07000154", "not_recorded")
TYPES, AGES = ("criminal", "labour"), ("child", "adult")
GRAINS: tuple[Grain, ...] = (
    ("month", "county", ()),
    ("quarter", "county", ()),
    ("quarter", "county", ("exploitation_group",)),
    ("year", "county", ()),
    ("year", "county", ("age",)),
    ("year", "district", ()),
    ("year", "district", ("exploitation_group",)),
    ("financial_year", "county", ("exploitation_group",)),
    ("all", "district", ()),
)
#: Releases are made once for each draw of records; a file of a release is about 2 MB.
SETTINGS = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def records(seed: int, often: float) -> Truth:
    """Counts of 0 to 6 in every combination, few of them above 0 where ``often`` is small."""
    dice = random.Random(seed)  # noqa: S311
    return {
        (month, district, kind, age): dice.randint(1, 6) if dice.random() < often else 0
        for month in MONTHS
        for district in DISTRICTS
        for kind in TYPES
        for age in AGES
    }


def release_of(
    path: Path, seed: int, grains: list[Grain], often: float, share: float
) -> tuple[Truth, Publication]:
    """A release of made-up records with counts under 5 hidden, and a share of the others."""
    truth = records(seed, often)
    cells = counted(truth, grains)
    dice = random.Random(seed)  # noqa: S311
    hidden = [value < 5 or dice.random() < share for value in cells["value"]]
    file = path / "published.duckdb"
    file.unlink(missing_ok=True)
    return truth, written(file, hide(cells, hidden), MONTHS)


def truly(truth: Truth, asked: Asked) -> int:
    """What the records say."""
    months = {month for time in asked.times for month in (months_of(time) if time != "all" else MONTHS)}
    splits = dict(asked.splits)
    return total(
        truth,
        lambda month, district, kind, age: (
            month in months
            and (asked.level == "county" or district in asked.areas)
            and kind in splits.get("exploitation_group", TYPES)
            and age in splits.get("age", AGES)
        ),
    )


def questions() -> st.SearchStrategy[Asked]:
    """Any union of periods, areas, types and ages."""
    times = st.lists(
        st.sampled_from(["2023", "2024", "2023-Q3", "2024-Q1", "2024-05", "2023-11", "2023/24", "all"]),
        min_size=1,
        max_size=3,
    )

    def some(of: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(of), min_size=1, unique=True).map(tuple)

    def made(when: list[str], where: tuple[str, ...] | None, kind: object, age: object) -> Asked:
        splits = tuple((name, codes) for name, codes in (("exploitation_group", kind), ("age", age)) if codes)
        area = {"areas": where, "level": "district"} if where else {}
        return Asked(tuple(when), splits=splits, **area)  # type: ignore[arg-type]

    return st.builds(
        made, times, st.none() | some(DISTRICTS), st.none() | some(TYPES), st.none() | some(AGES)
    )


@SETTINGS
@given(
    seed=st.integers(0, 10_000),
    grains=st.lists(st.sampled_from(GRAINS), min_size=1, unique=True),
    often=st.sampled_from([0.02, 0.2, 0.7]),
    share=st.sampled_from([0.0, 0.2]),
    asked=st.lists(questions(), min_size=1, max_size=6),
    largest=st.sampled_from([30, 150, 2_500]),
)
def test_the_truth_lies_inside(
    tmp_path: Path,
    seed: int,
    grains: list[Grain],
    often: float,
    share: float,
    asked: list[Asked],
    largest: int,
) -> None:
    truth, release = release_of(tmp_path, seed, grains, often, share)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(solving, "LARGEST", largest)
            for one in asked:
                found = interval_of(release, "concerns", one)
                if found.why:
                    assert found.low is None
                    continue
                true = truly(truth, one)
                assert found.low is not None
                assert found.low <= true <= (true if found.high is None else found.high), one
                assert found.exact == (found.low == found.high)
    finally:
        release.close()


@pytest.fixture
def told(tmp_path: Path) -> Publication:
    """One year of two districts by type: Corby's labour (3) and Wellingborough's (9) are hidden."""
    truth = {
        (2023 * 12, "E07000150", "criminal", "child"): 20,
        (2023 * 12, "E07000150", "labour", "child"): 3,
        (2023 * 12, "E07000156", "criminal", "child"): 8,
        (2023 * 12, "E07000156", "labour", "child"): 9,
    }
    split = ("exploitation_group",)
    cells = counted(truth, [("year", "county", ()), ("year", "county", split), ("year", "district", split)])
    hidden = (cells["geography_level"] == "district") & (cells["exploitation_group"] == "labour")
    return written(tmp_path / "told.duckdb", hide(cells, hidden.tolist()), [2023 * 12])


def asked(*areas: str, kinds: tuple[str, ...] = ()) -> Asked:
    return Asked(("2023",), areas, "district", (("exploitation_group", kinds),) if kinds else ())


def test_a_hidden_count_lies_between_what_fits(told: Publication) -> None:
    assert interval_of(told, "concerns", asked("E07000150", kinds=("labour",))) == FeasibilityInterval(0, 12)
    assert interval_of(told, "concerns", asked("E07000150")) == FeasibilityInterval(20, 32)
    assert interval_of(told, "concerns", asked("E07000150")).words == "between 20 and 32"


def test_published_cells_answer_alone_and_added(told: Publication) -> None:
    assert interval_of(told, "concerns", Asked(("2023",))) == FeasibilityInterval(40, 40, exact=True)
    together = interval_of(told, "concerns", asked("E07000150", "E07000156", kinds=("criminal",)))
    assert together == FeasibilityInterval(28, 28, exact=True)
    whole = interval_of(told, "concerns", asked("E07000150", "E07000156", kinds=("labour",)))
    assert whole == FeasibilityInterval(12, 12, exact=True)


def test_a_month_that_no_table_holds_is_at_most_the_year(told: Publication) -> None:
    assert interval_of(told, "concerns", Asked(("2023-01",))).words in ("at most 40", "exactly 40")


def test_a_split_that_no_table_holds_is_at_most_the_whole(told: Publication) -> None:
    found = interval_of(told, "concerns", Asked(("2023",), splits=(("age", ("child",)),)))
    assert found.words == "at most 40"


def test_the_range_that_a_release_gives_for_a_hidden_count_narrows_it(
    told: Publication, tmp_path: Path
) -> None:
    cells = told.frame("SELECT * FROM cells")
    corby = (cells["area"] == "E07000150") & (cells["status"] == "c")
    cells.loc[corby, ["low", "high"]] = [0.0, 9.0]
    release = written(tmp_path / "narrowed.duckdb", cells, [2023 * 12])
    assert interval_of(release, "concerns", asked("E07000150", kinds=("labour",))) == FeasibilityInterval(
        0, 9
    )
    assert interval_of(release, "concerns", asked("E07000156", kinds=("labour",))) == FeasibilityInterval(
        3, 12
    )


def test_distinct_people_are_never_added(tmp_path: Path) -> None:
    cells = counted({(2023 * 12, "E07000150", "criminal", "child"): 20}, [("year", "county", ())])
    release = written(tmp_path / "people.duckdb", cells, [2023 * 12], kind="distinct")
    found = interval_of(release, "concerns", Asked(("2023",)))
    assert found.words == "could not be worked out"
    assert "a person can be in several parts" in found.why


def test_parts_without_a_published_whole_are_never_added(tmp_path: Path) -> None:
    truth = {
        (2023 * 12, "E07000150", "criminal", "child"): 20,
        (2023 * 12, "E07000150", "labour", "child"): 7,
    }
    cells = counted(truth, [("year", "county", ("exploitation_group",))])
    release = written(tmp_path / "apart.duckdb", cells, [2023 * 12])
    two = Asked(("2023",), splits=(("exploitation_group", ("criminal", "labour")),))
    one = Asked(("2023",), splits=(("exploitation_group", ("labour",)),))
    assert "never added up" in interval_of(release, "concerns", two).why
    assert "never added up" in interval_of(release, "concerns", Asked(("2023",))).why
    assert interval_of(release, "concerns", one) == FeasibilityInterval(7, 7, exact=True)


def test_figures_that_contradict_each_other_give_no_range(told: Publication, tmp_path: Path) -> None:
    cells = told.frame("SELECT * FROM cells")
    cells.loc[(cells["area"] == "E23000022") & (cells["exploitation_group"] == "labour"), "value"] = 31.0
    release = written(tmp_path / "contradiction.duckdb", cells, [2023 * 12])
    found = interval_of(release, "concerns", asked("E07000150", kinds=("labour",)))
    assert found.words == "could not be worked out"


def test_steps_and_no_clock_decide_when_a_programme_is_given_up(
    told: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not {"time_limit"} & programme.OPTIONS.keys()
    monkeypatch.setitem(programme.OPTIONS, "maxiter", 0)
    found = interval_of(told, "concerns", asked("E07000150", kinds=("labour",)))
    assert found.words == "could not be worked out"


def test_an_unknown_split_is_an_error(told: Publication) -> None:
    with pytest.raises(KeyError, match="shoe_size"):
        interval_of(told, "concerns", Asked(("2023",), splits=(("shoe_size", ("42",)),)))
