"""Maps drawn as SVG when the site is built: the seven districts, and one among them.

Geometry is GeoJSON in WGS84; the projection is equirectangular at the region's middle latitude,
which at this size is within a hundredth of a conformal one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

Ring = list[tuple[float, float]]
MIDDLE_LATITUDE = 39.8


@dataclass(frozen=True)
class Shape:
    """One area as an SVG path, with where its label stands, in the view's own units."""

    id: str
    name: str
    path: str
    x: float
    y: float
    number: int | None = None


@dataclass(frozen=True)
class View:
    """A rectangle of the earth and the width in units that it is drawn at."""

    west: float
    south: float
    east: float
    north: float
    width: int

    @property
    def scale(self) -> float:
        """Units for a degree of longitude."""
        return self.width / (self.east - self.west)

    @property
    def height(self) -> int:
        """Height in units that keeps distances true at the middle latitude."""
        return round((self.north - self.south) * self.scale / _stretch())

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point of the earth stands in the drawing."""
        x = (lon - self.west) * self.scale
        y = (self.north - lat) * self.scale / _stretch()
        return round(x, 1), round(y, 1)

    def kilometres(self, distance: float) -> float:
        """Units that a distance in kilometres takes."""
        return distance / (111.32 * math.cos(math.radians(MIDDLE_LATITUDE))) * self.scale


SEVEN = View(45.2, 38.75, 48.05, 40.7, 640)


class Atlas:
    """The geometry under ``data/geo``, drawn on demand."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _features(self, name: str) -> list[dict[str, Any]]:
        content = json.loads((self._folder / f"{name}.geojson").read_text(encoding="utf-8"))
        features: list[dict[str, Any]] = content["features"]
        return features

    @cached_property
    def districts(self) -> list[Shape]:
        """The seven with number and label."""
        return [
            Shape(
                feature["properties"]["id"],
                feature["properties"]["name"],
                path(feature["geometry"], SEVEN),
                *SEVEN.point(
                    feature["properties"]["label_lon"], feature["properties"]["label_lat"]
                ),
                feature["properties"]["number"],
            )
            for feature in self._features("districts")
        ]

    @cached_property
    def oblast(self) -> str:
        """The former autonomous oblast, as one path."""
        return "".join(path(f["geometry"], SEVEN) for f in self._features("nkao-1991"))

    @cached_property
    def not_held(self) -> str:
        """The parts of Agdam and Fuzuli that Azerbaijan held from 1994 to 2020."""
        return "".join(
            path(feature["geometry"], SEVEN)
            for feature in self._features("held-1994-2020")
            if feature["properties"]["part"] == "not-held"
        )

    @cached_property
    def countries(self) -> list[Shape]:
        """Neighbouring countries with the place of their names on the map of the seven."""
        labels = {"arm": (45.5, 39.62), "irn": (47.1, 38.93), "aze": (47.55, 40.45)}
        return [
            Shape(
                feature["properties"]["id"],
                feature["properties"]["name"],
                path(feature["geometry"], SEVEN),
                *SEVEN.point(*labels[feature["properties"]["id"]]),
            )
            for feature in self._features("countries")
            if feature["properties"]["id"] in labels
        ]

    @cached_property
    def rivers(self) -> str:
        """Rivers as one path of open lines."""
        return "".join(
            path(feature["geometry"], SEVEN)
            for feature in self._features("water")
            if feature["properties"]["kind"] == "river"
        )

    @cached_property
    def towns(self) -> list[Shape]:
        """The centres of the seven as points."""
        return [
            Shape(
                feature["properties"]["id"],
                feature["properties"]["name"],
                "",
                *SEVEN.point(*feature["geometry"]["coordinates"]),
            )
            for feature in self._features("towns")
            if feature["properties"]["rank"] == 1
        ]


def _stretch() -> float:
    return math.cos(math.radians(MIDDLE_LATITUDE))


def path(geometry: dict[str, Any], view: View) -> str:
    """A geometry as SVG path data; points that fall together or far outside are dropped."""
    closed = geometry["type"] in ("Polygon", "MultiPolygon")
    return "".join(_ring(ring, view, closed) for ring in _rings(geometry))


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
    rings = geometry["coordinates"]
    for _ in range(depth[geometry["type"]] - 1):
        rings = [ring for part in rings for ring in part]
    yield from [rings] if depth[geometry["type"]] == 0 else rings


def _ring(ring: Ring, view: View, closed: bool) -> str:
    margin = 40
    kept: list[tuple[float, float]] = []
    for lon, lat, *_ in ring:
        x, y = view.point(lon, lat)
        x = min(max(x, -margin), view.width + margin)
        y = min(max(y, -margin), view.height + margin)
        if not kept or math.dist(kept[-1], (x, y)) >= 1.2:
            kept.append((x, y))
    if len(kept) < (3 if closed else 2):
        return ""
    points = "L".join(f"{x:g} {y:g}" for x, y in kept)
    return f"M{points}{'Z' if closed else ''}"
