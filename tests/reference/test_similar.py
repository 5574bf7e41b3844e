"""The list of similar forces: ours is empty, an installation's is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.reference import ReferenceRefused
from dashboard.reference.similar import similar_forces

HEAD = "force,other,why,source\n"
OURS, OTHER = "northamptonshire_police", "kent_police"


def test_ours_names_nobody_and_an_installation_s_counts(tmp_path: Path) -> None:
    assert similar_forces().empty
    (tmp_path / "similar_forces.csv").write_text(f"{HEAD}{OURS},{OTHER},Alike,A list\n", encoding="utf-8")
    assert similar_forces(tmp_path).to_dict("records") == [
        {"force": OURS, "other": OTHER, "why": "Alike", "source": "A list"}
    ]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (f"{OURS},Kent,Alike,A list", "row 2: other must be a code"),
        (f"{OURS},{OURS},Alike,A list", "row 2: the pair is a force and itself"),
        (f"{OURS},{OTHER},a,b\n{OURS},{OTHER},a,b", "row 3: the pair"),
        (f"{OURS},{OTHER},,A list", "row 2: why is empty"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, rows: str, wrong: str) -> None:
    (tmp_path / "similar_forces.csv").write_text(f"{HEAD}{rows}\n", encoding="utf-8")
    with pytest.raises(ReferenceRefused, match=wrong):
        similar_forces(tmp_path)
