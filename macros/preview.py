"""What a live preview rebuilds after an edit: the pages whose own inputs changed, no others.

MkDocs' own ``--dirty`` looks at the age of Markdown files only and misses every edit of data.
Here each page has a fingerprint of all that it is made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from . import checks, model
from .reference import Reference


def fingerprints(reference: Reference, shared: str) -> dict[str, str]:
    """A fingerprint of each page, by its path under docs/.

    ``shared`` stands for what every page depends on: code, templates, theme, configuration.
    """
    return {
        name: _digest([shared, page.text, *_inputs(reference, name)])
        for name, page in reference.pages.items()
    }


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def _inputs(reference: Reference, name: str) -> Iterator[str]:
    """Everything besides its Markdown that a page is made from, as text."""
    section, _, rest = name.removesuffix(".md").partition("/")
    records = reference.records
    if reference.sections.get(rest) != section:
        yield repr(records.sources)
        yield from (repr(reference.entry(one)) for one in reference.sections)
        yield repr((records.control, records.names, records.population, records.changes))
        yield repr(records.settlements)
        return
    entry = reference.entry(rest)
    yield repr(entry)
    yield repr(records.actors)
    drawn = {
        *entry.related,
        *(one.id for one in reference.related(entry)),
        *getattr(entry, "districts", ()),
        *getattr(entry, "topics", ()),
    }
    if section in ("districts", "topics"):
        drawn |= {one.id for one in reference.dated}
        yield repr((reference.records.control, records.names, records.population))
        yield repr(reference.settlements_of(entry.id))
    else:
        drawn |= {one.id for one in _neighbours(reference, entry)}
    for one in sorted(drawn & reference.sections.keys()):
        other = reference.entry(one)
        yield repr((other.id, other.title, other.summary, getattr(other, "date", None)))
    page = reference.pages[name]
    for call in page.calls:
        yield repr(reference.counts_of(call.name, call.argument))
    if "of=" in page.text:
        yield from (repr(reference.entry(one)) for one in reference.sections if one in page.text)
    cited = {mark.source for mark in page.marks}
    yield repr([source for key, source in records.sources.items() if key in cited])
    yield repr(
        [records.sources[ref] for ref in sorted(_sources_in(entry)) if ref in records.sources]
    )


def _neighbours(reference: Reference, entry: model.Entry) -> list[model.Entry]:
    if not isinstance(entry, model.Event | model.Document):
        return []
    return [one for one in reference.neighbours_in_time(entry) if one]


def _sources_in(record: object) -> set[str]:
    return {value.id for _, value in checks.walk(record) if isinstance(value, model.SourceRef)}
