"""The whole collection, and what is computed from it: addresses, cited-by, control at a date,
what came before and after, who says what about a district or a topic.

Made from records that passed every check; knows no HTML and no site generator.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from . import dates, gazetteer, model
from .addresses import GLOSSARY
from .checks import SECTIONS
from .load import Records
from .nearby import Nearby
from .prose import ProsePage
from .prose import page_url as page_url

# Where on a page stands what a macro draws, if not under the heading of figures.
FIGURES_AT = {"roll": "roll", "clauses_compared": "compared"}
LAST_SOVIET_CENSUS = "1989"
Counted = model.Count | model.MineCasualties | model.Population | model.CountryVote | model.Clause
# CSL types that a reader would take down to read on, unlike a day's news.
WORKS = ("article-journal", "book", "chapter", "dataset", "legal_case", "report", "thesis")
AssertionKind = Literal["summary", "statement", "position", "clause", "heritage"]


@dataclass(frozen=True)
class Assertion:
    """Something that a record says, with its sources and its own address."""

    kind: AssertionKind
    entry: model.Entry
    section: str
    anchor: str | None
    text: str
    by: str | None
    sources: tuple[model.SourceRef, ...]
    date: str | None
    districts: tuple[str, ...]
    topics: tuple[str, ...]
    question: str | None = None

    @property
    def page_url(self) -> str:
        """Address of the page, relative to the site's root."""
        return f"{self.section}/{self.entry.id}/"

    @property
    def url(self) -> str:
        """Permalink, relative to the site's root."""
        return f"{self.page_url}#{self.anchor}" if self.anchor else self.page_url


@dataclass(frozen=True)
class Use:
    """One place that cites a source: an address and the title of its page."""

    url: str
    title: str


@dataclass(frozen=True)
class Held:
    """Who held a part of a district on a day."""

    district: str
    part: str
    holder: str
    period: model.ControlPeriod


class Reference:
    """The collection. Entries are found by id; every list is in a stable, stated order."""

    def __init__(self, records: Records, pages: dict[str, ProsePage]) -> None:
        self.records = records
        self.pages = pages
        self.sources = records.sources
        self.actors = records.actors

    @cached_property
    def sections(self) -> dict[str, str]:
        """Section of each entry, by id."""
        return {key: name for name in SECTIONS for key in getattr(self.records, name)}

    def entry(self, identifier: str) -> model.Entry:
        """The record with a page of its own that has this id; KeyError where there is none."""
        found: model.Entry = getattr(self.records, self.sections[identifier])[identifier]
        return found

    def entry_of(self, page: str) -> model.Entry | None:
        """The record that a Markdown page is of, by its path under docs/; None for other pages."""
        section, _, name = page.removesuffix(".md").partition("/")
        return self.entry(name) if self.sections.get(name) == section else None

    def url(self, identifier: str) -> str:
        """Address of an entry's page, relative to the site's root."""
        return f"{self.sections[identifier]}/{identifier}/"

    @cached_property
    def districts(self) -> list[model.District]:
        """The seven, by their number on the map."""
        return sorted(self.records.districts.values(), key=lambda district: district.number)

    @cached_property
    def topics(self) -> list[model.Topic]:
        """Topics by title."""
        return sorted(self.records.topics.values(), key=lambda topic: topic.title)

    @cached_property
    def dated(self) -> list[model.Event | model.Document]:
        """Events and documents in the order of time, then of title."""
        both: list[model.Event | model.Document] = [
            *self.records.events.values(),
            *self.records.documents.values(),
        ]
        return sorted(both, key=lambda entry: (dates.parse(entry.date).lower, entry.title))

    def select(
        self,
        kind: type[model.Event] | type[model.Document],
        *,
        district: str | None = None,
        topic: str | None = None,
        event_kind: str | None = None,
    ) -> list[model.Event | model.Document]:
        """Events or documents in the order of time, about a district, a topic, of a kind."""
        return [
            entry
            for entry in self.dated
            if isinstance(entry, kind)
            and (district is None or district in entry.districts)
            and (topic is None or topic in self.topics_of(entry))
            and (event_kind is None or entry.kind == event_kind)
        ]

    def topics_of(self, entry: model.Entry) -> tuple[str, ...]:
        """Topics of an entry: its own and those of its statements, in order of first mention."""
        found = dict.fromkeys(getattr(entry, "topics", ()))
        for statement in entry.statements:
            found.update(dict.fromkeys(statement.topics or ()))
        return tuple(found)

    def neighbours_in_time(
        self, entry: model.Event | model.Document
    ) -> tuple[model.Event | model.Document | None, model.Event | model.Document | None]:
        """What came just before and just after an event or a document."""
        index = self._places_in_time[entry.id]
        before = self.dated[index - 1] if index else None
        after = self.dated[index + 1] if index + 1 < len(self.dated) else None
        return before, after

    @cached_property
    def _places_in_time(self) -> dict[str, int]:
        return {entry.id: index for index, entry in enumerate(self.dated)}

    def related(self, entry: model.Entry) -> list[model.Entry]:
        """What an entry names as related, then what names it, without repetition."""
        found = dict.fromkeys(entry.related)
        found.update(dict.fromkeys(self._related_back.get(entry.id, ())))
        found.pop(entry.id, None)
        return [self.entry(identifier) for identifier in found]

    @cached_property
    def nearby(self) -> Nearby:
        """What else is on record near an event or a document."""
        return Nearby(self)

    @cached_property
    def _related_back(self) -> dict[str, list[str]]:
        back: dict[str, list[str]] = {}
        for identifier in self.sections:
            for other in self.entry(identifier).related:
                back.setdefault(other, []).append(identifier)
        return back

    @cached_property
    def assertions(self) -> list[Assertion]:
        """Everything that records say, section by section, in the order in which it is written."""
        return [
            assertion
            for identifier, section in self.sections.items()
            for assertion in self._assertions_of(self.entry(identifier), section)
        ]

    def _assertions_of(self, entry: model.Entry, section: str) -> Iterator[Assertion]:
        districts = (
            (entry.id,) if section == "districts" else tuple(getattr(entry, "districts", ()))
        )
        topics = (entry.id,) if section == "topics" else tuple(getattr(entry, "topics", ()))
        date = getattr(entry, "date", None)

        def made(
            kind: AssertionKind,
            anchor: str | None,
            text: str,
            by: str | None,
            sources: tuple[model.SourceRef, ...],
            question: str | None = None,
            own: model.Statement | model.Position | None = None,
        ) -> Assertion:
            return Assertion(
                kind, entry, section, anchor, text, by, sources,
                (own.date if own else None) or date,
                tuple(getattr(own, "districts", None) or districts),
                tuple(getattr(own, "topics", None) or topics),
                question,
            )  # fmt: skip

        yield made("summary", None, entry.summary, None, entry.summary_sources)
        for one in entry.statements:
            yield made("statement", one.id, one.text, one.by, one.sources, own=one)
        if isinstance(entry, model.Document):
            for clause in entry.clauses:
                text = f"{clause.label}: {clause.text}"
                yield made("clause", clause.id, text, entry.body, clause.sources)
        for asked in entry.contested:
            for answer in asked.positions:
                anchor = f"{asked.id}-{answer.id}"
                yield made(
                    "position", anchor, answer.text, answer.by, answer.sources,
                    asked.question, answer,
                )  # fmt: skip
        if isinstance(entry, model.District):
            for site in entry.heritage:
                text = f"{site.name}: {site.text}"
                yield made("heritage", site.id, text, site.by, site.sources)

    def side(self, actor: str | None) -> str | None:
        """The side that an actor speaks for."""
        return self.actors[actor].side if actor else None

    def voices(self, entry: model.Entry) -> list[tuple[str, int]]:
        """How many sources the page of an entry cites, by the side of each; the most first."""
        sides = Counter(self.sources[one].publisher_side for one in self._cited_on(entry))
        return sorted(sides.items(), key=lambda side: (-side[1], side[0]))

    def works(self, entry: model.Entry, most: int = 8) -> list[model.Source]:
        """Reports, books, articles and rulings that an entry's page cites and that were opened,
        the most cited there first."""
        cited = self._cited_on(entry)
        found = [
            self.sources[one]
            for one in sorted(cited, key=lambda one: (-cited[one], one))
            if self.sources[one].type in WORKS and self.sources[one].checked != "quoted-in"
        ]
        return found[:most]

    def _cited_on(self, entry: model.Entry) -> Counter[str]:
        """How often the page of an entry cites each source, in its record and in its prose."""
        cited = Counter(
            ref.id for one in self._assertions_by_entry[entry.id] for ref in one.sources
        )
        page = self.pages.get(f"{self.sections[entry.id]}/{entry.id}.md")
        cited.update(mark.source for mark in (page.marks if page else ()))
        return cited

    @cached_property
    def _assertions_by_entry(self) -> dict[str, list[Assertion]]:
        found: dict[str, list[Assertion]] = {key: [] for key in self.sections}
        for assertion in self.assertions:
            found[assertion.entry.id].append(assertion)
        return found

    @cached_property
    def cited_by(self) -> dict[str, list[Use]]:
        """Every place that cites a source, by source id, records before prose."""
        uses: dict[str, dict[Use, None]] = {}

        def add(source: str, url: str, title: str) -> None:
            uses.setdefault(source, {})[Use(url, title)] = None

        for assertion in self.assertions:
            for ref in assertion.sources:
                add(ref.id, assertion.url, assertion.entry.title)
        for document in self.records.documents.values():
            add(document.text_source, self.url(document.id), document.title)
        for page in self.pages.values():
            address = page_url(page.name)
            for mark in page.marks:
                add(mark.source, f"{address}#{mark.anchor}" if mark.anchor else address,
                    page.title or page.name)  # fmt: skip
        for district in self.districts:
            for source in self._sources_of_figures(district):
                add(source, self.url(district.id), district.title)
        for period in self.records.control.periods:
            self._add_control(add, period.sources, (period.district,))
        for claim in self.records.control.claims:
            self._add_control(add, claim.sources, claim.districts)
        self._add_settlements(add)
        self._add_figures(add)
        self._add_terms(add)
        return {source: list(found) for source, found in uses.items()}

    def _add_settlements(self, add: Callable[[str, str, str], None]) -> None:
        for one in self.records.settlements:
            address = f"settlements/{one.district}/"
            title = self.pages[f"settlements/{one.district}.md"].title
            for ref in one.sources:
                add(ref.id, address, title or address)

    def _add_terms(self, add: Callable[[str, str, str], None]) -> None:
        for term in self.records.terms.values():
            title = self.pages[GLOSSARY].title or GLOSSARY
            for group in (term, term.contested, *term.translations):
                for ref in group.sources if group else ():
                    add(ref.id, self.term_url(term.id), title)

    def term_url(self, identifier: str) -> str:
        """Permalink of a term of the glossary, relative to the site's root."""
        return f"{page_url(GLOSSARY)}#{identifier}"

    def _add_figures(self, add: Callable[[str, str, str], None]) -> None:
        for page in self.pages.values():
            for call in page.calls:
                for row in self.counts_of(call.name, call.argument):
                    anchor = FIGURES_AT.get(call.name, "figures")
                    for ref in row.sources:
                        add(ref.id, f"{page_url(page.name)}#{anchor}", page.title or page.name)

    def counts_of(self, macro: str, argument: str | None) -> Sequence[Counted]:
        """Rows that a macro call draws: ``roll()``, ``figures("displacement")`` …"""
        records = self.records
        if macro == "roll":
            return records.votes
        if macro == "clauses_compared":
            documents = records.documents.values()
            return [clause for one in documents for clause in one.clauses if clause.theme]
        if macro == "figures":
            tables: dict[str, Sequence[Counted]] = {
                "displacement": records.displacement,
                "settlers": records.settlers,
                "returns": records.returns,
                "mines": records.mines,
                "censuses": [row for one in self.districts for row in self.censuses_of(one.id)],
            }
            return tables.get(str(argument), ())
        return ()

    def _add_control(
        self,
        add: Callable[[str, str, str], None],
        sources: tuple[model.SourceRef, ...],
        districts: tuple[str, ...],
    ) -> None:
        for identifier in districts:
            if district := self.records.districts.get(identifier):
                for ref in sources:
                    add(ref.id, f"{self.url(identifier)}#control", district.title)

    def _sources_of_figures(self, district: model.District) -> Iterator[str]:
        groups: Iterable[tuple[model.SourceRef, ...]] = (
            *(area.sources for area in district.areas),
            district.neighbours.sources,
            district.centre.sources,
            *(one.sources for one in district.administration),
            *(name.sources for name in self.names_of(district.id)),
        )
        for group in groups:
            for ref in group:
                yield ref.id
        for row in self.population_of(district.id):
            yield row.source

    def names_of(self, place: str) -> list[model.Name]:
        """Attested names of a district, as ordered in names.yml."""
        return [name for name in self.records.names if name.place == place]

    def population_of(self, district: str) -> list[model.Population]:
        """Rows of population.csv for a district, by year."""
        rows = [row for row in self.records.population if row.district == district]
        return sorted(rows, key=lambda row: (dates.parse(row.year).lower, row.kind))

    def censuses_of(self, district: str) -> list[model.Population]:
        """Rows of the Soviet censuses among those of a district."""
        rows = self.population_of(district)
        return [row for row in rows if row.kind == "census" and row.year <= LAST_SOVIET_CENSUS]

    def settlements_of(self, district: str) -> list[model.Settlement]:
        """Settlements of a district, as ordered in settlements.csv."""
        return [one for one in self.records.settlements if one.district == district]

    def settlement_url(self, one: model.Settlement) -> str:
        """Permalink of a settlement, relative to the site's root."""
        return f"settlements/{one.district}/#{one.id}"

    @cached_property
    def mentions(self) -> dict[str, list[Assertion]]:
        """What is said of each settlement that is named somewhere, by the settlement's id."""
        barred = {district.title for district in self.districts}
        barred |= {name.form for name in self.records.names}
        return gazetteer.mentions(self.records.settlements, self.assertions, barred)

    def control_of(self, district: str) -> list[model.ControlPeriod]:
        """Control periods of a district, part by part, each in the order of time."""
        periods = [p for p in self.records.control.periods if p.district == district]
        return sorted(periods, key=lambda p: (p.part, dates.parse(p.start).lower))

    def control_on(self, day: dt.date) -> list[Held]:
        """Who held each part of each district on a day. A period includes its first day and not
        the day on which the next begins."""
        return [
            Held(period.district, period.part, period.holder, period)
            for district in self.districts
            for period in self.control_of(district.id)
            if dates.parse(period.start).lower <= day
            and (period.end is None or day < dates.parse(period.end).lower)
        ]

    @cached_property
    def changes_of_control(self) -> list[dt.date]:
        """The days on which control of any part changed, in order."""
        days = {dates.parse(p.start).lower for p in self.records.control.periods}
        return sorted(days)
