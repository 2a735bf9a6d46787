"""Time as pictures and lists: for each district a band of who held it with the events on it, and
the timeline of all events with what it can be filtered by.

Places on a band are shares of its width in per cent, so that its letters keep their size on any
screen.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

from . import dates, model
from .axis import Axis
from .checks import CONTROL_BEGINS
from .reference import Reference

# A dot stands in one of so many columns; those of one column stand on one another.
COLUMNS = 64
DOT, RADIUS = 6.5, 2.8
ROW, GAP, AXIS = 14, 3, 16
TICK_YEARS = 5
# A year of so many events is parted into months; who speaks of so many can be filtered by.
MANY, OFTEN = 8, 5
_TO_THE_MONTH = re.compile(r"\d{4}-\d\d")


@dataclass(frozen=True)
class Span:
    """A part in one hand for a time: where it begins and how wide it is, in per cent."""

    holder: str
    x: float
    width: float
    y: float
    title: str


@dataclass(frozen=True)
class Dot:
    """An event on a band."""

    event: model.Event
    x: float
    y: float


@dataclass(frozen=True)
class Band:
    """A district's control from 1988 on, a row for each part, with its events as dots above."""

    district: str
    title: str
    spans: list[Span]
    dots: list[Dot]
    ticks: list[tuple[int, float]]
    top: float
    height: float
    said: str


class Scale:
    """Days from the beginning of the record to ``end`` as per cent of a band's width."""

    def __init__(self, end: dt.date) -> None:
        self.end = end
        self._axis = Axis(CONTROL_BEGINS.toordinal(), end.toordinal(), 0, 100, digits=2)

    def at(self, day: dt.date) -> float:
        """Where a day stands, between 0 and 100."""
        return self._axis.at(day.toordinal())

    @property
    def ticks(self) -> list[tuple[int, float]]:
        """Every fifth year, with its place."""
        first = CONTROL_BEGINS.year + -CONTROL_BEGINS.year % TICK_YEARS
        years = range(first, self.end.year + 1, TICK_YEARS)
        return [(year, self.at(dt.date(year, 1, 1))) for year in years]


def end_of_record(reference: Reference, edition: str) -> dt.date:
    """The last day that bands show: that of the edition, or of the last event after it."""
    days = [dates.parse(one.date).lower for one in reference.dated]
    return max([dates.parse(edition).upper, *days])


def band(
    reference: Reference, words: dict[str, Any], district: model.District, end: dt.date
) -> Band:
    """The band of a district."""
    scale = Scale(end)
    periods = reference.control_of(district.id)
    parts = list(dict.fromkeys(period.part for period in periods))
    columns: Counter[int] = Counter()
    stacked: list[tuple[model.Event, int, int]] = []
    for event in reference.select(model.Event, district=district.id):
        day = dates.parse(event.date)
        if isinstance(event, model.Event) and day.upper >= CONTROL_BEGINS:
            column = min(int(scale.at(day.lower) * COLUMNS / 100), COLUMNS - 1)
            stacked.append((event, column, columns[column]))
            columns[column] += 1
    top = max(columns.values(), default=0) * DOT + GAP
    return Band(
        district.id,
        district.title,
        [
            _span(period, words, scale, top + parts.index(period.part) * (ROW + GAP), len(parts))
            for period in periods
        ],
        [
            Dot(event, round(100 * (column + 0.5) / COLUMNS, 2),
                round(top - GAP - DOT * (level + 0.5), 1))
            for event, column, level in stacked
        ],
        scale.ticks,
        top,
        top + len(parts) * (ROW + GAP) + AXIS,
        _said(periods, parts, words),
    )  # fmt: skip


def _span(
    period: model.ControlPeriod, words: dict[str, Any], scale: Scale, y: float, parts: int
) -> Span:
    start = scale.at(dates.parse(period.start).lower)
    end = scale.at(dates.parse(period.end).lower) if period.end else 100.0
    part = f"{words['parts'][period.part]}: " if parts > 1 else ""
    until = dates.in_words(period.end) if period.end else words["today"]
    title = f"{part}{words['holders'][period.holder]}, {dates.in_words(period.start)} – {until}"
    return Span(period.holder, start, round(end - start, 2), y, title)


def _said(periods: list[model.ControlPeriod], parts: list[str], words: dict[str, Any]) -> str:
    """What the band shows, in a sentence for each part."""
    sentences = []
    for part in parts:
        own = [period for period in periods if period.part == part]
        turns = [words["holders"][own[0].holder]] + [
            words["band_turn"].format(
                holder=words["holders"][period.holder], date=dates.in_words(period.start)
            )
            for period in own[1:]
        ]
        name = f"{words['parts'][part]}: " if len(parts) > 1 else ""
        sentences.append(f"{name}{'; '.join(turns)}.")
    return " ".join(sentences)


@dataclass(frozen=True)
class Choice:
    """Something to filter by, how it is said, and how many events it leaves."""

    value: str
    name: str
    number: int


@dataclass(frozen=True)
class Row:
    """An event in the list, with the years that it spans and who says something of it."""

    event: model.Event
    first: int
    last: int
    actors: list[str]


@dataclass(frozen=True)
class Month:
    """The events that began in a month, or, where ``date`` is empty, at a time less known."""

    date: str
    rows: list[Row]


@dataclass(frozen=True)
class Year:
    """The events that began in a year; month by month in a year of many."""

    year: int
    months: list[Month]

    @property
    def by_month(self) -> list[Month]:
        """The months to jump to; none where the year is not parted."""
        return [month for month in self.months if month.date]


def years(reference: Reference) -> list[Year]:
    """All events by the year in which each began, in the order of time."""
    rows: dict[int, list[Row]] = {}
    for event in reference.select(model.Event):
        if isinstance(event, model.Event):
            day = dates.parse(event.date)
            row = Row(event, day.lower.year, day.upper.year, sorted(_voices(event)))
            rows.setdefault(row.first, []).append(row)
    return [Year(year, _months(found)) for year, found in rows.items()]


def _months(rows: list[Row]) -> list[Month]:
    if len(rows) < MANY:
        return [Month("", rows)]
    parted: dict[str, list[Row]] = {}
    for row in rows:
        began = _TO_THE_MONTH.match(row.event.date)
        parted.setdefault(began[0] if began else "", []).append(row)
    return [Month(date, parted[date]) for date in sorted(parted)]


def actors(reference: Reference, words: dict[str, Any]) -> list[tuple[str, list[Choice]]]:
    """Those who say something of several events, under the side that each speaks for, by name."""
    counted = _count(one for event in _events(reference) for one in _voices(event))
    often = [reference.actors[one] for one, number in counted.items() if number >= OFTEN]
    often.sort(key=lambda actor: actor.name)
    return [
        (words[side], found)
        for side in get_args(model.Side)
        if (found := [Choice(one.id, one.name, counted[one.id]) for one in often
                      if one.side == side])
    ]  # fmt: skip


def _voices(event: model.Event) -> set[str]:
    """Whoever makes a statement of an event, or takes a position in it."""
    stated = {one.by for one in event.statements if one.by}
    return stated | {answer.by for asked in event.contested for answer in asked.positions}


def districts(reference: Reference) -> list[Choice]:
    """The seven, each with the number of its events."""
    counted = _count(one for event in _events(reference) for one in event.districts)
    return [Choice(one.id, one.title, counted[one.id]) for one in reference.districts]


def kinds(reference: Reference, words: dict[str, Any]) -> list[Choice]:
    """Kinds of event that there are, by name."""
    counted = _count(event.kind for event in _events(reference))
    named = [Choice(kind, words["event_kinds"][kind], number) for kind, number in counted.items()]
    return sorted(named, key=lambda choice: choice.name)


def _events(reference: Reference) -> Iterable[model.Event]:
    return reference.records.events.values()


def _count(values: Iterable[str]) -> Counter[str]:
    return Counter(values)
