"""What results are narrowed by: kind, districts, decades, sides of the sources.

One JSON file, fetched only when a reader filters: for each item of the index of names, and for
each page of the full text by the name that Pagefind gives it, which combination of values it has;
and ``letters``, what the letters of a statement's code stand for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import get_args

from . import dates, model
from .finding import Item
from .reference import Assertion, Reference

_SIDES: tuple[str, ...] = get_args(model.Side)
FIRST_DECADE = model.FIRST_YEAR


@dataclass(frozen=True)
class Facets:
    """Values of one thing; what it has none of stays empty."""

    kind: str
    districts: tuple[str, ...] = ()
    decades: tuple[int, ...] = ()
    sides: tuple[str, ...] = ()

    def row(self) -> list[str]:
        """As the file has it: kind, districts, decades, sides, each parted by spaces."""
        decades = " ".join(map(str, self.decades))
        return [self.kind, " ".join(self.districts), decades, " ".join(self.sides)]


class Narrowing:
    """The facets of a collection."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._order = [district.id for district in reference.districts]
        self._actors = {actor.name: actor for actor in reference.actors.values()}
        self._on_page: dict[str, list[Assertion]] = {}
        self._by_actor: dict[str, list[Assertion]] = {}
        self._with_source: dict[str, list[Assertion]] = {}
        for one in reference.assertions:
            self._on_page.setdefault(one.page_url, []).append(one)
            if one.by:
                self._by_actor.setdefault(one.by, []).append(one)
            for ref in one.sources:
                self._with_source.setdefault(ref.id, []).append(one)

    def table(self, items: Sequence[Item], records: Mapping[str, str]) -> str:
        """The file. ``records`` gives the address of each page of the full text by Pagefind's
        name for it."""
        entries = [self._item(item) for item in items]
        places = {item.url: place for place, item in enumerate(items)}
        of_records = {}
        for name, url in sorted(records.items()):
            if url not in places:
                places[url] = len(entries)
                entries.append(self._page(url))
            of_records[name] = places[url]
        kinds = {one: place for place, one in enumerate(dict.fromkeys(entries))}
        content = {
            "kinds": [one.row() for one in kinds],
            "entries": [kinds[one] for one in entries],
            "records": of_records,
            "letters": [self._order, list(range(FIRST_DECADE, FIRST_DECADE + 260, 10)), _SIDES],
        }
        return json.dumps(content, separators=(",", ":"))

    def code(self, one: Assertion) -> str:
        """Districts, decades and sides of a statement, a letter each, parted by points."""
        return ".".join(
            (
                _letters(self._order.index(district) for district in one.districts),
                _letters((decade - FIRST_DECADE) // 10 for decade in _decades(one.date)),
                _letters(_SIDES.index(side) for side in self._sides([one])),
            )
        )

    def _item(self, item: Item) -> Facets:
        if item.kind != "actor":
            return self._page(item.url, item.kind)
        actor = self._actors[item.title]
        said = self._by_actor[actor.id]
        decades = {decade for one in said for decade in _decades(one.date)}
        return Facets("actor", self._districts(said), tuple(sorted(decades)), (actor.side,))

    def _page(self, url: str, kind: str = "page") -> Facets:
        section, _, rest = url.partition("/")
        if section == "sources" and rest.startswith("#"):
            return self._source(self._reference.sources[rest[1:]])
        said = self._on_page.get(url)
        if not said:
            return Facets(kind)
        entry = said[0].entry
        districts = (entry.id,) if section == "districts" else getattr(entry, "districts", ())
        decades = _decades(getattr(entry, "date", None))
        return Facets(section.removesuffix("s"), tuple(districts), decades, self._sides(said))

    def _source(self, source: model.Source) -> Facets:
        cited = self._with_source.get(source.id, [])
        decades = _decades(source.issued)
        return Facets("source", self._districts(cited), decades, (source.publisher_side,))

    def _districts(self, said: Iterable[Assertion]) -> tuple[str, ...]:
        about = {district for one in said for district in one.districts}
        return tuple(one for one in self._order if one in about)

    def _sides(self, said: Iterable[Assertion]) -> tuple[str, ...]:
        sources = self._reference.sources
        cited = {sources[ref.id].publisher_side for one in said for ref in one.sources}
        return tuple(side for side in _SIDES if side in cited)


def _letters(places: Iterable[int]) -> str:
    return "".join(ascii_lowercase[place] for place in places)


def _decades(date: str | None) -> tuple[int, ...]:
    """The first years of the decades that an EDTF date touches."""
    if date is None:
        return ()
    span = dates.parse(date)
    return tuple(range(span.lower.year // 10 * 10, span.upper.year + 1, 10))
