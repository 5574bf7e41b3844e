"""Geography: one figure by area, on a map and as bars; then over time; then where training is held."""

from dashboard.display.ui import foot, further
from dashboard.display.ui.choices import Chosen
from dashboard.display.ui.frame import open_page
from dashboard.display.ui.geography import area_choices, area_trend, beside, map
from dashboard.display.ui.html import section

release = open_page("Geography")
view = area_choices.choose(release)

if view is not None:
    map.show(release, view)

    section("Over time", f"The same figure in {view.area_name}, on boundaries that do not change.")
    area_trend.show(release, view)

    section(
        "Where training is held and where people work",
        "Two different places: a session in Corby may train people who work in Kettering.",
    )
    beside.show(
        release,
        ("attendances_by_delivery_place", "Attendances by place of delivery"),
        ("attendances", "Attendances by work base"),
        Chosen(year=view.year),
    )

further.show(release, "Geography")

foot.show(release)
