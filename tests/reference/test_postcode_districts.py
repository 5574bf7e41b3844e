"""The postcode file: known public buildings, and the counts by outward code that ONS points give."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard import settings

PUBLISHED = settings.PROJECT.parent / "shared" / "data" / "geo" / "northants_postcode_districts.csv"


@pytest.fixture(scope="module")
def postcodes() -> pd.Series:
    read = pd.read_csv(settings.REFERENCE / "postcode_districts.csv.gz", dtype=str)
    return read.set_index("postcode")["district"]


def test_town_halls_lie_in_their_own_district(postcodes: pd.Series) -> None:
    halls = {
        "NN171QG": "E07000150",  # Corby Cube
        "NN114FP": "E07000151",  # Lodge Road, Daventry
        "NN144LZ": "E07000152",  # Cedar Drive, Thrapston
        "NN157QX": "E07000153",  # Bowling Green Road, Kettering
        "NN11DE": "E07000154",  # Guildhall, Northampton
        "NN126AF": "E07000155",  # The Forum, Towcester
        "NN81BP": "E07000156",  # Swanspool House, Wellingborough
    }
    assert postcodes[list(halls)].to_dict() == halls


def test_the_form_is_the_same_throughout(postcodes: pd.Series) -> None:
    assert postcodes.index.is_unique
    assert postcodes.index.str.fullmatch(r"[A-Z]{1,2}\d[\dA-Z]?\d[A-Z]{2}").all()
    assert postcodes.nunique() == 7
    assert len(postcodes) == 27_460


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published counts are not part of the project")
def test_counts_agree_with_the_finer_outlines(postcodes: pd.Series) -> None:
    counted = postcodes.groupby([postcodes.index.str[:-3], postcodes]).size()
    total = elsewhere = 0
    for row in pd.read_csv(PUBLISHED).itertuples():
        want = dict(pair.split(":") for pair in str(row.counts_by_LAD20CD).split("|"))
        for district in set(postcodes):
            published = int(want.get(district, 0))
            ours = int(counted.get((row.postcode_district, district), 0))
            total += published
            elsewhere += max(0, published - ours)
    assert total == 27_445
    assert elsewhere <= 40
