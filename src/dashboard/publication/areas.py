"""The areas of a release: the county, its unitary councils and its old districts."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.publication.memo import per_release
from dashboard.publication.release_file import Publication
from dashboard.settings import COUNTY

#: What the codes of a release begin with that was made before releases carried their areas.
_LEVELS = {"E06": "unitary", "E07": "district"}


@dataclass(frozen=True)
class Area:
    """One area. ``level`` is county, unitary or district; ``parent`` is the code of the area that holds it.

    ``since`` is its first day as ISO text. Both are empty where the release does not say.
    """

    code: str
    name: str
    level: str
    parent: str
    since: str


@per_release(size=1)
def areas(release: Publication) -> tuple[Area, ...]:
    """Every area in order; of an earlier release those of its code list, of which no parent is known."""
    rows = release.table("areas").sort_values("position").to_dict("records")
    if rows:
        return tuple(
            Area(
                str(row["code"]),
                str(row["name"]),
                str(row["level"]),
                str(row["parent"]),
                str(row["valid_from"]),
            )
            for row in rows
        )
    labels = release.codes("area")
    levels = {COUNTY: "county"} | {code: _LEVELS[code[:3]] for code in labels if code[:3] in _LEVELS}
    return tuple(Area(code, labels.get(code, code), level, "", "") for code, level in levels.items())


@per_release(size=1)
def area_names(release: Publication) -> dict[str, str]:
    """Names by code: the county, its unitary councils, its districts."""
    return {area.code: area.name for area in areas(release)}


def districts_of(release: Publication, unitary: str) -> tuple[str, ...] | None:
    """The codes of the districts that a unitary council is made of; None where the release does not say."""
    if not any(area.parent for area in areas(release)):
        return None
    return tuple(area.code for area in areas(release) if area.parent == unitary)


def unitaries_from(release: Publication) -> str:
    """The day from which the unitaries stand in place of the districts (ISO text); empty where unknown."""
    return min((area.since for area in areas(release) if area.level == "unitary"), default="")
