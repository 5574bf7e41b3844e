"""What the tests' maps are drawn from: the project's own areas, outlines, places and residents."""

from __future__ import annotations

from pathlib import Path

from dashboard import reference
from dashboard.publication.areas import Area
from dashboard.publication.outlines import Atlas
from dashboard.publication.places import Place
from dashboard.publication.populations import Residents
from dashboard.release.facts import fact_tables
from dashboard.settings import Installation

FACTS = fact_tables(Installation(Path("/nowhere"), Path("/nowhere/key")), made_up=True)
ATLAS = Atlas(
    tuple(
        Area(
            str(row["code"]), str(row["name"]), str(row["level"]), str(row["parent"]), str(row["valid_from"])
        )
        for row in FACTS["areas"].to_dict("records")
    ),
    tuple(
        (layer, drawn.attribution, drawn.geojson)
        for layer in reference.LAYERS
        for drawn in [reference.boundaries(layer)]
    ),
)
PLACES = {
    str(row["venue"]): Place(str(row["town"]), (row["longitude"], row["latitude"]), str(row["district"]))
    for row in FACTS["places"].to_dict("records")
}
RESIDENTS = Residents(
    {
        str(row["area"]): {2020: int(row["people"])}
        for row in FACTS["populations"].to_dict("records")
        if (row["year"], row["age_band"]) == (2020, "all")
    },
    {2020: "mid-2020"},
)
