"""Promises that every page of this site keeps, looked up in the built HTML."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.conftest import REPO
from tests.pages.html import article, ids, internal_links, pages, soup

RAW = re.compile(r"\{\{|\}\}|\{%|\[\^[\w-]|Macro \w+ Error|<!--set-aside|<!--notes|\{: ?#")


def where(path: Path, site: Path) -> str:
    return path.relative_to(site).as_posix()


def test_no_raw_macro_mark_or_error_is_left(site: Path) -> None:
    code = "about/contribute"  # shows how marks and macros are written
    left = {
        where(path, site): found[0]
        for path in pages(site)
        if code not in where(path, site) and (found := RAW.search(without_code(path)))
    }
    assert left == {}


def without_code(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return re.sub(r"<(code|script|style)\b.*?</\1>", "", text, flags=re.DOTALL)


def test_no_id_stands_twice_and_none_holds_a_space(site: Path) -> None:
    wrong = {}
    for path in pages(site):
        counts = Counter(str(tag["id"]) for tag in soup(path).find_all(id=True))
        twice = [name for name, count in counts.items() if count > 1 or re.search(r"\s", name)]
        if twice:
            wrong[where(path, site)] = twice
    assert wrong == {}


def test_every_internal_link_and_anchor_resolves(site: Path) -> None:
    broken = [
        f"{where(path, site)}: {written}"
        for path in pages(site)
        for written, target, anchor in internal_links(path, site)
        if not target.exists()
        or (anchor and target.suffix == ".html" and anchor not in ids(target))
    ]
    assert broken == []


def test_every_mark_has_a_note_and_every_note_leads_back(site: Path) -> None:
    wrong = []
    for path in pages(site):
        found = soup(path)
        known = ids(path)
        marks = found.select("a.footnote-ref")
        notes = found.select(".footnote > ol > li")
        wrong += [f"{where(path, site)} {m['href']}" for m in marks if m["href"][1:] not in known]
        cited = {str(mark["href"])[1:] for mark in marks}
        for note in notes:
            backs = [str(back["href"])[1:] for back in note.select("a.footnote-backref")]
            if not backs or any(back not in known for back in backs) or note["id"] not in cited:
                wrong.append(f"{where(path, site)} {note['id']}")
    assert wrong == []


def test_every_paragraph_of_prose_about_the_subject_is_footnoted(site: Path) -> None:
    bare = []
    for section in ("districts", "events", "documents", "topics"):
        for path in sorted(site.glob(f"{section}/*/index.html")):
            for paragraph in soup(path).select(
                "article > p:not(.contested-intro, .empty), .statements > p, .position > p + p"
            ):
                if paragraph.find_parent(class_="absent") or not paragraph.get_text(strip=True):
                    continue
                if not paragraph.select("a.footnote-ref"):
                    bare.append(f"{where(path, site)}: {paragraph.get_text()[:60]}")
    assert bare == []


def test_every_record_has_its_page(site: Path) -> None:
    missing = [
        path.relative_to(REPO).as_posix()
        for section in ("districts", "events", "documents", "topics")
        for path in (REPO / "data" / section).glob("*.yml")
        if not (site / section / path.stem / "index.html").exists()
    ]
    assert missing == []


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    asked = [
        f"{where(path, site)}: {tag.get('src') or tag.get('href')}"
        for path in pages(site)
        for tag in soup(path).select("script[src], img[src], link[href], iframe, source, video")
        if "://" in str(tag.get("src") or tag.get("href")) and "canonical" not in tag.get("rel", [])
    ]
    styles = [
        path.name
        for path in site.rglob("*.css")
        if re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", path.read_text(encoding="utf-8"))
    ]
    assert (asked, styles) == ([], [])


DISTRICTS = ["kalbajar", "lachin", "qubadli", "zangilan", "jabrayil", "fuzuli", "agdam"]


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_district_s_page_answers_at_the_top_and_in_full(site: Path, district: str) -> None:
    path = site / "districts" / district / "index.html"
    text = article(path)
    labels = [term.get_text() for term in soup(path).select(".infobox dt")]
    assert {"Centre", "Area", "Population 1989", "Captured", "Returned to Azerbaijan",
            "De facto administration", "Neighbours"} <= set(labels)  # fmt: skip
    for names in ("table.names th[lang]", ".page-head .also [lang]"):
        assert {"az", "hy", "ru"} <= {str(name["lang"]) for name in soup(path).select(names)}
    held = soup(path).select(".strip li")
    assert [one["data-holder"] for one in held][:2] == ["azerbaijan", "armenian-forces"]
    prose = " ".join(p.get_text() for p in soup(path).select("article > p"))
    assert len(prose.split()) >= 400
    assert "Contested" in text


def test_the_languages_of_names_are_declared(site: Path) -> None:
    path = site / "districts/kalbajar/index.html"
    named = soup(path).find("th", string="Քարվաճառ")
    assert named is not None
    assert named["lang"] == "hy"


def test_control_on_the_page_is_what_the_data_say(site: Path) -> None:
    control = yaml.safe_load((REPO / "data/control.yml").read_text(encoding="utf-8"))
    for district in DISTRICTS:
        path = site / "districts" / district / "index.html"
        rows = soup(path).select("h2#control ~ .table tbody tr")
        periods = [p for p in control["periods"] if p["district"] == district]
        shown = [row for row in rows if row.select_one(".holder")]
        assert len(shown) == len(periods), district


def test_general_assembly_vote_is_shown(site: Path) -> None:
    text = article(site / "documents/un-ga-62-243/index.html")
    assert re.search(r"For\s*39\s*Against\s*7\s*Abstaining\s*100", text)
