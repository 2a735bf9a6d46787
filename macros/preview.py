"""What a live preview rebuilds after an edit: the pages whose own inputs changed, no others.

MkDocs' own ``--dirty`` looks at the age of Markdown files only and misses every edit of data.
Here each page has a fingerprint of all that it is made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache

from . import model
from .moved import Moves
from .prose import page_url
from .reference import Reference


def fingerprints(reference: Reference, shared: str) -> dict[str, str]:
    """A fingerprint of each page, by its path under docs/.

    ``shared`` stands for what every page depends on: code, templates, theme, configuration.
    """
    inputs = _Inputs(reference)
    return {
        name: _digest([shared, page.text, *inputs.of(name)])
        for name, page in reference.pages.items()
    }


def _mark(value: object) -> str:
    """A short stand-in for a value made of records, the same within one process. Records are
    frozen, so they hash; that is ten times as fast as writing them out."""
    return str(hash(_frozen(value)))


def _frozen(value: object) -> object:
    """Lists and maps as tuples, so that a value made of them can be hashed."""
    if isinstance(value, dict):
        return tuple((key, _frozen(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_frozen, value))
    return value


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


class _Inputs:
    """What pages are made from besides their Markdown, as text, each piece worked out once."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._drawn = cache(self._draw)
        self._entry = cache(lambda identifier: _mark(reference.entry(identifier)))
        self._cited: dict[str, set[str]] = {one: set() for one in reference.sections}
        for said in reference.assertions:
            self._cited[said.entry.id].update(ref.id for ref in said.sources)
        # Pages show where the terms stand, not what they mean.
        self._terms = _mark([(one.id, one.explained) for one in reference.records.terms.values()])
        moves = Moves(reference)
        self._gone = {one: _mark(moves.on(page_url(one))) for one in reference.pages}
        self._heads = {one: self._head(reference.entry(one)) for one in reference.sections}

    def of(self, name: str) -> Iterator[str]:
        """The inputs of one page, by its path under docs/."""
        reference = self._reference
        page = reference.pages[name]
        section, _, rest = name.removesuffix(".md").partition("/")
        yield self._terms
        yield self._gone.get(name, "")
        for call in page.calls:
            yield self._drawn(call.name, call.argument)
        if "of=" in page.text:
            yield from (self._entry(one) for one in reference.sections if one in page.text)
        cited = {mark.source for mark in page.marks}
        if reference.sections.get(rest) == section:
            entry = reference.entry(rest)
            cited |= self._cited[rest]
            yield self._entry(rest)
            yield from (self._heads[one] for one in sorted(self._linked(entry, section)))
            if section == "districts":
                yield self._drawn("district", rest)
        elif section == "settlements":
            yield self._drawn("settlements", rest)
        yield _mark(
            tuple(reference.sources[one] for one in sorted(cited) if one in reference.sources)
        )

    def _linked(self, entry: model.Entry, section: str) -> set[str]:
        """Ids of the entries whose titles, dates and summaries a page of a record shows."""
        reference = self._reference
        if section in ("districts", "topics"):
            return set(reference.sections)
        linked = {one.id for one in reference.related(entry)}
        linked.update(getattr(entry, "districts", ()), getattr(entry, "topics", ()))
        if isinstance(entry, model.Event | model.Document):
            linked.update(one.id for one in reference.neighbours_in_time(entry) if one)
            linked.update(one.id for one in reference.nearby.in_place(entry))
            linked.update(one.id for one in reference.nearby.on_document(entry))
        return linked & reference.sections.keys()

    @staticmethod
    def _head(entry: model.Entry) -> str:
        shown = (entry.id, entry.title, entry.summary, entry.summary_sources)
        return _mark((*shown, getattr(entry, "date", None), getattr(entry, "place", None)))

    def _draw(self, macro: str, argument: str | None) -> str:
        """What a macro draws on beyond the page's own record."""
        reference, records = self._reference, self._reference.records
        if macro in ("bibliography", "coverage"):
            shape = [
                (a.url, a.kind, a.by, a.sources, a.date, a.topics) for a in reference.assertions
            ]
            return _mark((records.sources, reference.cited_by, shape))
        if macro == "glossary":
            return _mark((records.terms, self._heads))
        if macro in ("names_index", "settlements", "settlements_index"):
            mentions = {key: [a.url for a in said] for key, said in reference.mentions.items()}
            return _mark((records.names, records.settlements, mentions))
        if macro == "district":
            figures = records.control, records.names, records.population
            return _mark((*figures, reference.settlements_of(str(argument))))
        if macro in ("map_of_the_seven", "control_map"):
            return _mark((records.control, self._heads))
        if macro in ("count", "downloads", "edition", "changes"):
            counts = {kind: len(getattr(records, kind)) for kind in ("events", "documents")}
            return _mark((records.changes, counts, len(reference.assertions), len(records.sources)))
        if macro == "figures_listed":
            counted = records.counts, records.mines, records.population, records.votes
            calls = [(page.name, page.title, page.calls) for page in reference.pages.values()]
            return _mark((*counted, calls))
        return _mark((reference.counts_of(macro, argument), self._heads))
