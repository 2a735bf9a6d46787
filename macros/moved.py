"""Addresses that lead on: what data/moved.yml says of pages and passages that are gone, and other
spellings of the districts' names.

A page that moved or was withdrawn becomes a small HTML file at its old address; a passage keeps
its anchor on the page it was on. None of them is in the site map or the search index.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from . import addresses
from .folding import fold
from .html import relative
from .prose import page_url
from .reference import Reference

if TYPE_CHECKING:
    from .site import Site


@dataclass(frozen=True)
class Gone:
    """A passage that stood on a page: its anchor, where it leads, and why."""

    anchor: str
    to: str | None
    title: str
    reason: str


@dataclass(frozen=True)
class Lead:
    """An address at which no page stands: where it leads, or why nothing does."""

    address: str
    to: str | None
    title: str
    reason: str | None
    gone: tuple[Gone, ...] = ()


class Moves:
    """What became of addresses that were published."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {page_url(one.name): one.title or "" for one in self._reference.pages.values()}

    @cached_property
    def _pages(self) -> dict[str, str | None]:
        return {
            addresses.from_editor(move.old): addresses.from_editor(move.to) if move.to else None
            for move in self._reference.records.moved
            if "#" not in move.old
        }

    @cached_property
    def _gone(self) -> dict[str, list[Gone]]:
        """Passages that are gone, by the page that now holds their anchors."""
        found: dict[str, list[Gone]] = {}
        for move in self._reference.records.moved:
            page, hash_, anchor = addresses.from_editor(move.old).partition("#")
            if not hash_:
                continue
            holder = self._pages.get(page) or page
            to = addresses.from_editor(move.to) if move.to else None
            found.setdefault(holder.partition("#")[0], []).append(
                Gone(anchor, to, self._title(to), move.reason)
            )
        return found

    def _title(self, address: str | None) -> str:
        return self._titles.get(addresses.page_of(address), "") if address is not None else ""

    def on(self, page: str) -> tuple[Gone, ...]:
        """The passages whose anchors the page at this address keeps, though they are gone."""
        return tuple(self._gone.get(page, ()))

    def leads(self) -> Iterator[Lead]:
        """The pages that moved or were withdrawn, then the districts' other names."""
        for move in self._reference.records.moved:
            if "#" in move.old:
                continue
            address = addresses.from_editor(move.old)
            to = self._pages[address]
            gone = () if to else self.on(address)
            yield Lead(address, to, self._title(to) or _last(address), move.reason, gone)
        yield from self._spellings()

    def _spellings(self) -> Iterator[Lead]:
        taken = {*self._titles, *self._pages}
        found: dict[str, set[str]] = {}
        for name in self._reference.records.names:
            for slug in slugs(name.form):
                found.setdefault(f"districts/{slug}/", set()).add(name.place)
        for address, places in sorted(found.items()):
            if address not in taken and len(places) == 1:
                district = self._reference.entry(next(iter(places)))
                yield Lead(address, self._reference.url(district.id), district.title, None)


def slugs(form: str) -> set[str]:
    """What a reader may type for a name in an address: the name as it stands and in small letters,
    in its own script, and in plain Latin letters where it is written in Latin ones."""
    written = "-".join(unicodedata.normalize("NFC", form).replace("/", " ").split())
    small = unicodedata.normalize("NFC", written.lower())
    folded = fold(form)
    plain = "-".join("".join(c if c.isalnum() else " " for c in folded).split())
    found = {small, plain} if plain.isascii() else {small, written}
    return {slug for slug in found if slug.strip(".-")}


def _last(address: str) -> str:
    return address.strip("/").rpartition("/")[2]


def write_all(site: Site, folder: Path) -> None:
    """Write a page at each address that leads on; a page that stands there already stays."""
    template = site.html.get_template("lead.jinja")
    for lead in site.moves.leads():
        path = folder / lead.address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            template.render(
                lead=lead,
                to=lambda target, lead=lead: relative(target, lead.address),
                canonical=site.absolute(lead.to) if lead.to and site.address else None,
            ),
            encoding="utf-8",
        )
