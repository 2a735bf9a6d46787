"""The search box: what it finds, what it says of it, and how it is used."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from macros.folding import fold
from tests.browser.conftest import Watched
from tests.conftest import REPO
from tests.scale.search_bench import figures, ours, queries

AGDAM = "districts/agdam/"


def typed(desk: Watched, address: str, text: str) -> None:
    desk.page.goto(address)
    desk.page.fill("[data-search-box]", text)


def first_is(desk: Watched, address: str, wanted: str) -> None:
    first = desk.page.locator("[data-search-results] a").first
    expect(first).to_have_attribute("href", f"{urlsplit(address).path}{wanted}")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("S/RES/853", "documents/un-sc-853-1993/"), ("853 (1993)", "documents/un-sc-853-1993/"),
        ("UNSC 853", "documents/un-sc-853-1993/"), ("62/243", "documents/un-ga-62-243/"),
        ("13216/05", "documents/chiragov-v-armenia-2015/"),
        ("23.07.1993", "events/1993-capture-of-agdam/"),
        ("1993-07-23", "events/1993-capture-of-agdam/"),
        ("23 июля 1993", "events/1993-capture-of-agdam/"),
        ("when was Agdam captured?", "events/1993-capture-of-agdam/"),
        ("Ağdamın işğalı", "events/1993-capture-of-agdam/"),
        ("взятие Агдама", "events/1993-capture-of-agdam/"),
        ("Ե՞րբ գրավվեց Ակնան", "events/1993-capture-of-agdam/"),
        ("Agadm", AGDAM), ("Aqdan", AGDAM), ("Агдамм", AGDAM),
    ],
)  # fmt: skip
def test_it_finds_what_is_asked_for_first(
    address: str, desk: Watched, text: str, wanted: str
) -> None:
    typed(desk, address, text)
    first_is(desk, address, wanted)
    assert desk.complaints == []


def test_the_test_set_is_met(site: Path, address: str, desk: Watched) -> None:
    """Of all queries 90 in 100 first and 98 in the first three; of names all first."""
    asked = queries(site)
    desk.page.goto(address)
    found = ours(desk.page, address, asked)
    number, first, three, *_ = figures(found)
    missed = [one.query.text for one in found if one.rank is None or one.rank > 3]
    assert number >= 300
    assert (first >= 0.9, three >= 0.98) == (True, True), (first, three, missed)
    names = [one for one in found if one.query.kind.endswith(" name")]
    assert [one.query.text for one in names if one.rank != 1] == []


def test_every_address_in_the_index_is_there(site: Path) -> None:
    index = json.loads((site / "pagefind/names.json").read_text(encoding="utf-8"))
    addresses = {row[2] for row in index["items"]}
    addresses |= {
        f"settlements/{district}/#{district}-{identifier}"
        for district, columns in index["settlements"].items()
        for identifier in columns["id"]
    }
    addresses |= set(index["words"]["help_pages"])
    pages: dict[str, str] = {}
    gone = []
    for one in addresses:
        path, _, anchor = one.partition("#")
        file = site / path / "index.html"
        if path not in pages:
            pages[path] = file.read_text(encoding="utf-8") if file.exists() else ""
        if not pages[path] or (anchor and f'id="{anchor}"' not in pages[path]):
            gone.append(one)
    assert gone == []


def test_a_name_says_whose_and_what_it_is(address: str, desk: Watched) -> None:
    typed(desk, address, "Ակնա")
    first = desk.page.locator("[data-search-results] a").first
    expect(first).to_contain_text("Ակնա, an Armenian name of Agdam")
    expect(first).to_contain_text("District")


def test_results_stand_in_groups_with_names(address: str, desk: Watched) -> None:
    typed(desk, address, "Agdam")
    groups = desk.page.locator(".search-group")
    expect(groups.first).to_have_text("Best matches")
    expect(desk.page.get_by_role("list", name="Events")).to_be_visible()
    expect(desk.page.get_by_role("list", name="Statements")).to_be_visible()


def test_a_statement_is_found_at_its_own_address(address: str, desk: Watched) -> None:
    typed(desk, address, "condemned the seizure of the district")
    links = desk.page.get_by_role("list", name="Statements").get_by_role("link")
    expect(links.first).to_be_visible()
    assert "#" in str(links.first.get_attribute("href"))


def test_enter_opens_the_first_even_before_it_is_shown(address: str, desk: Watched) -> None:
    desk.page.goto(address)
    desk.page.keyboard.press("/")
    desk.page.keyboard.type("Ağdam")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(f"{address}{AGDAM}")


def test_going_back_from_a_result_finds_the_list_again(address: str, desk: Watched) -> None:
    typed(desk, address, "Ağdam")
    desk.page.locator("[data-search-results] a").first.click()
    desk.page.wait_for_url(f"{address}{AGDAM}")
    desk.page.go_back()
    assert desk.page.url.endswith(f"?q={quote('Ağdam')}")
    expect(desk.page.locator("[data-search-box]")).to_have_value("Ağdam")
    first_is(desk, address, AGDAM)


def test_a_query_in_the_address_of_any_page_is_answered(address: str, desk: Watched) -> None:
    desk.page.goto(f"{address}?q={quote('Ակնա')}")
    first_is(desk, address, AGDAM)
    desk.page.keyboard.press("/")
    desk.page.keyboard.press("Escape")
    assert desk.page.url == address


def test_arrows_go_through_results_of_all_groups(address: str, desk: Watched) -> None:
    typed(desk, address, "Agdam")
    links = desk.page.locator("[data-search-results] a")
    expect(desk.page.get_by_role("list", name="Statements")).to_be_visible()
    for number in range(5):
        desk.page.keyboard.press("ArrowDown")
        expect(links.nth(number)).to_be_focused()
    desk.page.keyboard.press("End")
    expect(links.last).to_be_focused()
    desk.page.keyboard.press("Home")
    expect(links.first).to_be_focused()


def test_the_number_of_results_is_announced(address: str, desk: Watched) -> None:
    typed(desk, address, "Agdam")
    status = desk.page.locator("[data-search] [role=status]")
    expect(status).to_contain_text("results")
    expect(desk.page.get_by_role("list", name="Statements")).to_be_visible()
    shown = desk.page.locator("[data-search-results] a").count()
    expect(status).to_contain_text(f"{shown} results")


def test_where_nothing_is_found_near_names_and_lists_are_offered(
    address: str, desk: Watched
) -> None:
    typed(desk, address, "Bantilen")
    expect(desk.page.locator(".search-status")).to_contain_text("Nothing found")
    help_ = desk.page.locator(".search-help")
    expect(help_.get_by_role("link", name="Districts")).to_be_visible()
    expect(desk.page.get_by_role("list", name="Near in spelling")).to_be_visible()


def test_a_phrase_in_quotes_keeps_its_words_together(address: str, desk: Watched) -> None:
    desk.page.goto(address)
    script = f"{address}assets/js/search/results.js"
    texts = desk.page.evaluate(
        """async ([script, query]) => {
          let hits = [];
          for await (const found of (await import(script)).find(query)) hits = found.hits;
          return hits.filter((hit) => hit.kind === "statement").map((hit) => hit.text);
        }""",
        [script, "“buffer zone”"],
    )
    assert texts
    assert all("buffer zone" in fold(text) for text in texts)


def test_what_is_typed_is_never_markup(address: str, desk: Watched) -> None:
    typed(desk, address, "<qqqzzzwwq>")
    expect(desk.page.locator(".search-status")).to_contain_text("<qqqzzzwwq>")
    desk.page.fill("[data-search-box]", "Agdam <img src=x>")
    expect(desk.page.locator(".search-group").first).to_be_visible()
    assert desk.page.locator(".search-panel :is(img, qqqzzzwwq)").count() == 0
    assert desk.complaints == []


def test_open_results_have_no_fault_that_axe_finds(address: str, desk: Watched) -> None:
    for text in ("Agdam", "Bantilen"):
        typed(desk, address, text)
        expect(desk.page.locator(".search-group").first).to_be_visible()
        found = Axe().run(desk.page, ".search").response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_the_first_query_is_light(address: str, desk: Watched) -> None:
    """At most 250 kB, as gzip would send them."""
    import gzip

    desk.page.goto(address, wait_until="networkidle")
    bodies: list[tuple[str, bytes]] = []
    desk.page.on("response", lambda answer: bodies.append((answer.url, answer.body())))
    desk.page.fill("[data-search-box]", "Kəlbəcər")
    first_is(desk, address, "districts/kalbajar/")
    desk.page.wait_for_load_state("networkidle")
    packed = ("pagefind", "pf_meta", "pf_index", "pf_fragment")
    sizes = [len(b) if url.endswith(packed) else len(gzip.compress(b)) for url, b in bodies]
    assert any(url.endswith("names.json") for url, _ in bodies)
    assert sum(sizes) <= 250_000


def test_the_test_set_holds_no_query_twice() -> None:
    with (REPO / "tests/search/queries.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["query"] for row in csv.DictReader(file)]
    assert len(texts) == len(set(texts))
