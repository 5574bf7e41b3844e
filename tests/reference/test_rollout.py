"""A planned roll-out: ours is made up and for made-up records alone, an installation's is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import settings
from dashboard.reference import ReferenceRefused
from dashboard.reference.rollout import rollout

HEAD = "agency,planned,actual,source,made_up\n"


def of(folder: Path, rows: str) -> list[dict[str, str]]:
    (folder / "rollout.csv").write_text(f"{HEAD}{rows}\n", encoding="utf-8")
    return [dict(row) for row in rollout(False, folder).to_dict("records")]


def test_ours_is_made_up_and_an_installation_s_counts(tmp_path: Path) -> None:
    assert rollout(False).empty and len(rollout(True)) >= 20
    assert of(tmp_path, "probation,2024-03,,Board of 1 March 2024,no") == [
        {"agency": "probation", "planned": "2024-03", "actual": "", "source": "Board of 1 March 2024"}
    ]


def test_another_list_of_agencies_need_not_have_those_of_our_made_up_plan(tmp_path: Path) -> None:
    replaced = tmp_path / "reference" / "codes" / "agency.csv"
    replaced.parent.mkdir(parents=True)
    lines = (settings.REFERENCE / "codes" / "agency.csv").read_text(encoding="utf-8").splitlines(True)
    replaced.write_text(
        "".join(line for line in lines if not line.startswith("jobcentre,")), encoding="utf-8"
    )
    fewer = rollout(True, replaced.parents[1], tmp_path / "codes")
    assert len(fewer) == len(rollout(True)) - 1 and "jobcentre" not in set(fewer["agency"])


def test_a_sector_stands_for_each_of_its_agencies(tmp_path: Path) -> None:
    rows = of(tmp_path, "adult_social_care,2024-03,2024-04,A plan,no\nfire_rescue,2024-06,,A plan,no")
    assert [(row["agency"], row["planned"]) for row in rows] == [
        ("north_council_adults", "2024-03"),
        ("west_council_adults", "2024-03"),
        ("fire_rescue", "2024-06"),
    ]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ("nobody,2024-03,,A plan,no", "row 2: agency must be a code"),
        ("public,2024-03,,A plan,no", "row 2: agency must be a code"),
        ("probation,March,,A plan,no", "row 2: planned must be a month"),
        ("probation,,,A plan,no", "row 2: planned must be a month"),
        ("probation,2024-13,,A plan,no", "row 2: planned must be a month"),
        ("probation,2024-03,soon,A plan,no", "row 2: actual must be a month"),
        ("probation,2024-03,, ,no", "row 2: source is empty"),
        ("probation,2024-03,,A plan,perhaps", "row 2: made_up must be yes or no"),
        ("fire_rescue,2024-03,,A plan,no\nfire_rescue,2024-06,,A plan,no", "row 3: fire_rescue stands twice"),
        ("fire,2024-03,,A plan,no\nfire_rescue,2024-06,,A plan,no", "row 3: fire_rescue stands twice"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, rows: str, wrong: str) -> None:
    with pytest.raises(ReferenceRefused, match=wrong):
        of(tmp_path, rows)
