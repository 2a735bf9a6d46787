"""What the check says of faulty settlements, and what the file itself owes its readers."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPO

Check = Callable[[Path], tuple[int, list[str]]]
FILE = "data/settlements.csv"
HEADER = (
    "district,id,name_az,name_hy,name_hy_latn,name_ru,name_fa,names_other,lat,lon,kind,"
    "geonames_id,wof_id,elevation_m,source,note"
)
ROW = (
    "kalbajar,kalbajar-bashlibel,Başlıbel,Բաշլիբել,,Башлыбель,,Bashlybel,39.95,46.1,"
    "populated place,1,2,1700,watch-1994,"
)
OTHER = ROW.replace("bashlibel", "zar")
BROKEN = [
    ([ROW.replace("39.95", "46.95")],
     f"{FILE}:2: lat: 46.95 lies outside the region (38.0 to 42.1); are lat and lon exchanged?"),
    ([ROW.replace("39.95", "")], f"{FILE}:2: lat: is missing; every record of this kind needs it"),
    ([ROW.replace("kalbajar,", "kelbajar,", 1)],
     f'{FILE}:2: district: "kelbajar" is not one of kalbajar, lachin'),
    ([ROW, ROW.replace("kalbajar,", "lachin,", 1).replace("bashlibel", "zar")],
     f'{FILE}:3: district: no district "lachin" is on record'),
    ([ROW, OTHER, ROW], f'{FILE}:4: id: "kalbajar-bashlibel" stands twice; every id stands once'),
    ([ROW.replace("kalbajar-bashlibel", "Bashlibel")], f'{FILE}:2: id: "Bashlibel" is not an id'),
    ([ROW.replace("watch-1994", "wach-1994")],
     f'{FILE}:2: source[0]: no source "wach-1994"; did you mean "watch-1994"?'),
    ([ROW.replace("watch-1994", "")], f"{FILE}:2: source: is missing"),
    ([ROW.replace("populated place", "village")], f'{FILE}:2: kind: "village" is not one of'),
    ([ROW.replace("1700", "high")], f'{FILE}:2: elevation_m: "high" is not a number'),
    ([ROW.replace("Bashlybel", "Bashlybel; ")], f"{FILE}:2: names_other[1]: is empty"),
    ([ROW + ","], f"{FILE}:2: must have 16 columns"),
]  # fmt: skip


def with_settlements(root: Path, rows: list[str]) -> Path:
    (root / FILE).write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    page = root / "docs/settlements/kalbajar.md"
    page.parent.mkdir()
    page.write_text(
        '---\ntitle: Settlements of Kalbajar\n---\n\n{{ gazetteer("kalbajar") }}\n',
        encoding="utf-8",
    )
    return root


def test_sound_settlements_pass(tiny: Path, check: Check) -> None:
    code, lines = check(with_settlements(tiny, [ROW, OTHER]))
    assert code == 0, lines


@pytest.mark.parametrize(("rows", "expected"), BROKEN)
def test_a_faulty_settlement_is_named(
    tiny: Path, check: Check, rows: list[str], expected: str
) -> None:
    code, lines = check(with_settlements(tiny, rows))
    assert code == 1
    assert any(line.startswith(expected) for line in lines), lines


def test_settlements_without_their_page_are_named(tiny: Path, check: Check) -> None:
    (with_settlements(tiny, [ROW]) / "docs/settlements/kalbajar.md").unlink()
    expected = f"{FILE}:2: district: has no page; write docs/settlements/kalbajar.md"
    assert expected in check(tiny)[1]


# The file of this project.

Ring = list[tuple[float, float]]
KM_A_DEGREE = 111.0


def rows() -> list[dict[str, str]]:
    with (REPO / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def outlines() -> dict[str, list[Ring]]:
    content = json.loads((REPO / "data/geo/districts.geojson").read_text(encoding="utf-8"))
    return {one["properties"]["id"]: one["geometry"]["coordinates"] for one in content["features"]}


def inside(rings: list[Ring], lon: float, lat: float) -> bool:
    crossed = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                crossed = not crossed
    return crossed


def kilometres(first: dict[str, str], second: dict[str, str]) -> float:
    north = float(first["lat"]) - float(second["lat"])
    east = (float(first["lon"]) - float(second["lon"])) * math.cos(math.radians(39.8))
    return math.hypot(north, east) * KM_A_DEGREE


def test_all_801_settlements_are_there() -> None:
    found = rows()
    assert len(found) == len({row["id"] for row in found}) == 801
    assert all(row["id"].startswith(f"{row['district']}-") for row in found)


def test_a_point_outside_its_district_says_so_and_no_other_does() -> None:
    shapes = outlines()
    out = {
        row["id"]
        for row in rows()
        if not inside(shapes[row["district"]], float(row["lon"]), float(row["lat"]))
    }
    said = {row["id"] for row in rows() if "outside the district on the map" in row["note"]}
    assert len(out) > 30
    assert said == out


def test_one_name_twice_close_by_is_said_to_be_perhaps_one_place() -> None:
    found = rows()
    silent = [
        (first["id"], second["id"])
        for first in found
        for second in found
        if first is not second
        and first["district"] == second["district"]
        and first["name_az"] == second["name_az"] != ""
        and kilometres(first, second) <= 2.9
        and "may be one place" not in first["note"]
    ]
    assert silent == []
