"""Macros that draw: maps, bands, the timeline, charts and rolls, each with its table."""

from __future__ import annotations

from collections import Counter
from typing import Any

from markupsafe import Markup

from . import control_map, dates, figures, gazetteer, model, settlement_map, timeline
from .maps import CONTROL, SEVEN, SMALL_BOX
from .page import MacroError, WrittenPage, macro
from .problems import near_miss


class Pictures(WrittenPage):
    """Everything on a page that is looked at before it is read."""

    @macro
    def population(self) -> str:
        """Counts of the district's inhabitants."""
        district = self.district()
        rows = self.reference.population_of(district.id)
        soviet = self.reference.censuses_of(district.id)
        chart = figures.census(soviet, self.words, district.title)
        drawn = self.render("chart_bars", chart=chart, download="population.csv") if chart else ""
        return drawn + self.render("population", rows=rows) if rows else ""

    @macro
    def figures(self, what: str) -> str:
        """Figures of one kind: "displacement", "settlers", "returns", "mines", "censuses": charts,
        tables, download."""
        if what not in figures.FIGURES:
            raise MacroError(f'no figures are called "{what}"{near_miss(what, figures.FIGURES)}')
        figure = figures.FIGURES[what]
        return self.render(
            "figures",
            groups=figure.make(self.reference, self.words),
            shape=figure.shape,
            table=figure.table,
            file=figure.file,
            kinds=self.words["legends"].get(what, {}),
            said=figures.said,
            area=self._area,
        )

    @macro
    def figures_listed(self) -> str:
        """Every figure of the site: where it is drawn, how many rows it has, its file."""
        return self.render("figures_listed", figures=figures.listed(self.reference, self.words))

    @macro
    def clauses_compared(self) -> str:
        """What the documents that are compared say theme by theme, side by side."""
        documents, themes = figures.compared(self.reference, self.words)
        return self.render("clauses_compared", documents=documents, themes=themes)

    def _area(self, area: str) -> str:
        district = self.reference.records.districts.get(area)
        return district.title if district else self.words["areas_counted"].get(area, area)

    @macro
    def roll(self) -> str:
        """How each member voted on resolution 62/243."""
        return self.render("roll", groups=figures.roll(self.reference))

    @macro
    def gazetteer(self, district: str) -> str:
        """A district's settlements: a map, and a table with a row for each."""
        self.check_choice(district, None)
        settlements = self.reference.settlements_of(district)
        return self.render(
            "settlements",
            district=self.reference.records.districts[district],
            map=settlement_map.draw(self._site.root / "data" / "geo", district, settlements),
            **gazetteer.table(settlements, self.reference.mentions),
        )

    @macro
    def map_of_the_seven(self) -> str:
        """The map with the seven numbered, each a link."""
        return self.render(
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
        large = self.render(
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
            title=self.title,
        )
        small = self.render(
            "small_maps",
            box=SMALL_BOX,
            areas=ground.areas,
            corridor=ground.corridor,
            changes=changes,
            title=self.title,
        )
        return f"{large}\n\n## {self.words['map_changes_heading']} {{: #changes }}\n\n{small}"

    @macro
    def band(self) -> str:
        """Who held the district from 1988 on, with its events, as a picture."""
        return self.aside(self._band(self.district(), legend=True))

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
        bands = self.render("bands", bands=drawn)
        listed = self.render(
            "timeline",
            districts=timeline.districts(self.reference),
            kinds=timeline.kinds(self.reference, self.words),
            actors=timeline.actors(self.reference, self.words),
            years=timeline.years(self.reference),
            total=len(self.reference.records.events),
        )
        heading = self.words["bands_heading"], self.words["timeline_heading"]
        return (
            f"\n\n## {heading[0]} {{: #bands }}\n\n{bands}"
            f"\n\n## {heading[1]} {{: #all }}\n\n{listed}"
        )

    def map(self, name: str, title: str, **values: Any) -> Markup:
        """The map of the seven; ``name`` is its prefix for ids on this page.

        A ``locator`` is small and without links: it fills ``current`` districts and marks
        ``points`` (x and y in the units of SEVEN).
        """
        chosen = {"locator": False, "current": (), "points": (), **values}
        atlas = self._site.atlas.for_locators if chosen["locator"] else self._site.atlas
        return self.html("seven", atlas=atlas, view=SEVEN, name=name, title=title, **chosen)
