"""A table that is published no longer: what was published of it stays known, and protected against."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard.disclosure.certificate import load
from dashboard.publication import Publication
from dashboard.release import ReleaseError, make_release
from tests.release.few_rows import GROUPS, NRM, concerns, few_rows

EARLIER, LATER = datetime.datetime(2024, 4, 5), datetime.datetime(2024, 7, 5)
#: The tables of concerns about the NRM by year, and the one by quarter that is dropped.
KEPT = (
    "year x route=nrm x age",
    "year x route=nrm x sector=health|education",
    f"year x route=nrm x {GROUPS}",
)
DROPPED = f"quarter x route=nrm x {GROUPS}"


def test_published_cells_of_a_dropped_table_are_held_to(tmp_path: Path) -> None:
    where = few_rows(tmp_path / "site", routes=(NRM,))
    before, after = concerns(tmp_path / "before", *KEPT, DROPPED), concerns(tmp_path / "after", *KEPT)
    first = make_release(where, made_at=EARLIER, folder=before)
    gone = Publication(first.path).cells(
        "concerns", route="nrm", time_level="quarter", exploitation_group=...
    )
    shown = gone[gone["status"] == "published"]
    assert len(shown) > 10
    with pytest.raises(ReleaseError, match=rf"Concerns and referrals by route: {len(gone)} cells"):
        make_release(where, made_at=LATER, folder=after)
    second = make_release(where, made_at=LATER, folder=after, accept_loss=True)
    assert Publication(second.path).cells("concerns", time_level="quarter").empty
    known: set[str] = set()
    for path in (where.register / "made_up" / "certificates").glob("nrm_*.npz"):
        proof = load(path)
        known |= {
            str(name)
            for name, public in zip(proof.names, proof.already_published[proof.decision], strict=True)
            if public
        }
    for quarter, group in zip(shown["time"], shown["exploitation_group"], strict=True):
        assert any(DROPPED in name and f"time={quarter}|" in name and name.endswith(group) for name in known)
