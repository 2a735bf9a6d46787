"""The figures of the record: counts grouped for their charts and tables. Counts of different
hands stand side by side; none is ever added to another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from . import charts, dates, model
from .html import thousands
from .reference import Reference, page_url

Words = dict[str, Any]
# Counts dated up to here are of the flights themselves, later ones of people still displaced.
LAST_YEAR_OF_FLIGHT = 1994
VOTES = ("for", "against", "abstaining", "absent")
WHOLE = "all"
# Returns before it were to land that Azerbaijan held during the years of Armenian control.
FIRST_RETURN = dt.date(2022, 7, 1)
# A place with fewer counts than this shares its chart.
OWN_CHART = 3
# Counts of other people than the rest of their table are drawn as other dots.
DOTS = {"displaced-and-refugees-azerbaijan": "joined", "inhabitants": "joined", "moved": "joined"}
Parts = list[tuple[str, Sequence[model.Count]]]


@dataclass(frozen=True)
class Group:
    """A table's name, caption and rows, with the charts that draw them.

    ``places`` says whether a row may be of one area.
    """

    label: str
    caption: str
    rows: list[Any]
    charts: list[charts.Chart]
    places: bool


@dataclass(frozen=True)
class VoteGroup:
    """Those that voted alike, with the sources that most and the note that all of them share."""

    vote: str
    rows: list[model.CountryVote]
    sources: tuple[model.SourceRef, ...]
    note: str | None


def displacement(reference: Reference, words: Words) -> list[Group]:
    """Counts of the displaced: in all, by district, and of refugees and of Armenians."""
    rows = sorted(reference.records.displacement, key=_by_date)
    within = ("displaced-azerbaijan", "displaced-and-refugees-azerbaijan")
    known = reference.records.districts
    in_all = [row for row in rows if row.people in within and row.area == WHOLE]
    by_area = [row for row in rows if row.people in within and row.area != WHOLE]
    by_area.sort(key=lambda row: _place(reference, row.area))
    others = [row for row in rows if row.people not in within]
    others.sort(key=lambda row: list(words["people"]).index(row.people))
    early = [row for row in in_all if dates.parse(row.year).upper.year <= LAST_YEAR_OF_FLIGHT]
    late = [row for row in in_all if row not in early]
    group = _Grouping(reference, words, "displacement")
    return group.made(
        ("in-all", in_all, [(words["figures_early"], early), (words["figures_late"], late)]),
        ("by-area", by_area, [
            (known[area].title, [row for row in by_area if row.area == area])
            for area in dict.fromkeys(row.area for row in by_area if row.area in known)
        ]),
        ("others", others, [
            (words["people"][people], [row for row in others if row.people == people])
            for people in dict.fromkeys(row.people for row in others)
        ]),
    )  # fmt: skip


def settlers(reference: Reference, words: Words) -> list[Group]:
    """Counts of those who lived in the districts under Armenian control: in all, by district, by
    province and town, and of Armenians from Syria among them."""
    rows = sorted(reference.records.settlers, key=_by_date)
    known = reference.records.districts
    in_all = [row for row in rows if row.area == WHOLE]
    abroad = [row for row in rows if row.people == "from-syria"]
    by_area = [row for row in rows if row.area in known and row not in abroad]
    by_area.sort(key=lambda row: _place(reference, row.area))
    by_place = [row for row in rows if row not in (*in_all, *abroad, *by_area)]
    group = _Grouping(reference, words, "settlers")
    return group.made(
        # What one side ascribes to the other is no count; it stands in the table alone.
        ("in-all", in_all, [(WHOLE, [row for row in in_all if row.people != "charged"])]),
        ("by-area", by_area, [
            (known[area].title, [row for row in by_area if row.area == area])
            for area in dict.fromkeys(row.area for row in by_area)
        ]),
        ("by-place", *group.by_place(by_place)),
        ("from-syria", abroad, [(WHOLE, abroad)]),
    )  # fmt: skip


def returns(reference: Reference, words: Words) -> list[Group]:
    """Counts of those who came back: Azerbaijanis in all and by place since 2022, those before,
    and Armenians."""
    rows = sorted(reference.records.returns, key=_by_date)
    armenians = [row for row in rows if row.people == "armenians"]
    in_all = [row for row in rows if row.area == WHOLE]
    by_place = [row for row in rows if row not in (*armenians, *in_all)]
    before = [row for row in by_place if dates.parse(row.year).upper < FIRST_RETURN]
    since = [row for row in by_place if row not in before]
    group = _Grouping(reference, words, "returns")
    return group.made(
        ("in-all", in_all, [(WHOLE, in_all)]),
        ("by-place", *group.by_place(since)),
        ("before", before, [(WHOLE, before)]),
        ("armenians", armenians, [(WHOLE, armenians)]),
    )


class _Grouping:
    """Counts of one table on their way into groups with charts."""

    def __init__(self, reference: Reference, words: Words, table: str) -> None:
        self._reference = reference
        self._words = words
        self._table = table

    def made(self, *groups: tuple[str, Sequence[model.Count], Parts]) -> list[Group]:
        """The groups that have rows, each with a chart for each of its parts."""
        return [self._group(*group) for group in groups if group[1]]

    def by_place(self, rows: Sequence[model.Count]) -> tuple[list[model.Count], Parts]:
        """Rows place by place; a place with few counts shares a chart with others."""
        areas = list(dict.fromkeys(row.area for row in rows))
        placed = {area: [row for row in rows if row.area == area] for area in areas}
        parts: Parts = [
            (area, counted) for area, counted in placed.items() if len(counted) >= OWN_CHART
        ]
        few = [row for counted in placed.values() if len(counted) < OWN_CHART for row in counted]
        return [row for area in areas for row in placed[area]], [
            *parts, (self._words["figures_other_places"], few),
        ]  # fmt: skip

    def _group(self, name: str, rows: Sequence[model.Count], parts: Parts) -> Group:
        said = self._words["counts"][self._table][name]
        parts = [(title, counted) for title, counted in parts if counted]
        kinds = dict.fromkeys(_kind(row) for _, counted in parts for row in counted)
        legend = {kind: self._words["legends"][self._table][kind] for kind in kinds}
        drawn = [
            charts.draw(
                f"chart-{name}-{index}",
                said["chart"].format(title=title),
                self._words["chart_of_counts"].format(
                    number=len(counted),
                    least=thousands(min(row.count for row in counted)),
                    most=thousands(max(row.count_to or row.count for row in counted)),
                ),
                [self._dot(row, title) for row in counted],
                kinds=legend if len(legend) > 1 else None,
                beside=[self._dot(row, title) for title, counted in parts for row in counted],
            )
            for index, (title, counted) in enumerate(parts, 1)
        ]
        places = any(row.area != WHOLE for row in rows)
        return Group(said["label"], said["caption"], list(rows), drawn, places)

    def _dot(self, row: model.Count, title: str) -> charts.Count:
        """A count as a dot; its area is named where the chart's title does not name it."""
        district = self._reference.records.districts.get(row.area)
        area = district.title if district else row.area
        label = row.who_counted if area in (WHOLE, title) else f"{area}: {row.who_counted}"
        length = (row.count_to or row.count) - row.count
        parts = ((_kind(row), length),)
        return charts.Count(dates.in_words(row.year), label, parts, said(row), row.count)


def _kind(row: model.Count) -> str:
    """Which dot a count is drawn as; a class of the style, and a word of the legend."""
    return DOTS.get(row.people, "single")


def said(row: model.Count) -> str:
    """A count as it is printed: "more than 568,000", "750,000 to 800,000"."""
    upper = f" to {thousands(row.count_to)}" if row.count_to is not None else ""
    return f"{row.qualifier + ' ' if row.qualifier else ''}{thousands(row.count)}{upper}"


def _by_date(row: model.Count) -> tuple[Any, ...]:
    date = dates.parse(row.year)
    return date.lower, date.upper, row.count


def _place(reference: Reference, area: str) -> tuple[int, str]:
    """The seven by number, then other places by name."""
    district = reference.records.districts.get(area)
    return (0, f"{district.number}") if district else (1, area)


def mines(reference: Reference, words: Words) -> list[Group]:
    """Casualties of mines: a chart by year for each area, one table of all counts."""
    rows = sorted(
        reference.records.mines,
        key=lambda row: (row.area, dates.parse(row.period).lower, dates.parse(row.period).upper),
    )
    yearly = [row for row in rows if re.fullmatch(r"\d{4}", row.period)]
    beside = [_bar(row, words) for row in yearly]
    drawn = [
        charts.draw(
            f"chart-mines-{index}",
            words["mines_chart"].format(area=area),
            words["chart_of_casualties"].format(
                first=counted[0].period, last=counted[-1].period, number=len(counted)
            ),
            [_bar(row, words) for row in counted],
            kinds=words["legends"]["mines"],
            beside=beside,
        )
        for index, (area, counted) in enumerate(_by_area(yearly), 1)
    ]
    return [Group(words["mines_label"], words["mines_caption"], rows, drawn, places=True)]


def _by_area(rows: list[model.MineCasualties]) -> list[tuple[str, list[model.MineCasualties]]]:
    areas = dict.fromkeys(row.area for row in rows)
    return [(area, [row for row in rows if row.area == area]) for area in areas]


def _casualties(row: model.MineCasualties) -> int:
    """Length of a year's bar: the total that the source gives, else what it gives of it."""
    return row.total if row.total is not None else (row.killed or 0) + (row.injured or 0)


def _bar(row: model.MineCasualties, words: Words) -> charts.Count:
    parts: list[tuple[str, float]] = []
    value = thousands(_casualties(row))
    if row.killed is not None and row.injured is not None:
        parts = [("killed", row.killed), ("injured", row.injured)]
        value = words["killed_and_injured"].format(killed=row.killed, injured=row.injured)
    rest = _casualties(row) - sum(length for _, length in parts)
    if rest > 0:
        parts.append(("together", rest))
    # A name with its abbreviation in brackets is drawn as that; the table has it whole.
    short = re.search(r"\((\w+)\)$", row.who_counted)
    label = ". ".join(filter(None, (short[1] if short else row.who_counted, row.note)))
    return charts.Count(row.period, label, tuple(parts), value)


def census(rows: Sequence[model.Population], words: Words, district: str) -> charts.Chart | None:
    """The Soviet censuses of a district as bars; nothing where fewer than two are on record."""
    counted = [row for row in rows if row.nationality == WHOLE]
    if len(counted) < 2:
        return None
    return charts.draw(
        "chart-census",
        words["census_chart"].format(district=district),
        words["chart_of_counts"].format(
            number=len(counted),
            least=thousands(min(row.number for row in counted)),
            most=thousands(max(row.number for row in counted)),
        ),
        [charts.Count(row.year, "", (("counted", row.number),), _starred(row)) for row in counted],
    )


def _starred(row: model.Population) -> str:
    """A census figure, with an asterisk where the table has a note on it."""
    return thousands(row.number) + (" *" if row.note else "")


def censuses(reference: Reference, words: Words) -> list[Group]:
    """The Soviet censuses of the seven by nationality: a chart for each district, one table."""
    rows = [row for one in reference.districts for row in reference.censuses_of(one.id)]
    drawn = [
        charts.draw(
            f"chart-censuses-{district.id}",
            words["census_chart"].format(district=district.title),
            words["chart_of_counts"].format(
                number=len(counted),
                least=thousands(min(row.number for row in counted)),
                most=thousands(max(row.number for row in counted)),
            ),
            [
                charts.Count(
                    row.year,
                    words["everybody"] if row.nationality == WHOLE else row.nationality,
                    (("counted" if row.nationality == WHOLE else "joined", row.number),),
                    _starred(row),
                )
                for row in counted
            ],
        )
        for district in reference.districts
        if (counted := [row for row in rows if row.district == district.id])
    ]
    return [Group(words["census_label"], words["census_caption"], rows, drawn, places=True)]


@dataclass(frozen=True)
class Figure:
    """A kind of figures: how it is made, drawn and tabled, and the file that holds its rows."""

    make: Callable[[Reference, Words], list[Group]]
    shape: str
    table: str
    file: str


FIGURES = {
    "displacement": Figure(displacement, "dots", "counts", "displacement.csv"),
    "settlers": Figure(settlers, "dots", "counts", "settlers.csv"),
    "returns": Figure(returns, "dots", "counts", "returns.csv"),
    "mines": Figure(mines, "bars", "mines", "mines.csv"),
    "censuses": Figure(censuses, "bars", "censuses", "population.csv"),
}


@dataclass(frozen=True)
class Comparison:
    """A theme, and for each document compared the clauses on it, perhaps none."""

    theme: str
    clauses: list[list[model.Clause]]


def compared(reference: Reference, words: Words) -> tuple[list[model.Document], list[Comparison]]:
    """The documents whose clauses have themes, in the order of time, and what each says by theme;
    themes in the order of the catalogue of words."""
    documents = [
        entry
        for entry in reference.dated
        if isinstance(entry, model.Document) and any(clause.theme for clause in entry.clauses)
    ]
    themes = [
        Comparison(
            theme,
            [[one for one in entry.clauses if one.theme == theme] for entry in documents],
        )
        for theme in words["clause_themes"]
    ]
    return documents, themes


@dataclass(frozen=True)
class Listed:
    """A figure in the list of figures: its name, the pages that draw it, its file, its rows."""

    name: str
    pages: list[tuple[str, str]]
    file: str
    number: int


def listed(reference: Reference, words: Words) -> list[Listed]:
    """Every figure that some page draws, in the order of the catalogue of words."""
    found = []
    for (macro, argument), file in DRAWN.items():
        pages = [
            (page.title or page.name, page_url(page.name))
            for page in reference.pages.values()
            if any(call.name == macro and call.argument == argument for call in page.calls)
        ]
        number = len(reference.counts_of(macro, argument))
        if pages:
            found.append(Listed(words["figure_names"][argument or macro], pages, file, number))
    return found


# Macro calls that draw figures, with the file of each.
DRAWN: dict[tuple[str, str | None], str] = {
    **{("figures", name): figure.file for name, figure in FIGURES.items()},
    ("roll", None): "votes.csv",
    ("clauses_compared", None): "clauses.csv",
}


def roll(reference: Reference) -> list[VoteGroup]:
    """Members by how they voted, each group in the order of names."""
    groups = []
    for vote in VOTES:
        rows = sorted(
            (row for row in reference.records.votes if row.vote == vote),
            key=lambda row: row.country,
        )
        cited = [row.sources for row in rows]
        notes = {row.note for row in rows}
        shared = notes.pop() if len(notes) == 1 else None
        groups.append(VoteGroup(vote, rows, max(cited, key=cited.count, default=()), shared))
    return groups
