"""The search box: what it finds, what it says of it, and how it is used."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Response, expect

from macros.folding import fold
from tests.browser.conftest import Watched, faults
from tests.conftest import REPO
from tests.scale.search_bench import figures, ours, queries

AGDAM = "districts/agdam/"
RESULTS = re.compile("result|Nothing found")


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


def test_every_address_in_the_index_is_there(site: Path, address: str, desk: Watched) -> None:
    index = json.loads((site / "pagefind/names.json").read_text(encoding="utf-8"))
    desk.page.goto(address)
    addresses = set(
        desk.page.evaluate(
            "async (script) => (await (await import(script)).names()).items.map(({ url }) => url)",
            f"{address}assets/js/search/results.js",
        )
    )
    assert len([one for one in addresses if one.startswith("settlements/")]) > 700
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


LONG = "Agdam " * 1_667
ODD = [
    "zzzqqq", LONG, "x" * 10_000, "<img src=x onerror=alert(1)>", "</ol><script>alert(1)</script>",
    "(((", "[a-", "\\", "a{99999}", "^$.*+?", "%E0%A4%A", "%", "\"", "\"\"", "“", "{number}",
    "خومارلی", "\u202eAgdam\u202c", "A\u0301\u0301\u0301gdam", "\u0301", "\u200b", "😀",
    "constructor", "__proto__", "toString", "NaN", "0000-00-00", "99.99.1993", "2020-2019", " ",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text[:20]))
def test_nothing_that_is_typed_breaks_it(address: str, desk: Watched, text: str) -> None:
    """Nothing in the console, never markup; and a name is found as before."""
    desk.page.on("dialog", lambda dialog: desk.complaints.append(dialog.message))
    typed(desk, address, text)
    if text.strip():
        expect(desk.page.locator(".search-status")).to_contain_text(RESULTS)
    assert desk.page.locator(".search-panel :is(img, script)").count() == 0
    desk.page.fill("[data-search-box]", "Ağdam")
    first_is(desk, address, AGDAM)
    assert desk.complaints == []


@pytest.mark.parametrize(
    "asked",
    [
        "?q=%E0%A4%A", "?q=%", "?q=&q-kind=event", "?q=Agdam&q-kind=constructor",
        "?q=Agdam&q-district=%3Cimg%20src=x%3E&q-side=__proto__", "?q=Agdam&q-decade=x",
        "?q[]=Agdam", "?q=Agdam&q=Lachin#no-such",
        f"?q={'%D0%B0' * 1_000}",
    ],
)  # fmt: skip
def test_a_broken_link_to_a_search_breaks_nothing(address: str, desk: Watched, asked: str) -> None:
    desk.page.goto(f"{address}search/{asked}", wait_until="networkidle")
    assert desk.page.locator(".search-panel img").count() == 0
    desk.page.fill("[data-search-box]", "Ağdam")
    first_is(desk, address, AGDAM)
    assert desk.complaints == []


def shown(desk: Watched) -> list[str]:
    """Addresses of the results, from the site's root."""
    links = desk.page.locator("[data-search-results] a")
    start = urlsplit(desk.page.url).path.split("search/")[0]
    return [str(link.get_attribute("href")).removeprefix(start) for link in links.all()]


def option(desk: Watched, label: str, text: str) -> Locator:
    return desk.page.get_by_label(label).locator("option", has_text=text)


def test_filters_narrow_by_keyboard_and_stand_in_the_address(address: str, desk: Watched) -> None:
    typed(desk, address, "mosque")
    expect(desk.page.locator("[data-search-results] a").first).to_be_visible()
    assert not any("facets.json" in url for url in desk.requests)
    desk.page.keyboard.press("Tab")
    opener = desk.page.get_by_role("button", name="Filter")
    expect(opener).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    desk.page.keyboard.press("Tab")
    kind = desk.page.get_by_label("Kind")
    expect(kind).to_be_focused()
    expect(option(desk, "Kind", "Events (")).to_have_count(1)
    desk.page.keyboard.type("Ev")
    desk.page.keyboard.press("Enter")
    expect(kind).to_have_value("event")
    expect(desk.page.get_by_role("button", name="Filter: Events")).to_be_visible()
    expect(desk.page).to_have_url(f"{address}?q=mosque&q-kind=event")
    assert all(url.startswith("events/") for url in shown(desk))
    desk.page.reload()
    expect(desk.page.get_by_label("Kind")).to_have_value("event")
    expect(desk.page.locator(".search-status")).to_contain_text("result")
    desk.page.get_by_role("button", name="Clear filters").click()
    expect(desk.page).to_have_url(f"{address}?q=mosque")
    assert desk.complaints == []


def test_a_filter_leaves_as_many_as_it_says_and_no_others(
    site: Path, address: str, desk: Watched
) -> None:
    desk.page.goto(f"{address}search/?q=mosque&q-kind=event&q-district=zangilan&q-decade=2020")
    chosen = option(desk, "District", "Zangilan (")
    expect(chosen).to_have_count(1)
    number = int(chosen.inner_text().split("(")[1].rstrip(")"))
    if (more := desk.page.get_by_role("button", name="Show more")).is_visible():
        more.click()
    links = desk.page.locator("[data-search-results] a")
    expect(links).to_have_count(number)
    for url in shown(desk):
        name = url.removeprefix("events/").rstrip("/")
        record = yaml.safe_load((REPO / f"data/events/{name}.yml").read_text(encoding="utf-8"))
        assert "zangilan" in record["districts"]


def test_the_side_of_a_source_is_its_publishers(address: str, desk: Watched) -> None:
    sides = {
        one["id"]: one["publisher_side"]
        for path in (REPO / "data/sources").glob("*.yml")
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))
    }
    desk.page.goto(f"{address}search/?q=mosque&q-kind=source&q-side=armenian")
    expect(option(desk, "Side of the source", "Armenian (")).to_have_count(1)
    found = [url.removeprefix("sources/#") for url in shown(desk)]
    assert found
    assert {sides[one] for one in found} == {"armenian"}


def test_statements_alone_may_be_asked_for(address: str, desk: Watched) -> None:
    desk.page.goto(f"{address}search/?q=mosque&q-kind=statement&q-side=azerbaijani")
    links = desk.page.get_by_role("list", name="Statements").get_by_role("link")
    expect(links.first).to_be_visible()
    assert all("#" in url for url in shown(desk))


def test_filters_that_leave_nothing_say_so(address: str, desk: Watched) -> None:
    desk.page.goto(f"{address}?q=mosque&q-kind=document&q-decade=1920")
    expect(desk.page.locator(".search-status")).to_contain_text("with these filters")
    desk.page.get_by_role("button", name="Clear filters").click()
    expect(desk.page.locator("[data-search-results] a").first).to_be_visible()


def test_more_is_shown_on_demand(address: str, desk: Watched) -> None:
    typed(desk, address, "Agdam")
    more = desk.page.get_by_role("button", name="Show more")
    expect(more).to_be_visible()
    before = desk.page.locator("[data-search-results] a").count()
    more.click()
    expect(more).to_be_hidden()
    expect(desk.page.locator("[data-search-results] a:focus")).to_have_count(1)
    assert desk.page.locator("[data-search-results] a").count() > before


def test_the_page_of_the_search_has_the_list_in_it(address: str, desk: Watched) -> None:
    desk.page.goto(f"{address}search/?q=Agdam")
    results = desk.page.get_by_role("main").locator("[data-search-results] a")
    expect(results.first).to_be_visible()
    desk.page.locator("h1").click()
    expect(results.first).to_be_visible()
    desk.page.locator("[data-search-box]").focus()
    desk.page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    assert faults(desk.page) == []


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("districts/aghdan/", AGDAM),
        ("events/1993-capture-of-aghdam.html", "events/1993-capture-of-agdam/"),
        (f"places/{quote('Քարվաճառ')}/", "districts/kalbajar/"),
        ("documents/s-res-853", "documents/un-sc-853-1993/"),
    ],
)
def test_an_address_that_is_none_offers_what_it_may_mean(
    address: str, desk: Watched, path: str, wanted: str
) -> None:
    desk.page.goto(f"{address}{path}")
    expect(desk.page.get_by_role("heading", name="Not found")).to_be_visible()
    meant = desk.page.locator("[data-not-found]")
    expect(meant.get_by_role("heading", name="Did you mean")).to_be_visible()
    first = meant.get_by_role("link").first
    assert str(first.get_attribute("href")).endswith(f"/{wanted}")
    first.click()
    desk.page.wait_for_url(f"**/{wanted}")


@pytest.mark.parametrize("path", ["zzzqqqxxw/", "%E0%A4%A", "<img src=x>", "x" * 1_500])
def test_an_address_that_means_nothing_offers_the_lists(
    address: str, desk: Watched, path: str
) -> None:
    desk.page.goto(f"{address}{path}", wait_until="networkidle")
    expect(
        desk.page.get_by_role("main").get_by_role("link", name="Districts", exact=True)
    ).to_be_visible()
    assert desk.page.locator("[data-not-found] img").count() == 0
    assert [one for one in desk.complaints if "404" not in one] == []


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
    # The page's own letters have come.
    desk.page.evaluate("document.fonts.ready")
    desk.page.wait_for_timeout(1_000)
    answers: list[Response] = []
    desk.page.on("response", lambda answer: answers.append(answer))
    desk.page.fill("[data-search-box]", "Kəlbəcər")
    first_is(desk, address, "districts/kalbajar/")
    expect(desk.page.locator("[data-search-results]")).to_have_attribute("aria-busy", "false")
    bodies = [(answer.url, answer.body()) for answer in answers]
    packed = ("pagefind", "pf_meta", "pf_index", "pf_fragment")
    sizes = [len(b) if url.endswith(packed) else len(gzip.compress(b)) for url, b in bodies]
    assert any(url.endswith("names.json") for url, _ in bodies)
    assert sum(sizes) <= 250_000


def test_the_test_set_holds_no_query_twice() -> None:
    with (REPO / "tests/search/queries.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["query"] for row in csv.DictReader(file)]
    assert len(texts) == len(set(texts))
