"""Control at a date in what is built: the page's data, the small maps, the downloads, the bands and
the timeline; and what the check says of geometry that is wrong.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from macros import load
from tests.conftest import REPO, run_build
from tests.pages.html import soup
from tests.pages.known_control import ARM, AZ, KNOWN, KNOWN_WITH_SOURCES, RUS, expected


@pytest.mark.parametrize("date", KNOWN)
def test_the_download_says_who_held_what(site: Path, date: str) -> None:
    with (site / "data/control.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    held = {
        f"{row['district']}/{row['part']}": row["holder"]
        for row in rows
        if row["from"] <= date and (not row["to"] or date < row["to"])
    }
    assert held == expected(date)


def test_thirty_days_are_known_each_from_sources_of_the_bibliography() -> None:
    assert len(KNOWN) >= 30
    sources = load.read_all(REPO).sources
    for date, (_, cited) in KNOWN_WITH_SOURCES.items():
        assert cited, date
        assert set(cited) <= set(sources), date


@pytest.mark.parametrize("date", KNOWN)
def test_the_geometry_says_the_same_as_the_table(site: Path, date: str) -> None:
    features = json.loads((site / "data/control.geojson").read_text(encoding="utf-8"))["features"]
    held = {}
    for feature in features:
        about, [span] = feature["properties"], feature["when"]["timespans"]
        if span["start"]["in"] <= date < span.get("end", {"in": "9"})["in"]:
            part = f"{about['district']}/{about['part']}"
            held[part] = about["holder"]
            assert (feature["geometry"] is None) == (about["part"] == "corridor")
    assert held == expected(date)


def test_without_a_script_there_is_a_small_map_for_each_change(site: Path) -> None:
    found = soup(site / "map/index.html").select(".small-maps > li")
    shown = {
        str(item["id"])[1:]: {
            str(area["data-part"]): str(area["data-holder"]) for area in item.select("[data-part]")
        }
        for item in found
    }
    for date in set(KNOWN) & set(shown):
        assert shown[date] == expected(date), date
    # Every change of the record, and the state at its beginning.
    assert len(shown) == 15
    assert len(set(KNOWN) & set(shown)) >= 7
    for item in found[1:]:
        assert item.select('a[href*="/events/"]'), item["id"]
        assert item.select("a.footnote-ref"), item["id"]


def test_the_page_without_a_script_shows_the_latest_state(site: Path) -> None:
    page = soup(site / "map/index.html")
    rows = {str(row["data-row"]): str(row["data-holder"]) for row in page.select("[data-row]")}
    areas = {
        str(area["data-part"]): str(area["data-holder"])
        for area in page.select(".control-map svg [data-part]")
    }
    assert rows == areas == expected("2022-08-26")
    assert all(form.has_attr("hidden") for form in page.select(".control-map form"))


@pytest.mark.parametrize("address", ["map", "districts", "", "settlements/agdam"])
def test_a_map_says_what_its_borders_are_and_how_it_was_made(site: Path, address: str) -> None:
    caption = soup(site / address / "index.html").select_one("figcaption")
    assert caption is not None
    assert "for orientation only" in caption.get_text()
    assert caption.select_one('a[href$="about/method/#maps"]')


@pytest.mark.parametrize("address", ["districts/agdam", "events/1993-capture-of-agdam"])
def test_a_locator_says_so_in_few_words(site: Path, address: str) -> None:
    caption = soup(site / address / "index.html").select_one(".infobox figcaption")
    assert caption is not None
    assert "Boundaries are general" in caption.get_text()
    assert caption.select_one('a[href$="about/method/#maps"]')


def test_each_district_has_its_band_above_its_table(site: Path) -> None:
    for district in ("kalbajar", "agdam"):
        page = soup(site / "districts" / district / "index.html")
        band = page.select_one("h2#control ~ .band")
        assert band is not None
        assert band.find_next(class_="table").find("caption").get_text().startswith("Who held")
        spans = [str(one["data-holder"]) for one in band.select("rect.span")]
        assert spans[:3] == [AZ, ARM, AZ]
        assert len(spans) == (4 if district == "agdam" else 3)
        listed = {
            str(link["href"]).split("/")[-2]
            for link in page.select("h2#events ~ .entries a[href*='/events/']")
        }
        dots = {str(dot["data-event"]) for dot in band.select("[data-event]")}
        assert dots
        assert dots <= listed
        # The beginning of Armenian control, as a share of the years since 1988.
        [share] = [float(s["x"].rstrip("%")) for s in band.select(f"rect[data-holder={ARM}]")]
        assert 12 < share < 15


WORDS_OF = {"Azerbaijan": AZ, "Armenian forces": ARM, "Russian peacekeepers": RUS}
MAIN = {"fuzuli": "held", "agdam": "held"}


def day(words: str) -> str:
    """ "3 April 1993" as 1993-04-03; the open end of a period as a day far off."""
    return "9" if words == "today" else dt.datetime.strptime(words, "%d %B %Y").date().isoformat()


def of_the_band(page: BeautifulSoup, date: str) -> dict[str, str]:
    """Part and holder on a day, as the titles of the band's spans say it."""
    held = {}
    for span in page.select("h2#control ~ .band rect.span title"):
        *part, rest = span.get_text().split(": ")
        holder, first, last = re.match(r"(.*), (.*) – (.*)", rest).groups()  # type: ignore[union-attr]
        if day(first) <= date < day(last):
            held[part[0] if part else "Whole district"] = WORDS_OF[holder]
    return held


def of_the_infobox(page: BeautifulSoup, date: str) -> str:
    """Who held the part that changed hands, by the days of capture and return."""
    days = {
        str(row.find("dt").get_text()): [day(a.get_text()) for a in row.select("dd > a")]  # type: ignore[union-attr]
        for row in page.select(".infobox dl > div")
    }
    [captured], [regained] = days["Captured"], days["Returned to Azerbaijan"]
    return ARM if captured <= date < regained else AZ


@pytest.mark.parametrize("date", KNOWN)
def test_infobox_and_band_of_each_district_say_the_same(site: Path, date: str) -> None:
    names = {"whole": "Whole district", "held": "The part taken", "not-held": "The part not taken",
             "corridor": "Lachin corridor"}  # fmt: skip
    for district in ("kalbajar", "lachin", "qubadli", "zangilan", "jabrayil", "fuzuli", "agdam"):
        page = soup(site / "districts" / district / "index.html")
        known = {
            names[part.split("/")[1]]: holder
            for part, holder in expected(date).items()
            if part.startswith(f"{district}/")
        }
        assert of_the_band(page, date) == known, district
        main = names[MAIN.get(district, "whole")]
        assert of_the_infobox(page, date) == known[main], district


def test_the_timeline_lists_every_event_by_year(site: Path) -> None:
    page = soup(site / "events/index.html")
    with (site / "data/events.csv").open(encoding="utf-8", newline="") as file:
        known = [row["id"] for row in csv.DictReader(file)]
    listed = [
        [str(row["data-event"]) for row in group.select("li[data-event]")]
        for group in page.select(".timeline .entries")
    ]
    assert sorted(one for group in listed for one in group) == sorted(known)
    # Within a year, or a month of a year of many, the order is that of time.
    assert all(group == sorted(group, key=known.index) for group in listed)
    jumps = [str(link["href"])[1:] for link in page.select(".years > ul > li > a")]
    assert jumps == [str(year["id"]) for year in page.select("h3.year")]
    assert jumps == sorted(jumps)
    assert len(page.select(".bands .band")) == 7


def test_a_year_of_many_events_has_months_to_jump_to(site: Path) -> None:
    page = soup(site / "events/index.html")
    jumps = [str(link["href"])[1:] for link in page.select(".years ul ul a")]
    assert jumps == [str(month["id"]) for month in page.select("h4.month")]
    assert "y2020-11" in jumps
    november = page.select_one("#y2020-11 + ul")
    assert november is not None
    kept = {str(row["data-event"]) for row in november.select("li")}
    assert "2020-handover-of-agdam" in kept
    assert all("y2020-11" in str(row["data-in"]).split() for row in november.select("li"))


def test_no_value_ends_the_script_that_holds_the_data(tiny: Path, tmp_path: Path) -> None:
    name = "events/1993-capture-of-kalbajar"
    title = "</script><b>& Capture"
    for path in (tiny / f"data/{name}.yml", tiny / f"docs/{name}.md"):
        text = path.read_text(encoding="utf-8")
        old = next(line for line in text.splitlines() if line.startswith("title:"))
        path.write_text(text.replace(old, f"title: {title}", 1), encoding="utf-8")
    done = run_build(tiny, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    page = soup(tmp_path / "site/map/index.html")
    data = json.loads(page.select_one("script[data-control]").get_text())  # type: ignore[union-attr]
    assert [one["title"] for one in data["changes"][-1]["events"]] == [title]
    assert not page.select(".control-map b")


Check = Callable[[Path], tuple[int, list[str]]]
HELD = "data/geo/held-1994-2020.geojson"
SQUARE = [[46.0, 39.5], [46.1, 39.5], [46.1, 39.6], [46.0, 39.5]]


def feature(district: str = "kalbajar", **geometry: object) -> str:
    """A file of two features, the second with the given district and geometry."""
    good = {"type": "Feature", "properties": {"district": "kalbajar", "part": "held"},
            "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}  # fmt: skip
    other = {"type": "Feature", "properties": {"district": district, "part": "held"},
             "geometry": {"type": "Polygon", "coordinates": [SQUARE], **geometry}}  # fmt: skip
    lines = ",\n".join(json.dumps(one) for one in (good, other))
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


FAULTS = [
    ("{", f"{HELD}:1: is not JSON: Expecting property name"),
    ("[" * 100_000, f"{HELD}:1: is not JSON: it nests too deeply"),
    ('{"type": "Feature"}', f'{HELD}:1: is not GeoJSON: no FeatureCollection with "features"'),
    (feature().replace('"Feature"', '"Fature"'), f'{HELD}:2: features[0]: is not GeoJSON: no "Fea'),
    (feature(type="Circle"), f"{HELD}:3: features[1].geometry: is not a geometry; its type is one"),
    (feature(coordinates=[46.0, 39.5]), f"{HELD}:3: features[1].geometry.coordinates: is not what "
     "a Polygon takes: pairs of longitude and latitude"),
    (feature(coordinates=[[]]), f"{HELD}:3: features[1].geometry.coordinates: is not what a Poly"),
    (feature(coordinates=[[["46", "39"]]]), "features[1].geometry.coordinates: is not what a Poly"),
    (feature(coordinates=[SQUARE[:3]]), f"{HELD}:3: features[1].geometry.coordinates: has a ring "
     "that is not closed; end it at [46.0, 39.5], where it begins"),
    (feature(coordinates=[[*SQUARE[:2], SQUARE[0]]]), "has a ring of 3 points; a ring has 4"),
    (feature(type="LineString", coordinates=SQUARE[:1]), "has a line of one point; a line has 2"),
    (feature(coordinates=[[[lat, lon] for lon, lat in SQUARE]]), f"{HELD}:3: features[1]."
     "geometry.coordinates: [39.5, 46.0] lies outside the region (43.6 to 50.2 east, 38.0 to 42.1 "
     "north); longitude comes first"),
    (feature(coordinates=[[[float("inf"), 39.5], *SQUARE, [float("inf"), 39.5]]]),
     "lies outside the region"),
    (feature("kelbajar"), f'{HELD}:3: features[1].properties.district: no district "kelbajar"; did '
     'you mean "kalbajar"?'),
    (feature().replace("kalbajar", "agdam"), f'{HELD}:1: has no part "whole" of kalbajar, which '
     "data/control.yml names; draw it"),
]  # fmt: skip


def test_sound_geometry_passes(tiny: Path, check: Check) -> None:
    (tiny / HELD).write_text(feature(), encoding="utf-8")
    code, lines = check(tiny)
    assert code == 0, lines


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_faulty_geometry_is_named(tiny: Path, check: Check, text: str, said: str) -> None:
    (tiny / HELD).write_text(text, encoding="utf-8")
    code, lines = check(tiny)
    assert code == 1
    assert any(said in line for line in lines), lines


def test_geometry_that_is_missing_or_not_text_is_named(tiny: Path, check: Check) -> None:
    (tiny / HELD).unlink()
    (tiny / "data/geo/water.geojson").write_bytes("{}".encode("utf-16"))
    _, lines = check(tiny)
    assert f"{HELD}:1: is missing; the maps are drawn from it" in lines
    assert "data/geo/water.geojson:1: is not UTF-8 text; save the file as UTF-8" in lines
