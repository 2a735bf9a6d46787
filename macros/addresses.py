"""Permanent addresses: all that the site has now, and the file of those ever published.

An address is written from the site's root: ``events/1994-ceasefire/`` for a page,
``events/1994-ceasefire/#took-effect`` for a passage on it. Editors leave out the slash at the
page's end, as ids do: ``events/1994-ceasefire#took-effect``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from . import model
from .load import PUBLISHED, Records
from .problems import KeyPath
from .prose import ProsePage, page_url

# The page on which the terms of the glossary stand.
GLOSSARY = "about/glossary.md"


def anchors(entry: model.Entry) -> Iterator[tuple[KeyPath, str]]:
    """The permalinks that a record gives to its page, with where each stands."""
    for index, statement in enumerate(entry.statements):
        yield ("statements", index, "id"), statement.id
    for index, question in enumerate(entry.contested):
        yield ("contested", index, "id"), question.id
        for number, position in enumerate(question.positions):
            path = ("contested", index, "positions", number, "id")
            yield path, f"{question.id}-{position.id}"
    if isinstance(entry, model.Document):
        for index, clause in enumerate(entry.clauses):
            yield ("clauses", index, "id"), clause.id
    if isinstance(entry, model.District):
        for index, site in enumerate(entry.heritage):
            yield ("heritage", index, "id"), site.id


def live(records: Records, pages: dict[str, ProsePage]) -> set[str]:
    """Every address that the records and the prose give now. The headings that templates write
    are not among them: they name parts of a page, not something that is said."""
    found = set()
    for page in pages.values():
        url = page_url(page.name)
        found.add(url)
        found.update(f"{url}#{anchor}" for _, anchor in page.anchors)
    for section in ("districts", "events", "documents", "topics"):
        for entry in getattr(records, section).values():
            url = f"{section}/{entry.id}/"
            found.add(url)
            found.update(f"{url}#{anchor}" for _, anchor in anchors(entry))
    found.update(f"sources/#{identifier}" for identifier in records.sources)
    found.update(f"{page_url(GLOSSARY)}#{identifier}" for identifier in records.terms)
    found.update(f"settlements/{one.district}/#{one.id}" for one in records.settlements)
    return found


def from_editor(written: str) -> str:
    """``events/x#y`` as an editor writes it, as the address ``events/x/#y``."""
    page, hash_, anchor = written.partition("#")
    return f"{page}/{hash_}{anchor}" if page else f"{hash_}{anchor}"


def as_editors_write(address: str) -> str:
    """The address ``events/x/#y`` as an editor writes it, ``events/x#y``."""
    page, hash_, anchor = address.partition("#")
    return f"{page.removesuffix('/')}{hash_}{anchor}"


def page_of(address: str) -> str:
    """The page of an address, without the passage."""
    return address.partition("#")[0]


def text(addresses: Iterable[str]) -> str:
    """The file of published addresses: one a line, in order."""
    return "".join(f"/{address}\n" for address in sorted(set(addresses)))


def write(root: Path, records: Records, pages: dict[str, ProsePage]) -> list[str]:
    """Add what is not yet in the file of published addresses; return what was added. Nothing is
    ever taken out of it."""
    known = {address for _, address in records.published}
    new = sorted(live(records, pages) - known)
    path = root / PUBLISHED
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text({*known, *new}), encoding="utf-8")
    return new
