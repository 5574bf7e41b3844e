"""The targets of a release: what an indicator is to reach, and when."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.publication.memo import per_release
from dashboard.publication.release_file import Publication
from dashboard.settings import ALL, COUNTY


@dataclass(frozen=True)
class Target:
    """What an indicator is to reach, in its own unit, from one day until another (ISO text; "" is open).

    ``area`` is a code, or ``all`` for the county and each of its parts.
    """

    indicator: str
    area: str
    value: float
    since: str
    until: str
    owner: str
    source: str
    made_up: bool


@per_release(size=1)
def _every(release: Publication) -> tuple[Target, ...]:
    return tuple(
        Target(
            str(row["indicator"]),
            str(row["area"]),
            float(row["value"]),
            str(row["since"]),
            str(row["until"]),
            str(row["owner"]),
            str(row["source"]),
            bool(row["made_up"]),
        )
        for row in release.table("targets").to_dict("records")
    )


def targets(release: Publication, indicator: str, area: str = COUNTY) -> tuple[Target, ...]:
    """The targets of one indicator in one area, earliest first; where it has none of its own, those for all.

    Made-up targets are given for made-up records alone.
    """
    every = [each for each in _every(release) if release.made_up or not each.made_up]
    known = [each for each in every if each.indicator == indicator]
    own = [each for each in known if each.area == area]
    return tuple(sorted(own or [each for each in known if each.area == ALL], key=lambda each: each.since))


def target_on(release: Publication, day: str, indicator: str, area: str = COUNTY) -> Target | None:
    """The target in force on ``day`` (ISO text); None where there is none."""
    for each in targets(release, indicator, area):
        if each.since <= day and (not each.until or day <= each.until):
            return each
    return None
