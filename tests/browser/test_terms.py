"""Terms that show their meaning where they stand: by pointer, key and finger."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched, faults, opened

PAGE = "events/2020-handover-of-lachin/"


def test_a_term_shows_its_meaning_when_pointed_at(address: str, desk: Watched) -> None:
    desk.page.goto(address + PAGE)
    term = desk.page.locator("a.term").first
    term.scroll_into_view_if_needed()
    term.hover()
    note = desk.page.locator(".term-note")
    expect(note).to_be_visible()
    expect(term).to_have_attribute("aria-describedby", "term-note")
    # It stays while the pointer is on it, goes with Escape, and is all inside the window.
    note.hover()
    expect(note).to_be_visible()
    box = note.bounding_box()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 1440
    desk.page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    assert desk.complaints == []


def test_the_meaning_is_that_of_the_glossary(address: str, desk: Watched) -> None:
    desk.page.goto(address + PAGE)
    term = desk.page.locator("a.term").first
    term.focus()
    note = desk.page.locator(".term-note")
    expect(note).to_be_visible()
    said = note.inner_text()
    term.press("Enter")
    desk.page.wait_for_url(re.compile(r"about/glossary/#"))
    entry = desk.page.locator(f'[id="{desk.page.url.partition("#")[2]}"] [data-definition]')
    expect(entry).to_have_text(said)


def test_leaving_a_term_by_key_puts_its_meaning_away(address: str, desk: Watched) -> None:
    desk.page.goto(address + PAGE)
    desk.page.locator("a.term").first.focus()
    expect(desk.page.locator(".term-note")).to_be_visible()
    first = desk.page.locator(".term-note").inner_text()
    desk.page.keyboard.press("Tab")  # the next term
    expect(desk.page.locator(".term-note")).not_to_have_text(first)
    desk.page.keyboard.press("Tab")  # a note's mark
    expect(desk.page.locator(".term-note")).to_be_hidden()


def test_a_tap_shows_and_a_second_follows(address: str, phone: Watched) -> None:
    phone.page.goto(address + PAGE)
    term = phone.page.locator("a.term").first
    term.scroll_into_view_if_needed()
    term.tap()
    expect(phone.page.locator(".term-note")).to_be_visible()
    assert PAGE in phone.page.url
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    term.tap()
    phone.page.wait_for_url(re.compile(r"about/glossary/#"))


def test_nothing_is_fetched_before_a_term_is_asked_for(address: str, desk: Watched) -> None:
    desk.page.goto(address + PAGE, wait_until="networkidle")
    assert not [one for one in desk.requests if "about/glossary" in one]


def test_where_the_meaning_cannot_be_had_the_term_is_a_link(address: str, phone: Watched) -> None:
    phone.page.goto(address + PAGE)
    asked: list[str] = []

    def refuse(route: object) -> None:
        asked.append("once")
        if len(asked) == 1:
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    phone.page.route("**/about/glossary/", refuse)
    term = phone.page.locator("a.term").first
    term.scroll_into_view_if_needed()
    term.tap()
    phone.page.wait_for_url(re.compile(r"about/glossary/#"))


def test_without_javascript_a_term_leads_to_the_glossary(address: str, browser: Browser) -> None:
    for watched in opened(browser, java_script_enabled=False):
        watched.page.goto(address + PAGE)
        term = watched.page.locator("a.term").first
        identifier = str(term.get_attribute("href")).partition("#")[2]
        term.click()
        expect(watched.page.locator(f'[id="{identifier}"]')).to_be_visible()


def test_axe_finds_no_fault_in_a_shown_meaning(address: str, browser: Browser) -> None:
    for scheme in ("light", "dark"):
        for watched in opened(browser, color_scheme=scheme, reduced_motion="reduce"):
            watched.page.goto(address + PAGE)
            watched.page.locator("a.term").first.focus()
            expect(watched.page.locator(".term-note")).to_be_visible()
            assert faults(watched.page) == []


def test_paper_shows_a_term_as_plain_text(address: str, desk: Watched) -> None:
    desk.page.goto(address + PAGE)
    desk.page.emulate_media(media="print")
    term = desk.page.locator("a.term").first
    assert term.evaluate("one => getComputedStyle(one).textDecorationLine") == "none"
    same = "one => getComputedStyle(one).color === getComputedStyle(one.parentElement).color"
    assert term.evaluate(same)
