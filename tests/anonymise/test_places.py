from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dashboard.intake.anonymise.places import Places, places


@pytest.fixture
def county(tmp_path: Path) -> Places:
    path = tmp_path / "lookup.csv.gz"
    path.write_bytes(gzip.compress(b"postcode,district\nNN15BD,E07000154\nNN171QP,E07000150\n"))
    return places(path)


@pytest.mark.parametrize(
    ("postcode", "district"),
    [
        ("NN1 5BD", "E07000154"),
        ("nn171qp", "E07000150"),
        (" NN17  1QP ", "E07000150"),
        ("NN1 9ZZ", "not_recorded"),  # a new address of the county, perhaps
        ("SW1A 1AA", "out_of_county"),
        ("NN2 1AA", "out_of_county"),
        ("Corby", "not_recorded"),
        ("", "not_recorded"),
    ],
)
def test_a_postcode_becomes_its_district(county: Places, postcode: str, district: str) -> None:
    assert county.district(postcode) == district


def test_the_look_up_of_the_project_knows_the_county() -> None:
    assert places().district("NN1 5BD") == "E07000154"
    assert places().district("M1 1AE") == "out_of_county"
