"""The site as a reader meets it, in a real browser."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, expect

from macros.folding import fold
from tests.browser.conftest import Watched, faults, opened
from tests.conftest import REPO

KINDS = [
    "", "map/", "names/", "data/", "about/coverage/", "districts/", "districts/kalbajar/",
    "settlements/agdam/", "events/", "events/1993-capture-of-agdam/",
    "documents/", "documents/un-sc-822-1993/", "topics/", "topics/displacement/", "sources/",
    "about/", "about/glossary/", "about/accessibility/", "search/",
]  # fmt: skip
NAMES = {
    "kalbajar": ["Kəlbəcər", "Kelbecer", "Кельбаджар", "Քարվաճառ", "Karvachar", "kelbadjar"],
    "lachin": ["Laçın", "Lacin", "Лачин", "Բերձոր", "Berdzor"],
    "qubadli": ["Qubadlı", "Кубатлы", "Որոտան", "Սանասար"],
    "zangilan": ["Zəngilan", "Зангелан", "Կովսական", "Kovsakan"],
    "jabrayil": ["Cəbrayıl", "Джебраил", "Ջրական", "Jrakan"],
    "fuzuli": ["Füzuli", "Физули", "Վարանդա", "Varanda"],
    "agdam": ["Ağdam", "Агдам", "Ակնա", "Akna"],
}


@pytest.mark.parametrize(
    ("district", "name"), [(key, name) for key, names in NAMES.items() for name in names]
)
def test_any_name_in_any_script_finds_its_district_first(
    address: str, desk: Watched, district: str, name: str
) -> None:
    desk.page.goto(address)
    desk.page.fill("[data-search-box]", name)
    first = desk.page.locator("[data-search-results] a").first
    expect(first).to_have_attribute("href", f"{urlsplit(address).path}districts/{district}/")
    assert desk.complaints == []


def test_the_box_folds_as_the_index_does(address: str, desk: Watched) -> None:
    names = yaml.safe_load((REPO / "data/names.yml").read_text(encoding="utf-8"))
    forms = [name["form"] for name in names]
    desk.page.goto(address)
    folded = desk.page.evaluate(
        "async ([script, forms]) => forms.map((await import(script)).fold)",
        [f"{address}assets/js/search/letters.js", forms],
    )
    assert folded == [fold(form) for form in forms]


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_key_opens_the_search_box_and_escape_closes_it(
    address: str, desk: Watched, key: str
) -> None:
    desk.page.goto(f"{address}districts/kalbajar/")
    desk.page.keyboard.press(key)
    box = desk.page.locator("[data-search-box]")
    expect(box).to_be_focused()
    desk.page.keyboard.type("Agdam")
    results = desk.page.locator("[data-search-results] a")
    expect(results.first).to_be_visible()
    desk.page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    desk.page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator(".search-panel")).to_be_hidden()


def test_a_query_that_finds_nothing_helps_on(address: str, desk: Watched) -> None:
    desk.page.goto(address)
    desk.page.fill("[data-search-box]", "qwxzqwxz")
    expect(desk.page.locator(".search-status")).to_contain_text("Nothing found")
    assert desk.complaints == []


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", "((([[[", "a" * 10_000, "\u202eאב", "\u0301\u0301", "*"]
)
def test_no_query_breaks_the_page(address: str, desk: Watched, query: str) -> None:
    desk.page.goto(address)
    desk.page.fill("[data-search-box]", query)
    expect(desk.page.locator(".search-status")).not_to_be_empty()
    assert desk.page.locator("[data-search-results] script").count() == 0
    assert desk.complaints == []


def test_a_query_in_the_address_is_answered(address: str, desk: Watched) -> None:
    desk.page.goto(f"{address}search/?q=Ակնա")
    expect(desk.page.locator("[data-search-results] a").first).to_contain_text("Agdam")


def test_a_note_shows_when_its_mark_is_pointed_at(address: str, desk: Watched) -> None:
    desk.page.goto(f"{address}events/1993-capture-of-agdam/")
    mark = desk.page.locator("article .footnote-ref").first
    mark.hover()
    note = desk.page.locator(".note-shown")
    expect(note).to_be_visible()
    expect(note).to_contain_text("Los Angeles Times, 25 July 1993")


def test_a_note_leads_back_to_its_mark(address: str, desk: Watched) -> None:
    desk.page.goto(f"{address}events/1993-capture-of-agdam/")
    mark = desk.page.locator("article .footnote-ref").first
    note = str(mark.get_attribute("href"))
    desk.page.goto(f"{address}events/1993-capture-of-agdam/{note}")
    back = desk.page.locator(f'[id="{note[1:]}"] .footnote-backref').first
    back.click()
    assert "#fnref:" in desk.page.url


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_shows_every_kind_of_page_without_sideways_scrolling(
    address: str, phone: Watched, kind: str
) -> None:
    phone.page.goto(address + kind)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.complaints == []


def test_a_phone_shows_every_page_without_sideways_scrolling(
    address: str, site: Path, phone: Watched
) -> None:
    pages = [path.parent for path in sorted(site.rglob("index.html"))]
    leading = [page for page in pages if "http-equiv" in (page / "index.html").read_text("utf-8")]
    wide = []
    for page in pages:
        if page in leading:
            continue
        phone.page.goto(f"{address}{page.relative_to(site).as_posix()}/")
        if phone.page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(page.relative_to(site).as_posix())
    assert wide == []
    # What is still on its way when the page is left is no complaint.
    assert [said for said in phone.complaints if not said.startswith("http")] == []
    assert len(pages) - len(leading) > 200


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_asks_another_host_or_complains(address: str, desk: Watched, kind: str) -> None:
    desk.page.goto(address + kind, wait_until="networkidle")
    hosts = {urlsplit(url).netloc for url in desk.requests if url.startswith("http")}
    assert hosts == {urlsplit(address).netloc}
    assert desk.complaints == []


@pytest.mark.parametrize("kind", ["", "districts/kalbajar/"])
def test_a_page_is_light_on_a_cold_cache(address: str, desk: Watched, kind: str) -> None:
    """At most 20 requests and 250 kB, as gzip would send them."""
    import gzip

    bodies: list[bytes] = []
    desk.page.on("response", lambda response: bodies.append(response.body()))
    desk.page.goto(address + kind, wait_until="networkidle")
    sizes = [len(body) if body[:4] == b"wOF2" else len(gzip.compress(body)) for body in bodies]
    assert len(sizes) <= 20
    assert sum(sizes) <= 250_000


# The two longest lists: /names/ has a test of its own, /sources/ is looked at in two of four ways.
LOOKED_AT = [
    (kind, scheme, width)
    for kind in KINDS
    for scheme in ("light", "dark")
    for width in (390, 1280)
    if kind != "names/" and (kind != "sources/" or (scheme == "light") == (width == 390))
]


@pytest.mark.parametrize(("kind", "scheme", "width"), LOOKED_AT)
def test_axe_finds_no_fault(
    address: str, browser: Browser, kind: str, scheme: str, width: int
) -> None:
    view = {"width": width, "height": 900}
    for watched in opened(browser, viewport=view, color_scheme=scheme, reduced_motion="reduce"):
        watched.page.goto(address + kind, wait_until="networkidle")
        assert faults(watched.page) == []


def test_without_javascript_the_page_reads_whole(address: str, browser: Browser) -> None:
    for watched in opened(browser, java_script_enabled=False):
        watched.page.goto(f"{address}districts/agdam/")
        expect(watched.page.locator(".infobox")).to_be_visible()
        expect(watched.page.locator(".footnote li").first).to_be_visible()
        expect(watched.page.locator(".position").first).to_be_visible()


def test_paper_keeps_notes_and_drops_the_frame(address: str, desk: Watched, tmp_path: Path) -> None:
    desk.page.goto(f"{address}districts/kalbajar/")
    desk.page.emulate_media(media="print")
    expect(desk.page.locator(".footnote")).to_be_visible()
    expect(desk.page.locator(".md-header")).to_be_hidden()
    expect(desk.page.locator(".md-tabs")).to_be_hidden()
    printed = desk.page.pdf(path=tmp_path / "page.pdf")
    assert printed.startswith(b"%PDF")
