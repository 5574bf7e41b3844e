"""The facts that a release carries beside its figures, so that nothing it shows changes afterwards."""

from __future__ import annotations

import pandas as pd

from dashboard import reference
from dashboard.reference.code_lists import code_list
from dashboard.reference.contacts import contacts
from dashboard.reference.rollout import rollout
from dashboard.reference.schedule import schedules
from dashboard.reference.similar import similar_forces
from dashboard.release.errors import ReleaseError
from dashboard.settings import Installation


def fact_tables(where: Installation, made_up: bool) -> dict[str, pd.DataFrame]:
    """The tables ``areas``, ``contacts``, ``events``, ``outlines``, ``places``, ``populations``,
    ``rollout``, ``similar_forces`` and ``targets``.

    Made-up events and targets go into a release of made-up records only. Raises ReleaseError, naming the
    file, where one is not as it must be.
    """
    own = where.reference
    try:
        reference.check_names(own)
        areas, events = reference.areas(own), reference.events(made_up, own)
        layers = [reference.boundaries(layer, own) for layer in reference.LAYERS]
        populations, targets = reference.populations(own), reference.targets(made_up, own)
        reference.comparators(own)
        schedules(own)
        similar, asked = similar_forces(own), contacts(made_up, own)
        planned = rollout(made_up, own, where.codes)
    except reference.ReferenceRefused as refused:
        raise ReleaseError(f"{refused} No release was made.") from refused
    return {
        "areas": areas.drop(columns="colour").assign(position=range(len(areas))),
        "contacts": asked,
        "events": events.assign(made_up=events["made_up"] == "yes"),
        "outlines": pd.DataFrame(
            [
                {"layer": each.layer, "attribution": each.attribution, "geojson": each.geojson}
                for each in layers
            ]
        ),
        "places": _places(where),
        "populations": populations,
        "rollout": planned,
        "similar_forces": similar,
        "targets": targets,
    }


def _places(where: Installation) -> pd.DataFrame:
    """Each venue of a known town, at that town; those of none (online, other) are left out."""
    towns = {
        feature["properties"]["name"]: feature["geometry"]["coordinates"]
        for feature in reference.boundaries("towns", where.reference).features
    }
    rows = [
        {
            "venue": venue,
            "town": facts["town"],
            "district": facts.get("district", ""),
            "longitude": float(towns[facts["town"]][0]),
            "latitude": float(towns[facts["town"]][1]),
        }
        for venue, facts in code_list("venue", where.codes).facts.items()
        if facts.get("town") in towns
    ]
    return pd.DataFrame(rows, columns=["venue", "town", "district", "longitude", "latitude"])
