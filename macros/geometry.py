"""What must hold of the geometry under ``data/geo`` before a map is drawn from it.

GeoJSON (RFC 7946) in WGS84 degrees. Every fault is named with the line on which its feature
begins; nothing is repaired.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .problems import Problem, near_miss

# How deep the positions of each kind of geometry lie.
DEPTH = {
    "Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3,
}  # fmt: skip
RING_SHORTEST, LINE_SHORTEST = 4, 2
# The maps are drawn from these.
NEEDED = (
    "countries", "districts", "districts-outside-nkao", "held-1994-2020", "line-of-contact-1994",
    "neighbouring-districts", "nkao-1991", "towns", "water",
)  # fmt: skip
# A part of a district that is on record and of which no map was found.
UNDRAWN = "corridor"

Region = dict[str, tuple[float, float]]


def problems(
    root: Path, region: Region, districts: tuple[str, ...], controlled: set[tuple[str, str]]
) -> Iterator[Problem]:
    """Every fault of the files in ``root``/data/geo.

    ``region`` gives the lowest and highest ``lat`` and ``lon``; ``districts`` the ids that there
    are; ``controlled`` the districts and parts that control is on record of.
    """
    folder = root / "data" / "geo"
    for name in NEEDED:
        if not (folder / f"{name}.geojson").exists():
            message = "is missing; the maps are drawn from it"
            yield Problem(f"data/geo/{name}.geojson", 1, "", message)
    drawn: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*.geojson")):
        file = _File(path, f"data/geo/{path.name}", region, districts)
        yield from file.problems()
        if path.stem == "held-1994-2020":
            drawn = file.parts
    if drawn:
        yield from _undrawn(drawn, controlled)


def _undrawn(
    drawn: set[tuple[str, str]], controlled: set[tuple[str, str]]
) -> Iterator[Problem]:  # fmt: skip
    whole = {district for district, part in drawn if part == "held"}
    for district, part in sorted(controlled - drawn):
        if part != UNDRAWN and not (part == "whole" and district in whole):
            message = f'has no part "{part}" of {district}, which data/control.yml names; draw it'
            yield Problem("data/geo/held-1994-2020.geojson", 1, "", message)


class _File:
    """One file while it is looked through."""

    def __init__(self, path: Path, name: str, region: Region, districts: tuple[str, ...]) -> None:
        self._path = path
        self._name = name
        self._region = region
        self._districts = districts
        self.parts: set[tuple[str, str]] = set()

    def problems(self) -> Iterator[Problem]:
        """Every fault of the file, feature by feature."""
        try:
            text = self._path.read_text(encoding="utf-8")
            content = json.loads(text)
        except UnicodeDecodeError:
            yield self._problem(1, "", "is not UTF-8 text; save the file as UTF-8")
            return
        except json.JSONDecodeError as error:
            yield self._problem(error.lineno, "", f"is not JSON: {error.msg}")
            return
        except RecursionError:
            yield self._problem(1, "", "is not JSON: it nests too deeply")
            return
        features = content.get("features") if isinstance(content, dict) else None
        if not isinstance(features, list) or content.get("type") != "FeatureCollection":
            yield self._problem(1, "", 'is not GeoJSON: no FeatureCollection with "features"')
            return
        lines = _lines(text, len(features))
        for index, feature in enumerate(features):
            for key, message in self._faults(feature):
                tail = f".{key}" if key else ""
                yield self._problem(lines[index], f"features[{index}]{tail}", message)

    def _problem(self, line: int, key: str, message: str) -> Problem:
        return Problem(self._name, line, key, message)

    def _faults(self, feature: Any) -> Iterator[tuple[str, str]]:
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            yield "", 'is not GeoJSON: no "Feature" stands here'
            return
        about, geometry = feature.get("properties"), feature.get("geometry")
        if not isinstance(about, dict):
            yield "properties", "is not a map of names and values"
        else:
            yield from self._district_faults(about)
        if not isinstance(geometry, dict) or geometry.get("type") not in DEPTH:
            kinds = ", ".join(DEPTH)
            yield "geometry", f"is not a geometry; its type is one of {kinds}"
            return
        yield from self._geometry_faults(geometry)

    def _district_faults(self, about: dict[str, Any]) -> Iterator[tuple[str, str]]:
        key = "id" if self._path.stem.startswith("districts") else "district"
        district = about.get(key)
        if district is None and key == "district" and not self._path.stem.startswith("held"):
            return
        if district not in self._districts:
            hint = near_miss(str(district), self._districts)
            yield f"properties.{key}", f'no district "{district}"{hint}'
        elif "part" in about:
            self.parts.add((str(district), str(about["part"])))

    def _geometry_faults(self, geometry: dict[str, Any]) -> Iterator[tuple[str, str]]:
        key, kind = "geometry.coordinates", geometry["type"]
        lists = _lists(geometry.get("coordinates"), DEPTH[kind])
        if not lists or not all(_is_position(one) for positions in lists for one in positions):
            yield key, f"is not what a {kind} takes: pairs of longitude and latitude"
            return
        for positions in lists:
            if kind in ("Polygon", "MultiPolygon"):
                if positions[0] != positions[-1]:
                    at = positions[0]
                    yield key, f"has a ring that is not closed; end it at {at}, where it begins"
                elif len(positions) < RING_SHORTEST:
                    yield key, f"has a ring of {len(positions)} points; a ring has 4 or more"
            elif kind != "Point" and len(positions) < LINE_SHORTEST:
                yield key, "has a line of one point; a line has 2 or more"
        if outside := self._outside([one for positions in lists for one in positions]):
            yield key, outside

    def _outside(self, positions: list[list[float]]) -> str:
        """What is wrong with the first position outside the region, or nothing."""
        (south, north), (west, east) = self._region["lat"], self._region["lon"]
        for lon, lat, *_ in positions:
            if not (west <= lon <= east and south <= lat <= north):
                return (
                    f"{[lon, lat]} lies outside the region ({west} to {east} east, {south} to "
                    f"{north} north); longitude comes first"
                )
        return ""


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) in (2, 3)
        and all(isinstance(number, int | float) and number == number for number in value)  # NaN
    )


def _lists(coordinates: Any, depth: int) -> list[list[Any]]:
    """Coordinates as lists of positions, whatever the geometry; nothing where one is empty."""
    if depth == 0:
        return [[coordinates]]
    found = [coordinates]
    for _ in range(depth - 1):
        if not all(isinstance(one, list) for one in found):
            return []
        found = [inner for one in found for inner in one]
    return found if all(isinstance(one, list) and one for one in found) else []


def _lines(text: str, number: int) -> list[int]:
    """The line on which each feature of a collection begins."""
    decoder = json.JSONDecoder()
    at = text.index("[", text.index('"features"')) + 1
    lines = []
    for _ in range(number):
        while text[at] in " \t\r\n,":
            at += 1
        lines.append(text.count("\n", 0, at) + 1)
        at = decoder.raw_decode(text, at)[1]
    return lines
