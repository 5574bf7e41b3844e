"""ONS look-up from local authority districts to community safety partnerships and police areas."""

from __future__ import annotations

from dashboard.intake.sources._home_office import TABLE, comparator
from dashboard.settings import ALL
from dashboard.store.contract import Blank, Column, Kind, Source, Treatment

#: The headings end with the year of the boundaries: LAD23CD.
_YEARS = [f"{year:02d}" for year in range(15, 41)]


def _headings(stem: str, ending: str) -> tuple[str, ...]:
    return tuple(f"{stem}{year}{ending}" for year in _YEARS)


SOURCE = Source(
    name="ons_police_areas",
    title="ONS: local authorities to police areas",
    about="One row for each local authority and community safety partnership as downloaded.",
    table=TABLE,
    # A local authority repeats where it has several partnerships; what is held of it is the police area.
    record_key=("area_code", "partnership_code", "force"),
    columns=(
        Column(
            "area_code",
            Kind.TEXT,
            "Code of the local authority.",
            pattern=r"[A-Z]\d{8}",
            also=_headings("LAD", "CD"),
        ),
        Column("area_name", Kind.TEXT, "Its name; dropped.", Treatment.DROP, also=_headings("LAD", "NM")),
        Column(
            "partnership_code",
            Kind.TEXT,
            "Code of the community safety partnership.",
            pattern=r"[A-Z]\d{8}",
            blank=Blank.ALLOWED,
            optional=True,
            also=_headings("CSP", "CD"),
        ),
        Column(
            "partnership_name",
            Kind.TEXT,
            "Its name; dropped.",
            Treatment.DROP,
            blank=Blank.ALLOWED,
            optional=True,
            also=_headings("CSP", "NM"),
        ),
        Column(
            "police_area_code",
            Kind.TEXT,
            "Code of the police area; dropped.",
            Treatment.DROP,
            also=_headings("PFA", "CD"),
        ),
        Column("force", Kind.CODE, "The police force.", codes="force", also=_headings("PFA", "NM")),
        Column(
            "object_id",
            Kind.TEXT,
            "A number of the download; dropped.",
            Treatment.DROP,
            optional=True,
            blank=Blank.ALLOWED,
            also=("ObjectId", "FID"),
        ),
    ),
    # One for each pair: a look-up is published too, and its newest edition counts like any other's.
    expand=lambda row: [comparator("police_area", row["area_code"], ALL, 1, location=row["force"])],
    examples=(
        {
            "area_code": "E06000061",
            "area_name": "North Northamptonshire",
            "partnership_code": "E22000164",
            "partnership_name": "North Northamptonshire",
            "police_area_code": "E23000022",
            "force": "Northamptonshire",
        },
    ),
)
