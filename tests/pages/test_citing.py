"""How pages are cited: the static forms, their escapes, what reference managers read, and the
bibliography as files, read back by small strict parsers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.citing import Citing
from macros.html import words
from macros.model import Changed, Source
from macros.reference_files import to_bibtex, to_ris
from tests.pages.html import soup

EVENT = "events/1993-capture-of-kalbajar"
URL = f"https://example.org/sub/path/{EVENT}/"
# What breaks out of one form or another.
NASTY = "A & B_C #1 {50%} $x^2~y\\z | a \"q\" [l] <b> ''i'' }} “in” \n new\tline"


def forms(site: Path, address: str) -> dict[str, str]:
    found = soup(site / address / "index.html").select(".cite-page [data-form]")
    return {str(form["data-form"]): form.select_one("code").get_text() for form in found}  # type: ignore[union-attr]


def test_a_page_is_cited_in_seven_forms_with_edition_date_and_address(tiny_site: Path) -> None:
    said = forms(tiny_site, EVENT)
    assert said["apa"] == (
        f"Seven Districts. (2026, November 1). Capture of Kalbajar (Edition 0.1). {URL}"
    )
    assert said["chicago"] == (
        f"Seven Districts. “Capture of Kalbajar.” Edition 0.1. November 1, 2026. {URL}."
    )
    assert said["wiki"] == (
        f"{{{{cite web |title=Capture of Kalbajar |url={URL} |website=Seven Districts, edition 0.1 "
        "|date=1 November 2026 |language=en}}"
    )
    assert said["link"] == URL
    [entry] = read_bibtex(said["bibtex"])
    assert entry["key"] == "seven-districts-1993-capture-of-kalbajar"
    assert (entry["title"], entry["url"]) == ("{Capture of Kalbajar}", URL)
    [record] = read_ris(said["ris"])
    assert (record["TI"], record["UR"], record["DA"]) == (
        ["Capture of Kalbajar"], [URL], ["2026/11/01"],
    )  # fmt: skip
    [item] = json.loads(said["csl-json"])
    assert item["issued"] == {"date-parts": [[2026, 11, 1]]}
    assert (item["title"], item["URL"]) == ("Capture of Kalbajar", URL)


@pytest.mark.parametrize("address", ["about", "sources", "events", "map", "names"])
def test_a_page_without_a_record_is_cited_too(tiny_site: Path, address: str) -> None:
    assert forms(tiny_site, address)["link"] == f"https://example.org/sub/path/{address}/"


def test_no_form_breaks_at_what_a_title_holds() -> None:
    edition = Changed(date="2026-11-01", edition="0.1", text="x")
    citing = Citing(words(), edition)
    said = {form.id: text for form, text in citing.page("k", NASTY, "https://example.org/a b|c}")}
    flat = " ".join(NASTY.split())
    [entry] = read_bibtex(said["bibtex"])
    assert "\n" not in entry["title"]
    assert r"A \& B\_C \#1 \{50\%\} \$x\textasciicircum{}2\textasciitilde{}y" in entry["title"]
    assert entry["url"] == "https://example.org/a%20b%7Cc%7D"
    [record] = read_ris(said["ris"])
    assert record["TI"] == [flat]
    [item] = json.loads(said["csl-json"])
    assert item["title"] == NASTY
    wiki = said["wiki"]
    assert wiki.count("{{") - wiki.count("{{!}}") == 1
    assert wiki.endswith("}}")
    inside = wiki[2:-2].replace("{{!}}", "")
    assert not re.search(r"[{}\[\]<>~]|''", inside)
    assert [part.partition("=")[0] for part in inside.split("|")[1:]] == [
        "title", "url", "website", "date ".strip(), "language",
    ]  # fmt: skip
    assert "‘in’" in said["chicago"]
    assert "“in”" in said["apa"]
    assert all("\n" not in said[name] for name in ("apa", "chicago", "wiki", "link"))


def test_reference_managers_find_title_author_date_and_address(tiny_site: Path) -> None:
    tags = {
        str(tag["name"]): str(tag["content"])
        for tag in soup(tiny_site / EVENT / "index.html").select("head meta[name^=citation_]")
    }
    assert tags == {
        "citation_title": "Capture of Kalbajar",
        "citation_author": "Seven Districts",
        "citation_publication_date": "2026/11/01",
        "citation_language": "en",
        "citation_public_url": URL,
    }


def test_without_an_address_no_page_claims_one(site: Path) -> None:
    page = soup(site / "events/1993-capture-of-agdam/index.html")
    assert page.select_one("meta[name=citation_title]")
    assert not page.select_one("meta[name=citation_public_url]")


def test_every_paragraph_of_prose_with_an_id_has_its_mark(site: Path) -> None:
    bare = [
        f"{path.parent.name}#{paragraph['id']}"
        for section in ("districts", "events", "documents", "topics")
        for path in site.glob(f"{section}/*/index.html")
        for paragraph in soup(path).select("article p[id]")
        if not paragraph.select(f"a.permalink[href='#{paragraph['id']}']")
    ]
    assert bare == []


def test_the_bibliography_can_be_taken_away_in_three_forms(site: Path) -> None:
    [csl] = [json.loads((site / "data/sources.json").read_text(encoding="utf-8"))]
    bib = read_bibtex((site / "data/sources.bib").read_text(encoding="utf-8"))
    ris = read_ris((site / "data/sources.ris").read_text(encoding="utf-8"))
    ids = [item["id"] for item in csl]
    assert len(ids) > 1000
    assert [entry["key"] for entry in bib] == ids
    assert [record["ID"] for record in ris] == [[one] for one in ids]
    titles = {item["id"]: " ".join(item["title"].split()) for item in csl}
    assert {record["ID"][0]: record["TI"][0] for record in ris} == titles
    for page in ("sources", "data"):
        links = {
            str(link["href"]) for link in soup(site / page / "index.html").select("a[download]")
        }
        for name in ("sources.json", "sources.bib", "sources.ris"):
            assert any(link.endswith(name) for link in links), (page, name)


def test_no_source_breaks_the_files() -> None:
    source = Source.model_validate(
        {
            "id": "x", "type": "chapter", "title": NASTY.replace("\t", " "), "language": "en",
            "author": [{"family": "O'Neil & Sons", "given": "A."}, {"literal": "Body, and Co"}],
            "container-title": "A {book}", "publisher": "P_Q", "page": "3-5",
            "issued": "1993~", "URL": "https://example.org/a_b?x={1}&y=#z",
            "accessed": "2026-11-01", "publisher_side": "media", "checked": "quoted-in",
            "quoted_in": "another.",
        }
    )  # fmt: skip
    [entry] = read_bibtex(to_bibtex([source]))
    assert entry["author"] == r"O'Neil \& Sons, A. and {Body, and Co}"
    assert entry["booktitle"] == r"A \{book\}"
    assert (entry["pages"], entry["year"]) == ("3--5", "1993")
    assert entry["url"] == "https://example.org/a_b?x=%7B1%7D&y=#z"
    assert entry["note"] == "third-party media; dated about 1993; quoted in another"
    [record] = read_ris(to_ris([source]))
    assert record["AU"] == ["O'Neil & Sons, A.", "Body, and Co"]
    assert record["TY"] == ["CHAP"]


def read_ris(text: str) -> list[dict[str, list[str]]]:
    """Records of RIS; every line is a tag and a value, ``TY`` begins and ``ER`` ends a record."""
    records: list[dict[str, list[str]]] = []
    is_open = False
    for line in text.splitlines():
        if not line:
            assert not is_open, "an empty line inside a record"
            continue
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert found, line
        if found[1] == "TY":
            assert not is_open
            is_open = True
            records.append({})
        assert is_open, line
        if found[1] == "ER":
            is_open = False
        else:
            records[-1].setdefault(found[1], []).append(found[2])
    assert not is_open
    return records


def read_bibtex(text: str) -> list[dict[str, str]]:
    """Entries of BibTeX: values in balanced braces, or one bare word."""
    return list(_entries(text))


def _entries(text: str) -> Iterator[dict[str, str]]:
    at = 0
    while (found := re.compile(r"\s*@(\w+)\{([^\s,{}]+),").match(text, at)) is not None:
        entry = {"kind": found[1], "key": found[2]}
        at = found.end()
        while (field := re.compile(r"\s*(\w+) = ").match(text, at)) is not None:
            value, at = _value(text, field.end())
            assert field[1] not in entry, (entry["key"], field[1])
            entry[field[1]] = value
            comma = re.compile(r"\s*,?").match(text, at)
            at = comma.end() if comma else at
        end = re.compile(r"\s*\}").match(text, at)
        assert end, text[at : at + 80]
        at = end.end()
        yield entry
    assert not text[at:].strip(), text[at : at + 80]


def _value(text: str, at: int) -> tuple[str, int]:
    if text[at] != "{":
        word = re.compile(r"\w+").match(text, at)
        assert word
        return word[0], word.end()
    depth, start = 0, at + 1
    while True:
        if text[at] == "\\":
            at += 2
            continue
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
        if not depth:
            return text[start : at - 1], at
