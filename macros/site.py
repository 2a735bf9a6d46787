"""One build of the site: the collection, the templates and the pages being written.

Everything that the adapters to MkDocs need, and nothing of MkDocs.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from . import checks, dates, glossary, load, model, prose
from .citations import References
from .html import environment, words
from .maps import Atlas
from .problems import DataError
from .reference import Reference
from .search import Index
from .writing import Writing

TITLE = "Seven Districts"


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
        self.words = words()
        self.html = environment(self.words)
        self.atlas = Atlas(root / "data" / "geo")
        # Locator maps hold no links, so one drawing serves every page that shows the same place.
        self.locators: dict[object, Markup] = {}
        self.explainer = glossary.Explainer(records.terms.values())
        self.index: Index | None = None
        self._writing: dict[str, Writing] = {}

    def begin(self, source: str, url: str) -> Writing:
        """Start a page anew; ``source`` is its path under docs/, ``url`` its address."""
        self._writing[source] = Writing(self, url, source)
        return self._writing[source]

    def writing(self, source: str) -> Writing:
        """The page that was begun."""
        return self._writing[source]

    def description(self, source: str) -> str:
        """What search engines show of a page: a record's summary, else nothing."""
        entry = self._writing[source].entry if source in self._writing else None
        return entry.summary if entry else ""

    def absolute(self, url: str) -> str:
        """A full address where the site's own is known, else one from the site's root."""
        return f"{self.address.rstrip('/')}/{url}"

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

    def page_citations(self, entry: model.Entry, url: str) -> list[tuple[str, str]]:
        """Citations of a page in the forms that readers paste, each with its name."""
        edition = self.edition
        year, *_ = edition.date.split("-")
        day = dates.in_words(edition.date)
        address = self.absolute(url)
        bibtex = (
            f"@misc{{seven-districts-{entry.id},\n"
            f"  author = {{{{{TITLE}}}}},\n"
            f"  title = {{{{{entry.title}}}}},\n"
            f"  year = {{{year}}},\n"
            f"  note = {{Edition {edition.edition}, {day}}},\n"
            f"  url = {{{address}}}\n}}"
        )
        ris = "\n".join(
            (
                "TY  - ELEC",
                f"AU  - {TITLE}",
                f"TI  - {entry.title}",
                f"PY  - {year}",
                f"ET  - {edition.edition}",
                f"UR  - {address}",
                "ER  - ",
            )
        )
        return [
            ("APA", f"{TITLE}. ({year}). {entry.title} (Edition {edition.edition}). {address}"),
            ("BibTeX", bibtex),
            ("RIS", ris),
            ("CSL-JSON", _csl(entry, edition, address)),
        ]


def _csl(entry: model.Entry, edition: model.Changed, address: str) -> str:
    import json

    item: dict[str, Any] = {
        "id": f"seven-districts-{entry.id}",
        "type": "webpage",
        "author": [{"literal": TITLE}],
        "title": entry.title,
        "container-title": TITLE,
        "edition": edition.edition,
        "issued": {"date-parts": [[int(part) for part in edition.date.split("-")]]},
        "URL": address,
    }
    return json.dumps(item, ensure_ascii=False)
