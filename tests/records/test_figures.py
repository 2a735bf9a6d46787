"""What the check says of figures: each holds its unit, its date, who counted and a source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros import charts

Check = Callable[[Path], tuple[int, list[str]]]
MISSING = "is missing; every record of this kind needs it"
DISPLACEMENT = "people,area,year,qualifier,count,count_to,unit,who_counted,source,note"
DISPLACED = "displaced-azerbaijan,all,1993,about,{count},{to},people,The Watch,watch-1994,"
MINES = "period,killed,injured,total,area,who_counted,source,note"
VOTES = "country,iso2,vote,source,note"
BROKEN = [
    ("displacement.csv", DISPLACEMENT, "displaced-azerbaijan,all,1993,,5,,,The Watch,watch-1994,",
     f"unit: {MISSING}"),
    ("displacement.csv", DISPLACEMENT, "displaced-azerbaijan,all,,,5,,people,Watch,watch-1994,",
     f"year: {MISSING}"),
    ("displacement.csv", DISPLACEMENT, "displaced-azerbaijan,all,1993,,5,,people,,watch-1994,",
     f"who_counted: {MISSING}"),
    ("displacement.csv", DISPLACEMENT, "displaced-azerbaijan,all,1993,,5,,people,Watch,,",
     f"source: {MISSING}"),
    ("displacement.csv", DISPLACEMENT, "displaced-azerbaijan,all,1993,,,,people,Watch,watch-1994,",
     f"count: {MISSING}"),
    ("displacement.csv", DISPLACEMENT, "displaced,all,1993,,5,,people,Watch,watch-1994,",
     'people: "displaced" is not one of displaced-azerbaijan'),
    ("displacement.csv", DISPLACEMENT, "displaced-azerbaijan,all,summer,,5,,people,W,watch-1994,",
     'year: "summer" is not an EDTF date'),
    ("displacement.csv", DISPLACEMENT, DISPLACED.format(count=9, to=8),
     "count_to: 8 is not more than the count, 9; exchange them"),
    ("displacement.csv", DISPLACEMENT,
     "displaced-azerbaijan,all,1993,,5,,people,W,watch-1994; baku-1994 (p. 2),",
     'source[1]: no source "baku-1994"; did you mean "baku-1993"?'),
    ("settlers.csv", DISPLACEMENT, "settlers,lachin,2005,,8000,,,Watch,watch-1994,",
     f"unit: {MISSING}"),
    ("settlers.csv", DISPLACEMENT, "settlers,lachin,2005,,8000,,people,Watch,,",
     f"source: {MISSING}"),
    ("settlers.csv", DISPLACEMENT, "returned,lachin,2005,,8000,,people,Watch,watch-1994,",
     'people: "returned" is not one of settlers, inhabitants, from-syria, charged'),
    ("settlers.csv", DISPLACEMENT, "settlers,lachin,2005,,8000,7000,people,Watch,watch-1994,",
     "count_to: 7000 is not more than the count, 8000; exchange them"),
    ("returns.csv", DISPLACEMENT, "moved,Aghali,2999,,8,,people,Watch,watch-1994,",
     "year: 2999 lies in the future"),
    ("returns.csv", DISPLACEMENT, "moved,Aghali,2022,over,8,,people,Watch,watch-1994,",
     'qualifier: "over" is not one of about, more than, at least, up to, fewer than'),
    ("returns.csv", DISPLACEMENT, "moved,Aghali,2022,,8,,people,Watch,watch-1995,",
     'source[0]: no source "watch-1995"; did you mean "watch-1994"?'),
    ("mines.csv", MINES, ",1,2,3,Azerbaijan,The Watch,watch-1994,", f"period: {MISSING}"),
    ("mines.csv", MINES, "2999,1,2,3,Azerbaijan,The Watch,watch-1994,",
     "period: 2999 lies in the future"),
    ("mines.csv", MINES, "2003,1,2,3,Azerbaijan,,watch-1994,", f"who_counted: {MISSING}"),
    ("mines.csv", MINES, "2003,,,,Azerbaijan,The Watch,watch-1994,",
     "total: is missing, and so are killed and injured; write the figure"),
    ("mines.csv", MINES, "2003,2,2,3,Azerbaijan,The Watch,watch-1994,",
     "total: 3 is less than killed and injured together, 4"),
    ("mines.csv", MINES, "2003,1,2,4,Azerbaijan,The Watch,watch-1994,",
     "note: is missing; say why the total, 4, is not 3"),
    ("mines.csv", MINES, "2003,1,2,3,Azerbaijan,The Watch,watch-1995,",
     'source[0]: no source "watch-1995"; did you mean "watch-1994"?'),
    ("votes.csv", VOTES, "France,FR,yes,watch-1994,", 'vote: "yes" is not one of for, against'),
    ("votes.csv", VOTES, "France,FR,for,,", f"source: {MISSING}"),
]  # fmt: skip
SOUND = [
    ("displacement.csv", DISPLACEMENT, DISPLACED.format(count=8, to=9)),
    ("displacement.csv", DISPLACEMENT,
     "refugees-azerbaijan,kalbajar,1993-04/1994,,0,,people,W,watch-1994 (p. 2); baku-1993,A note."),
    ("settlers.csv", DISPLACEMENT, "charged,all,2005,fewer than,8,9,people,W,watch-1994,"),
    ("returns.csv", DISPLACEMENT, "armenians,A place,2020-11-17,,0,,Armenians,W,watch-1994,"),
    ("mines.csv", MINES, "2003,1,2,4,Azerbaijan,The Watch,watch-1994,One outcome is not known."),
    ("mines.csv", MINES, "1999/2003-06,,,4,Azerbaijan,The Watch,watch-1994,"),
    ("votes.csv", VOTES, "France,FR,absent,watch-1994,"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "head", "row", "expected"), BROKEN)
def test_a_figure_that_lacks_something_is_named_with_its_line(
    tiny: Path, check: Check, name: str, head: str, row: str, expected: str
) -> None:
    (tiny / "data" / name).write_text(f"{head}\n{row}\n", encoding="utf-8")
    code, lines = check(tiny)
    assert code == 1
    assert [line for line in lines if line.startswith(f"data/{name}:2: {expected}")], lines


@pytest.mark.parametrize(("name", "head", "row"), SOUND)
def test_a_whole_figure_is_taken(tiny: Path, check: Check, name: str, head: str, row: str) -> None:
    (tiny / "data" / name).write_text(f"{head}\n{row}\n", encoding="utf-8")
    assert check(tiny)[0] == 0


def test_a_member_votes_once(tiny: Path, check: Check) -> None:
    rows = "France,FR,for,watch-1994,\nFrance,FR,against,watch-1994,\n"
    (tiny / "data/votes.csv").write_text(f"{VOTES}\n{rows}", encoding="utf-8")
    code, lines = check(tiny)
    assert (code, lines[0]) == (
        1, 'data/votes.csv:3: iso2: "FR" stands twice; a member votes once',
    )  # fmt: skip


def test_the_roll_agrees_with_the_recorded_vote(tiny: Path, check: Check) -> None:
    for old, new in (("data/documents", "yml"), ("docs/documents", "md")):
        (tiny / f"{old}/un-sc-822-1993.{new}").rename(tiny / f"{old}/un-ga-62-243.{new}")
    event = tiny / "data/events/1993-capture-of-kalbajar.yml"
    event.write_text(event.read_text(encoding="utf-8").replace("un-sc-822-1993", "un-ga-62-243"))
    (tiny / "data/votes.csv").write_text(f"{VOTES}\nFrance,FR,for,watch-1994,\n", encoding="utf-8")
    code, lines = check(tiny)
    assert code == 1
    assert "vote.for: is 15; data/votes.csv has 1" in lines[0]


@pytest.mark.parametrize("most", [0, 1, 3, 7, 65, 999, 40_294, 1_000_000, 1_000_001])
def test_a_scale_is_round_few_stepped_and_holds_its_counts(most: int) -> None:
    drawn = charts.draw("x", "t", "d", [charts.Count("1", "", (("a", most),), str(most))])
    labels = [int(label.replace(",", "")) for _, label in drawn.ticks]
    assert labels[0] == 0
    assert labels[-1] >= most
    assert 2 <= len(labels) <= 7
    assert len({after - before for before, after in zip(labels, labels[1:], strict=False)}) == 1
    assert drawn.rows[0].marks[0].x + drawn.rows[0].marks[0].width <= drawn.right


def test_bars_are_as_long_as_their_counts() -> None:
    counts = [charts.Count("1", "", (("a", 10), ("b", 30)), "x"),
              charts.Count("2", "", (("a", 5),), "x", start=20)]  # fmt: skip
    first, second = charts.draw("x", "t", "d", counts).rows
    one, other = first.marks
    assert other.width == pytest.approx(3 * one.width, abs=0.2)
    assert other.x == pytest.approx(one.x + one.width, abs=0.2)
    assert second.marks[0].x == pytest.approx(one.x + 2 * one.width, abs=0.3)


def test_a_chart_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="has no counts"):
        charts.draw("x", "t", "d", [])


def test_a_clause_without_a_theme_beside_others_with_one_is_named(tiny: Path, check: Check) -> None:
    path = tiny / "data/documents/un-sc-822-1993.yml"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("clauses:\n")
    clause = "  - {{id: {id}, label: {id}, text: It asked., sources: [watch-1994]{more}}}\n"
    more = clause.format(id="one", more=", theme: talks") + clause.format(id="two", more="")
    path.write_text(f"{head}clauses:\n{more}{rest}", encoding="utf-8")
    code, lines = check(tiny)
    assert code == 1
    assert [line for line in lines if line.endswith(
        "clauses[1].theme: is missing; the document's other clauses have a theme"
    )], lines  # fmt: skip
