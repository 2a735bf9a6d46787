"""What stands above the story of a record's page: what kind of thing it is and when, its other
names, and for a district who held it, as a strip of time that reads as a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import dates, model
from .checks import CONTROL_BEGINS
from .html import NATURAL_SCRIPTS
from .reference import Reference

# The parts of a district that changed hands; the others never did, or stand on its page below.
SHOWN = ("whole", "held")
# Languages whose form of a name stands beside the heading, in this order.
BESIDE = ("az", "hy", "ru")


@dataclass(frozen=True)
class Stretch:
    """A time in one hand: since when, in words, and its days, for its share of the strip."""

    holder: str
    since: str
    days: int
    event: str | None


def kicker(entry: model.Entry, words: dict[str, Any]) -> list[str]:
    """What a record is and when, as the line above its heading: ["Capture", "23 July 1993"]."""
    if isinstance(entry, model.Event):
        return [words["event_kinds"][entry.kind], dates.in_words(entry.date)]
    if isinstance(entry, model.Document):
        symbol = [entry.symbol] if entry.symbol else []
        return [words["document_kinds"][entry.kind], *symbol, dates.in_words(entry.date)]
    if isinstance(entry, model.District):
        return [words["kicker_district"].format(number=entry.number)]
    return [words["kicker_topic"]]


def names_beside(reference: Reference, entry: model.Entry) -> list[model.Name]:
    """The first attested name of a district in each of ``BESIDE`` in the language's own script."""
    chosen: dict[str, model.Name] = {}
    if isinstance(entry, model.District):
        for name in reference.names_of(entry.id):
            if name.script in NATURAL_SCRIPTS.get(name.lang, ()):
                chosen.setdefault(name.lang, name)
    return [chosen[language] for language in BESIDE if language in chosen]


def strip(reference: Reference, entry: model.Entry, edition: str) -> list[Stretch]:
    """Who held a district's part that changed hands, from the record's beginning to the edition's
    date; empty for other records."""
    if not isinstance(entry, model.District):
        return []
    end = dates.parse(edition).upper
    made = []
    for period in reference.control_of(entry.id):
        if period.part in SHOWN:
            first = dates.parse(period.start).lower
            # The record begins in a year; the day is only where counting starts.
            begins = first <= CONTROL_BEGINS
            since = str(CONTROL_BEGINS.year) if begins else dates.in_words(period.start)
            last = dates.parse(period.end).lower if period.end else end
            made.append(Stretch(period.holder, since, (last - first).days, period.event))
    return made
