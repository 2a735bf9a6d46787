"""The pictures that link previews show: one for each record and one for the site.

What each says is decided here, how it is drawn in ``card_picture.py``.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import dates, model, page_head
from .card_picture import Card, Studio
from .look import Look
from .maps import Atlas
from .reference import Reference

if TYPE_CHECKING:
    from .site import Site

FOLDER = "assets/cards"
# The card of every page that is about no record.
GENERAL = "site"


def path_of(reference: Reference, source: str) -> str:
    """Name of the card of a page by its path under docs/: the record's own, that of the district
    whose settlements it lists, or the site's."""
    section, _, name = source.removesuffix(".md").partition("/")
    if reference.entry_of(source):
        return f"{section}/{name}"
    if section == "settlements" and name in reference.records.districts:
        return f"districts/{name}"
    return GENERAL


def cards(reference: Reference, words: dict[str, Any]) -> Iterator[Card]:
    """Every card of the site."""
    said = words["card"]
    seven = ", ".join(district.title for district in reference.districts)
    yield Card(GENERAL, said["kinds"]["site"], words["home"], (said["tagline"], seven))
    for identifier, section in reference.sections.items():
        entry = reference.entry(identifier)
        yield Card(
            f"{section}/{identifier}",
            _kind(entry, section, words),
            entry.title,
            tuple(fact for fact in _facts(reference, entry) if fact not in entry.title),
            _districts(entry),
            _point(entry),
        )


def _kind(entry: model.Entry, section: str, words: dict[str, Any]) -> str:
    kind = words["card"]["kinds"][section]
    if isinstance(entry, model.Event):
        return f"{kind} · {words['event_kinds'][entry.kind]}"
    if isinstance(entry, model.Document):
        return f"{kind} · {words['document_kinds'][entry.kind]}"
    return str(kind)


def _facts(reference: Reference, entry: model.Entry) -> Iterator[str]:
    """Lines below the title: when and where, who issued it, how a district is called."""
    if isinstance(entry, model.Event | model.Document):
        yield dates.in_words(entry.date)
    if isinstance(entry, model.Event) and entry.place:
        yield entry.place.name
    if isinstance(entry, model.Document):
        yield reference.actors[entry.body].name
    if isinstance(entry, model.District):
        yield from (name.form for name in page_head.names_beside(reference, entry))


def _districts(entry: model.Entry) -> tuple[str, ...]:
    return (entry.id,) if isinstance(entry, model.District) else getattr(entry, "districts", ())


def _point(entry: model.Entry) -> tuple[float, float] | None:
    place = entry.centre if isinstance(entry, model.District) else getattr(entry, "place", None)
    return (place.lon, place.lat) if place else None


def draw(root: Path, name: str, wanted: Sequence[Card], folder: Path) -> None:
    """Draw each card into ``folder`` in the look of the project at ``root``; ``name`` is that of
    the site. LookError where its style sheet lacks what a picture needs."""
    studio = Studio(Look(root), Atlas(root / "data" / "geo"), name)
    for card in wanted:
        path = folder / f"{card.path}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(studio.draw(card))


class Cards:
    """The pictures at work beside the build: begun early, for they need no built page, and in a
    process of their own, for they are a third of a build's work."""

    def __init__(self, site: Site, folder: Path) -> None:
        """Begin to draw every card of ``site`` into ``folder``/assets/cards."""
        self._reference = site.reference
        self._words = site.words["card"]
        self._cards = {card.path: card for card in cards(site.reference, site.words)}
        # Not forked: a child that shares the locks of other threads may wait for them for ever.
        self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
        self._drawing = self._pool.submit(
            draw, site.root, site.words["home"], list(self._cards.values()), folder / FOLDER
        )

    def of(self, source: str) -> tuple[str, str]:
        """The picture of a page, by its path under docs/: its address relative to the site's
        root, and what it shows, for those who do not see it."""
        card = self._cards[path_of(self._reference, source)]
        where = ", ".join(self._reference.entry(one).title for one in card.districts)
        shown = self._words["map_where"].format(where=where) if where else self._words["map"]
        said = ". ".join((card.title, *filter(None, [", ".join(card.facts)]), shown))
        return f"{FOLDER}/{card.path}.png", f"{said}."

    def finish(self) -> None:
        """Wait for the pictures; raises what went wrong with one."""
        self._pool.shutdown()
        self._drawing.result()
