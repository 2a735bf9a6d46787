"""The figures of the record: counts grouped for their charts and tables. Counts of different
hands stand side by side; none is ever added to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from . import charts, dates, model
from .html import thousands
from .reference import Reference

Words = dict[str, Any]
LAST_CENSUS = "1989"
# Counts dated up to here are of the flights themselves, later ones of people still displaced.
LAST_YEAR_OF_FLIGHT = 1994
VOTES = ("for", "against", "abstaining", "absent")
WHOLE = "all"


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
    groups = [
        _displacement_group("in-all", words, in_all, [
            (words["figures_early"], early), (words["figures_late"], late),
        ]),
        _displacement_group("by-area", words, by_area, [
            (known[area].title, [row for row in by_area if row.area == area])
            for area in dict.fromkeys(row.area for row in by_area if row.area in known)
        ]),
        _displacement_group("others", words, others, [
            (words["people"][people], [row for row in others if row.people == people])
            for people in dict.fromkeys(row.people for row in others)
        ]),
    ]  # fmt: skip
    return [group for group in groups if group.rows]


def _displacement_group(
    name: str,
    words: Words,
    rows: list[model.Displacement],
    parts: list[tuple[str, list[model.Displacement]]],
) -> Group:
    parts = [(title, counted) for title, counted in parts if counted]
    beside = [_dot(row) for _, counted in parts for row in counted]
    drawn = [
        charts.draw(
            f"chart-{name}-{index}",
            words["displacement_charts"][name].format(title=title),
            words["chart_of_counts"].format(
                number=len(counted),
                least=thousands(min(row.count for row in counted)),
                most=thousands(max(row.count_to or row.count for row in counted)),
            ),
            [_dot(row, with_area=name == "others") for row in counted],
            kinds=words["dot_kinds"] if name == "in-all" else None,
            beside=beside,
        )
        for index, (title, counted) in enumerate(parts, 1)
    ]
    places = any(row.area != WHOLE for row in rows)
    label, caption = words["displacement_labels"][name], words["displacement_captions"][name]
    return Group(label, caption, rows, drawn, places)


def _dot(row: model.Displacement, *, with_area: bool = False) -> charts.Count:
    joined = row.people == "displaced-and-refugees-azerbaijan"
    length = (row.count_to or row.count) - row.count
    kind = "joined" if joined else "single"
    told = with_area and row.area != WHOLE
    label = f"{row.area}: {row.who_counted}" if told else row.who_counted
    return charts.Count(dates.in_words(row.year), label, ((kind, length),), said(row), row.count)


def said(row: model.Displacement) -> str:
    """A count as it is printed: "more than 568,000", "750,000 to 800,000"."""
    upper = f" to {thousands(row.count_to)}" if row.count_to is not None else ""
    return f"{row.qualifier + ' ' if row.qualifier else ''}{thousands(row.count)}{upper}"


def _by_date(row: model.Displacement) -> tuple[Any, ...]:
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
            kinds=words["casualties"],
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
    counted = [
        row
        for row in rows
        if row.kind == "census" and row.nationality == WHOLE and row.year <= LAST_CENSUS
    ]
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
    return thousands(row.number) + (" *" if row.note and row.note != "census" else "")


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
