"""The downloads and ``datapackage.json``, which describes them: files, sizes, columns, values."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.pages.html import soup

Package = dict[str, Any]


@pytest.fixture(params=["tiny_site", "site"], scope="module")
def data(request: pytest.FixtureRequest) -> Path:
    """The downloads of the tiny project, and of this one."""
    folder: Path = request.getfixturevalue(request.param) / "data"
    return folder


def package(data: Path) -> Package:
    described: Package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    return described


def tables(data: Path) -> list[tuple[Package, list[dict[str, str]]]]:
    return [(one, rows(data, one["path"])) for one in package(data)["resources"] if "schema" in one]


def rows(data: Path, name: str) -> list[dict[str, str]]:
    with (data / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_download_is_described_and_no_other(data: Path) -> None:
    there = {one.name for one in data.iterdir()} - {"index.html", "datapackage.json"}
    assert {one["path"] for one in package(data)["resources"]} == there


def test_size_and_checksum_are_those_of_the_files(data: Path) -> None:
    for one in package(data)["resources"]:
        content = (data / one["path"]).read_bytes()
        assert one["bytes"] == len(content), one["path"]
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}", one["path"]
        assert one["encoding"] == "utf-8"
        content.decode("utf-8")


def test_every_column_is_described_in_the_order_of_the_file(data: Path) -> None:
    described = tables(data)
    assert {one["path"] for one, _ in described} == {one.name for one in data.glob("*.csv")}
    for one, _ in described:
        with (data / one["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert [field["name"] for field in one["schema"]["fields"]] == header, one["path"]
        assert all(field["description"] for field in one["schema"]["fields"]), one["path"]


def test_every_cell_is_what_its_column_promises(data: Path) -> None:
    shapes = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?(e-?\d+)?", "string": r"(?s).+"}
    for one, held in tables(data):
        for field in one["schema"]["fields"]:
            promised = field.get("constraints", {})
            cells = [row[field["name"]] for row in held]
            where = f"{one['path']}: {field['name']}"
            if promised.get("required"):
                assert all(cells), where
            filled = [cell for cell in cells if cell]
            assert all(re.fullmatch(shapes[field["type"]], cell) for cell in filled), where
            if "enum" in promised:
                assert set(filled) <= set(promised["enum"]), where
            if promised.get("unique"):
                assert len(set(cells)) == len(cells), where


def test_every_reference_leads_to_a_row(data: Path) -> None:
    held = {one["path"]: rows for one, rows in tables(data)}
    checked = 0
    for one, own in tables(data):
        for key in one["schema"].get("foreignKeys", []):
            [column], target = key["fields"], key["reference"]
            there = {row[target["fields"][0]] for row in held[target["resource"]]}
            assert {row[column] for row in own} - {""} <= there, f"{one['path']}: {column}"
            checked += 1
    assert checked == 6


def test_the_package_says_what_it_is(data: Path) -> None:
    described = package(data)
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert described["name"] == "seven-districts"
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    whole = json.loads((data / "reference.json").read_text(encoding="utf-8"))
    assert described["version"] == whole["edition"]
    assert described["created"] == f"{whole['date']}T00:00:00Z"
    outlines = next(one for one in described["resources"] if one["path"] == "districts.geojson")
    assert [one["name"] for one in outlines["licenses"]] == ["CC0-1.0"]


def test_each_document_and_district_has_its_row(tiny_site: Path) -> None:
    [document] = rows(tiny_site / "data", "documents.csv")
    assert document["id"] == "un-sc-822-1993"
    assert document["url"] == "https://example.org/sub/path/documents/un-sc-822-1993/"
    [district] = rows(tiny_site / "data", "districts.csv")
    assert (district["id"], district["number"]) == ("kalbajar", "1")
    assert (district["az"], district["hy"]) == ("Kəlbəcər", "Քարվաճառ")


def test_one_file_holds_every_record(data: Path) -> None:
    whole = json.loads((data / "reference.json").read_text(encoding="utf-8"))
    for kind in ("events", "documents", "districts"):
        assert set(whole[kind]) == {row["id"] for row in rows(data, f"{kind}.csv")}, kind
    said = {
        f"{kind}/{key}#{one['id']}": one["text"]
        for kind in ("events", "documents", "topics", "districts")
        for key, record in whole[kind].items()
        for one in record.get("statements", [])
    }
    listed = {
        row["id"]: row["text"] for row in rows(data, "statements.csv") if row["kind"] == "statement"
    }
    assert {key: said[key] for key in listed if key in said} == {
        key: listed[key] for key in said if key in listed
    }
    assert len(said) >= len(listed) > 0
    sources = json.loads((data / "sources.json").read_text(encoding="utf-8"))
    assert whole["sources"] == sources


def test_the_page_lists_the_same_files_and_columns(site: Path) -> None:
    page = soup(site / "data/index.html")
    listed = {str(link["href"]) for link in page.select("table a[download]")}
    assert listed == {one["path"] for one in package(site / "data")["resources"]} | {
        "datapackage.json"
    }
    shown = {
        str(table["aria-label"]).removeprefix("Columns of "): [
            cell.get_text() for cell in table.select("tbody th")
        ]
        for table in page.select(".table[aria-label^='Columns of']")
    }
    described = {
        one["path"]: [field["name"] for field in one["schema"]["fields"]]
        for one in package(site / "data")["resources"]
        if "schema" in one
    }
    assert shown == described
