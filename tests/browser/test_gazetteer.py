"""The table of settlements and the index of names in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched, faults, opened

ROWS = "#settlements-table tbody tr"
ALL = 74


@pytest.mark.parametrize("typed", ["Alxanlı", "alxanli", "Алханлы"])
def test_the_filter_finds_a_settlement_by_any_of_its_names(
    address: str, desk: Watched, typed: str
) -> None:
    desk.page.goto(f"{address}settlements/fuzuli/")
    rows = desk.page.locator(ROWS)
    expect(rows).to_have_count(ALL)
    desk.page.get_by_label("Show only names with").fill(typed)
    expect(desk.page.locator("[data-filter] [role=status]")).to_have_text(f"1 of {ALL}")
    assert [row.get_attribute("id") for row in rows.all() if row.is_visible()] == [
        "fuzuli-alkhanli"
    ]
    expect(desk.page.locator("circle[data-row]:visible")).to_have_count(1)
    desk.page.get_by_label("Show only names with").fill("")
    assert all(row.is_visible() for row in rows.all())
    assert desk.complaints == []


def test_a_point_on_the_map_leads_to_its_row_and_a_row_marks_its_point(
    address: str, desk: Watched
) -> None:
    desk.page.goto(f"{address}settlements/fuzuli/")
    desk.page.locator('[data-row="fuzuli-horadiz"]').click()
    expect(desk.page.locator("#fuzuli-horadiz")).to_be_in_viewport()
    assert desk.page.url.endswith("#fuzuli-horadiz")
    expect(desk.page.locator("[data-here]")).to_have_attribute("data-row", "fuzuli-horadiz")


def test_without_javascript_the_table_stands_whole(browser: Browser, address: str) -> None:
    for watched in opened(browser, java_script_enabled=False):
        watched.page.goto(f"{address}settlements/fuzuli/#fuzuli-alkhanli")
        rows = watched.page.locator(ROWS)
        assert [row.is_visible() for row in rows.all()] == [True] * ALL
        expect(watched.page.locator("[data-filter]")).to_be_hidden()
        expect(watched.page.locator("#fuzuli-alkhanli")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["settlements/", "settlements/fuzuli/#fuzuli-fuzuli", "names/"])
def test_axe_finds_nothing(
    browser: Browser, address: str, path: str, width: int, scheme: str
) -> None:
    for watched in opened(browser, viewport={"width": width, "height": 900}, color_scheme=scheme):
        watched.page.goto(address + path)
        assert faults(watched.page) == []
        wide = watched.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
