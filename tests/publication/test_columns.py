"""Cells asked for by some of their columns are the cells asked for whole."""

from __future__ import annotations

import pandas as pd

from dashboard.display.analysis.published_series import OF_A_POINT
from dashboard.publication import Publication


def test_the_same_rows_in_the_same_order(publication: Publication) -> None:
    for indicator in publication.indicators:
        whole = publication.cells(indicator, geography_level=None)
        part = publication.cells(indicator, geography_level=None, columns=["time", *OF_A_POINT])
        assert set(part.columns) == {"time", *OF_A_POINT}
        pd.testing.assert_frame_equal(part, whole[list(part.columns)])
