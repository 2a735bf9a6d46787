"""The downloads together: their descriptor is true of them, and each holds every record once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros import dictionary, load
from tests.conftest import REPO
from tests.pages.data_package import faults, rows
from tests.pages.html import soup

TINY = REPO / "tests" / "tiny"


def package(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "data/datapackage.json").read_text(encoding="utf-8"))
    return found


def test_the_descriptor_is_true_of_every_file(tiny_site: Path, site: Path) -> None:
    assert faults(tiny_site / "data") == []
    assert faults(site / "data") == []


def rewrite(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (rewrite("sources.ris", "TY", "ty"), "sources.ris: has another checksum"),
        (rewrite("events.csv", "title", "name"), "events.csv: has the columns"),
        (rewrite("events.csv", "40.107", "north"), "events.csv: lat 'north' is no number"),
        (rewrite("events.csv", ",capture,", ",seizure,"), "events.csv: kind 'seizure' is none of"),
        (rewrite("control.csv", "kalbajar,", "lachin,"), "district 'lachin' leads nowhere"),
        (rewrite("population.csv", "1989", "in 89"), "population.csv: year 'in 89'"),
        (rewrite("names.csv", "Kəlbəcər", ""), "names.csv: name is empty in a row"),
        (rewrite("datapackage.json", '"sha256:', '"md5:'), "has another checksum"),
        (rewrite("datapackage.json", '"bytes": ', '"bytes": 1'), "bytes, not"),
        (rewrite("datapackage.json", "profiles/2.0/datap", "profiles/1.0/datap"), "version 2"),
        (lambda folder: (folder / "names.csv").unlink(), "names.csv: is not there"),
        (lambda folder: (folder / "more.csv").touch(), "more.csv: is not described"),
    ],
)
def test_what_is_not_true_is_found(
    tiny_site: Path, tmp_path: Path, change: Callable[[Path], None], fault: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(tiny_site / "data", folder)
    change(folder)
    assert fault in "\n".join(faults(folder))


def test_the_descriptor_says_edition_licence_and_origin(tiny_site: Path, site: Path) -> None:
    said = package(tiny_site)
    assert said["homepage"] == "https://example.org/sub/path/"
    assert "homepage" not in package(site)
    [edition] = load.read_all(TINY).changes
    assert (said["version"], said["created"]) == (edition.edition, f"{edition.date}T00:00:00Z")
    assert [one["name"] for one in said["licenses"]] == ["CC-BY-4.0"]
    resources = {one["name"]: one for one in said["resources"]}
    assert [one["name"] for one in resources["districts-geojson"]["licenses"]] == ["CC0-1.0"]
    origins = [one["title"] for one in resources["settlements"]["sources"]]
    assert any(one.startswith("GeoNames") for one in origins)


def test_the_page_and_the_descriptor_have_the_same_dictionary(site: Path) -> None:
    page = soup(site / "data/index.html")
    listed = [str(link["href"]) for link in page.select("article th a[download]")]
    resources = package(site)["resources"]
    assert listed == [*(one["path"] for one in resources), dictionary.DESCRIPTOR]
    for one in resources:
        if "schema" not in one:
            continue
        [table] = [
            found
            for found in page.select("article table")
            if found.caption and found.caption.get_text() == f"Columns of {one['path']}"
        ]
        told = {
            row.th.get_text(): row.td.get_text() for row in table.select("tbody tr")
        }  # fmt: skip
        assert list(told) == [field["name"] for field in one["schema"]["fields"]]
        for field in one["schema"]["fields"]:
            assert told[field["name"]].startswith(field["description"].replace("`", ""))
            values = field.get("constraints", {}).get("enum", ())
            assert [value for value in values if value not in told[field["name"]]] == []


@pytest.mark.parametrize("root", [TINY, REPO], ids=["tiny", "real"])
def test_documents_and_districts_stand_once_each(root: Path, tiny_site: Path, site: Path) -> None:
    folder = (tiny_site if root == TINY else site) / "data"
    records = load.read_all(root)
    for name, kept in (("documents", records.documents), ("districts", records.districts)):
        found = [row["id"] for row in rows(folder / f"{name}.csv")]
        assert len(found) == len(set(found))
        assert set(found) == set(kept)


def test_a_document_s_vote_and_text(tiny_site: Path) -> None:
    [row] = rows(tiny_site / "data/documents.csv")
    assert row["symbol"] == "S/RES/822 (1993)"
    assert (row["votes_for"], row["votes_against"], row["votes_absent"]) == ("15", "0", "")
    assert row["vote_sources"] == "council-822"
    assert row["url"] == "https://example.org/sub/path/documents/un-sc-822-1993/"
    assert row["text_url"].startswith("https://")
    assert row["body_name"]


def test_a_district_s_names_and_figures(tiny_site: Path) -> None:
    [row] = rows(tiny_site / "data/districts.csv")
    assert (row["name_az"], row["name_hy"], row["name_ru"]) == (
        "Kəlbəcər", "Քարվաճառ", "Кельбаджар",
    )  # fmt: skip
    assert (row["lat"], row["lon"]) == ("40.107", "46.038")
    assert row["areas"] == "1936 (the Soviet district)"
    assert row["population"] == "43713 (1989, census)"


@pytest.mark.parametrize("root", [TINY, REPO], ids=["tiny", "real"])
def test_one_file_holds_every_record(root: Path, tiny_site: Path, site: Path) -> None:
    folder = (tiny_site if root == TINY else site) / "data"
    whole = json.loads((folder / "reference.json").read_text(encoding="utf-8"))
    records = load.read_all(root)
    for key, kept in (
        ("districts", records.districts), ("events", records.events),
        ("documents", records.documents), ("topics", records.topics),
        ("sources", records.sources), ("actors", records.actors), ("glossary", records.terms),
    ):  # fmt: skip
        assert sorted(one["id"] for one in whole[key]) == sorted(kept), key
        for one in whole[key]:
            assert type(kept[one["id"]]).model_validate(one) == kept[one["id"]]
    for key, listed in (
        ("control_periods", records.control.periods), ("control_claims", records.control.claims),
        ("names", records.names), ("settlements", records.settlements),
        ("population", records.population), ("displacement", records.displacement),
        ("settlers", records.settlers), ("returns", records.returns), ("mines", records.mines),
        ("votes", records.votes), ("changes", records.changes), ("moved", records.moved),
    ):  # fmt: skip
        assert [type(was).model_validate(one) for one, was in
                zip(whole[key], listed, strict=True)] == list(listed), key  # fmt: skip
    newest = max(records.changes, key=lambda one: one.date)
    assert (whole["edition"], whole["date"]) == (newest.edition, newest.date)
    assert whole["licence"]["name"] == "CC-BY-4.0"
