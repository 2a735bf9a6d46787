"""Passages in a real browser: their marks, their citations, their notes, and arriving at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from macros import dates, load
from macros.citing import Citing
from macros.html import words
from tests.browser.conftest import Watched, faults, opened, serve
from tests.conftest import REPO

EVENT = "events/1993-capture-of-agdam/"
RECORDS = load.read_all(REPO)
EDITION = max(RECORDS.changes, key=lambda change: change.date)
COPIES = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def copying(browser: Browser) -> Iterator[Watched]:
    """A desktop screen whose clipboard may be written and read."""
    yield from opened(browser, viewport={"width": 1280, "height": 800}, permissions=COPIES)


@pytest.fixture
def fingers(browser: Browser) -> Iterator[Watched]:
    yield from opened(browser, viewport={"width": 390, "height": 844}, has_touch=True,
                      is_mobile=True, permissions=COPIES)  # fmt: skip


def clipboard(watched: Watched) -> str:
    return str(watched.page.evaluate("navigator.clipboard.readText()"))


KINDS = [
    (EVENT, "#city-taken"),  # a statement
    (EVENT, "#power-in-baku"),  # a paragraph of prose
    (EVENT, "#why-attacked-nk-spokesman"),  # a position
    ("documents/un-sc-853-1993/", ".clauses > div:nth-child(2)"),
    ("districts/agdam/", ".heritage > li:nth-child(1)"),
    ("settlements/agdam/", "tbody tr:nth-child(9)"),
    ("sources/", ".bibliography > li:nth-child(40)"),
]


@pytest.mark.parametrize(("page", "passage"), KINDS)
def test_a_mark_copies_the_address_says_so_and_a_fresh_browser_arrives_there(
    address: str, copying: Watched, browser: Browser, page: str, passage: str
) -> None:
    copying.page.goto(f"{address}{page}?x=1")
    found = copying.page.locator(passage)
    found.hover()
    mark = found.locator(".permalink")
    expect(mark).to_have_css("opacity", "1")
    mark.click()
    copied = f"{address}{page}#{found.get_attribute('id')}"
    expect(copying.page.locator("[data-passages]")).to_have_text("Address copied")
    assert clipboard(copying) == copied
    assert copying.page.url == copied.replace("#", "?x=1#")
    assert copying.complaints == []
    for fresh in opened(browser, viewport={"width": 1280, "height": 800}):
        fresh.page.goto(copied)
        arrived = fresh.page.locator(passage)
        assert arrived.evaluate("element => element.matches(':target')")
        assert background(fresh, passage) == marked(fresh)
        box = arrived.bounding_box()
        header = fresh.page.locator(".md-header").bounding_box()
        assert box is not None
        assert header is not None
        assert header["height"] <= box["y"] < 700


def background(watched: Watched, selector: str) -> str:
    colour = "element => getComputedStyle(element).backgroundColor"
    return str(watched.page.locator(selector).evaluate(colour))


def marked(watched: Watched) -> str:
    return str(
        watched.page.evaluate(
            """() => {
                const tried = document.createElement("i");
                tried.style.background = "var(--sd-mark)";
                document.body.append(tried);
                return getComputedStyle(tried).backgroundColor;
            }"""
        )
    )


def test_the_keyboard_alone_copies_cites_and_comes_back(address: str, copying: Watched) -> None:
    copying.page.goto(address + EVENT)
    mark = copying.page.locator("#city-taken .permalink")
    mark.focus()
    expect(mark).to_have_css("opacity", "1")
    copying.page.keyboard.press("Enter")
    expect(copying.page.locator("[data-passages]")).to_have_text("Address copied")
    assert copying.page.url.endswith("#city-taken")
    expect(mark).to_be_focused()
    copying.page.keyboard.press("Tab")
    cite = copying.page.get_by_role("button", name="Cite this passage")
    expect(cite).to_be_focused()
    copying.page.keyboard.press("Enter")
    dialog = copying.page.get_by_role("dialog", name="Cite this passage")
    expect(dialog).to_be_visible()
    copying.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(cite).to_be_focused()
    assert copying.complaints == []


def test_a_headings_mark_copies_too(address: str, copying: Watched) -> None:
    copying.page.goto(address + EVENT)
    copying.page.locator("h2#background").hover()
    copying.page.locator("h2#background .headerlink").click()
    expect(copying.page.locator("[data-passages]")).to_have_text("Address copied")
    assert clipboard(copying) == f"{address}{EVENT}#background"


def test_where_the_clipboard_is_closed_the_reader_is_told(address: str, desk: Watched) -> None:
    desk.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    desk.page.goto(address + EVENT)
    desk.page.locator("#city-taken").hover()
    desk.page.locator("#city-taken .permalink").click()
    expect(desk.page.locator("[data-passages]")).to_contain_text("it stands in the address bar")
    assert desk.page.url.endswith("#city-taken")
    assert desk.complaints == []


def test_a_statement_is_cited_with_its_address_its_words_and_its_sources(
    address: str, copying: Watched
) -> None:
    copying.page.goto(address + EVENT)
    copying.page.locator("#city-taken").hover()
    copying.page.locator("#city-taken .cite-passage").click()
    dialog = copying.page.get_by_role("dialog")
    expect(dialog.locator("[data-form]")).to_have_count(7)
    said = {
        str(form.get_attribute("data-form")): form.locator("code").inner_text()
        for form in dialog.locator("[data-form]").all()
    }
    assert list(said) == ["apa", "chicago", "bibtex", "ris", "csl-json", "wiki", "link"]
    assert said["link"] == f"{address}{EVENT}#city-taken"
    statements = RECORDS.events[EVENT.split("/")[1]].statements
    taken = next(one.text for one in statements if one.id == "city-taken")
    for name, text in said.items():
        assert f"{address}{EVENT}#city-taken" in text, name
        if name != "link":
            assert taken[:50] in text, name
            assert "Los Angeles Times, 25 July 1993" in text, name
            assert "third-party media" not in text
    day = f"{dates.MONTHS[int(EDITION.date[5:7]) - 1]} {int(EDITION.date[8:])}"
    assert f"as cited in Seven Districts. ({EDITION.date[:4]}, {day})" in said["apa"]
    assert f"(Edition {EDITION.edition})" in said["apa"]
    assert said["bibtex"].startswith("@misc{seven-districts-1993-capture-of-agdam-city-taken,")
    dialog.get_by_role("button", name="Copy the citation: BibTeX").click()
    expect(dialog.locator("[data-passages]")).to_have_text("BibTeX copied")
    assert clipboard(copying) == said["bibtex"]
    assert faults(copying.page) == []
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    assert copying.complaints == []


def test_a_question_and_a_position_are_cited_as_themselves(address: str, copying: Watched) -> None:
    copying.page.goto(address + EVENT)
    for passage, quoted in (
        ("#why-attacked", "Why was Agdam attacked?"),
        ("#why-attacked-nk-spokesman", "Manuel Sarkisyan, a spokesman"),
    ):
        copying.page.locator(passage).locator("h3, .voice").first.hover()
        copying.page.get_by_role("button", name="Cite this passage").click()
        dialog = copying.page.get_by_role("dialog")
        expect(dialog.locator(".cited")).to_contain_text(quoted)
        expect(dialog.locator("[data-form=link] code")).to_have_text(f"{address}{EVENT}{passage}")
        copying.page.keyboard.press("Escape")


def test_a_page_s_forms_are_copied_with_a_word_on_it(address: str, copying: Watched) -> None:
    copying.page.goto(address + EVENT)
    form = copying.page.locator(".cite-page [data-form=ris]")
    form.get_by_role("button").click()
    expect(copying.page.locator("[data-passages]")).to_have_text("RIS copied")
    assert clipboard(copying) == form.locator("code").inner_text()


@pytest.mark.parametrize(
    "title",
    ["Capture of Agdam", 'A & B_C #1 {50%} $x^2~y\\z | "q" [l] <b> \'\'i\'\' }} “in” \n new\tline',
     "Քարվաճառ Kəlbəcər Кельбаджар", "$& $1 <sources>"],
)  # fmt: skip
def test_the_browser_writes_every_form_as_the_server_does(
    address: str, desk: Watched, title: str
) -> None:
    given = {"key": "k-1", "title": title, "url": "https://example.org/a b/|x{y}#z"}
    expected = [text for _, text in Citing(words(), EDITION).page(**given)]
    desk.page.goto(address + EVENT)
    written = desk.page.evaluate(
        """async ([script, values]) => {
            const cite = await import(script);
            return (await cite.forms()).forms.map((form) => cite.fill(form, values));
        }""",
        [f"{address}assets/js/cite.js", given],
    )
    assert written == expected


def test_a_page_s_own_forms_are_what_the_browser_would_write(address: str, desk: Watched) -> None:
    desk.page.goto(address + EVENT)
    printed, written = desk.page.evaluate(
        """async (script) => {
            const cite = await import(script);
            const { key, title } = document.querySelector(".cite-page").dataset;
            const printed = [...document.querySelectorAll(".cite-page code")];
            const url = printed.at(-1).textContent;
            const { forms } = await cite.forms();
            return [
                printed.map((code) => code.textContent),
                forms.map((form) => cite.fill(form, { key, title, url })),
            ];
        }""",
        f"{address}assets/js/cite.js",
    )
    assert printed == written


def test_a_finger_finds_marks_and_reads_a_note_before_leaving(
    address: str, fingers: Watched
) -> None:
    fingers.page.goto(address + EVENT, wait_until="networkidle")
    statement = fingers.page.locator("#city-taken")
    expect(statement.locator(".permalink")).to_have_css("opacity", "1")
    statement.locator(".permalink").tap()
    assert clipboard(fingers) == f"{address}{EVENT}#city-taken"
    expect(statement.locator(".cite-passage")).to_be_visible()
    mark = statement.locator(".footnote-ref").first
    mark.tap()
    note = fingers.page.locator(".note-shown")
    expect(note).to_contain_text("Los Angeles Times")
    assert fingers.page.url.endswith("#city-taken")
    assert fingers.page.evaluate("document.documentElement.scrollWidth") <= 390
    box = note.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    note.locator(".to-note").tap()
    assert "#fn:latimes" in fingers.page.url
    assert fingers.complaints == []


def test_a_note_stays_while_the_pointer_goes_to_its_link(address: str, desk: Watched) -> None:
    desk.page.goto(address + EVENT)
    desk.page.locator("#city-taken .footnote-ref").first.hover()
    link = desk.page.locator(".note-shown a[rel=external]").first
    link.hover()
    desk.page.wait_for_timeout(500)
    expect(link).to_be_visible()
    desk.page.locator("h1").hover()
    expect(desk.page.locator(".note-shown")).to_have_count(0)


def test_the_keyboard_goes_into_a_note_and_escape_leaves_it(address: str, desk: Watched) -> None:
    desk.page.goto(address + EVENT)
    mark = desk.page.locator("#city-taken .footnote-ref").first
    mark.focus()
    note = desk.page.locator(".note-shown")
    expect(note).to_be_visible()
    expect(note).to_contain_text("third-party media")
    assert mark.get_attribute("aria-describedby") == note.get_attribute("id")
    desk.page.keyboard.press("Tab")
    expect(note.locator("a").first).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(mark).to_be_focused()
    mark.blur()
    mark.focus()
    expect(note).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    assert desk.complaints == []


def test_a_shown_note_is_accessible_and_not_cut_off_in_a_table(address: str, desk: Watched) -> None:
    desk.page.goto(f"{address}districts/agdam/")
    desk.page.locator("h2#control ~ .table .footnote-ref").first.hover()
    note = desk.page.locator(".note-shown")
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport(ratio=1)
    assert faults(desk.page) == []


def test_each_back_link_of_a_note_leads_to_its_own_mark(address: str, desk: Watched) -> None:
    desk.page.goto(address + EVENT)
    note = desk.page.locator('[id="fn:latimes-1993-07-25-agdam"]')
    backs = note.locator(".footnote-backref").all()
    assert len(backs) > 2
    for back in backs:
        back.click()
        here = desk.page.locator(":target")
        assert here.locator("a").get_attribute("href") == "#fn:latimes-1993-07-25-agdam"
        expect(here).to_be_in_viewport()


def test_paper_has_notes_in_full_and_no_buttons(address: str, copying: Watched) -> None:
    copying.page.goto(f"{address}districts/kalbajar/")
    copying.page.locator(".statement").first.hover()
    copying.page.emulate_media(media="print")
    expect(copying.page.locator(".footnote li").first).to_be_visible()
    for gone in (".permalink", ".cite-passage", ".cite-page button"):
        expect(copying.page.locator(gone).first).to_be_hidden()
    source = copying.page.locator(".footnote a[rel=external]").first
    shown = source.evaluate("link => getComputedStyle(link, '::after').content")
    assert str(source.get_attribute("href")) in shown


def test_without_javascript_marks_are_links_and_forms_are_text(
    address: str, browser: Browser
) -> None:
    for watched in opened(browser, java_script_enabled=False):
        watched.page.goto(address + EVENT)
        watched.page.locator("#city-taken").hover()
        watched.page.locator("#city-taken .permalink").click()
        assert watched.page.url.endswith("#city-taken")
        expect(watched.page.locator(".cite-page")).to_contain_text("To cite one statement")
        expect(watched.page.locator(".cite-page code").first).to_be_visible()
        assert watched.page.locator("button:visible").count() == 0


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tiny site with a page and a statement that moved."""
    from tests.conftest import run_build, tiny_project

    folder = tmp_path_factory.mktemp("led")
    root = tiny_project(folder / "project")
    (root / "data/moved.yml").write_text(
        "- {old: events/1993-old, to: events/1993-capture-of-kalbajar, reason: r}\n"
        '- {old: "events/1993-capture-of-kalbajar#town",'
        ' to: "documents/un-sc-822-1993#paragraph-1", reason: r}\n',
        encoding="utf-8",
    )
    done = run_build(root, folder / "site")
    assert done.returncode == 0, done.stderr
    yield from serve(Path(folder / "site"))


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("events/1993-old/", "events/1993-capture-of-kalbajar/"),
        ("events/1993-old/#town-taken", "events/1993-capture-of-kalbajar/#town-taken"),
        ("events/1993-old/#town", "documents/un-sc-822-1993/#paragraph-1"),
        (f"districts/{quote('Քարվաճառ')}/", "districts/kalbajar/"),
        (f"districts/{quote('kəlbəcər')}/#bridge", "districts/kalbajar/#bridge"),
    ],
)
def test_an_old_address_leads_on_with_its_passage(
    led: str, desk: Watched, asked: str, reached: str
) -> None:
    desk.page.goto(led + asked)
    desk.page.wait_for_url(led + reached)
    # A page that is left at once leaves its fonts unread.
    assert [said for said in desk.complaints if not said.endswith(".woff2")] == []


def test_an_old_address_leads_on_without_javascript(led: str, browser: Browser) -> None:
    for watched in opened(browser, java_script_enabled=False):
        watched.page.goto(f"{led}events/1993-old/")
        watched.page.wait_for_url(f"{led}events/1993-capture-of-kalbajar/")
