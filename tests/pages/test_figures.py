"""Charts, tables and the roll in the built pages, and the files that they are drawn from."""

from __future__ import annotations

import copy
import csv
from pathlib import Path

import pytest
from bs4 import Tag

from tests.conftest import REPO, run_build, tiny_project
from tests.pages.html import soup

COUNTS = """\
people,area,year,qualifier,count,count_to,unit,who_counted,source,note
displaced-azerbaijan,all,1993,more than,500000,,people,The Watch,watch-1994,
displaced-and-refugees-azerbaijan,all,1994,,750000,800000,people,A <b>paper</b>,baku-1993 (p. 2),
displaced-azerbaijan,kalbajar,1993-04,,60000,,people,The Watch,watch-1994; baku-1993,A note.
"""
MINES = """\
period,killed,injured,total,area,who_counted,source,note
2003,14,25,39,Azerbaijan,The Agency,watch-1994,
2003,,,13,Azerbaijan,A Campaign (AC),baku-1993,
1999/2003,3,4,9,Azerbaijan,The Agency,watch-1994,The outcome of two is not known.
"""
VOTES = """\
country,iso2,vote,source,note
Turkey,TR,for,watch-1994,
Pakistan,PK,for,baku-1993,Counted otherwise.
France,FR,against,watch-1994,
Belarus,BY,absent,watch-1994,Inferred.
Cuba,CU,absent,watch-1994,Inferred.
"""
POPULATION = """\
kalbajar,1979,census,all,40516,watch-1994,Other bounds.
kalbajar,1979,census,Kurds,12,watch-1994,
kalbajar,1992,estimate,all,60000,watch-1994,
"""
SETTLERS = """\
people,area,year,qualifier,count,count_to,unit,who_counted,source,note
charged,all,2005,,30000,300000,settlers,One side as the other quoted it,watch-1994,
settlers,all,2005,fewer than,15000,,settlers,The Mission,watch-1994,
inhabitants,all,2010,about,14000,,people,The Chairs,baku-1993,
settlers,kalbajar,2005,,1500,2000,settlers,The Mission,watch-1994,
inhabitants,A province,2005,,9763,,people,A census,watch-1994,
"""
RETURNS = """\
people,area,year,qualifier,count,count_to,unit,who_counted,source,note
returned,all,2024-05-02,,6754,,people,A committee,watch-1994,
returned,A village,2022-07-25,,201,,people,A paper,watch-1994,41 families.
returned,A village,2023-08,,526,,people,A paper,watch-1994,
moved,A village,2024-01,,77,,people,A paper,watch-1994,
moved,Another village,2024-02,,12,,people,A paper,watch-1994,
returned,The regained part,1997,,40079,,people,The Government,baku-1993,
armenians,A town,2020-11-17,more than,1200,,people,A broadcaster,watch-1994,
"""
PAGE = """
## Figures {: #figures }

{{ figures("displacement") }}

{{ figures("mines") }}

{{ figures("settlers") }}

{{ figures("returns") }}

{{ figures("censuses") }}
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project with figures, built."""
    folder = tmp_path_factory.mktemp("figures")
    root = tiny_project(folder / "project")
    for name, text in (
        ("displacement", COUNTS),
        ("mines", MINES),
        ("votes", VOTES),
        ("settlers", SETTLERS),
        ("returns", RETURNS),
    ):
        (root / f"data/{name}.csv").write_text(text, encoding="utf-8")
    for name, more in (
        ("data/population.csv", POPULATION),
        ("docs/topics/war.md", PAGE),
        ("docs/documents/un-sc-822-1993.md", "\n## Roll {: #roll }\n\n{{ roll() }}\n"),
    ):
        path = root / name
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    done = run_build(root, folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def cells(row: Tag) -> list[str]:
    """Texts of a row's cells, without the numbers of notes."""
    row = copy.copy(row)
    for mark in row.select("sup"):
        mark.decompose()
    return [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]


def rows(site: Path, name: str) -> list[dict[str, str]]:
    with (site / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_counts_stand_side_by_side_as_their_sources_have_them(drawn: Path) -> None:
    tables = soup(drawn / "topics/war/index.html").select("table.counts")
    in_all, by_area, mines, *_ = (
        [cells(row) for row in table.select("tbody tr")] for table in tables
    )
    assert in_all == [
        ["1993", "more than 500,000", "Displaced in Azerbaijan: people", "The Watch"],
        ["1994", "750,000 to 800,000", "Displaced in Azerbaijan, with refugees: people",
         "A <b>paper</b>"],
    ]  # fmt: skip
    assert by_area == [
        ["April 1993", "Kalbajar", "60,000", "Displaced in Azerbaijan: people",
         "The Watch A note."],
    ]  # fmt: skip
    assert ["2003", "Azerbaijan", "", "", "13", "A Campaign (AC)"] in mines
    assert len(mines) == 3


def test_each_count_of_a_chart_bears_its_value_and_who_counted(drawn: Path) -> None:
    charts = soup(drawn / "topics/war/index.html").select("figure.chart svg")
    texts = [text.get_text(" ", strip=True) for chart in charts for text in chart.select("text")]
    for expected in ("1993 The Watch", "more than 500,000", "1994 A <b>paper</b>",
                     "750,000 to 800,000", "2003 The Agency", "14 killed, 25 injured", "2003 AC",
                     "13"):  # fmt: skip
        assert expected in texts
    [last] = [chart for chart in charts if "chart-mines" in str(chart["aria-labelledby"])]
    bars = [rect["class"] for rect in last.select("rect")]
    assert bars[-3:] == [["killed"], ["injured"], ["together"]]
    assert "1999 to 2003" not in " ".join(texts)  # not one year: in the table alone


def test_a_chart_is_named_and_described(drawn: Path) -> None:
    for page in ("topics/war", "districts/kalbajar"):
        found = soup(drawn / page / "index.html")
        charts = found.select("figure.chart svg")
        assert charts
        for chart in charts:
            title, description = str(chart["aria-labelledby"]).split()
            assert found.find(id=title).name == "title"  # type: ignore[union-attr]
            assert found.find(id=description).get_text()  # type: ignore[union-attr]
            assert chart["role"] == "img"


def test_every_row_of_a_table_is_footnoted(drawn: Path) -> None:
    found = soup(drawn / "topics/war/index.html").select("table.counts tbody tr")
    assert found
    assert all(row.select("a.footnote-ref") for row in found)


def test_a_place_in_a_source_is_read_from_the_table(drawn: Path) -> None:
    note = soup(drawn / "topics/war/index.html").select_one('[id="fn:baku-1993--p-2"]')
    assert note is not None
    assert "p. 2" in note.get_text()


def test_censuses_are_drawn_and_estimates_are_not(drawn: Path) -> None:
    chart = soup(drawn / "districts/kalbajar/index.html").select_one("h2#population ~ figure svg")
    assert chart is not None
    values = [text.get_text() for text in chart.select("text.value")]
    assert values == ["40,516 *", "43,713"]


def test_one_census_is_no_chart(tiny_site: Path) -> None:
    assert not soup(tiny_site / "districts/kalbajar/index.html").select("figure.chart")


def test_the_roll_is_grouped_and_tells_what_is_inferred(drawn: Path) -> None:
    path = drawn / "documents/un-sc-822-1993/index.html"
    groups = [cells(row)[0] for row in soup(path).select("table.roll .rowgroup")]
    assert groups == ["For: 2", "Against: 1", "Abstaining: 0", "Absent: 2 Inferred."]
    members = [cells(row) for row in soup(path).select("table.roll tbody tr:not(.rowgroup)")]
    assert members[:3] == [
        ["Pakistan", "For", "Counted otherwise."], ["Turkey", "For", ""], ["France", "Against", ""],
    ]  # fmt: skip


def test_only_the_roll_s_page_takes_its_script(drawn: Path) -> None:
    taken = [
        path.parent.name
        for path in drawn.rglob("index.html")
        if soup(path).select('script[src$="assets/js/sort.js"]')
    ]
    assert taken == ["un-sc-822-1993"]


def test_sources_of_figures_are_cited_by_the_pages_that_draw_them(drawn: Path) -> None:
    entry = soup(drawn / "sources/index.html").select_one('[id="baku-1993"]')
    assert entry is not None
    links = {str(link["href"]) for link in entry.select("a")}
    assert {"../topics/war/#figures", "../documents/un-sc-822-1993/#roll"} <= links


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("displacement.csv", COUNTS),
        ("mines.csv", MINES),
        ("votes.csv", VOTES),
        ("settlers.csv", SETTLERS),
        ("returns.csv", RETURNS),
    ],  # fmt: skip
)
def test_the_download_is_the_file_that_is_edited(drawn: Path, name: str, text: str) -> None:
    assert (drawn / "data" / name).read_text(encoding="utf-8") == text


def test_the_page_links_to_its_download(drawn: Path) -> None:
    for page, names in (("topics/war", ["displacement.csv", "mines.csv", "settlers.csv",
                                        "returns.csv", "population.csv"]),
                        ("documents/un-sc-822-1993", ["votes.csv"]),
                        ("districts/kalbajar", ["population.csv"])):  # fmt: skip
        path = drawn / page / "index.html"
        links = [str(link["href"]) for link in soup(path).select("article a[download]")]
        assert [link.rpartition("/")[2] for link in links] == names
        assert all((path.parent / link).resolve().exists() for link in links)


def test_figures_of_nothing_known_name_what_is(tiny: Path, tmp_path: Path) -> None:
    path = tiny / "docs/topics/war.md"
    path.write_text(path.read_text(encoding="utf-8") + '\n{{ figures("mine") }}\n')
    done = run_build(tiny, tmp_path / "site")
    assert 'no figures are called "mine"; did you mean "mines"?' in done.stderr


def drawn_values(page: Path, prefix: str) -> dict[str, list[str]]:
    """Values by title of those charts whose ids begin with a prefix."""
    charts = soup(page).select(f'figure.chart svg[aria-labelledby^="{prefix}"]')
    return {
        chart.find("title").get_text(): [one.get_text() for one in chart.select("text.value")]  # type: ignore[union-attr]
        for chart in charts
    }


def test_what_one_side_ascribes_to_the_other_is_tabled_and_not_drawn(drawn: Path) -> None:
    page = drawn / "topics/war/index.html"
    caption = "Settlers and inhabitants of the seven districts under Armenian control."
    [table] = [one for one in soup(page).select("table.counts") if caption in one.get_text()]
    assert [cells(row)[1] for row in table.select("tbody tr")] == [
        "fewer than 15,000", "30,000 to 300,000", "about 14,000",
    ]  # fmt: skip
    titles = drawn_values(page, "chart-in-all")
    assert titles["Settlers and inhabitants, all seven districts: people"] == [
        "fewer than 15,000", "about 14,000",
    ]  # fmt: skip


def test_a_place_of_several_counts_has_its_own_chart(drawn: Path) -> None:
    titles = drawn_values(drawn / "topics/war/index.html", "chart-by-place")
    assert titles["Displaced Azerbaijanis returned: A village"] == ["201", "526", "77"]
    assert titles["Displaced Azerbaijanis returned: other places"] == ["12"]


def test_censuses_are_drawn_by_nationality(drawn: Path) -> None:
    [(title, values)] = drawn_values(drawn / "topics/war/index.html", "chart-censuses").items()
    assert title.startswith("Inhabitants of the Kalbajar district by census")
    assert values == ["40,516 *", "12", "43,713"]


# This project's own data.


def test_every_kind_of_figures_is_listed_with_its_page_and_file(site: Path) -> None:
    page = site / "figures/index.html"
    listed = soup(page).select("article .table tbody tr")[:7]
    assert len(listed) == 7
    for row in listed:
        links = [str(link["href"]) for link in row.select("a")]
        assert len(links) >= 2, row.get_text()
        assert all((page.parent / link).resolve().exists() for link in links), links


def test_the_resolutions_are_compared_clause_by_clause(site: Path) -> None:
    page = soup(site / "topics/law/index.html")
    table = page.select_one("table.compared")
    assert table is not None
    heads = [head.get_text(" ", strip=True) for head in table.select("thead th")][1:]
    assert [head.split(" (")[0] for head in heads] == [
        "S/RES/822", "S/RES/853", "S/RES/874", "S/RES/884",
    ]  # fmt: skip
    compared = [row for row in rows(site, "clauses.csv") if row["theme"]]
    linked = [str(link["href"]) for link in table.select("td > p > a")]
    assert sorted(link.removeprefix("../../") for link in linked) == sorted(
        row["url"].removeprefix("/") for row in compared
    )
    armenia = next(row for row in table.select("tbody tr") if "Government of Armenia" in row.text)
    assert [bool(cell.select("p")) for cell in armenia.select("td")] == [False, True, False, True]
    assert all(cell.select("a.footnote-ref") for cell in table.select("td:has(p)"))


def test_the_roll_of_62_243_is_the_recorded_vote(site: Path) -> None:
    path = site / "documents/un-ga-62-243/index.html"
    groups = soup(path).select("table.roll tbody")
    assert [len(group.select("tr")) - 1 for group in groups] == [39, 7, 100, 46]
    pakistan = next(row for row in soup(path).select("table.roll tr") if "Pakistan" in row.text)
    assert "abstaining" in pakistan.get_text()


def test_every_figure_in_the_data_is_on_its_page(site: Path) -> None:
    for name, topic in (("displacement.csv", "displacement"), ("mines.csv", "landmines"),
                        ("settlers.csv", "settlement"), ("returns.csv", "return")):  # fmt: skip
        found = soup(site / "topics" / topic / "index.html").select("#figures ~ .figures tbody tr")
        assert len(found) == len(rows(site, name)) > 30
    assert rows(site, "votes.csv") == list(
        csv.DictReader((REPO / "data/votes.csv").open(encoding="utf-8", newline=""))
    )
