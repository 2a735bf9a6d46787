"""Addresses that are gone or never were: pages that lead on, tombstones, other spellings."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conftest import run_build, tiny_project
from tests.pages.html import internal_links, soup

ADDRESS = "https://example.org/sub/path/"
MOVED = """\
- {old: events/1993-old, to: events/1993-capture-of-kalbajar, reason: The old name held a wrong year.}
- {old: "events/1993-old#road", to: "districts/kalbajar#mountains", reason: It concerns the district.}
- {old: events/1993-never, reason: The source <b>does not</b> say it.}
- {old: "events/1993-never#deaths", reason: No source.}
- {old: "events/1993-capture-of-kalbajar#count", reason: The source does not say it.}
- {old: "events/1993-capture-of-kalbajar#town", to: "events/1993-capture-of-kalbajar#town-taken", reason: Two were one.}
- {old: "about#old-part", to: about, reason: Rewritten.}
- {old: "sources#watch-94", to: "sources#watch-1994", reason: One report.}
"""  # noqa: E501


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project with addresses that are gone, built under a sub-path."""
    folder = tmp_path_factory.mktemp("led")
    root = tiny_project(folder / "project")
    (root / "data/moved.yml").write_text(MOVED, encoding="utf-8")
    names = root / "data/names.yml"
    names.write_text(
        names.read_text(encoding="utf-8")
        + "- {place: kalbajar, form: Kalbajar, of: town, lang: en, script: Latn, used_by: x,"
        " sources: [watch-1994]}\n"
        "- {place: kalbajar, form: ../../Up here, of: town, lang: en, script: Latn, used_by: x,"
        " sources: [watch-1994]}\n",
        encoding="utf-8",
    )
    done = run_build(root, folder / "site", SITE_URL=ADDRESS)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def one(site: Path, address: str, selector: str) -> str:
    found = soup(site / address / "index.html").select_one(selector)
    assert found is not None, (address, selector)
    return str(found.get("content") or found.get("href") or found.get_text())


def test_a_page_that_moved_leads_on_under_a_sub_path(led: Path) -> None:
    new = "../1993-capture-of-kalbajar/"
    assert one(led, "events/1993-old", "meta[http-equiv=refresh]") == f"0; url={new}"
    assert one(led, "events/1993-old", "a[data-leads]") == new
    canonical = one(led, "events/1993-old", "link[rel=canonical]")
    assert canonical == f"{ADDRESS}events/1993-capture-of-kalbajar/"
    assert "wrong year" in soup(led / "events/1993-old/index.html").get_text()


def test_a_page_that_was_withdrawn_says_so_and_leads_nowhere(led: Path) -> None:
    found = soup(led / "events/1993-never/index.html")
    assert found.select_one("[http-equiv=refresh]") is None
    assert "The source <b>does not</b> say it." in found.get_text()
    assert "No source." in one(led, "events/1993-never", "#deaths")


def test_a_withdrawn_statement_leaves_its_reason_at_its_anchor(led: Path) -> None:
    said = one(led, "events/1993-capture-of-kalbajar", ".moved #count")
    assert said == "#count was withdrawn. The source does not say it."


@pytest.mark.parametrize(
    ("page", "anchor", "leads"),
    [
        ("events/1993-capture-of-kalbajar", "town", "#town-taken"),
        # It stood on a page that moved: the fragment is taken along to the page's new address.
        ("events/1993-capture-of-kalbajar", "road", "../../districts/kalbajar/#mountains"),
        ("about", "old-part", "./"),
        ("sources", "watch-94", "#watch-1994"),
    ],
)
def test_a_moved_passage_keeps_its_anchor_and_leads_on(
    led: Path, page: str, anchor: str, leads: str
) -> None:
    assert one(led, page, f"[id='{anchor}'][data-leads] a") == leads


@pytest.mark.parametrize("name", ["kelbecer", "kəlbəcər", "Քարվաճառ", "քարվաճառ", "кельбаджар"])
def test_other_names_of_a_district_lead_to_it(led: Path, name: str) -> None:
    assert one(led, f"districts/{name}", "a[data-leads]") == "../kalbajar/"


def test_a_name_that_is_an_address_already_or_no_plain_word_does_no_harm(led: Path) -> None:
    assert soup(led / "districts/kalbajar/index.html").select_one(".infobox")
    assert (led / "districts/up-here/index.html").exists()
    assert not (led.parent / "up-here").exists()
    assert not (led / "up-here").exists()


def leads(site: Path) -> list[Path]:
    files = (path for path in site.rglob("index.html") if "pagefind" not in path.parts)
    return sorted(path for path in files if soup(path).select_one("body.lead"))


def test_no_page_that_leads_on_is_for_search_engines_or_the_search(led: Path) -> None:
    listed = (led / "sitemap.xml").read_text(encoding="utf-8")
    found = leads(led)
    assert len(found) >= 8
    for path in found:
        robots = soup(path).select_one("meta[name=robots]")
        assert robots is not None
        assert robots["content"] == "noindex"
        address = path.parent.relative_to(led).as_posix()
        assert f"/{address}/" not in listed
        assert f"/{quote(address)}/" not in listed


def test_every_page_that_leads_on_leads_to_something(site: Path) -> None:
    found = leads(site)
    assert len(found) > 100
    broken = [
        f"{path}: {written}"
        for path in found
        for written, target, _ in internal_links(path, site)
        if not target.exists()
    ]
    assert broken == []


@pytest.mark.parametrize(
    ("name", "district"),
    [("aghdam", "agdam"), ("kelbajar", "kalbajar"), ("karvachar", "kalbajar"), ("laçın", "lachin"),
     ("lacin", "lachin"), ("Քարվաճառ", "kalbajar"), ("Физули", "fuzuli"), ("akna", "agdam")],
)  # fmt: skip
def test_known_spellings_lead_to_the_district(site: Path, name: str, district: str) -> None:
    assert one(site, f"districts/{name}", "a[data-leads]") == f"../{district}/"
