"""A map of districts or unitaries as plain SVG, from a release's outlines and figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from dashboard.display.analysis.published_series import PublishedSeries, ranked
from dashboard.display.charts import style
from dashboard.display.maps import reading
from dashboard.display.maps.areas import AreaValue
from dashboard.display.maps.classes import HIDDEN, INK, NEIGHBOUR, WHITE, colours, natural_classes
from dashboard.display.maps.picture import mercator
from dashboard.display.meeting.pictures import drawing
from dashboard.files.templates import joined
from dashboard.publication.outlines import Atlas

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DARK = ("#12436D", "#2073BC")


def area_map(
    atlas: Atlas, series: PublishedSeries, level: str, name: str, width: float, height: float, size: float
) -> Markup:
    """The map, each area with a letter; beside it the letters, names and figures, highest first.

    ``name`` begins the names inside the SVG, so that several stand in one page.
    """
    values = {area.code: area for area in reading.area_values(atlas, series, level)}
    features = atlas.of_level(level).features
    letters = lettered(atlas, series, level)
    codes = list(letters)
    fills = _fills(list(values.values()))
    across = _Frame(features, height)
    drawn = [
        *(
            _shape(feature, across, NEIGHBOUR, WHITE, 1.0)
            for feature in atlas.boundaries("neighbours").features
        ),
        *(
            _area(feature, across, values.get(feature["properties"]["code"]), fills, name)
            for feature in features
        ),
        *(_shape(feature, across, "none", INK, 3.0) for feature in atlas.boundaries("unitaries").features),
        *(_letter(feature, across, letters, values, fills, size) for feature in features),
    ]
    names = {feature["properties"]["code"]: str(feature["properties"]["name"]) for feature in features}
    listed = _listed(codes, letters, values, fills, names, name, across.width + size, height, size)
    return drawing.whole(width, height, drawing.clipped(name, across.width, height, drawn) + listed)


def lettered(atlas: Atlas, series: PublishedSeries, level: str) -> dict[str, str]:
    """The letter of each area by its code: highest first, those without a figure last."""
    codes = [point.code for point in ranked(reading.on_map(atlas, series, level))]
    codes += [code for code in atlas.codes(level) if code not in codes]
    return dict(zip(codes, LETTERS, strict=False))


def across(atlas: Atlas, level: str, height: float) -> float:
    """How wide the map itself is where it is ``height`` high, without what is listed beside it."""
    return float(_Frame(atlas.of_level(level).features, height).width)


class _Frame:
    """From longitude and latitude to pixels: the whole county ``height`` high, north at the top."""

    def __init__(self, features: Sequence[dict[str, Any]], height: float) -> None:
        points = [mercator(point) for feature in features for ring in _rings(feature) for point in ring]
        across, down = [x for x, _ in points], [y for _, y in points]
        self._west, self._north = min(across), min(down)
        self._scale = (height - 8) / (max(down) - self._north)
        self.width = (max(across) - self._west) * self._scale + 8

    def __call__(self, point: Sequence[float]) -> tuple[float, float]:
        x, y = mercator(point)
        return round((x - self._west) * self._scale + 4, 1), round((y - self._north) * self._scale + 4, 1)


def _rings(feature: dict[str, Any]) -> list[Any]:
    shape = feature["geometry"]
    parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return [ring for part in parts for ring in part]


def _shape(feature: dict[str, Any], across: _Frame, fill: str, line: str, width: float) -> Markup:
    path = "".join(
        "M" + "L".join(f"{x:g},{y:g}" for x, y in map(across, ring)) + "Z" for ring in _rings(feature)
    )
    return drawing.shape(path, fill, line, width)


def _fills(values: Sequence[AreaValue]) -> dict[float, str]:
    groups = natural_classes([area.value for area in values if area.value is not None])
    return {
        value: colour for group, colour in zip(groups, colours(len(groups)), strict=True) for value in group
    }


def _fill(area: AreaValue | None, fills: dict[float, str]) -> str:
    return HIDDEN if area is None or area.value is None else fills[area.value]


def _area(
    feature: dict[str, Any], across: _Frame, area: AreaValue | None, fills: dict[float, str], name: str
) -> Markup:
    fill = _fill(area, fills)
    return _shape(feature, across, f"url(#{name}-hatch)" if fill == HIDDEN else fill, WHITE, 2.0)


def _letter(
    feature: dict[str, Any],
    across: _Frame,
    letters: dict[str, str],
    values: dict[str, AreaValue],
    fills: dict[float, str],
    size: float,
) -> Markup:
    code = feature["properties"]["code"]
    x, y = across(feature["properties"]["label"])
    fill = _fill(values.get(code), fills)
    dark = fill in _DARK
    edge = {"stroke": fill if dark else WHITE, "stroke_width": f"{size * 0.2:.1f}", "paint_order": "stroke"}
    more = {"text_anchor": "middle", "font_weight": "bold", "stroke_linejoin": "round", **edge}
    return drawing.text([letters[code]], x, y + size * 0.36, size, WHITE if dark else INK, **more)


def _listed(
    codes: Sequence[str],
    letters: dict[str, str],
    values: dict[str, AreaValue],
    fills: dict[float, str],
    names: dict[str, str],
    name: str,
    x: float,
    height: float,
    size: float,
) -> Markup:
    """Letters, names and figures, each beside the colour of its area: highest first, hidden ones last."""
    long = max(drawing.wide(text, size) for text in names.values())
    figures = max((drawing.wide(area.shown, size * 1.08) for area in values.values()), default=size)
    right = x + size * 3.4 + long + figures
    step = min(size * 1.5, height / max(1, len(codes)))
    rows = []
    for at, code in enumerate(codes):
        area = values.get(code)
        y = at * step + size * 1.1
        fill = _fill(area, fills)
        paint = f"url(#{name}-hatch)" if fill == HIDDEN else fill
        corner, tall = f"{y - size * 0.8:.1f}", f"{size:g}"
        rows.append(drawing.box(f"{x:g}", corner, f"{size * 1.3:g}", tall, paint, style.QUIET))
        shown = area.shown if area else "[x]"
        rows.append(drawing.text([letters[code]], x + size * 1.7, y, size, font_weight="bold"))
        rows.append(drawing.text([names[code]], x + size * 2.7, y, size))
        rows.append(drawing.text([shown], right, y, size, font_weight="bold", text_anchor="end"))
    return joined(rows)
