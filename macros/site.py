"""One build of the site: the collection, the templates and the pages being written.

Everything that the adapters to MkDocs need, and nothing of MkDocs.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from . import (
    checks,
    dates,
    dictionary,
    glossary,
    link_preview,
    load,
    model,
    prose,
    structured_data,
)
from .cards import Cards
from .citations import References
from .citing import Citing
from .html import environment, words
from .maps import Atlas
from .moved import Moves
from .problems import DataError
from .reference import Reference
from .search import Index
from .writing import Writing


class Site:
    """The project at ``root``, read and checked; raises DataError with every problem."""

    def __init__(self, root: Path, address: str = "", today: dt.date | None = None) -> None:
        self.root = root
        self.address = address
        records = load.read_all(root)
        pages = prose.read_pages(root)
        if problems := checks.run(records, pages, today or dt.date.today()):
            raise DataError(problems)
        self.reference = Reference(records, pages)
        self.references = References(records.sources)
        self.moves = Moves(self.reference)
        self.words = words()
        self.html = environment(self.words)
        self.atlas = Atlas(root / "data" / "geo")
        # Locator maps hold no links, so one drawing serves every page that shows the same place.
        self.locators: dict[object, Markup] = {}
        self.explainer = glossary.Explainer(records.terms.values())
        self.index: Index | None = None
        # Pictures of link previews; none in a live preview.
        self.cards: Cards | None = None
        self._writing: dict[str, Writing] = {}

    def begin(self, source: str, url: str) -> Writing:
        """Start a page anew; ``source`` is its path under docs/, ``url`` its address."""
        self._writing[source] = Writing(self, url, source)
        return self._writing[source]

    def writing(self, source: str) -> Writing:
        """The page that was begun."""
        return self._writing[source]

    def description(self, source: str) -> str:
        """What search engines show of a page: a record's summary, else its first paragraph;
        nothing where it begins otherwise."""
        entry = self.reference.entry_of(source)
        page = self.reference.pages.get(source)
        return entry.summary if entry else page.lead if page else ""

    def title(self, source: str) -> str:
        """Title of a page, by its path under docs/; the site's own for the home page."""
        page = self.reference.pages.get(source)
        entry = self.reference.entry_of(source)
        return entry.title if entry else (page and page.title) or self.words["home"]

    def last_changed(self, source: str) -> str | None:
        """The day on which a page's record was last reviewed (ISO 8601)."""
        entry = self.reference.entry_of(source)
        return dates.parse(entry.reviewed).upper.isoformat() if entry else None

    def link_preview(self, source: str, otherwise: str) -> list[link_preview.Meta]:
        """Metadata for those who show a link to the page; ``otherwise`` is the description of
        one that has none of its own."""
        return link_preview.metadata(self, source, self.description(source) or otherwise)

    def structured_data(self, source: str, otherwise: str) -> str:
        """The page as JSON-LD, ready to stand in a script element."""
        about = structured_data.about(self, source, self.description(source) or otherwise)
        return structured_data.as_script(about)

    def alternates(self, source: str) -> list[tuple[str, str]]:
        """Files that hold what a page holds, in other forms: address from the page, media type."""
        return self.downloads.media_types() if source == structured_data.DATA_PAGE else []

    def absolute(self, url: str) -> str:
        """A full address where the site's own is known, else one from the site's root."""
        return f"{self.address.rstrip('/')}/{url}"

    @cached_property
    def downloads(self) -> dictionary.Dictionary:
        """What the downloads are."""
        return dictionary.read()

    @cached_property
    def edition(self) -> model.Changed:
        """The latest edition in changes.yml."""
        return max(self.reference.records.changes, key=lambda change: change.date)

    @property
    def edition_line(self) -> str:
        """The edition and its date, as the foot of every page says them."""
        edition = self.edition
        line: str = self.words["foot"]["edition"]
        return line.format(edition=edition.edition, date=dates.in_words(edition.date))

    @cached_property
    def citing(self) -> Citing:
        """The forms in which this edition is cited."""
        return Citing(self.words, self.edition)

    def highwire(self, source: str, title: str, url: str) -> list[tuple[str, str]]:
        """Highwire Press tags of a page, without "citation_": name and content. ``title`` is that
        of a page without a record, ``url`` relative to the site's root."""
        entry = self._writing[source].entry if source in self._writing else None
        tags = [
            ("title", entry.title if entry else title),
            ("author", self.words["home"]),
            ("publication_date", f"{self.citing.day:%Y/%m/%d}"),
            ("language", "en"),
        ]
        # An address without a host would lead nowhere from a reference manager.
        return [*tags, ("public_url", self.absolute(url))] if self.address else tags

    @cached_property
    def counts(self) -> dict[str, int]:
        """What the collection holds, by kind."""
        records = self.reference.records
        kinds = [assertion.kind for assertion in self.reference.assertions]
        return {
            "districts": len(records.districts),
            "events": len(records.events),
            "documents": len(records.documents),
            "topics": len(records.topics),
            "sources": len(records.sources),
            "statements": sum(kind != "summary" for kind in kinds),
            "questions": sum(
                len(self.reference.entry(one).contested) for one in self.reference.sections
            ),
        }
