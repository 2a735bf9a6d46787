"""The macros that a writer calls in a page, few and named for what a writer wants.

Each returns Markdown. Those that draw are in ``pictures.py``, how all of them work in ``page.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from . import citations, coverage, dates, glossary, model, names_index, page_head, way
from .html import NATURAL_SCRIPTS, thousands
from .infobox import Infobox
from .page import NOTES, MacroError, macro
from .pictures import Pictures
from .problems import near_miss
from .reference import Use

if TYPE_CHECKING:
    from .site import Site


class Writing(Pictures):
    """A page with every macro that it may call."""

    def __init__(self, site: Site, url: str, source: str) -> None:
        super().__init__(site, url, source)
        self._placed: set[str] = set()

    @macro
    def opening(self) -> str:
        """A record's page down to its answer: heading, names, infobox, the answer, who held it;
        of a document, then what it says."""
        entry = self.own()
        opened = self.render(
            "opening",
            entry=entry,
            section=self.section,
            kicker=page_head.kicker(entry, self.words),
            names=page_head.names_beside(self.reference, entry),
            strip=page_head.strip(self.reference, entry, self._site.edition.date),
            infobox=Infobox(self).html(),
        )
        clauses = self.clauses()
        return opened + (self._under("clauses", clauses) if clauses else "")

    @macro
    def infobox(self) -> str:
        """The infobox alone."""
        self.own()
        return self.aside(Infobox(self).html())

    @macro
    def statement(self, id: str, of: str | None = None) -> str:
        """One recorded statement set in place: this page's own, or another record's (``of``)."""
        entry = self.own() if of is None else self.named(of)
        known = {one.id: one for one in entry.statements}
        if id not in known:
            raise MacroError(f'no statement "{id}" in {entry.id}{near_miss(id, known)}')
        if of is None:
            self._placed.add(id)
        address = f"{self.reference.url(entry.id)}#{id}"
        return self.render("statement", one=known[id], own=of is None, address=address, entry=entry)

    @macro
    def statements(self) -> str:
        """Those statements of the record that no macro has set in place yet."""
        left = [one for one in self.own().statements if one.id not in self._placed]
        self._placed.update(one.id for one in left)
        return self.render("statements", statements=left, own=True) if left else ""

    @macro
    def contested(self) -> str:
        """The contested questions, every side's answer side by side."""
        questions = self.own().contested
        actors = self.reference.actors
        return self.render("contested", questions=questions, actors=actors) if questions else ""

    @macro
    def clauses(self) -> str:
        """A document's clauses in our own words."""
        entry = self.own()
        clauses = entry.clauses if isinstance(entry, model.Document) else ()
        return self.render("clauses", clauses=clauses) if clauses else ""

    @macro
    def control(self) -> str:
        """Who held the district from when to when, and apart from it who claimed it."""
        district = self.district()
        periods = self.reference.control_of(district.id)
        claims = [c for c in self.reference.records.control.claims if district.id in c.districts]
        parts = any(period.part != "whole" for period in periods)
        return self.render(
            "control",
            periods=periods,
            claims=claims,
            parts=parts,
            title=lambda identifier: self.reference.entry(identifier).title,
        )

    @macro
    def names(self) -> str:
        """Attested names of the district and its centre."""
        found = self.reference.names_of(self.district().id)
        return self.render("names", names=found, natural=NATURAL_SCRIPTS) if found else ""

    @macro
    def settlements(self) -> str:
        """On a district's page, where its settlements stand; elsewhere, those of all districts."""
        own = [self.entry] if isinstance(self.entry, model.District) else self.reference.districts
        districts = [one for one in own if one and self.reference.settlements_of(one.id)]
        return self.render(
            "settlements_link",
            districts=districts,
            number=lambda district: len(self.reference.settlements_of(district)),
            said=lambda district: sum(
                one.id in self.reference.mentions for one in self.reference.settlements_of(district)
            ),
        ) if districts else ""  # fmt: skip

    @macro
    def names_index(self, script: str) -> str:
        """All names of districts and settlements in a script: "Latn", "Cyrl", "Armn", "Arab"."""
        known = self.words["scripts"]
        if script not in known:
            raise MacroError(f'no script "{script}"{near_miss(script, known)}')
        language = {"Cyrl": ' lang="ru"', "Armn": ' lang="hy"', "Arab": ' lang="fa" dir="rtl"'}
        return self.render(
            "names_index",
            script=script,
            groups=names_index.letters(self.reference, script),
            language=Markup(language.get(script, "")),
        )

    @macro
    def heritage(self) -> str:
        """Monuments of the district and their state."""
        sites = self.district().heritage
        return self.render("heritage", sites=sites) if sites else ""

    @macro
    def events(
        self, district: str | None = None, topic: str | None = None, kind: str | None = None
    ) -> str:
        """Events in the order of time, about a district, a topic, of a kind; all without any."""
        self.check_choice(district, topic)
        found = self.reference.select(
            model.Event, district=district, topic=topic, event_kind=kind
        )  # fmt: skip
        return self._entries(found, by_year=True)

    @macro
    def documents(self, district: str | None = None, topic: str | None = None) -> str:
        """Documents in the order of time, about a district or a topic; all without either."""
        self.check_choice(district, topic)
        found = self.reference.select(model.Document, district=district, topic=topic)
        return self._entries(found, by_year=district is None and topic is None)

    @macro
    def topics(self) -> str:
        """All topics by title."""
        return self._entries(self.reference.topics)

    @macro
    def districts(self) -> str:
        """The seven by number, each with its summary."""
        return self._entries(self.reference.districts)

    @macro
    def related(self) -> str:
        """Records that this one names as related, or that name it."""
        return self._entries(self.reference.related(self.own()), summaries=False)

    @macro
    def around(self) -> str:
        """What else is on record about the same districts at about that time, and about the same
        documents: a handful, and nothing that the page names as related already."""
        entry = self.own()
        if not isinstance(entry, model.Event | model.Document):
            raise MacroError("around() stands on pages of events and documents")
        groups = [
            (self.words["around_places"], self.reference.nearby.in_place(entry)),
            (self.words["around_documents"], self.reference.nearby.on_document(entry)),
        ]
        left = [(heading, entries) for heading, entries in groups if entries]
        return self.render("around", groups=left) if left else ""

    @macro
    def other_districts(self) -> str:
        """The seven with when each was held, and the ones before and after this one."""
        own = self.district()
        before, after = way.either_side(self.reference.districts, own)
        return self.render(
            "other_districts",
            own=own.id,
            districts=[
                (one, way.when_held(self.reference, one.id)) for one in self.reference.districts
            ],
            before=before,
            after=after,
        )

    @macro
    def in_time(self) -> str:
        """What came just before and after this event or document."""
        entry = self.own()
        if not isinstance(entry, model.Event | model.Document):
            raise MacroError("in_time() stands on pages of events and documents")
        before, after = self.reference.neighbours_in_time(entry)
        return self.render("in_time", before=before, after=after)

    @macro
    def cite_page(self) -> str:
        """Ready citations of this page."""
        return self.aside(self.citations())

    @macro
    def bibliography(self) -> str:
        """Every source with all that cites it."""
        rows = [
            (source, self._site.references.html(source.id, None), len(uses), _by_page(uses))
            for source in sorted(self.reference.sources.values(), key=citations.sort_key)
            for uses in [self.reference.cited_by.get(source.id, [])]
        ]
        return self.render("bibliography", rows=rows)

    @macro
    def downloads(self) -> str:
        """Every download and what it holds."""
        listed = self._site.downloads
        files = [(name, listed.holds(name, self._site.counts)) for name in listed.files]
        return self.render("downloads", files=files)

    @macro
    def columns(self, file: str) -> str:
        """The dictionary of a download that is a table: every column and what it holds."""
        files = self._site.downloads.files
        columns = files[file].all_columns() if file in files else []
        if not columns:
            raise MacroError(f'no such table: "{file}"{near_miss(file, files)}')
        return self.render("columns", file=file, columns=columns)

    @macro
    def glossary(self) -> str:
        """Every term from A to Z."""
        terms = self.reference.records.terms
        return self.render(
            "glossary",
            letters=glossary.alphabet(terms.values()),
            terms=terms,
            title=lambda one: terms[one].term if one in terms else self.title(one),
            address=lambda one: (
                self.reference.term_url(one) if one in terms else self.reference.url(one)
            ),
        )

    @macro
    def changes(self, newest: int | None = None) -> str:
        """Editions and corrections, the newest first: all, or so many of them."""
        listed = sorted(self.reference.records.changes, key=lambda one: one.date, reverse=True)
        return self.render("changes", changes=listed[:newest])

    @macro
    def coverage(self) -> str:
        """What the collection holds, how even it is, and where it is thin."""
        return self.render(
            "coverage",
            promises=coverage.promises(self.reference),
            tables=coverage.tables(self.reference),
        )

    @macro
    def count(self, what: str) -> str:
        """How many there are: "events", "documents", "topics", "sources", "statements"."""
        counts = self._site.counts
        if what not in counts:
            raise MacroError(f'nothing to count is called "{what}"{near_miss(what, counts)}')
        return thousands(counts[what])

    @macro
    def edition(self) -> str:
        """The edition of the site, as "0.1 (24 November 2026)"."""
        latest = self._site.edition
        return f"{latest.edition} ({dates.in_words(latest.date)})"

    @macro
    def closing(self) -> str:
        """All that a record's page ends with, under its headings, each only if there is some."""
        entry = self.own()
        parts = [
            ("statements", self.statements()),
            *self._closing_of_kind(entry),
            ("contested", self.contested()),
            *self._closing_lists(entry),
            ("related", self.related() if self.reference.related(entry) else ""),
            ("around", self.around() if isinstance(entry, model.Event | model.Document) else ""),
            ("cite", self.cite_page()),
            ("notes", NOTES),
        ]
        said = "".join(self._under(name, content) for name, content in parts if content)
        dated = isinstance(entry, model.Event | model.Document)
        return said + self.aside(self.moved()) + (self.in_time() if dated else "")

    def _under(self, name: str, content: str) -> str:
        """Content under the heading that the catalogue has for it, as a section of the page."""
        anchor = name.replace("_", "-")
        return f"\n\n## {self.words[f'{name}_heading']} {{: #{anchor} }}\n\n{content}\n"

    def _closing_of_kind(self, entry: model.Entry) -> list[tuple[str, str]]:
        if not isinstance(entry, model.District):
            return []
        return [
            ("control", self.band() + self.control()),
            ("population", self.population()),
            ("heritage", self.heritage()),
        ]

    def _closing_lists(self, entry: model.Entry) -> list[tuple[str, str]]:
        if isinstance(entry, model.District):
            return [
                ("events", self._dated(model.Event, district=entry.id)),
                ("documents", self._dated(model.Document, district=entry.id)),
                ("names", self.names()),
                ("settlements", self.settlements()),
                ("the_seven", self.other_districts()),
            ]
        if isinstance(entry, model.Topic):
            return [
                ("events", self._dated(model.Event, topic=entry.id)),
                ("documents", self._dated(model.Document, topic=entry.id)),
                ("reading", self._reading(entry)),
            ]
        return []

    def _reading(self, entry: model.Entry) -> str:
        """The works on which a page rests most, to be read on."""
        works = self.reference.works(entry)
        references = [citations.reference(work) for work in works]
        return self.render("reading", works=references) if works else ""

    def _dated(self, kind: type[model.Event] | type[model.Document], **about: str) -> str:
        """Events or documents about something, to be scanned: dates and titles."""
        return self._entries(self.reference.select(kind, **about), summaries=False)

    def _entries(self, entries: list[Any], *, by_year: bool = False, summaries: bool = True) -> str:
        groups: dict[str, list[Any]] = {}
        for entry in entries:
            year = str(dates.parse(entry.date).lower.year) if by_year else ""
            groups.setdefault(year, []).append(entry)
        return self.render(
            "entries",
            entries=entries,
            groups=list(groups.items()),
            level=3 if self.entry else 2,
            summaries=summaries,
            dated=lambda one: isinstance(one, model.Event | model.Document),
        )


def _by_page(uses: list[Use]) -> list[tuple[str, str, list[str]]]:
    """Uses of a source as title and address of a page, and the places on it."""
    pages: dict[tuple[str, str], list[str]] = {}
    for use in uses:
        page, _, anchor = use.url.partition("#")
        places = pages.setdefault((use.title, page), [])
        if anchor:
            places.append(anchor)
    return [(title, page, places) for (title, page), places in pages.items()]
