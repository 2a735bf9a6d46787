"""The macros that a writer calls in a page, few and named for what a writer wants.

Each returns Markdown. What the data become is HTML already: it is set aside and a mark of it
left in the page, so that it never passes through Markdown and no value is ever read as markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from . import (
    citations,
    control_map,
    coverage,
    dates,
    export,
    figures,
    gazetteer,
    model,
    names_index,
    page_head,
    settlement_map,
    timeline,
)
from .html import NATURAL_SCRIPTS, relative, thousands
from .infobox import Infobox
from .maps import CONTROL, SEVEN, SMALL_BOX
from .problems import near_miss
from .reference import Use

if TYPE_CHECKING:
    from .site import Site

_SET_ASIDE = re.compile(r"<!--set-aside-(\d+)-->")
_ANSWER = re.compile(r'(<p class="answer">.*?</p>)')
NOTES = "<!--notes-->"


class MacroError(Exception):
    """A macro was called where or how it cannot be; the message says what would be right."""


def macro(function: Callable[..., str]) -> Callable[..., str]:
    """Mark a method of ``Writing`` as one that pages may call."""
    function.is_macro = True  # type: ignore[attr-defined]
    return function


class Writing:
    """One page while it is written: the macros bound to it, and what they set aside."""

    def __init__(self, site: Site, url: str, source: str) -> None:
        self._site = site
        self.reference = site.reference
        self.words: dict[str, Any] = site.words
        self.locators = site.locators
        self.url = url
        section, _, name = source.removesuffix(".md").partition("/")
        known = self.reference.sections.get(name)
        self.entry = self.reference.entry(name) if known == section else None
        self.section = section
        self._fragments: list[str] = []
        self._placed: set[str] = set()

    def macros(self) -> dict[str, Callable[..., str]]:
        """The macros by the name that pages call them by."""
        return {
            name: getattr(self, name)
            for name in dir(type(self))
            if getattr(getattr(type(self), name), "is_macro", False)
        }

    def finish(self, html: str) -> str:
        """Put back what was set aside, number the notes and write them."""
        html = _SET_ASIDE.sub(lambda found: self._fragments[int(found[1])], html)
        self._fragments.clear()
        notes = citations.Notes(self._site.references)
        # The answer is read first, though the infobox beside it stands before it in the page.
        before, answer, after = (*_ANSWER.split(html, maxsplit=1), "", "")[:3]
        answer = notes.number(answer)
        html = notes.number(before) + answer + notes.number(after)
        section = str(notes.section())
        return html.replace(NOTES, section) if NOTES in html else html + section

    # What a writer calls

    @macro
    def opening(self) -> str:
        """A record's page down to its answer: heading, names, infobox, the answer, who held it."""
        entry = self.own()
        return self._render(
            "opening",
            entry=entry,
            section=self.section,
            kicker=page_head.kicker(entry, self.words),
            names=page_head.names_beside(self.reference, entry),
            strip=page_head.strip(self.reference, entry, self._site.edition.date),
            infobox=Infobox(self).html(),
        )

    @macro
    def infobox(self) -> str:
        """The infobox alone."""
        self.own()
        return self._aside(Infobox(self).html())

    @macro
    def statement(self, id: str, of: str | None = None) -> str:
        """One recorded statement set in place: this page's own, or another record's (``of``)."""
        entry = self.own() if of is None else self._named(of)
        known = {one.id: one for one in entry.statements}
        if id not in known:
            raise MacroError(f'no statement "{id}" in {entry.id}{near_miss(id, known)}')
        if of is None:
            self._placed.add(id)
        address = f"{self.reference.url(entry.id)}#{id}"
        return self._render(
            "statement", one=known[id], own=of is None, address=address, entry=entry
        )

    @macro
    def statements(self) -> str:
        """Those statements of the record that no macro has set in place yet."""
        left = [one for one in self.own().statements if one.id not in self._placed]
        self._placed.update(one.id for one in left)
        return self._render("statements", statements=left, own=True) if left else ""

    @macro
    def contested(self) -> str:
        """The contested questions, every side's answer side by side."""
        questions = self.own().contested
        actors = self.reference.actors
        return self._render("contested", questions=questions, actors=actors) if questions else ""

    @macro
    def clauses(self) -> str:
        """A document's clauses in our own words."""
        entry = self.own()
        clauses = entry.clauses if isinstance(entry, model.Document) else ()
        return self._render("clauses", clauses=clauses) if clauses else ""

    @macro
    def control(self) -> str:
        """Who held the district from when to when, and apart from it who claimed it."""
        district = self._district()
        periods = self.reference.control_of(district.id)
        claims = [c for c in self.reference.records.control.claims if district.id in c.districts]
        parts = any(period.part != "whole" for period in periods)
        return self._render(
            "control",
            periods=periods,
            claims=claims,
            parts=parts,
            title=lambda identifier: self.reference.entry(identifier).title,
        )

    @macro
    def population(self) -> str:
        """Counts of the district's inhabitants."""
        district = self._district()
        rows = self.reference.population_of(district.id)
        chart = figures.census(rows, self.words, district.title)
        drawn = self._render("chart_bars", chart=chart, download="population.csv") if chart else ""
        return drawn + self._render("population", rows=rows) if rows else ""

    @macro
    def figures(self, what: str) -> str:
        """Counts of "displacement" or of casualties of "mines": charts, tables, download."""
        made = {"displacement": figures.displacement, "mines": figures.mines}
        if what not in made:
            raise MacroError(f'no figures are called "{what}"{near_miss(what, made)}')
        dots = what == "displacement"
        return self._render(
            "figures",
            groups=made[what](self.reference, self.words),
            shape="dots" if dots else "bars",
            kinds=self.words["dot_kinds" if dots else "casualties"],
            said=figures.said,
            area=self._area,
            file=f"{what}.csv",
        )

    def _area(self, area: str) -> str:
        district = self.reference.records.districts.get(area)
        return district.title if district else self.words["areas_counted"].get(area, area)

    @macro
    def roll(self) -> str:
        """How each member voted on resolution 62/243."""
        return self._render("roll", groups=figures.roll(self.reference))

    @macro
    def names(self) -> str:
        """Attested names of the district and its centre."""
        found = self.reference.names_of(self._district().id)
        return self._render("names", names=found, natural=NATURAL_SCRIPTS) if found else ""

    @macro
    def settlements(self) -> str:
        """On a district's page, where its settlements stand; elsewhere, those of all districts."""
        own = [self.entry] if isinstance(self.entry, model.District) else self.reference.districts
        districts = [one for one in own if one and self.reference.settlements_of(one.id)]
        return self._render(
            "settlements_link",
            districts=districts,
            number=lambda district: len(self.reference.settlements_of(district)),
            said=lambda district: sum(
                one.id in self.reference.mentions for one in self.reference.settlements_of(district)
            ),
        ) if districts else ""  # fmt: skip

    @macro
    def gazetteer(self, district: str) -> str:
        """A district's settlements: a map, and a table with a row for each."""
        self._check_choice(district, None)
        settlements = self.reference.settlements_of(district)
        return self._render(
            "settlements",
            district=self.reference.records.districts[district],
            map=settlement_map.draw(self._site.root / "data" / "geo", district, settlements),
            **gazetteer.table(settlements, self.reference.mentions),
        )

    @macro
    def names_index(self, script: str) -> str:
        """All names of districts and settlements in a script: "Latn", "Cyrl", "Armn", "Arab"."""
        known = self.words["scripts"]
        if script not in known:
            raise MacroError(f'no script "{script}"{near_miss(script, known)}')
        language = {"Cyrl": ' lang="ru"', "Armn": ' lang="hy"', "Arab": ' lang="fa" dir="rtl"'}
        return self._render(
            "names_index",
            script=script,
            groups=names_index.letters(self.reference, script),
            language=Markup(language.get(script, "")),
        )

    @macro
    def heritage(self) -> str:
        """Monuments of the district and their state."""
        sites = self._district().heritage
        return self._render("heritage", sites=sites) if sites else ""

    @macro
    def events(
        self, district: str | None = None, topic: str | None = None, kind: str | None = None
    ) -> str:
        """Events in the order of time, about a district, a topic, of a kind; all without any."""
        self._check_choice(district, topic)
        found = self.reference.select(
            model.Event, district=district, topic=topic, event_kind=kind
        )  # fmt: skip
        return self._entries(found, by_year=True)

    @macro
    def documents(self, district: str | None = None, topic: str | None = None) -> str:
        """Documents in the order of time, about a district or a topic; all without either."""
        self._check_choice(district, topic)
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
    def map_of_the_seven(self) -> str:
        """The map with the seven numbered, each a link."""
        return self._render(
            "map_of_the_seven", picture=self.map("seven", self.words["seven_caption"]),
            districts=self.reference.districts,
        )  # fmt: skip

    @macro
    def control_map(self) -> str:
        """The map of control at any date, with its table; then a small map for each change."""
        changes = control_map.changes(self.reference)
        latest = dates.parse(self._site.edition.date).upper
        now = changes[-1]
        ground = self._site.atlas.ground
        placed = control_map.placed(self.reference)
        large = self._render(
            "control_map",
            view=CONTROL,
            ground=ground,
            changes=changes,
            now=now,
            latest=latest,
            rows=self.reference.control_on(now.day),
            key=control_map.key,
            said=lambda district: control_map.said(self.reference, self.words, now, district),
            placed=placed,
            kinds=sorted(Counter(one.event.kind for one in placed).items()),
            data=control_map.data(self.reference, self.words, self.link, latest),
            title=self._title,
        )
        small = self._render(
            "small_maps",
            box=SMALL_BOX,
            areas=ground.areas,
            corridor=ground.corridor,
            changes=changes,
            title=self._title,
        )
        return f"{large}\n\n## {self.words['map_changes_heading']} {{: #changes }}\n\n{small}"

    @macro
    def band(self) -> str:
        """Who held the district from 1988 on, with its events, as a picture."""
        return self._aside(self._band(self._district(), legend=True))

    def _band(self, district: model.District, *, legend: bool) -> Markup:
        end = timeline.end_of_record(self.reference, self._site.edition.date)
        return self.html(
            "band",
            band=timeline.band(self.reference, self.words, district, end),
            row=timeline.ROW,
            radius=timeline.RADIUS,
            legend=legend,
        )

    @macro
    def timeline(self) -> str:
        """A band for each district, then all events, to be filtered where scripts run."""
        drawn = [
            (district.title, district.id, self._band(district, legend=False))
            for district in self.reference.districts
        ]
        bands = self._render("bands", bands=drawn)
        listed = self._render(
            "timeline",
            districts=timeline.districts(self.reference),
            kinds=timeline.kinds(self.reference, self.words),
            years=timeline.rows(self.reference),
            total=len(self.reference.records.events),
        )
        heading = self.words["bands_heading"], self.words["timeline_heading"]
        return (
            f"\n\n## {heading[0]} {{: #bands }}\n\n{bands}"
            f"\n\n## {heading[1]} {{: #all }}\n\n{listed}"
        )

    @macro
    def related(self) -> str:
        """Records that this one names as related, or that name it."""
        return self._entries(self.reference.related(self.own()), summaries=False)

    @macro
    def in_time(self) -> str:
        """What came just before and after this event or document."""
        entry = self.own()
        if not isinstance(entry, model.Event | model.Document):
            raise MacroError("in_time() stands on pages of events and documents")
        before, after = self.reference.neighbours_in_time(entry)
        return self._render("in_time", before=before, after=after)

    @macro
    def cite_page(self) -> str:
        """Ready citations of this page."""
        entry = self.own()
        return self._render(
            "cite",
            forms=self._site.page_citations(entry, self.url),
            edition=self._site.edition.edition,
            reviewed=entry.reviewed,
        )

    @macro
    def bibliography(self) -> str:
        """Every source with all that cites it."""
        rows = [
            (source, self._site.references.html(source.id, None), len(uses), _by_page(uses))
            for source in sorted(self.reference.sources.values(), key=citations.sort_key)
            for uses in [self.reference.cited_by.get(source.id, [])]
        ]
        return self._render("bibliography", rows=rows)

    @macro
    def columns(self, file: str) -> str:
        """The dictionary of a download whose rows are records: every column and what it holds."""
        if file not in export.RECORDS:
            raise MacroError(f'no such table: "{file}"{near_miss(file, export.RECORDS)}')
        fields = export.RECORDS[file].model_fields.items()
        rows = [(info.alias or name, info.description or "") for name, info in fields]
        return self._render("columns", file=file, rows=rows)

    @macro
    def changes(self, newest: int | None = None) -> str:
        """Editions and corrections, the newest first: all, or so many of them."""
        listed = sorted(self.reference.records.changes, key=lambda one: one.date, reverse=True)
        return self._render("changes", changes=listed[:newest])

    @macro
    def coverage(self) -> str:
        """What the collection holds, how even it is, and where it is thin."""
        return self._render(
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
            ("clauses", self.clauses()),
            *self._closing_of_kind(entry),
            ("contested", self.contested()),
            *self._closing_lists(entry),
            ("related", self.related() if self.reference.related(entry) else ""),
            ("cite", self.cite_page()),
            ("notes", NOTES),
        ]
        said = "".join(
            f"\n\n## {self.words[f'{name}_heading']} {{: #{name} }}\n\n{content}\n"
            for name, content in parts
            if content
        )
        dated = isinstance(entry, model.Event | model.Document)
        return said + (self.in_time() if dated else "")

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
            ]
        if isinstance(entry, model.Topic):
            return [
                ("events", self._dated(model.Event, topic=entry.id)),
                ("documents", self._dated(model.Document, topic=entry.id)),
            ]
        return []

    def _dated(self, kind: type[model.Event] | type[model.Document], **about: str) -> str:
        """Events or documents about something, to be scanned: dates and titles."""
        return self._entries(self.reference.select(kind, **about), summaries=False)

    # How the macros work

    def link(self, target: str) -> str:
        """An address, relative to the site's root, as a link on this page writes it."""
        return relative(target, self.url)

    def _title(self, identifier: str) -> str:
        return self.reference.entry(identifier).title

    def own(self) -> model.Entry:
        """The page's record; an error where the page has none."""
        if self.entry is None:
            raise MacroError("this macro stands only on the page of a record")
        return self.entry

    def _district(self) -> model.District:
        entry = self.own()
        if not isinstance(entry, model.District):
            raise MacroError("this macro stands only on the page of a district")
        return entry

    def _named(self, identifier: str) -> model.Entry:
        if identifier not in self.reference.sections:
            raise MacroError(
                f'no record "{identifier}"{near_miss(identifier, self.reference.sections)}'
            )
        return self.reference.entry(identifier)

    def _check_choice(self, district: str | None, topic: str | None) -> None:
        for wanted, known in (
            (district, self.reference.records.districts),
            (topic, self.reference.records.topics),
        ):
            if wanted is not None and wanted not in known:
                raise MacroError(f'no record "{wanted}"{near_miss(wanted, known)}')

    def _aside(self, html: str) -> str:
        self._fragments.append(html)
        return f"\n\n<!--set-aside-{len(self._fragments) - 1}-->\n\n"

    def _render(self, template: str, **values: Any) -> str:
        return self._aside(self.html(template, **values))

    def html(self, template: str, **values: Any) -> Markup:
        """A template filled in, with links relative to this page."""
        return Markup(
            self._site.html.get_template(f"{template}.jinja").render(
                to=lambda target: relative(target, self.url), url=self.reference.url, **values
            )
        )

    def _entries(self, entries: list[Any], *, by_year: bool = False, summaries: bool = True) -> str:
        groups: dict[str, list[Any]] = {}
        for entry in entries:
            year = str(dates.parse(entry.date).lower.year) if by_year else ""
            groups.setdefault(year, []).append(entry)
        return self._render(
            "entries",
            entries=entries,
            groups=list(groups.items()),
            level=3 if self.entry else 2,
            summaries=summaries,
            dated=lambda one: isinstance(one, model.Event | model.Document),
        )

    def map(self, name: str, title: str, **values: Any) -> Markup:
        """The map of the seven; ``name`` is its prefix for ids on this page."""
        chosen = {"current": None, "point": None, **values}
        atlas = self._site.atlas.for_locators if chosen["current"] else self._site.atlas
        return self.html("seven", atlas=atlas, view=SEVEN, name=name, title=title, **chosen)


def _by_page(uses: list[Use]) -> list[tuple[str, str, list[str]]]:
    """Uses of a source as title and address of a page, and the places on it."""
    pages: dict[tuple[str, str], list[str]] = {}
    for use in uses:
        page, _, anchor = use.url.partition("#")
        places = pages.setdefault((use.title, page), [])
        if anchor:
            places.append(anchor)
    return [(title, page, places) for (title, page), places in pages.items()]
