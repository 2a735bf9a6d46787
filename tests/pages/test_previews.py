"""What a page says to those who show a link to it or read it as data: metadata, picture, JSON-LD,
sitemap.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import REPO, run_build
from tests.pages.html import pages, soup
from tests.pages.schema_org import faults

ROOT = "https://example.org/sub/path/"
EVENT = "events/1993-capture-of-kalbajar"
SECTIONS = ("districts", "events", "documents", "topics")
LARGEST = 28_000


def meta(path: Path) -> dict[str, str]:
    """Open Graph and Twitter metadata of a page."""
    return {
        str(tag.get("property") or tag.get("name")): str(tag["content"])
        for tag in soup(path).select(
            "meta[property^='og:'], meta[property^='article:'], meta[name^='twitter:']"
        )
    }


def linked_data(path: Path) -> list[dict[str, Any]]:
    [script] = soup(path).select('script[type="application/ld+json"]')
    document = json.loads(script.get_text())
    assert document["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = document["@graph"]
    return graph


def node(path: Path, kind: str) -> dict[str, Any]:
    [found] = [one for one in linked_data(path) if one["@type"] == kind]
    return found


def own_pages(site: Path) -> list[Path]:
    return [path for path in pages(site) if path.name != "404.html"]


def test_every_page_says_what_a_link_to_it_shows(tiny_site: Path) -> None:
    for path in own_pages(tiny_site):
        said = meta(path)
        address = path.parent.relative_to(tiny_site).as_posix() + "/"
        assert said["og:url"] == ROOT + address.removeprefix("./")
        assert said["twitter:card"] == "summary_large_image"
        assert said["og:site_name"] == "Seven Districts"
        assert said["og:title"]
        assert 0 < len(said["og:description"]) <= 200
        picture = tiny_site / said["og:image"].removeprefix(ROOT)
        with Image.open(picture) as image:
            size = str(image.width), str(image.height)
            assert (image.format, image.mode) == ("PNG", "P")
        assert (said["og:image:width"], said["og:image:height"]) == size == ("1200", "630")
        assert said["og:title"] in said["og:image:alt"] or "Seven Districts" in said["og:image:alt"]


def test_a_record_s_page_shows_its_own_title_words_and_picture(tiny_site: Path) -> None:
    said = meta(tiny_site / EVENT / "index.html")
    assert said["og:title"] == "Capture of Kalbajar"
    assert said["og:description"] == "Armenian forces took Kalbajar early in April 1993."
    assert said["og:image"] == f"{ROOT}assets/cards/{EVENT}.png"
    assert said["og:image:alt"] == (
        "Capture of Kalbajar. 2 to 5 April 1993. Small map of the seven districts, Kalbajar "
        "highlighted."
    )
    assert (said["og:type"], said["article:modified_time"]) == ("article", "2026-11-01")


def test_without_an_address_nothing_that_needs_one_is_said(site: Path) -> None:
    for path in own_pages(site):
        said = meta(path)
        assert not {"og:url", "og:image", "og:image:alt"} & set(said)
        assert said["twitter:card"] == "summary"


def test_every_record_has_its_picture_and_each_is_small(site: Path) -> None:
    cards = site / "assets/cards"
    named = {path.relative_to(cards).with_suffix("").as_posix() for path in cards.rglob("*.png")}
    records = {
        f"{section}/{path.stem}"
        for section in SECTIONS
        for path in (REPO / "data" / section).glob("*.yml")
    }
    assert named == {"site", *records}
    large = {path.name: path.stat().st_size for path in cards.rglob("*.png")
             if path.stat().st_size > LARGEST}  # fmt: skip
    assert large == {}


def test_no_page_loads_a_picture_of_its_preview(site: Path) -> None:
    loading = [
        path
        for path in pages(site)
        if soup(path).select("img[src*='assets/cards'], link[href*='assets/cards']")
    ]
    assert loading == []


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project with an event whose texts would break out of attributes and scripts."""
    from tests.conftest import tiny_project

    folder = tmp_path_factory.mktemp("hostile")
    root = tiny_project(folder / "project")
    event = root / "data" / f"{EVENT}.yml"
    event.write_text(
        event.read_text(encoding="utf-8").replace(
            "summary: Armenian forces took Kalbajar early in April 1993.",
            "summary: >-\n  They \"took\" it </script><script>alert(1)</script> <!-- & 'left' it.",
        ),
        encoding="utf-8",
    )
    done = run_build(root, folder / "site", SITE_URL=ROOT)
    assert done.returncode == 0, done.stderr
    return folder / "site" / EVENT / "index.html"


def test_texts_stay_texts(hostile: Path) -> None:
    typed = "They \"took\" it </script><script>alert(1)</script> <!-- & 'left' it."
    assert meta(hostile)["og:description"] == typed
    [described] = soup(hostile).select("head > meta[name=description]")
    assert described["content"] == typed
    assert node(hostile, "Event")["description"] == typed
    assert not [one for one in soup(hostile).select("script") if one.get_text() == "alert(1)"]


def test_all_that_pages_say_as_data_is_in_the_vocabulary(site: Path, tiny_site: Path) -> None:
    wrong = {
        path.relative_to(root).as_posix(): found
        for root in (site, tiny_site)
        for path in own_pages(root)
        if (found := [fault for one in linked_data(path) for fault in faults(one)])
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"@type": "Plaice"}, ": no type Plaice"),
        ({"@type": "Place", "nmae": "Agdam"}, ".nmae: no such property"),
        ({"@type": "Place", "startDate": "1993"}, ".startDate: not a property of Place"),
        ({"@type": "Event", "startDate": "April"}, ".startDate: 'April' is none of"),
        ({"@type": "Event", "location": {"@type": "Person"}}, ".location: a Person is none of"),
        ({"@type": "Place", "geo": {"@type": "GeoShape", "bux": "1"}}, ".geo.bux: no such"),
    ],
)
def test_a_word_outside_the_vocabulary_is_found(wrong: dict[str, Any], fault: str) -> None:
    assert fault in "\n".join(faults(wrong))


def test_every_address_in_the_data_of_a_page_leads_somewhere(site: Path) -> None:
    def addresses(value: Any) -> list[str]:
        if isinstance(value, list):
            return [found for one in value for found in addresses(one)]
        if not isinstance(value, dict):
            return []
        own = [one for key, one in value.items()
               if key in ("@id", "url", "item", "contentUrl") and isinstance(one, str)]  # fmt: skip
        return own + [found for one in value.values() for found in addresses(one)]

    lost = [
        f"{path.relative_to(site)}: {address}"
        for path in own_pages(site)
        for address in addresses(linked_data(path))
        if "://" not in address and not (path.parent / address.partition("#")[0]).exists()
    ]
    assert lost == []


def test_the_way_to_a_page(tiny_site: Path, site: Path) -> None:
    steps = node(tiny_site / EVENT / "index.html", "BreadcrumbList")["itemListElement"]
    assert [(step["position"], step["item"]) for step in steps] == [
        (1, ROOT), (2, f"{ROOT}events/"), (3, f"{ROOT}{EVENT}/"),
    ]  # fmt: skip
    assert steps[2]["name"] == "Capture of Kalbajar"
    for path in own_pages(site):
        if path.parent != site:
            assert node(path, "BreadcrumbList")["itemListElement"]


def test_an_event_s_time_and_place(tiny_site: Path) -> None:
    event = node(tiny_site / EVENT / "index.html", "Event")
    assert (event["startDate"], event["endDate"]) == ("1993-04-02", "1993-04-05")
    assert event["location"]["geo"] == {
        "@type": "GeoCoordinates", "latitude": 40.107, "longitude": 46.038,
    }  # fmt: skip


def test_a_document_s_symbol_date_and_issuer(tiny_site: Path) -> None:
    document = node(tiny_site / "documents/un-sc-822-1993/index.html", "Legislation")
    assert document["legislationIdentifier"] == "S/RES/822 (1993)"
    assert document["legislationDate"] == "1993-04-30"
    assert document["publisher"]["@type"] == "Organization"


def test_a_district_has_its_names_by_language_and_no_country(site: Path) -> None:
    found = [path for path in pages(site) if path.parent.parent == site / "districts"]
    assert len(found) == 7
    for path in found:
        district = node(path, "AdministrativeArea")
        forms = [*district["alternateName"], *district["containsPlace"]["alternateName"]]
        assert {"az", "hy", "ru"} <= {form["@language"] for form in forms}
        assert not {"containedInPlace", "address"} & set(district)
        south, west, north, east = map(float, district["geo"]["box"].split())
        place = district["containsPlace"]["geo"]
        assert south < place["latitude"] < north
        assert west < place["longitude"] < east


def test_the_downloads_are_a_dataset_and_alternates_of_their_page(site: Path) -> None:
    path = site / "data/index.html"
    dataset = node(path, "Dataset")
    files = {one["name"] for one in dataset["distribution"]}
    there = {one.name for one in (site / "data").iterdir() if one.name != "index.html"}
    assert files == there
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert dataset["datePublished"]
    assert dataset["version"]
    assert {str(link["href"]) for link in soup(path).select("link[rel~=alternate]")} == there


def test_the_site_says_how_to_search_it(tiny_site: Path) -> None:
    [home] = linked_data(tiny_site / "index.html")
    assert home["@type"] == "WebSite"
    target = home["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{ROOT}?q={{search_term_string}}"


def test_the_sitemap_dates_records_by_their_review(tiny_site: Path) -> None:
    written = (tiny_site / "sitemap.xml").read_text(encoding="utf-8")
    dates = dict(re.findall(r"<loc>(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", written))
    assert dates[f"{ROOT}{EVENT}/"] == "2026-11-01"
    assert dates[f"{ROOT}about/"] == "2023-11-14"  # the day of SOURCE_DATE_EPOCH in the tests
    robots = (tiny_site / "robots.txt").read_text(encoding="utf-8")
    assert f"\nSitemap: {ROOT}sitemap.xml\n" in robots
