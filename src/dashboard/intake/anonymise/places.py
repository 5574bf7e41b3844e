"""From a postcode to its district: a few thousand addresses become one of seven areas.

The look-up is the ONS postcode directory's, cut to the county (data/reference/SOURCES.md).
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard import settings
from dashboard.reference.code_lists import NOT_RECORDED

OUT_OF_COUNTY = "out_of_county"
LOOKUP = settings.REFERENCE / "postcode_districts.csv.gz"
#: Outward code (area, district) and inward code, as in NN1 5BD.
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")


@dataclass(frozen=True)
class Places:
    """Districts by postcode, and the outward codes that the county's postcodes have."""

    districts: dict[str, str]
    outward: frozenset[str]

    def district(self, postcode: str) -> str:
        """The district code of ``postcode``.

        A postcode whose first half no address in the county has lies outside the county; one
        that might be a new address of the county is not recorded, and so is what is no postcode.
        """
        compact = re.sub(r"\s", "", postcode).upper()
        district = self.districts.get(compact)
        if district:
            return district
        parts = _POSTCODE.fullmatch(compact)
        if parts and parts[1] not in self.outward:
            return OUT_OF_COUNTY
        return NOT_RECORDED


@lru_cache(maxsize=2)
def places(lookup: Path = LOOKUP) -> Places:
    """The look-up in ``lookup``, a gzipped CSV with ``postcode`` (no space) and ``district``.

    Raises FileNotFoundError where there is none.
    """
    with gzip.open(lookup, "rb") as packed, io.TextIOWrapper(packed, encoding="utf-8", newline="") as stream:
        districts = {row["postcode"]: row["district"] for row in csv.DictReader(stream)}
    return Places(districts, frozenset(postcode[:-3] for postcode in districts))
