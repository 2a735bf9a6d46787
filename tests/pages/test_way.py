"""The way through the built site: clicks from home, breadcrumbs, neighbours, the glossary."""

from __future__ import annotations

import csv
from collections import deque
from functools import cache
from pathlib import Path

import pytest
import yaml

from macros import style
from tests.conftest import REPO
from tests.pages.html import ids, internal_links, pages, soup

CLICKS = 3
# What issue 3 asks for, point by point, and the page on which a reader finds it.
POINTS = {
    "1 the oblast and its surroundings": "events/1988-start-of-the-conflict",
    "1 Red Kurdistan": "events/1923-red-kurdistan",
    "1 censuses": "events/1989-census",
    "2 captures": "events/1993-capture-of-kalbajar",
    "2 harm to civilians": "topics/civilians",
    "2 Khojaly": "events/1992-khojaly",
    "2 Maraga": "events/1992-maraga",
    "2 winter offensive": "events/1993-winter-offensive",
    "2 Horadiz": "events/1994-retaking-of-horadiz",
    "2 Bishkek Protocol": "documents/bishkek-protocol-1994",
    "2 ceasefire of 1994": "events/1994-ceasefire",
    "2 resolution 822": "documents/un-sc-822-1993",
    "2 resolution 853": "documents/un-sc-853-1993",
    "2 resolution 874": "documents/un-sc-874-1993",
    "2 resolution 884": "documents/un-sc-884-1993",
    "2 presidential statements": "documents/un-sc-prst-1993-04-06",
    "3 displacement": "topics/displacement",
    "3 UNHCR's estimate of 1994": "events/1994-unhcr-count-of-the-displaced",
    "3 camps": "events/1993-camps-for-the-displaced",
    "3 Armenian refugees": "events/1988-flight-of-armenians-from-azerbaijan",
    "4 Minsk Group": "events/1992-minsk-group-created",
    "4 Lisbon": "documents/lisbon-statement-1996",
    "4 Key West": "events/2001-key-west",
    "4 Madrid": "documents/madrid-principles",
    "4 L'Aquila": "documents/laquila-statement-2009",
    "4 Kazan": "events/2011-kazan",
    "4 Assembly 1416": "documents/pace-1416-2005",
    "4 OSCE 2005": "documents/osce-fact-finding-2005",
    "4 OSCE 2010": "documents/osce-field-assessment-2010",
    "4 settlement": "topics/settlement",
    "4 Kashatagh": "events/1993-kashatagh-created",
    "4 constitution of 2006": "documents/nk-constitution-2006",
    "4 names given": "topics/names",
    "4 General Assembly 62/243": "documents/un-ga-62-243",
    "4 Chiragov": "documents/chiragov-v-armenia-2015",
    "4 April 2016": "events/2016-april-fighting",
    "5 war of 2020": "events/2020-second-war",
    "5 statement of 2020": "documents/trilateral-statement-2020",
    "5 handover of Agdam": "events/2020-handover-of-agdam",
    "5 handover of Kalbajar": "events/2020-handover-of-kalbajar",
    "5 handover of Lachin": "events/2020-handover-of-lachin",
    "5 Kalbajar extension": "events/2020-extension-of-the-kalbajar-deadline",
    "5 remains of relatives": "events/2020-remains-moved",
    "5 burning of houses": "events/2020-burning-of-houses",
    "5 mosque at Qiyasli": "events/2020-mosque-at-qiyasli",
    "5 mineral deposits": "events/2020-mineral-deposits-of-kalbajar",
    "5 post at Zabukh": "events/2020-peacekeepers-post-at-zabukh",
    "5 who left Lachin": "events/2020-departures-from-lachin",
    "6 mines": "topics/landmines",
    "6 heritage": "topics/heritage",
    "6 courts": "topics/law",
    "6 new Lachin road, Zabukh, Sus": "events/2022-return-of-lachin-town-and-zabukh",
    "6 corridor": "topics/corridor",
    "6 exodus": "events/2023-exodus-from-nagorno-karabakh",
    "6 peacekeepers' departure": "events/2024-departure-of-the-peacekeepers",
    "6 return": "topics/return",
    "6 airports": "events/2021-fuzuli-airport",
    "6 economic regions": "events/2021-economic-regions",
    "6 texts of August 2025": "events/2025-august-washington-texts",
    "6 end of the Minsk Group": "events/2025-end-of-the-minsk-group",
    "6 2026": "events/2026-tripp-framework",
    "7 negotiations": "topics/negotiations",
    "7 environment": "topics/environment",
    "7 peacekeepers": "topics/peacekeepers",
    "7 maps and borders": "topics/borders",
    "8 gazetteer": "settlements",
    "8 a district's settlements": "settlements/kalbajar",
    "coverage": "about/coverage",
}


def own_pages(site: Path) -> list[Path]:
    """Pages that readers read; those that only lead on from an old address are none."""
    return [
        path
        for path in pages(site)
        if path.name != "404.html" and not soup(path).select_one('meta[http-equiv="refresh"]')
    ]


@cache
def clicks(site: Path) -> dict[Path, int]:
    """How many links must be followed from home to each page, frame and footer included."""
    home = site / "index.html"
    found = {home: 0}
    waiting = deque([home])
    while waiting:
        page = waiting.popleft()
        for _, target, _ in internal_links(page, site):
            if target.suffix == ".html" and target.exists() and target not in found:
                found[target] = found[page] + 1
                waiting.append(target)
    return found


def test_every_page_is_three_clicks_from_home(site: Path) -> None:
    found = clicks(site)
    far = {
        path.relative_to(site).as_posix(): found.get(path)
        for path in own_pages(site)
        if path.parent.name != "search"  # the form at the head of every page leads there
        and found.get(path, CLICKS + 1) > CLICKS
    }
    assert far == {}


@pytest.mark.parametrize("point", POINTS)
def test_what_the_subject_holds_is_three_clicks_from_home(site: Path, point: str) -> None:
    page = site / POINTS[point] / "index.html"
    assert page.exists(), point
    assert clicks(site)[page] <= CLICKS


def test_every_page_but_home_says_where_it_stands(site: Path) -> None:
    without = []
    for path in own_pages(site):
        if path == site / "index.html":
            continue
        links = [str(link["href"]) for link in soup(path).select("article nav.crumbs a")]
        home = {path for link, path, _ in internal_links(path, site) if link in links[:1]}
        sound = home == {site / "index.html"} and len(soup(path).select("article h1")) == 1
        if not sound:
            without.append(path.relative_to(site).as_posix())
    assert without == []


def test_the_trail_of_settlements_leads_through_the_district(site: Path) -> None:
    steps = soup(site / "settlements/agdam/index.html").select("nav.crumbs li")
    assert [step.get_text() for step in steps] == [
        "Seven Districts", "Districts", "Agdam",
    ]  # fmt: skip


DISTRICTS = ["kalbajar", "lachin", "qubadli", "zangilan", "jabrayil", "fuzuli", "agdam"]


@pytest.mark.parametrize("index", range(7))
def test_a_district_leads_to_the_six_others(site: Path, index: int) -> None:
    page = soup(site / "districts" / DISTRICTS[index] / "index.html")
    listed = page.select(".other-districts li")
    assert len(listed) == len(DISTRICTS)
    assert [step.select_one("a, b").get_text() for step in listed if step.b] != []
    turns = {str(link["rel"][0]): str(link["href"]) for link in page.select(".in-time a")}
    expected = {}
    if index:
        expected["prev"] = f"../{DISTRICTS[index - 1]}/"
    if index + 1 < len(DISTRICTS):
        expected["next"] = f"../{DISTRICTS[index + 1]}/"
    assert turns == expected


def test_what_is_near_is_a_handful_and_nothing_twice(site: Path) -> None:
    wrong = []
    with_some = 0
    for section in ("events", "documents"):
        for path in sorted((site / section).glob("*/index.html")):
            page = soup(path)
            near = [str(link["href"]) for link in page.select("h3.around + ul.entries a")]
            with_some += bool(near)
            heading = page.find("h2", id="related")
            related = (
                [str(link["href"]) for link in heading.find_next("ul").select("a")]
                if heading
                else []
            )
            turns = [str(link["href"]) for link in page.select(".in-time a")]
            own = f"../{path.parent.name}/"
            if len(near) > 8 or len({*near, *related, *turns, own}) < len(
                [*near, *related, own]
            ) + len(set(turns) - {*related}):
                wrong.append(path.parent.name)
    assert wrong == []
    assert with_some > 100


def test_years_of_schooling_are_fourteen_at_most(site: Path) -> None:
    """By Flesch and Kincaid, names and figures apart, for every page with 80 words of prose."""
    hard = {}
    for path in own_pages(site):
        text = prose(path)
        if len(text.split()) >= 80 and (grade := style.schooling(text)) > 14:
            hard[path.relative_to(site).as_posix()] = round(grade, 1)
    assert hard == {}


def prose(path: Path) -> str:
    """The paragraphs of a page, without notes, permalinks and lists of pages, each ended by a
    stop."""
    found = soup(path).select("article p")
    said = []
    for paragraph in found:
        words = " ".join(
            piece
            for piece in paragraph.strings
            if not piece.find_parent(["sup", "table", "pre", "figure"])
            and not piece.find_parent(class_=["permalink", "origin", "footnote", "infobox"])
            and not piece.find_parent(class_=["entries", "cite-page", "bibliography"])
        )
        words = " ".join(words.split())
        if len(words.split()) > 5:
            said.append(words if words[-1] in ".?!”" else f"{words}.")
    return "\n".join(said)


def test_a_term_is_explained_once_on_a_page_and_its_link_leads_to_it(site: Path) -> None:
    entries = ids(site / "about/glossary/index.html")
    marked = 0
    for path in own_pages(site):
        links = [str(link["href"]) for link in soup(path).select("a.term")]
        assert len(links) == len(set(links)), path
        assert {link.partition("#")[2] for link in links} <= entries
        assert not soup(path).select(
            "h1 a.term, h2 a.term, h3 a.term, a a.term, sup a.term, .footnote a.term, "
            ".entries a.term, blockquote a.term"
        )
        marked += bool(links)
    assert marked > 100
    assert not soup(site / "about/glossary/index.html").select("a.term")


def test_the_glossary_stands_in_the_order_of_the_alphabet_with_its_notes(site: Path) -> None:
    page = soup(site / "about/glossary/index.html")
    heads = [head.contents[0].strip() for head in page.select(".glossary dt")]
    assert heads == sorted(heads, key=str.casefold)
    assert 30 <= len(heads) <= 80
    assert all(entry.select(".footnote-ref") for entry in page.select(".glossary > div"))


def test_the_glossary_can_be_taken_away(site: Path) -> None:
    edited = yaml.safe_load((REPO / "data/glossary.yml").read_text(encoding="utf-8"))
    with (site / "data/glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert set(rows) == {one["id"] for one in edited}
    assert rows["uezd"]["hy"] == "գավառ"
    assert rows["uezd"]["url"].endswith("about/glossary/#uezd")
    assert all(row["sources"] for row in rows.values())
