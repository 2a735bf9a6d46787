"""Maps drawn as SVG when the site is built: the seven districts, one among them, and the ground
on which control at a date is shown.

Geometry is GeoJSON in WGS84; the projection is equirectangular at the region's middle latitude,
which at this size is within a hundredth of a conformal one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
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
    rank: int = 1


@dataclass(frozen=True)
class View:
    """A rectangle of the earth and the width in units that it is drawn at."""

    west: float
    south: float
    east: float
    north: float
    width: int

    @cached_property
    def scale(self) -> float:
        """Units for a degree of longitude."""
        return self.width / (self.east - self.west)

    @cached_property
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
# The same rectangle, drawn finer because a reader may zoom into it.
CONTROL = View(SEVEN.west, SEVEN.south, SEVEN.east, SEVEN.north, 960)
# What of CONTROL the small maps show: the seven with little around them, as an SVG viewBox.
SMALL_BOX = "118 84 730 750"
# Least distances between two points of an outline, in units: on the locator of an infobox, on the
# map of the seven, on the map of control.
COARSEST, COARSE, FINE = 3.0, 1.2, 0.7
# Labels that would stand on the oblast's outline or on a town's point, moved: lon, lat.
LABELS = {
    "kalbajar": (46.17, 40.0),
    "qubadli": (46.59, 39.27),
    "zangilan": (46.62, 38.975),
    "jabrayil": (47.06, 39.3),
}
# Names of countries and rivers where there is room for them: lon, lat.
COUNTRIES = {"arm": (45.5, 39.62), "irn": (47.2, 38.93), "aze": (47.62, 40.2)}
RIVERS = {
    "Kura": (47.32, 40.44),
    "Aras": (46.02, 38.83),
    "Tartar": (46.77, 40.28),
    "Vorotan": (46.02, 39.45),
}
# Where the corridor through the town of Lachin is marked; its course is in no open data.
CORRIDOR = "lachin-town"


@dataclass(frozen=True)
class Area:
    """A district or a part of one whose control is on record, with the key of its control.

    Of a district that grew over the border of the former oblast, ``clipped`` says that only what
    lies outside the oblast is meant.
    """

    district: str
    part: str
    path: str
    clipped: bool

    @property
    def key(self) -> str:
        """District and part as the page's data name them, ``agdam/held``."""
        return f"{self.district}/{self.part}"


@dataclass(frozen=True)
class Ground:
    """All that the map of control draws beneath and around the areas, as path data."""

    countries: list[Shape]
    rivers: str
    lakes: str
    river_names: list[Shape]
    oblast: str
    line_of_contact: str
    present: list[Shape]
    outside_oblast: list[Shape]
    areas: list[Area]
    towns: list[Shape]
    corridor: tuple[float, float]


class Atlas:
    """The geometry under ``data/geo``, drawn on demand."""

    def __init__(self, folder: Path, tolerance: float = COARSE) -> None:
        self._folder = folder
        self._tolerance = tolerance
        self._features = cache(self._read)

    @cached_property
    def for_locators(self) -> Atlas:
        """The same, as coarse as a picture of a third of the width may be."""
        return Atlas(self._folder, COARSEST)

    def _read(self, name: str) -> list[dict[str, Any]]:
        content = json.loads((self._folder / f"{name}.geojson").read_text(encoding="utf-8"))
        features: list[dict[str, Any]] = content["features"]
        return features

    @cached_property
    def districts(self) -> list[Shape]:
        """The seven as they lay outside the former oblast, with number and label."""
        return self._districts(SEVEN, self._tolerance)

    @cached_property
    def _outside(self) -> dict[str, dict[str, Any]]:
        """Geometry of each of the seven outside the former oblast."""
        return {
            feature["properties"]["id"]: feature["geometry"]
            for feature in self._features("districts-outside-nkao")
        }

    def _districts(self, view: View, tolerance: float) -> list[Shape]:
        shapes = []
        for feature in self._features("districts"):
            about = feature["properties"]
            label = LABELS.get(about["id"], (about["label_lon"], about["label_lat"]))
            drawn = path(self._outside[about["id"]], view, tolerance)
            shapes.append(
                Shape(about["id"], about["name"], drawn, *view.point(*label), about["number"])
            )
        return shapes

    @cached_property
    def within_oblast(self) -> dict[str, str]:
        """By district, its present outline where that takes in land of the former oblast. Drawn
        beneath the district it shows as the part that lay in the oblast."""
        return {
            feature["properties"]["id"]: path(feature["geometry"], SEVEN, self._tolerance)
            for feature in self._features("districts")
            if feature["properties"]["id"] in self._grown
        }

    @cached_property
    def _grown(self) -> set[str]:
        """Districts whose present outline differs from that outside the oblast."""
        return {
            feature["properties"]["id"]
            for feature in self._features("districts")
            if feature["geometry"] != self._outside[feature["properties"]["id"]]
        }

    @cached_property
    def oblast(self) -> str:
        """The former autonomous oblast, as one path."""
        return self._joined("nkao-1991", SEVEN, self._tolerance)

    def _joined(self, name: str, view: View, tolerance: float, **wanted: str) -> str:
        """The features of a file that have the wanted properties, as one path."""
        return "".join(
            path(feature["geometry"], view, tolerance) for feature in self._wanted(name, wanted)
        )

    def _wanted(self, name: str, wanted: dict[str, str]) -> Iterator[dict[str, Any]]:
        for feature in self._features(name):
            if wanted.items() <= feature["properties"].items():
                yield feature

    def outlines(
        self, name: str, view: View, tolerance: float = COARSE, **wanted: str
    ) -> list[Ring]:
        """Rings or lines of the features of a file that have the wanted properties, as points in
        the view's own units."""
        return [
            kept
            for feature in self._wanted(name, wanted)
            for kept in _outlines(feature["geometry"], view, tolerance)
        ]

    def box(self, district: str) -> tuple[float, float, float, float]:
        """The least rectangle around the present district: south, west, north, east in degrees."""
        [feature] = self._wanted("districts", {"id": district})
        points = [point for ring in _rings(feature["geometry"]) for point in ring]
        lons, lats = [point[0] for point in points], [point[1] for point in points]
        return min(lats), min(lons), max(lats), max(lons)

    @cached_property
    def not_held(self) -> str:
        """The parts of Agdam and Fuzuli that Azerbaijan held from 1994 to 2020."""
        return self._joined("held-1994-2020", SEVEN, self._tolerance, part="not-held")

    @cached_property
    def countries(self) -> list[Shape]:
        """Neighbouring countries with the place of their names on the map of the seven."""
        return self._countries(SEVEN, self._tolerance)

    def _countries(self, view: View, tolerance: float) -> list[Shape]:
        return [
            Shape(
                feature["properties"]["id"],
                feature["properties"]["name"],
                path(feature["geometry"], view, tolerance),
                *view.point(*COUNTRIES[feature["properties"]["id"]]),
            )
            for feature in self._features("countries")
            if feature["properties"]["id"] in COUNTRIES
        ]

    @cached_property
    def rivers(self) -> str:
        """Rivers as one path of open lines."""
        return self._joined("water", SEVEN, self._tolerance, kind="river")

    @cached_property
    def river_names(self) -> list[Shape]:
        """Names of rivers where there is room for them on the map of the seven."""
        return _river_names(SEVEN)

    @cached_property
    def towns(self) -> list[Shape]:
        """The centres of the seven and the chief towns around them as points."""
        return self._towns(SEVEN, most=1)

    def _towns(self, view: View, most: int) -> list[Shape]:
        return [
            Shape(
                feature["properties"]["id"],
                # A district's name says its centre's as well.
                ""
                if feature["properties"]["kind"] == "district centre"
                else feature["properties"]["name"],
                "",
                *view.point(*feature["geometry"]["coordinates"]),
                rank=feature["properties"]["rank"],
            )
            for feature in self._features("towns")
            if feature["properties"]["rank"] <= most and _inside(feature["geometry"], view)
        ]

    @cached_property
    def ground(self) -> Ground:
        """What the map of control is drawn from, in the units of CONTROL."""
        towns = self._towns(CONTROL, most=2)
        [corridor] = [(town.x, town.y) for town in towns if town.id == CORRIDOR]
        shapes = self._districts(CONTROL, FINE)
        return Ground(
            self._countries(CONTROL, FINE),
            self._joined("water", CONTROL, FINE, kind="river"),
            self._joined("water", CONTROL, FINE, kind="lake")
            + self._joined("water", CONTROL, FINE, kind="reservoir"),
            _river_names(CONTROL),
            self._joined("nkao-1991", CONTROL, FINE),
            self._joined("line-of-contact-1994", CONTROL, FINE),
            [
                Shape(one.id, one.name, self._joined("districts", CONTROL, FINE, id=one.id), 0, 0)
                for one in shapes
                if one.id in self._grown
            ],
            shapes,
            self._areas({shape.id: shape.path for shape in shapes}),
            towns,
            corridor,
        )

    def _areas(self, outside: dict[str, str]) -> list[Area]:
        return [
            Area(
                district,
                part,
                outside[district] if part == "whole" else path(geometry, CONTROL, FINE),
                part != "whole" and district in self._grown,
            )
            for (district, part), geometry in self.parts.items()
        ]

    @cached_property
    def parts(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Geometry of each district or part whose control is on record, by district and part. A
        district that was held whole is drawn as it lay outside the oblast."""
        features = self._features("held-1994-2020")
        named = [feature["properties"]["district"] for feature in features]
        found = {}
        for feature, district in zip(features, named, strict=True):
            if named.count(district) == 1:
                found[district, "whole"] = self._outside[district]
            else:
                found[district, feature["properties"]["part"]] = feature["geometry"]
        return found


def _river_names(view: View) -> list[Shape]:
    return [Shape(name, name, "", *view.point(*place)) for name, place in RIVERS.items()]


def _inside(point: dict[str, Any], view: View) -> bool:
    lon, lat = map(float, point["coordinates"])
    return view.west < lon < view.east and view.south < lat < view.north


@cache
def _stretch() -> float:
    return math.cos(math.radians(MIDDLE_LATITUDE))


def path(geometry: dict[str, Any], view: View, tolerance: float = COARSE) -> str:
    """A geometry as SVG path data; a point within ``tolerance`` units of the one before it, or
    far outside the view, is dropped."""
    end = "Z" if _is_closed(geometry) else ""
    return "".join(
        f"M{_steps(kept) if tolerance >= COARSEST else _points(kept)}{end}"
        for kept in _outlines(geometry, view, tolerance)
    )


def _points(points: Ring) -> str:
    return "L".join(f"{x:g} {y:g}" for x, y in points)


def _is_closed(geometry: dict[str, Any]) -> bool:
    return geometry["type"] in ("Polygon", "MultiPolygon")


def _outlines(geometry: dict[str, Any], view: View, tolerance: float) -> Iterator[Ring]:
    least = 3 if _is_closed(geometry) else 2
    for ring in _rings(geometry):
        kept = _kept(ring, view, tolerance)
        if len(kept) >= least:
            yield kept


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
    rings = geometry["coordinates"]
    for _ in range(depth[geometry["type"]] - 1):
        rings = [ring for part in rings for ring in part]
    yield from [rings] if depth[geometry["type"]] == 0 else rings


def _along_edge(
    one: tuple[float, float],
    two: tuple[float, float],
    three: tuple[float, float],
    view: View,
    margin: int,
) -> bool:
    """Whether three points follow one edge of what is drawn, so that the middle one is idle."""
    edges = {-margin, view.width + margin}, {-margin, view.height + margin}
    return any(
        one[axis] == two[axis] == three[axis] and one[axis] in edges[axis] for axis in (0, 1)
    )


def _kept(ring: Ring, view: View, tolerance: float) -> Ring:
    margin = 40
    right, bottom = view.width + margin, view.height + margin
    kept: Ring = []
    for lon, lat, *_ in ring:
        x, y = view.point(lon, lat)
        x = min(max(x, -margin), right)
        y = min(max(y, -margin), bottom)
        if not kept or math.dist(kept[-1], (x, y)) >= tolerance:
            if len(kept) > 1 and _along_edge(kept[-2], kept[-1], (x, y), view, margin):
                kept.pop()
            kept.append((x, y))
    return kept


def _steps(points: Ring) -> str:
    """Points as steps of whole units from one to the next: half as long, and as true as a small
    picture shows."""
    whole = [(round(x), round(y)) for x, y in points]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(whole) if (x, y) != (a, b)]
    x, y = whole[0]
    numbers = "".join(f"{'' if number < 0 else ' '}{number}" for step in steps for number in step)
    return f"{x} {y}l{numbers.removeprefix(' ')}" if steps else f"{x} {y}"
