"""The gazetteer: a row with an address for every settlement, what is said of it, the index of
names, and the downloads."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from bs4 import Tag

from tests.conftest import REPO, run_build, tiny_project
from tests.pages.html import ids, internal_links, soup
from tests.records.test_settlements import ROW, with_settlements

DISTRICTS = ["kalbajar", "lachin", "qubadli", "zangilan", "jabrayil", "fuzuli", "agdam"]
EVENT = "data/events/1993-capture-of-kalbajar.yml"
NAMES_BYTES = 400_000


def row(number: int, identifier: str, name: str, **cells: str) -> str:
    made = {
        "district": "kalbajar", "id": f"kalbajar-{identifier}", "name_az": name, "name_hy": "",
        "name_hy_latn": "", "name_ru": "", "name_fa": "", "names_other": "", "lat": "40.1",
        "lon": f"46.{number:02}", "kind": "populated place", "geonames_id": str(number),
        "wof_id": "2", "elevation_m": "", "source": "watch-1994", "note": "", **cells,
    }  # fmt: skip
    return ",".join(made.values())


ROWS = [
    ROW,
    row(11, "zar", "Zar"),
    row(12, "one", "Qanlıkənd"),
    row(13, "two", "Qanlıkənd"),
    row(14, "agha", "Ağayataq", name_hy="Աղայաթաղ; Նոր Շեն", name_hy_latn="Nor Shen"),
    row(15, "hakari", "Həkəri"),
    row(16, "unmarked", "", names_other="Khanmamed; Xanmamed", name_fa="خان"),
    row(17, "kalbajar", "Kəlbəcər", kind="district centre"),
    row(18, "horadiz", "Horadiz", kind="town", source="watch-1994; baku-1993",
        note="The Council wrote <Goradiz>."),
    row(19, "horadiz-2", "Horadiz"),
    row(20, "marjanli", "Mərcanlı", lat="41.9"),
    row(21, "mammadli", "Məmmədli"),
]  # fmt: skip
TEXT = (
    "The people fled over the Omar pass from Bashlibel, Zar, Ganlikand, Aghayatag and Horadiz "
    "along the river Hakari; Elman Mammadli of Chojuq Marjanli led them, with Nor Shen's elder."
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project with settlements, built."""
    folder = tmp_path_factory.mktemp("gazetteer")
    root = with_settlements(tiny_project(folder / "project"), ROWS)
    path = root / EVENT
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("The people fled over the Omar pass.", TEXT), encoding="utf-8")
    (root / "docs/names.md").write_text(
        '---\ntitle: Names\n---\n\n{{ names_index("Latn") }}\n\n{{ names_index("Armn") }}\n',
        encoding="utf-8",
    )
    done = run_build(root, folder / "site", SITE_URL="https://example.org/sub/path/")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def shown(site: Path, identifier: str) -> Tag:
    page = site / "settlements" / identifier.partition("-")[0] / "index.html"
    found = soup(page).select_one(f'tr[id="{identifier}"]')
    assert found is not None, identifier
    return found


def said_of(site: Path, identifier: str) -> list[str]:
    links = shown(site, identifier).select("td:last-child a:not(.footnote-ref)")
    return [str(link["href"]) for link in links]


FLED = "../../events/1993-capture-of-kalbajar/#people-fled"


@pytest.mark.parametrize(
    ("identifier", "links"),
    [
        ("bashlibel", [FLED]),  # the usual English spelling
        ("agha", [FLED]),  # ğ as gh, q as g; named twice, linked once
        ("horadiz", [FLED]),  # the town, not the village of its name
        ("horadiz-2", []),
        ("zar", []),  # too short to be sure of
        ("one", []),  # two of the name
        ("two", []),
        ("hakari", []),  # a river
        ("mammadli", []),  # a person
        ("marjanli", []),  # part of a longer name
        ("kalbajar", []),  # the district's own
    ],
)
def test_a_settlement_leads_to_what_names_it(
    small: Path, identifier: str, links: list[str]
) -> None:
    assert said_of(small, f"kalbajar-{identifier}") == links


def test_names_carry_their_language_and_script(small: Path) -> None:
    found = shown(small, "kalbajar-agha")
    told = {str(tag["lang"]): tag.get_text() for tag in found.select("[lang]")}
    assert told["az"] == "Ağayataq"
    assert told["hy"] == "Աղայաթաղ; Նոր Շեն"
    assert told["hy-Latn"] == "Nor Shen"
    persian = shown(small, "kalbajar-unmarked").select_one('[lang="fa"]')
    assert persian is not None
    assert persian["dir"] == "rtl"


def test_a_form_that_nobody_marks_as_azerbaijani_says_so(small: Path) -> None:
    head = shown(small, "kalbajar-unmarked").select_one("th")
    assert head is not None
    assert "Khanmamed" in head.get_text()
    assert "GeoNames marks no form as Azerbaijani" in head.get_text()
    assert not head.select('[lang="az"]')
    assert "Khanmamed" not in str(head.find_next_siblings("td")[2])


def test_a_doubt_is_text_and_has_its_own_source(small: Path) -> None:
    note = shown(small, "kalbajar-horadiz").select_one(".doubt")
    assert note is not None
    assert "The Council wrote <Goradiz>." in note.get_text()
    mark = note.select_one("a.footnote-ref")
    assert mark is not None
    assert "baku-1993" in str(mark["href"])


def test_the_map_draws_what_lies_near_and_counts_the_rest(small: Path) -> None:
    page = soup(small / "settlements/kalbajar/index.html")
    drawn = {str(point["data-row"]) for point in page.select("circle[data-row]")}
    assert "kalbajar-bashlibel" in drawn
    assert "kalbajar-marjanli" not in drawn
    caption = page.select_one("figcaption")
    assert caption is not None
    assert f"are not drawn: {len(ROWS) - len(drawn)}" in caption.get_text()


def test_the_district_s_page_leads_to_its_settlements(small: Path) -> None:
    page = soup(small / "districts/kalbajar/index.html")
    heading = page.select_one("h2#settlements")
    assert heading is not None
    headings = [str(one["id"]) for one in page.select("h2[id]")]
    assert headings.index("settlements") == headings.index("names") + 1
    link = heading.find_next("a", href="../../settlements/kalbajar/")
    assert link is not None
    assert f"{len(ROWS)} settlements" in link.find_parent("li").get_text()  # type: ignore[union-attr]


def test_the_index_sorts_by_what_readers_type(small: Path) -> None:
    page = soup(small / "names/index.html")
    letters = page.select("h3[id^=latn]")
    assert [letter.get_text() for letter in letters] == list("ABHKMNQXZ")
    listed = [
        [name.get_text() for name in letter.find_next("ul").select("li > :first-child")]  # type: ignore[union-attr]
        for letter in letters
    ]
    assert listed[1] == ["Bashlybel", "Başlıbel"]
    assert listed[4] == ["Məmmədli", "Mərcanlı"]
    twice = next(item for item in page.select("ul.index li") if "Qanlıkənd" in item.get_text())
    assert [a.get_text() for a in twice.select("a")] == ["Kalbajar", "Kalbajar (2)"]


def test_the_downloads_hold_every_settlement(small: Path) -> None:
    with (small / "data/settlements.csv").open(encoding="utf-8", newline="") as file:
        found = {one["id"]: one for one in csv.DictReader(file)}
    assert len(found) == len(ROWS)
    horadiz = found["kalbajar-horadiz"]
    assert horadiz["source"] == "watch-1994; baku-1993"
    assert horadiz["url"] == ("https://example.org/sub/path/settlements/kalbajar/#kalbajar-horadiz")
    points = json.loads((small / "data/settlements.geojson").read_text(encoding="utf-8"))
    first = points["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [46.1, 39.95]}
    assert first["properties"]["name_hy"] == "Բաշլիբել"


# This project's own gazetteer.


def settlements() -> list[dict[str, str]]:
    with (REPO / "data/settlements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_settlement_has_a_row_with_its_names_and_doubts(site: Path, district: str) -> None:
    own = [one for one in settlements() if one["district"] == district]
    page = soup(site / "settlements" / district / "index.html")
    assert [str(one["id"]) for one in page.select("tbody tr[id]")] == [one["id"] for one in own]
    for one in own:
        text = shown(site, one["id"]).get_text()
        names = [one["name_az"], one["name_hy"], one["name_ru"], one["note"]]
        assert [name for name in names if name not in text] == [], one["id"]


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_table_has_caption_scopes_and_a_region_to_scroll(site: Path, district: str) -> None:
    table = soup(site / "settlements" / district / "index.html").select_one("table.settlements")
    assert table is not None
    region = table.parent
    assert region is not None
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert "Armenian forms mix periods" in table.select_one("caption").get_text()  # type: ignore[union-attr]
    assert all(head.get("scope") for head in table.select("th"))


def test_alkhanli_leads_to_its_shelling_and_talishlar_to_no_other_talish(site: Path) -> None:
    assert "../../events/2017-shelling-of-alkhanli/" in said_of(site, "fuzuli-alkhanli")
    assert said_of(site, "agdam-talishlar") == []


def test_the_index_of_names_leads_to_every_settlement(site: Path) -> None:
    page = site / "names/index.html"
    led = {anchor for _, _, anchor in internal_links(page, site)}
    assert {one["id"] for one in settlements()} <= led
    assert {"latin", "cyrillic", "armenian"} <= ids(page)
    armenian = soup(page).select_one('h2#armenian ~ ul.index [lang="hy"]')
    assert armenian is not None
    assert page.stat().st_size <= NAMES_BYTES
