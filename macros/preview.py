"""What a live preview rebuilds after an edit: the pages whose own inputs changed, no others.

MkDocs' own ``--dirty`` looks at the age of Markdown files only and misses every edit of data.
Here each page has a fingerprint of all that it is made from. This module keeps it from one build
to the next, so it is the one that is not loaded anew when the package's code changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reference import Reference

_fingerprints: dict[str, str] = {}
active = False


def begin() -> None:
    """Say that this process is a live preview."""
    global active
    active = True
    _fingerprints.clear()


def stale(reference: Reference, shared: str) -> set[str]:
    """Pages (paths under docs/) to be rebuilt, as compared with the last call that was kept.

    ``shared`` stands for what every page depends on: code, templates, theme, configuration.
    """
    now = {
        name: _digest([shared, page.text, *_inputs(reference, name)])
        for name, page in reference.pages.items()
    }
    changed = {name for name, digest in now.items() if _fingerprints.get(name) != digest}
    _fingerprints.clear()
    _fingerprints.update(now)
    return changed


def forget() -> None:
    """After a build that failed: rebuild everything next time."""
    _fingerprints.clear()


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
    else:
        drawn |= {one.id for one in reference.neighbours_in_time(entry) if one}  # type: ignore[arg-type]
    for one in sorted(drawn & reference.sections.keys()):
        other = reference.entry(one)
        yield repr((other.id, other.title, other.summary, getattr(other, "date", None)))
    page = reference.pages[name]
    if "of=" in page.text:
        yield from (repr(reference.entry(one)) for one in reference.sections if one in page.text)
    cited = {mark.source for mark in page.marks}
    yield repr([source for key, source in records.sources.items() if key in cited])
    yield repr([records.sources[ref] for ref in sorted(_sources_in(entry)) if ref in records.sources])


def _sources_in(record: object) -> set[str]:
    from . import checks, model

    return {value.id for _, value in checks.walk(record) if isinstance(value, model.SourceRef)}
