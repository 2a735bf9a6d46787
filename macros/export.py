"""The downloads under /data/: made from the same records as the pages."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from . import citations, model, reference_files

if TYPE_CHECKING:
    from .site import Site

Rows = Iterable[Sequence[object]]
CONTROL_EXTENT = (
    "generalised, for orientation only; measure no area on it. Districts as they lay outside the "
    "former autonomous oblast; held and not-held parts cut along a generalised line of contact of "
    "1994 that may be six kilometres wrong, the held part of Agdam with land of the former oblast"
)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_all(site: Site, folder: Path) -> None:
    """Write every download into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        (folder / name).write_text(make(site), encoding="utf-8")
    shutil.copyfile(site.root / "data" / "geo" / "districts.geojson", folder / "districts.geojson")


def statements(site: Site) -> str:
    """Everything that is said, a row each: statements, positions, clauses, monuments."""
    reference = site.reference
    header = ["id", "url", "page", "kind", "question", "text", "by", "side", "date",
              "districts", "sources"]  # fmt: skip
    return table(
        header,
        (
            (
                f"{one.section}/{one.entry.id}" + (f"#{one.anchor}" if one.anchor else ""),
                site.absolute(one.url), one.entry.title, one.kind, one.question, one.text, one.by,
                reference.side(one.by), one.date, " ".join(one.districts), sources(one.sources),
            )
            for one in reference.assertions
        ),
    )  # fmt: skip


def events(site: Site) -> str:
    """A row an event."""
    header = ["id", "url", "title", "kind", "date", "districts", "topics", "place", "lat", "lon",
              "summary", "sources"]  # fmt: skip
    return table(
        header,
        (
            (
                one.id, site.absolute(site.reference.url(one.id)), one.title, one.kind, one.date,
                " ".join(one.districts), " ".join(one.topics),
                one.place and one.place.name, one.place and one.place.lat,
                one.place and one.place.lon, one.summary, sources(one.summary_sources),
            )
            for one in site.reference.dated
            if isinstance(one, model.Event)
        ),
    )  # fmt: skip


def documents(site: Site) -> str:
    """A row a document."""
    header = ["id", "url", "title", "kind", "date", "body", "body_name", "symbol", "meeting", "for",
              "against", "abstaining", "absent", "districts", "topics", "text", "summary",
              "sources"]  # fmt: skip
    reference = site.reference
    return table(
        header,
        (
            (
                one.id, site.absolute(reference.url(one.id)), one.title, one.kind, one.date,
                one.body, reference.actors[one.body].name, one.symbol, one.meeting,
                *(_votes(one.vote) if one.vote else [None] * 4),
                " ".join(one.districts), " ".join(one.topics),
                reference.sources[one.text_source].url, one.summary, sources(one.summary_sources),
            )
            for one in reference.dated
            if isinstance(one, model.Document)
        ),
    )  # fmt: skip


def _votes(vote: model.Vote) -> tuple[int | None, ...]:
    return vote.in_favour, vote.against, vote.abstaining, vote.absent


def districts(site: Site) -> str:
    """A row a district: of the seven, in the order of their numbers."""
    header = ["id", "url", "title", "number", "az", "hy", "ru", "centre", "lat", "lon",
              "iso_3166_2", "geonames", "areas", "neighbours", "de_facto_administration", "summary",
              "sources"]  # fmt: skip
    return table(
        header,
        (
            (
                one.id, site.absolute(site.reference.url(one.id)), one.title, one.number,
                *(_names(site, one.id, lang) for lang in ("az", "hy", "ru")),
                one.centre.name, one.centre.lat, one.centre.lon, one.iso_3166_2, one.geonames,
                "; ".join(f"{area.km2:g} ({area.extent})" for area in one.areas),
                "; ".join(f"{place.name} ({place.country})" for place in one.neighbours.places),
                "; ".join(f"{held.name} ({held.extent})" for held in one.administration),
                one.summary, sources(one.summary_sources),
            )
            for one in site.reference.districts
        ),
    )  # fmt: skip


def _names(site: Site, district: str, lang: str) -> str:
    names = site.reference.names_of(district)
    return "; ".join(dict.fromkeys(one.form for one in names if one.lang == lang))


def whole(site: Site) -> str:
    """Everything in one file, each record as it is edited, without what is empty."""
    records, edition = site.reference.records, site.edition
    kinds = ("districts", "events", "documents", "topics", "terms", "actors")
    tables = ("names", "population", "settlements", "displacement", "settlers", "returns",
              "mines", "votes", "changes")  # fmt: skip
    everything = {
        "title": site.words["home"],
        "edition": edition.edition,
        "date": edition.date,
        "licence": LICENCE,
        **{
            kind: {one.id: _dumped(one) for one in getattr(records, kind).values()}
            for kind in kinds
        },
        **{name: [_dumped(one) for one in getattr(records, name)] for name in tables},
        "control": _dumped(records.control),
        "sources": [citations.to_csl(one) for one in _ordered(site)],
    }
    return json.dumps(everything, ensure_ascii=False, separators=(",", ":")) + "\n"


def _dumped(record: BaseModel) -> dict[str, object]:
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def control(site: Site) -> str:
    """A row a period in which a part of a district was in one hand."""
    header = ["district", "part", "holder", "from", "to", "event", "note", "sources"]
    return table(
        header,
        (
            (p.district, p.part, p.holder, p.start, p.end, p.event, p.note, sources(p.sources))
            for district in site.reference.districts
            for p in site.reference.control_of(district.id)
        ),
    )


def clauses(site: Site) -> str:
    """A row a clause of a document, with its theme where documents are compared."""
    header = ["document", "url", "clause", "theme", "text", "sources"]
    return table(
        header,
        (
            (
                one.id, site.absolute(f"{site.reference.url(one.id)}#{clause.id}"), clause.label,
                clause.theme, clause.text, sources(clause.sources),
            )
            for one in site.reference.dated
            if isinstance(one, model.Document)
            for clause in one.clauses
        ),
    )  # fmt: skip


def names(site: Site) -> str:
    """A row an attested form of a name."""
    header = ["place", "page", "name", "of", "language", "script", "used_by", "sources"]
    return table(
        header,
        (
            (
                one.place, site.absolute(site.reference.url(one.place)), one.form, one.of,
                one.lang, one.script, one.used_by, sources(one.sources),
            )
            for one in site.reference.records.names
        ),
    )  # fmt: skip


def settlements(site: Site) -> str:
    """A row a settlement, as edited, with its permalink."""
    columns = model.Settlement.model_fields
    header = [*(info.alias or key for key, info in columns.items()), "url"]
    return table(
        header,
        (
            (
                *(_joined(getattr(one, key)) for key in columns),
                site.absolute(site.reference.settlement_url(one)),
            )
            for one in site.reference.records.settlements
        ),
    )


def settlement_points(site: Site) -> str:
    """Settlements as GeoJSON points, WGS84."""
    features = [
        {
            "type": "Feature",
            "id": one.id,
            "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
            "properties": {
                **{
                    info.alias or key: _joined(getattr(one, key))
                    for key, info in model.Settlement.model_fields.items()
                    if key not in ("id", "lat", "lon")
                },
                "url": site.absolute(site.reference.settlement_url(one)),
            },
        }
        for one in site.reference.records.settlements
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=None) + "\n"


def _joined(value: object) -> object:
    """Several names or sources of one cell as the file parts them."""
    if not isinstance(value, tuple):
        return value
    return "; ".join(one.id if isinstance(one, model.SourceRef) else str(one) for one in value)


def glossary(site: Site) -> str:
    """A row a term, with its words in other languages where they are attested."""
    header = ["id", "url", "term", "forms", "definition", "contested", "az", "hy", "ru", "related",
              "sources"]  # fmt: skip
    return table(
        header,
        (
            (
                one.id, site.absolute(site.reference.term_url(one.id)), one.term,
                "; ".join(one.forms), one.definition, one.contested and one.contested.text,
                *(
                    "; ".join(word.form for word in one.translations if word.lang == lang)
                    for lang in ("az", "hy", "ru")
                ),
                " ".join(one.related),
                sources(
                    dict.fromkeys(
                        ref
                        for group in (one, one.contested, *one.translations)
                        if group
                        for ref in group.sources
                    )
                ),
            )
            for one in site.reference.records.terms.values()
        ),
    )  # fmt: skip


def as_edited(kind: type[model.Record], records: str) -> Callable[[Site], str]:
    """A table with the columns and rows of the file that is edited."""
    columns = kind.model_fields

    def rows(site: Site) -> str:
        return table(
            [info.alias or key for key, info in columns.items()],
            (
                [
                    sources(value) if isinstance(value := getattr(one, key), tuple) else value
                    for key in columns
                ]
                for one in getattr(site.reference.records, records)
            ),
        )

    return rows


def control_areas(site: Site) -> str:
    """Control as GeoJSON: a feature a period, with its part's geometry and ``when`` it held. A
    part that no open data draw has no geometry."""
    features = [
        {
            "type": "Feature",
            "id": f"{p.district}-{p.part}-{p.start}",
            "geometry": site.atlas.parts.get((p.district, p.part)),
            "properties": {
                "district": p.district, "part": p.part, "holder": p.holder, "from": p.start,
                "to": p.end, "event": p.event, "note": p.note, "sources": sources(p.sources),
                "extent": CONTROL_EXTENT,
            },
            "when": {
                "timespans": [
                    {"start": {"in": p.start}, **({"end": {"in": p.end}} if p.end else {})}
                ]
            },
        }
        for district in site.reference.districts
        for p in site.reference.control_of(district.id)
    ]  # fmt: skip
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False) + "\n"


def bibliography(site: Site) -> str:
    """The bibliography as CSL-JSON."""
    return json.dumps(
        [citations.to_csl(one) for one in _ordered(site)], ensure_ascii=False, indent=1
    )


def _ordered(site: Site) -> list[model.Source]:
    return sorted(site.reference.sources.values(), key=citations.sort_key)


# Downloads whose rows are records, column by column.
RECORDS: dict[str, type[BaseModel]] = {
    "settlements.csv": model.Settlement,
    "population.csv": model.Population,
    "displacement.csv": model.Displacement,
    "settlers.csv": model.Settlers,
    "returns.csv": model.Return,
    "mines.csv": model.MineCasualties,
    "votes.csv": model.CountryVote,
}
FILES: dict[str, Callable[[Site], str]] = {
    "statements.csv": statements,
    "events.csv": events,
    "documents.csv": documents,
    "districts.csv": districts,
    "control.csv": control,
    "control.geojson": control_areas,
    "clauses.csv": clauses,
    "names.csv": names,
    "settlements.csv": settlements,
    "settlements.geojson": settlement_points,
    "population.csv": as_edited(model.Population, "population"),
    "displacement.csv": as_edited(model.Displacement, "displacement"),
    "settlers.csv": as_edited(model.Settlers, "settlers"),
    "returns.csv": as_edited(model.Return, "returns"),
    "mines.csv": as_edited(model.MineCasualties, "mines"),
    "votes.csv": as_edited(model.CountryVote, "votes"),
    "glossary.csv": glossary,
    "sources.json": bibliography,
    "sources.bib": lambda site: reference_files.to_bibtex(_ordered(site)),
    "sources.ris": lambda site: reference_files.to_ris(_ordered(site)),
    "reference.json": whole,
}
# Not made here: the outlines, copied as they are, and the descriptor of all the others.
BESIDE = ("districts.geojson", "datapackage.json")

MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "geojson": "application/geo+json",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}


def media_types() -> list[tuple[str, str]]:
    """Every download and its media type, in the order of their names."""
    names = sorted({*FILES, *BESIDE})
    return [(name, MEDIA_TYPES[name.rpartition(".")[2]]) for name in names]


def sources(refs: Iterable[model.SourceRef]) -> str:
    """Citations in one cell: ``hrw-1994 (pp. 12-14); un-sc-853-1993``."""
    return "; ".join(f"{ref.id} ({ref.locator})" if ref.locator else ref.id for ref in refs)


def table(header: Sequence[str], rows: Rows) -> str:
    """Rows as CSV (RFC 4180 but for its line ends, which are LF)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    """A value as text; one that a spreadsheet would run as a formula begins with an apostrophe."""
    text = "" if value is None else str(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if text.startswith(FORMULA) and not is_number else text
