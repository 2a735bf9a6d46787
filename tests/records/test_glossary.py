"""The glossary: which first uses are explained, and what the check says of its entries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros import glossary, model

PAGE = "---\ntitle: Glossary\n---\n\n{{ glossary() }}\n"


def term(identifier: str, name: str, *forms: str, marked: bool = True) -> model.GlossaryTerm:
    return model.GlossaryTerm(
        id=identifier, term=name, forms=forms, marked=marked, definition="What it means.",
        sources=(model.SourceRef(id="watch-1994", locator=None),),
    )  # fmt: skip


TERMS = [
    term("corridor", "corridor"),
    term("lachin-corridor", "Lachin corridor"),
    term("idp", "internally displaced", "IDPs"),
    term("seven", "the seven", marked=False),
]


def explained(html: str) -> str:
    return glossary.Explainer(TERMS).explain(html, lambda one: f"#{one}")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>A corridor here, a corridor there.</p>",
         '<p>A <a class="term" href="#corridor">corridor</a> here, a corridor there.</p>'),
        ("<p>Corridor first.</p>", '<p><a class="term" href="#corridor">Corridor</a> first.</p>'),
        # The longer form first; the shorter at its own first use.
        ("<p>The Lachin corridor is a corridor.</p>",
         '<p>The <a class="term" href="#lachin-corridor">Lachin corridor</a> is a '
         '<a class="term" href="#corridor">corridor</a>.</p>'),
        ('<p class="statement" id="x">Some IDPs.</p>',
         '<p class="statement" id="x">Some <a class="term" href="#idp">IDPs</a>.</p>'),
        # Never inside links, headings, quotations, notes, code, lists of pages or parts of words.
        ('<p>See <a href="x">the corridor</a>.</p>', None),
        ("<h2>The corridor</h2>", None),
        ("<p>He called it “a corridor of life”.</p>", None),
        ("<p>He said «corridor».</p>", None),
        ('<p>It<sup class="cite">corridor</sup></p>', None),
        ("<p><code>corridor</code></p>", None),
        ('<li><a href="x">A page</a><p>The corridor.</p></li>', None),
        ('<p class="voice">The corridor</p>', None),
        ("<p>The corridors and a corridor-like road.</p>", None),
        ("<p>All of the seven.</p>", None),
        # A quotation that a tag parts stays a quotation; after it the prose goes on.
        ("<p>“The <em>long</em> corridor” was a corridor.</p>",
         '<p>“The <em>long</em> corridor” was a <a class="term" href="#corridor">corridor</a>.'
         "</p>"),
    ],
)  # fmt: skip
def test_the_first_use_is_explained(html: str, expected: str | None) -> None:
    assert explained(html) == (expected or html)


def with_glossary(root: Path, entries: str, page: bool = True) -> None:
    (root / "data/glossary.yml").write_text(entries, encoding="utf-8")
    if page:
        (root / "docs/about/glossary.md").write_text(PAGE, encoding="utf-8")


GOOD = "- {id: road, term: road, definition: A way., sources: [watch-1994], related: [kalbajar]}\n"


def test_a_sound_glossary_passes(
    tiny: Path, check: Callable[[Path], tuple[int, list[str]]]
) -> None:
    with_glossary(tiny, GOOD)
    assert check(tiny)[0] == 0


@pytest.mark.parametrize(
    ("entries", "page", "expected"),
    [
        (GOOD.replace("[watch-1994]", "[wach-1994]"), True,
         'data/glossary.yml:1: sources[0]: no source "wach-1994"; did you mean "watch-1994"?'),
        (GOOD.replace("[kalbajar]", "[kalbajr]"), True,
         'data/glossary.yml:1: related[0]: no record or term "kalbajr"; did you mean "kalbajar"?'),
        (GOOD.replace(", definition: A way.", ""), True,
         "data/glossary.yml:1: definition: is missing; every record of this kind needs it"),
        (GOOD.replace("sources: [watch-1994]", "sources: []"), True,
         "data/glossary.yml:1: sources: is an empty list; name at least one"),
        (GOOD.replace("A way.", "A liberated way."), True,
         'data/glossary.yml:1: definition: "liberated" takes a side; use a plain word or an '
         "attributed quotation"),
        (GOOD + GOOD.replace("id: road", "id: way"), True,
         'data/glossary.yml:2: forms: "road" is a form of "road" already; a form has one meaning'),
        (GOOD, False, "data/glossary.yml:1: has no page; write docs/about/glossary.md"),
    ],
)  # fmt: skip
def test_a_faulty_entry_is_named(
    tiny: Path,
    check: Callable[[Path], tuple[int, list[str]]],
    entries: str,
    page: bool,
    expected: str,
) -> None:
    with_glossary(tiny, entries, page)
    code, lines = check(tiny)
    assert code == 1
    assert expected in lines
