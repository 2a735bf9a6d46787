"""The infobox of a page: what a record's fields answer at a glance, each figure with its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from . import citations, dates, model
from .html import relative, thousands
from .maps import SEVEN

if TYPE_CHECKING:
    from .writing import Writing

SEVEN_DISTRICTS = 7
Rows = list[tuple[str, Any]]


class Infobox:
    """The infobox of the page that is being written."""

    def __init__(self, page: Writing) -> None:
        self._page = page
        self._reference = page.reference
        self._words = page.words

    def html(self) -> Markup:
        """The infobox of a district, an event, a document or a topic."""
        entry = self._page.own()
        picture: Markup | None = None
        if isinstance(entry, model.District):
            rows, picture = self._district_rows(entry), self._locator((entry.id,), entry.centre)
        elif isinstance(entry, model.Document):
            rows = self._document_rows(entry)
        elif isinstance(entry, model.Event):
            rows = self._event_rows(entry)
            picture = self._locator(self._known(entry.districts), entry.place)
        else:
            assert isinstance(entry, model.Topic)
            rows, picture = self._topic_rows(entry), self._places(entry)
        shown = [(self._words[label], value) for label, value in rows if value]
        return self._page.html("infobox", entry=entry, rows=shown, picture=picture)

    def _known(self, districts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in districts if one in self._reference.records.districts)

    def _event_rows(self, event: model.Event) -> Rows:
        return [
            ("when", dates.in_words(event.date)),
            ("where", event.place.name if event.place else None),
            ("what", self._words["event_kinds"][event.kind]),
            ("about", self._links(event.districts) or self._words["no_district"]),
            ("outcome", self._outcome(event)),
            ("texts", self._links(self._documents_of(event))),
            ("topic", self._links(event.topics)),
            ("voices", self._voices(event)),
        ]

    def _document_rows(self, document: model.Document) -> Rows:
        source = self._reference.sources[document.text_source]
        return [
            ("symbol", document.symbol),
            ("what", self._words["document_kinds"][document.kind]),
            ("body", self._reference.actors[document.body].name),
            ("date", dates.in_words(document.date)),
            ("meeting", document.meeting),
            ("vote", self._vote(document.vote)),
            ("text", citations.reference(source) + citations.mark(source.id)),
            ("about", self._links(document.districts) or self._words["no_district"]),
            ("topic", self._links(document.topics)),
            ("voices", self._voices(document)),
        ]

    def _topic_rows(self, topic: model.Topic) -> Rows:
        events = self._reference.select(model.Event, topic=topic.id)
        documents = self._reference.select(model.Document, topic=topic.id)
        return [
            ("events", self._counted(len(events), "events")),
            ("span", dates.span_of_years([one.date for one in events])),
            ("documents", self._counted(len(documents), "documents")),
            ("questions", self._counted(len(topic.contested), "contested")),
            ("voices", self._voices(topic)),
        ]

    def _counted(self, number: int, anchor: str) -> Markup | None:
        return Markup('<a href="#{}">{}</a>').format(anchor, number) if number else None

    def _places(self, topic: model.Topic) -> Markup | None:
        """Where the topic's events took place, on the map of the seven."""
        events = self._reference.select(model.Event, topic=topic.id)
        places = [one.place for one in events if isinstance(one, model.Event) and one.place]
        points = dict.fromkeys(SEVEN.point(place.lon, place.lat) for place in places)
        title = self._words["topic_places"].format(title=topic.title, number=len(points))
        return self._page.map("places", title, locator=True, points=tuple(points))

    def _outcome(self, event: model.Event) -> Markup:
        """What the event changed in who held what: a line for each part."""
        return Markup("<br>").join(
            Markup("{}{}: {}").format(
                self._reference.entry(period.district).title,
                "" if period.part == "whole" else f", {self._words['parts_inline'][period.part]}",
                self._words["holders"][period.holder],
            )
            for period in self._reference.records.control.periods
            if period.event == event.id
        )

    def _documents_of(self, event: model.Event) -> tuple[str, ...]:
        related = self._reference.related(event)
        return tuple(one.id for one in related if isinstance(one, model.Document))

    def _voices(self, entry: model.Entry) -> str:
        """How many sources the page cites, by the side for which each speaks."""
        voices = self._reference.voices(entry)
        sides = (f"{number} {self._words['voice_sides'][side]}" for side, number in voices)
        total = sum(number for _, number in voices)
        counted: str = self._words["voices_counted"]
        return counted.format(total=total, sides=", ".join(sides))

    def _vote(self, vote: model.Vote | None) -> Markup | None:
        if vote is None:
            return None
        rows = [
            (self._words["for"], vote.in_favour),
            (self._words["against"], vote.against),
            (self._words["abstaining"], vote.abstaining),
            (self._words["absent"], vote.absent),
        ]
        return self._page.html("vote", vote=vote, rows=[row for row in rows if row[1] is not None])

    def _district_rows(self, district: model.District) -> Rows:
        centre = district.centre
        areas = Markup("<br>").join(
            Markup("{} km², {}{}").format(
                thousands(area.km2), area.extent, citations.marks(area.sources)
            )
            for area in district.areas
        )
        admin = Markup("<br>").join(
            Markup("{} ({}){}").format(one.name, one.extent, citations.marks(one.sources))
            for one in district.administration
        )
        counted = [
            Markup("{}{}").format(thousands(row.number), citations.mark(row.source))
            for row in self._reference.population_of(district.id)
            if row.year == "1989" and row.kind == "census" and row.nationality == "all"
        ]
        borders = ", ".join(
            one.name if one.country == "Azerbaijan" else f"{one.name} ({one.country})"
            for one in district.neighbours.places
        )
        return [
            (
                "centre",
                Markup("{}, {}° N, {}° E{}").format(
                    centre.name, f"{centre.lat:.3f}", f"{centre.lon:.3f}",
                    citations.marks(centre.sources),
                ),
            ),
            ("areas", areas),
            ("population_1989", Markup("; ").join(counted)),
            ("captured", self._change(district, "armenian-forces")),
            ("regained", self._change(district, "azerbaijan")),
            ("administration", admin),
            (
                "neighbours",
                Markup("{}{}").format(borders, citations.marks(district.neighbours.sources)),
            ),
            ("codes", f"ISO 3166-2 {district.iso_3166_2}; GeoNames {district.geonames}"),
        ]  # fmt: skip

    def _change(self, district: model.District, holder: str) -> Markup:
        periods = [
            period
            for period in self._reference.control_of(district.id)
            if period.holder == holder and period.event and period.part != "corridor"
        ]
        return Markup("<br>").join(
            Markup('<a href="{}">{}</a>{}').format(
                relative(self._reference.url(str(period.event)), self._page.url),
                dates.in_words(period.start),
                citations.marks(period.sources),
            )
            for period in periods
        )

    def _links(self, identifiers: tuple[str, ...]) -> Markup:
        known = [one for one in identifiers if one in self._reference.sections]
        return Markup(", ").join(
            Markup('<a href="{}">{}</a>').format(
                relative(self._reference.url(one), self._page.url), self._reference.entry(one).title
            )
            for one in known
        )

    def _locator(self, districts: tuple[str, ...], place: model.Place | None) -> Markup | None:
        if not districts or len(districts) == SEVEN_DISTRICTS:
            return None
        key = districts, place
        if key not in self._page.locators:
            names = ", ".join(self._reference.entry(one).title for one in districts)
            self._page.locators[key] = self._page.map(
                "locator",
                self._words["locator_alt"].format(name=place.name if place else names),
                locator=True,
                current=districts,
                points=(SEVEN.point(place.lon, place.lat),) if place else (),
            )
        return self._page.locators[key]
