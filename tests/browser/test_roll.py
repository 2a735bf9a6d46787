"""The roll of a vote: sorted and filtered in a browser, whole without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched, opened

ROLL = "documents/un-ga-62-243/"
MEMBER = "table.roll tbody tr:not(.rowgroup)"


def shown(page: Page) -> list[str]:
    return page.eval_on_selector_all(
        f"{MEMBER} th", "cells => cells.filter(c => c.offsetParent).map(c => c.textContent)"
    )


def test_the_roll_is_sorted_by_country_and_back(address: str, desk: Watched) -> None:
    desk.page.goto(address + ROLL)
    grouped = shown(desk.page)
    desk.page.locator("th[data-sort=country] button").click()
    first, *_, last = shown(desk.page)
    assert (first, last, len(shown(desk.page))) == ("Afghanistan", "Zimbabwe", 192)
    expect(desk.page.locator("table.roll .rowgroup").first).to_be_hidden()
    expect(desk.page.locator("th[data-sort=country]")).to_have_attribute("aria-sort", "ascending")
    desk.page.locator("th[data-sort=country] button").click()
    assert shown(desk.page)[0] == "Zimbabwe"
    desk.page.locator("th[data-sort=vote] button").click()
    assert shown(desk.page) == grouped
    desk.page.locator("th[data-sort=vote] button").click()
    assert shown(desk.page)[0] == "Belarus"
    assert desk.complaints == []


def test_the_roll_is_filtered_by_vote_and_name(address: str, desk: Watched) -> None:
    desk.page.goto(address + ROLL)
    desk.page.locator(".roll-controls").get_by_label("Vote").select_option("against")
    assert len(shown(desk.page)) == 7
    expect(desk.page.locator(".roll-controls [role=status]", has_text="7 of 192")).to_be_visible()
    desk.page.locator(".roll-controls").get_by_label("Vote").select_option("")
    desk.page.locator(".roll-controls").get_by_label("Country with").fill("cote d")
    assert shown(desk.page) == ["Côte d’Ivoire"]
    desk.page.locator(".roll-controls").get_by_label("Country with").fill("(")
    assert all("(" in name for name in shown(desk.page))


@pytest.mark.parametrize("media", ["screen", "print"])
def test_without_javascript_the_roll_reads_whole(
    address: str, browser: Browser, media: str
) -> None:
    for watched in opened(browser, java_script_enabled=False):
        watched.page.emulate_media(media=media)  # type: ignore[arg-type]
        watched.page.goto(address + ROLL)
        expect(watched.page.locator(MEMBER)).to_have_count(192)
        expect(watched.page.locator(MEMBER).last).to_be_visible()
        expect(watched.page.locator(".roll-controls")).to_have_count(0)
