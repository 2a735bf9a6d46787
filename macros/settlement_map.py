"""The map of one district's settlements, drawn when the site is built."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import maps, model

WIDTH = 640
# Degrees around the district that the map shows; what lies farther out is not drawn.
MARGIN = 0.06
# Far off, or the ground on which the others are drawn.
NOT_DRAWN = ("aze", "geo", "rus", "tur")


@dataclass(frozen=True)
class Point:
    """A settlement on the map, in the view's own units."""

    settlement: model.Settlement
    x: float
    y: float


@dataclass(frozen=True)
class SettlementMap:
    """A district among its neighbours, with its settlements."""

    view: maps.View
    district: str
    around: tuple[str, ...]
    points: tuple[Point, ...]
    left_out: int


def draw(folder: Path, district: str, settlements: Iterable[model.Settlement]) -> SettlementMap:
    """The map of a district from the geometry in ``folder``; KeyError for an unknown district.

    Without rivers: theirs are of another data set, up to 5 km off at this scale.
    """
    shapes = {shape["properties"]["id"]: shape["geometry"] for shape in _read(folder, "districts")}
    view = _view(shapes[district])
    around = [
        shape["geometry"]
        for name in ("countries", "neighbouring-districts", "districts")
        for shape in _read(folder, name)
        if shape["properties"]["id"] not in (district, *NOT_DRAWN)
    ]
    all_points = [Point(one, *view.point(one.lon, one.lat)) for one in settlements]
    shown = tuple(point for point in all_points if _whole(point, view))
    return SettlementMap(
        view,
        maps.path(shapes[district], view),
        tuple(found for geometry in around if (found := maps.path(geometry, view))),
        shown,
        len(all_points) - len(shown),
    )


def _whole(point: Point, view: maps.View) -> bool:
    edge = 6
    return edge < point.x < view.width - edge and edge < point.y < view.height - edge


def _read(folder: Path, name: str) -> list[dict[str, Any]]:
    content = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))
    features: list[dict[str, Any]] = content["features"]
    return features


def _view(geometry: dict[str, Any]) -> maps.View:
    rings = geometry["coordinates"]
    if geometry["type"] == "MultiPolygon":
        rings = [ring for part in rings for ring in part]
    lons = [point[0] for ring in rings for point in ring]
    lats = [point[1] for ring in rings for point in ring]
    return maps.View(
        min(lons) - MARGIN, min(lats) - MARGIN, max(lons) + MARGIN, max(lats) + MARGIN, WIDTH
    )
