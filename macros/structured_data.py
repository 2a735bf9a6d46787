"""Each page as Linked Data in the words of schema.org (https://schema.org/), as plain dicts.

What a page does not say is not said here either. A district is an administrative area with its
names, codes and extent; no country contains it and no address names one, because control, claim
and recognition are separate facts, which the page dates and attributes one by one. A date that is
only about right, or unspecified in part, is left out: schema.org knows exact ones alone.

Addresses are absolute where the site's own is known; elsewhere they are relative to the page,
which is how JSON-LD in HTML reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import dates, model
from .html import NATURAL_SCRIPTS, relative
from .reference import page_url

if TYPE_CHECKING:
    from .site import Site

Node = dict[str, Any]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# Kinds of documents that are legal acts or drafted as such; the others are works or reports.
LEGISLATION = ("resolution", "agreement", "protocol", "law")
DATA_PAGE, HOME = "data.md", "index.md"


def about(site: Site, source: str, description: str) -> Node:
    """What a page is and what it is about, by its path under docs/, as a JSON-LD document."""
    return {
        "@context": "https://schema.org",
        "@graph": list(_Page(site, source, description).nodes()),
    }


def as_script(data: Node) -> str:
    """JSON that may stand inside a script element whatever its texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


class _Page:
    """One page while its data are gathered."""

    def __init__(self, site: Site, source: str, description: str) -> None:
        self._site = site
        self._reference = site.reference
        self._words = site.words
        self._source = source
        self._url = page_url(source)
        self._description = description
        self._entry = site.reference.entry_of(source)

    def nodes(self) -> Iterator[Node]:
        """The page, what it is about, and the way to it."""
        if self._source == HOME:
            yield self._website()
            return
        subject = self._subject()
        page = self._page()
        yield page
        if subject:
            # The page's description is of its subject, and said once.
            subject["description"] = page.pop("description")
            subject["subjectOf"] = {"@id": page["@id"]}
            page["mainEntity"] = {"@id": subject["@id"]}
            yield subject
        yield self._breadcrumbs()

    def _to(self, target: str) -> str:
        """An address, relative to the site's root, as this page writes it."""
        return self._site.absolute(target) if self._site.address else relative(target, self._url)

    def _of(self, name: str) -> str:
        """Identifier of something that this page is about."""
        return self._to(f"{self._url}#{name}")

    # The site and its pages

    def _work(self, kind: str) -> Node:
        """What the site, its pages and its data share as works."""
        return {
            "@type": kind,
            "@id": self._to(self._url),
            "url": self._to(self._url),
            "name": self._site.title(self._source),
            "description": self._description,
            "inLanguage": "en",
            "license": LICENCE,
            "version": self._site.edition.edition,
            "author": {"@type": "Organization", "name": self._words["contributors"]},
        }

    def _website(self) -> Node:
        return {
            **self._work("WebSite"),
            "@id": self._to("#site"),
            "datePublished": self._site.edition.date,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{self._to('')}?q={{search_term_string}}",
                },
                "query-input": "required name=search_term_string",
            },
        }

    def _page(self) -> Node:
        page = self._work(self._kind_of_page())
        page["isPartOf"] = {
            "@type": "WebSite",
            "@id": self._to("#site"),
            "name": self._words["home"],
            "url": self._to(""),
        }
        page["breadcrumb"] = {"@id": self._of("breadcrumbs")}
        if self._entry:
            page["dateModified"] = self._site.last_changed(self._source)
        if isinstance(self._entry, model.Topic):
            page["about"] = {"@type": "Thing", "name": self._entry.title}
        if self._site.cards:
            page["primaryImageOfPage"] = {
                "@type": "ImageObject",
                "url": self._to(self._site.cards.of(self._source)[0]),
            }
        return page

    def _kind_of_page(self) -> str:
        gathers = isinstance(self._entry, model.Topic) or self._source.endswith("/index.md")
        return "CollectionPage" if gathers else "WebPage"

    def _breadcrumbs(self) -> Node:
        section = f"{self._source.partition('/')[0]}/index.md"
        trail = dict.fromkeys([HOME, section, self._source])
        return {
            "@type": "BreadcrumbList",
            "@id": self._of("breadcrumbs"),
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": self._site.title(page),
                    "item": self._to(page_url(page)),
                }
                for position, page in enumerate(
                    (page for page in trail if page in self._reference.pages), 1
                )
            ],
        }

    # What pages are about

    def _subject(self) -> Node | None:
        entry = self._entry
        if isinstance(entry, model.District):
            return self._district(entry)
        if isinstance(entry, model.Event):
            return self._event(entry)
        if isinstance(entry, model.Document):
            return self._document(entry)
        return self._dataset() if self._source == DATA_PAGE else None

    def _district(self, district: model.District) -> Node:
        south, west, north, east = (round(one, 2) for one in self._site.atlas.box(district.id))
        return {
            "@type": "AdministrativeArea",
            "@id": self._of("place"),
            "name": district.title,
            "alternateName": self._forms(district, "district"),
            "identifier": [
                _code("ISO 3166-2", district.iso_3166_2),
                _code("GeoNames", str(district.geonames)),
            ],
            # South-west and north-east corner, latitude first.
            "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
            "containsPlace": {
                **_place(district.centre),
                "alternateName": self._forms(district, "town"),
            },
        }

    def _forms(self, district: model.District, bearer: str) -> list[Node]:
        """Attested names of the "district" or of the "town" that is its centre, each with its
        language. Those of provinces and of medieval lands are of other extents."""
        return [
            {"@language": language_tag(name), "@value": name.form}
            for name in self._reference.names_of(district.id)
            if bearer in name.bearers and name.form != district.title
        ]

    def _event(self, event: model.Event) -> Node:
        first, last = span(event.date)
        known = self._reference.records.districts
        areas = [self._area(known[one]) for one in event.districts if one in known]
        return _without_gaps(
            {
                "@type": "Event",
                "@id": self._of("event"),
                "name": event.title,
                "startDate": first,
                "endDate": last,
                "location": _place(event.place) if event.place else areas,
            }
        )

    def _area(self, district: model.District) -> Node:
        address = self._to(f"{self._reference.url(district.id)}#place")
        return {"@type": "AdministrativeArea", "@id": address, "name": district.title}

    def _document(self, document: model.Document) -> Node:
        text = self._reference.sources[document.text_source]
        first, last = span(document.date)
        day = first if first == last else None
        issuer = self._reference.actors[document.body]
        node = {
            "@type": "Report" if document.kind == "report" else "CreativeWork",
            "@id": self._of("document"),
            "name": document.title,
            "url": text.url,
            "inLanguage": text.language,
            "dateCreated" if document.kind == "letter" else "datePublished": day,
            "identifier": document.symbol,
            "publisher": {
                "@type": "Person" if issuer.kind in ("person", "scholar") else "Organization",
                "name": issuer.name,
            },
        }
        if document.kind in LEGISLATION:
            node["@type"] = "Legislation"
            node["legislationType"] = self._words["document_kinds"][document.kind]
            node["legislationDate"] = node.pop("datePublished")
            node["legislationIdentifier"] = node.pop("identifier")
        return _without_gaps(node)

    def _dataset(self) -> Node:
        return {
            **self._work("Dataset"),
            "@id": self._of("dataset"),
            "name": self._words["dataset"],
            "datePublished": self._site.edition.date,
            "isAccessibleForFree": True,
            "spatialCoverage": [self._area(one) for one in self._reference.districts],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": name,
                    "encodingFormat": kind,
                    "contentUrl": self._to(f"data/{name}"),
                }
                for name, kind in self._site.downloads.media_types()
            ],
        }


def language_tag(name: model.Name) -> str:
    """Language of a name, with its script where that does not go without saying (BCP 47): ``hy``,
    but ``hy-Latn``."""
    plain = name.script in NATURAL_SCRIPTS.get(name.lang, ["Latn"])
    return name.lang if plain else f"{name.lang}-{name.script}"


def span(date: str) -> tuple[str | None, str | None]:
    """First and last date of an EDTF text as ISO 8601 writes them, as exact as they are given;
    None for one that is doubtful, about right or unspecified in part."""
    first, _, last = date.partition("/")
    return dates.exact(first), dates.exact(last or first)


def _without_gaps(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [])}


def _code(name: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _place(place: model.Place) -> Node:
    point = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return {"@type": "Place", "name": place.name, "geo": point}
