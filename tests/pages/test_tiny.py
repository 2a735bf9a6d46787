"""What becomes of the tiny project: data as text, notes, macros, addresses, downloads."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import run_build
from tests.pages.html import article, ids, soup

EVENT = "events/1993-capture-of-kalbajar"


def page(site: Path, address: str) -> Path:
    return site / address / "index.html"


def test_a_value_comes_out_as_it_was_typed(tiny_site: Path) -> None:
    path = page(tiny_site, "districts/kalbajar")
    typed = "Mountains & <script>alert(1)</script> {{ 7 * 7 }} [^watch-1994] *not bold* stand"
    assert typed in article(path)
    assert not soup(path).select("article script, article em")


def test_a_source_s_title_is_text_too(tiny_site: Path) -> None:
    note = soup(page(tiny_site, EVENT)).select_one('[id="fn:watch-1994"]')
    assert note is not None
    assert "A report on <b>the war</b>" in note.get_text()


def test_code_shows_a_mark_and_cites_nothing(tiny_site: Path) -> None:
    path = page(tiny_site, "about")
    shown = soup(path).select("article > p code, article > pre code")
    assert [code.get_text().strip() for code in shown] == [
        "[^watch-1994, p. 1]", "[^watch-1994]",
    ]  # fmt: skip
    assert not soup(path).select(".footnote-ref")


def test_notes_are_numbered_in_the_order_of_first_citation(tiny_site: Path) -> None:
    found = soup(page(tiny_site, EVENT))
    answer = found.select(".answer .footnote-ref")
    others = [mark for mark in found.select(".footnote-ref") if mark not in answer]
    numbers = [int(mark.get_text()) for mark in [*answer, *others]]
    first_seen = list(dict.fromkeys(numbers))
    assert first_seen == sorted(first_seen)
    assert first_seen == list(range(1, len(found.select(".footnote li")) + 1))


def test_the_same_place_is_one_note_and_another_place_another(tiny_site: Path) -> None:
    found = soup(page(tiny_site, EVENT))
    names = [str(item["id"]) for item in found.select(".footnote li")]
    assert names.count("fn:watch-1994") == 1
    assert names.count("fn:watch-1994--pp-12-14") == 1
    twice = found.select_one('[id="fn:watch-1994--pp-12-14"]')
    assert twice is not None
    assert "pp. 12-14" in twice.get_text()
    marks = [mark for mark in found.select(".footnote-ref") if "pp-12-14" in str(mark["href"])]
    assert len(twice.select(".footnote-backref")) == len(marks) == 2


def test_a_note_tells_language_voice_archive_and_carrier(tiny_site: Path) -> None:
    notes = soup(page(tiny_site, EVENT)).select_one(".footnote")
    assert notes is not None
    text = notes.get_text()
    assert "“Kəlbəcər”, A paper in Baku, 5 April 1993 [in Azerbaijani; Azerbaijani source]" in text
    assert "about 1993 [in Armenian; Armenian source] Quoted in a later book." in text
    assert "Ann Watcher, A report on" in text
    archived = notes.find("a", string="Archived copy")
    assert archived is not None
    assert archived["href"] == "https://example.org/archive/baku"
    assert archived["rel"] == ["external"]  # whose address is printed on paper


def test_a_statement_set_in_place_is_not_listed_again(tiny_site: Path) -> None:
    path = page(tiny_site, EVENT)
    assert article(path).count("The Watch wrote that the town fell within days.") == 1
    assert article(path).count("The people fled over the Omar pass.") == 1


def test_permalinks_of_statements_positions_clauses_and_prose(tiny_site: Path) -> None:
    assert {"town-taken", "people-fled", "which-day", "which-day-baku", "which-day-yerevan",
            "the-road", "background"} <= ids(page(tiny_site, EVENT))  # fmt: skip
    assert "paragraph-1" in ids(page(tiny_site, "documents/un-sc-822-1993"))
    assert {"mountains", "bridge"} <= ids(page(tiny_site, "districts/kalbajar"))
    assert "council-822" in ids(page(tiny_site, "sources"))


def test_a_statement_of_another_record_leads_to_its_own_address(tiny_site: Path) -> None:
    found = soup(page(tiny_site, "districts/kalbajar")).select_one("a.origin")
    assert found is not None
    assert found["href"] == "../../events/1993-capture-of-kalbajar/#people-fled"


def test_the_bibliography_lists_what_cites_a_source(tiny_site: Path) -> None:
    entry = soup(page(tiny_site, "sources")).select_one('[id="council-822"]')
    assert entry is not None
    links = {str(link["href"]) for link in entry.select("details a")}
    assert "../events/1993-capture-of-kalbajar/#town-taken" in links
    assert "../documents/un-sc-822-1993/#paragraph-1" in links
    assert "../districts/kalbajar/#control" in links


def test_canonical_addresses_carry_the_sub_path(tiny_site: Path) -> None:
    link = soup(page(tiny_site, EVENT)).select_one("link[rel=canonical]")
    assert link is not None
    assert link["href"] == f"https://example.org/sub/path/{EVENT}/"


def test_the_statements_download_holds_every_statement(tiny_site: Path) -> None:
    with (tiny_site / "data/statements.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    taken = rows[f"{EVENT}#town-taken"]
    assert taken["url"] == f"https://example.org/sub/path/{EVENT}/#town-taken"
    assert (taken["kind"], taken["side"], taken["districts"], taken["sources"]) == (
        "statement", "international", "kalbajar", "watch-1994 (pp. 12-14); council-822",
    )  # fmt: skip
    answer = rows[f"{EVENT}#which-day-baku"]
    assert (answer["kind"], answer["question"]) == (
        "position", "On which day did the town fall?",
    )  # fmt: skip
    assert "<script>alert(1)</script>" in rows["districts/kalbajar#mountains"]["text"]


def test_the_other_downloads(tiny_site: Path) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with (tiny_site / "data" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    assert [row["holder"] for row in rows("control.csv")] == ["azerbaijan", "armenian-forces"]
    assert {row["name"] for row in rows("names.csv")} == {"Kəlbəcər", "Քարվաճառ", "Кельбаджар"}
    assert [row["id"] for row in rows("events.csv")] == ["1993-capture-of-kalbajar"]
    csl = json.loads((tiny_site / "data/sources.json").read_text(encoding="utf-8"))
    watch = next(item for item in csl if item["id"] == "watch-1994")
    assert watch["issued"] == {"date-parts": [[1994, 12]]}
    assert watch["author"] == [{"family": "Watcher", "given": "Ann"}]
    assert json.loads((tiny_site / "data/districts.geojson").read_text(encoding="utf-8"))


def failed(root: Path, site: Path) -> subprocess.CompletedProcess[str]:
    done = run_build(root, site)
    assert done.returncode != 0
    return done


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("{{ control() }}", "docs/about/index.md:13: MacroError: this macro stands only on the "
                            "page of a record"),
        ('{{ events(district="kalbajarr") }}', 'no record "kalbajarr"; did you mean "kalbajar"?'),
        ('{{ count("evnts") }}', 'nothing to count is called "evnts"; did you mean "events"?'),
        ("{{ infoboks() }}", "docs/about/index.md:13: UndefinedError: 'infoboks' is undefined"),
        ("{{ count( }}", "docs/about/index.md:13: TemplateSyntaxError"),
        ("{{ count() }}", "docs/about/index.md:13: TypeError"),
    ],
)  # fmt: skip
def test_misuse_of_a_macro_names_page_and_line(
    tiny: Path, tmp_path: Path, call: str, expected: str
) -> None:
    path = tiny / "docs/about/index.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\nMore.\n\n{call}\n", encoding="utf-8")
    assert expected in failed(tiny, tmp_path / "site").stderr


def test_faulty_data_stop_the_build_with_every_problem(tiny: Path, tmp_path: Path) -> None:
    event = tiny / "data/events/1993-capture-of-kalbajar.yml"
    event.write_text(
        event.read_text(encoding="utf-8")
        .replace("by: council", "by: counsil")
        .replace('"1993-04-02/1993-04-05"', '"April"'),
        encoding="utf-8",
    )
    errors = failed(tiny, tmp_path / "site").stderr
    assert '"April" is not an EDTF date' in errors
    assert not (tmp_path / "site/index.html").exists()


def test_a_broken_link_stops_the_build(tiny: Path, tmp_path: Path) -> None:
    path = tiny / "docs/about/index.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n[x](../districts/kalbajar.md#nowhere)\n", encoding="utf-8")
    assert "#nowhere" in failed(tiny, tmp_path / "site").stderr


def test_two_builds_are_the_same_bytes(tiny: Path, tiny_site: Path, tmp_path: Path) -> None:
    done = run_build(tiny, tmp_path / "site", SITE_URL="https://example.org/sub/path/")
    assert done.returncode == 0, done.stderr
    assert snapshot(tmp_path / "site") == snapshot(tiny_site)


def snapshot(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_the_page_for_what_is_not_there_knows_where_the_site_stands(tiny_site: Path) -> None:
    """It is shown at any depth, so its links begin at the host."""
    page = soup(tiny_site / "404.html")
    links = {a["href"] for a in page.find("main").select("ul a") if a.has_attr("href")}
    assert {"/sub/path/districts/", "/sub/path/names/"} <= links
    assert page.select_one("[data-search]")["data-base"].rstrip("/") == "/sub/path"
    assert page.find("script", src="/sub/path/assets/js/search.js")
    assert page.select_one("[data-not-found]").has_attr("hidden")
