"""What lies near an event or a document, in place and time and by a document that both are about.

Each page gets a handful; the work for one page does not grow with the number of pages.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from . import dates, model

if TYPE_CHECKING:
    from .reference import Reference

HANDFUL = 4
# Further away in time than this, in days, is not "about that time".
PERIOD = 550
# An entry about more districts than this is about the conflict, not about places.
PLACES = 4
# As many on each side in time are looked at, so that dropping some still leaves a handful.
LOOKED_AT = 16

Dated = model.Event | model.Document


class Nearby:
    """Neighbours of the entries of one collection."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def in_place(self, entry: Dated) -> list[Dated]:
        """Entries that share a district with this one, the nearest in time, in order of time."""
        if not 0 < len(entry.districts) <= PLACES:
            return []
        near: dict[str, Dated] = {}
        day = _day(entry)
        for district in entry.districts:
            days, entries = self._by_district.get(district, ([], []))
            at = bisect_left(days, day)
            for other in entries[max(0, at - LOOKED_AT) : at + LOOKED_AT]:
                if abs(_day(other) - day) <= PERIOD:
                    near[other.id] = other
        barred = self._shown(entry)
        left = [other for other in near.values() if other.id not in barred]
        nearest = sorted(left, key=lambda other: (abs(_day(other) - day), other.id))[:HANDFUL]
        return sorted(nearest, key=lambda other: (_day(other), other.title))

    def on_document(self, entry: Dated) -> list[Dated]:
        """Entries related to a document that this one is related to, the nearest in time."""
        barred = self._shown(entry) | {other.id for other in self.in_place(entry)}
        documents = [
            other.id
            for other in self._reference.related(entry)
            if isinstance(other, model.Document)
        ]
        near: dict[str, Dated] = {}
        for document in documents:
            for other in self._about.get(document, ()):
                if other.id not in barred:
                    near[other.id] = other
        day = _day(entry)
        nearest = sorted(near.values(), key=lambda other: (abs(_day(other) - day), other.id))
        return sorted(nearest[:HANDFUL], key=lambda other: (_day(other), other.title))

    def _shown(self, entry: Dated) -> set[str]:
        """What the page links to anyway: itself, related pages, the ones before and after."""
        before_and_after = (one.id for one in self._reference.neighbours_in_time(entry) if one)
        related = (one.id for one in self._reference.related(entry))
        return {entry.id, *related, *before_and_after}

    @cached_property
    def _by_district(self) -> dict[str, tuple[list[int], list[Dated]]]:
        """Entries about few districts, in the order of time, with their days."""
        found: dict[str, tuple[list[int], list[Dated]]] = {}
        for entry in sorted(self._reference.dated, key=lambda one: (_day(one), one.id)):
            for district in entry.districts if len(entry.districts) <= PLACES else ():
                days, entries = found.setdefault(district, ([], []))
                days.append(_day(entry))
                entries.append(entry)
        return found

    @cached_property
    def _about(self) -> dict[str, list[Dated]]:
        """Events and documents that name a document as related, by the document's id."""
        found: dict[str, list[Dated]] = {}
        for entry in self._reference.dated:
            for other in entry.related:
                if other in self._reference.records.documents:
                    found.setdefault(other, []).append(entry)
        return found


def _day(entry: Dated) -> int:
    return dates.parse(entry.date).lower.toordinal()
