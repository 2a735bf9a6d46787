"""The downloads under /data/: made from the same records as the pages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import citations, data_package, dictionary, model, reference_files, whole
from .html import NATURAL_SCRIPTS

if TYPE_CHECKING:
    from .site import Site

Rows = Iterable[Sequence[object]]
CONTROL_EXTENT = (
    "generalised, for orientation only; measure no area on it. Districts as they lay outside the "
    "former autonomous oblast; held and not-held parts cut along a generalised line of contact of "
    "1994 that may be six kilometres wrong, the held part of Agdam with land of the former oblast"
)
EVERYBODY = "all"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_all(site: Site, folder: Path) -> None:
    """Write every download into ``folder``, and what describes them."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: make(site).encode() for name, make in FILES.items()}
    outlines = site.root / "data" / "geo" / "districts.geojson"
    files["districts.geojson"] = outlines.read_bytes()
    files[dictionary.DESCRIPTOR] = data_package.describe(site, files).encode()
    for name, content in files.items():
        (folder / name).write_bytes(content)


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
    """A row a document, with its vote as recorded."""
    header = ["id", "url", "title", "kind", "date", "body", "body_name", "symbol", "meeting",
              "votes_for", "votes_against", "votes_abstaining", "votes_absent", "vote_sources",
              "districts", "topics", "text_source", "text_url", "summary", "sources"]  # fmt: skip
    reference = site.reference
    return table(
        header,
        (
            (
                one.id, site.absolute(reference.url(one.id)), one.title, one.kind, one.date,
                one.body, reference.actors[one.body].name, one.symbol, one.meeting,
                *_vote(one.vote), " ".join(one.districts), " ".join(one.topics),
                one.text_source, reference.sources[one.text_source].url,
                one.summary, sources(one.summary_sources),
            )
            for one in reference.dated
            if isinstance(one, model.Document)
        ),
    )  # fmt: skip


def _vote(vote: model.Vote | None) -> Sequence[object]:
    if vote is None:
        return [None] * 5
    counts = vote.in_favour, vote.against, vote.abstaining, vote.absent
    return [*counts, sources(vote.sources)]


def districts(site: Site) -> str:
    """A row a district, with its names, centre, areas and counts of inhabitants."""
    header = ["id", "url", "title", "number", "name_az", "name_hy", "name_ru", "iso_3166_2",
              "geonames", "centre", "lat", "lon", "areas", "population", "summary",
              "sources"]  # fmt: skip
    return table(
        header,
        (
            (
                one.id, site.absolute(site.reference.url(one.id)), one.title, one.number,
                *(_names(site, one, lang) for lang in ("az", "hy", "ru")),
                one.iso_3166_2, one.geonames, one.centre.name, one.centre.lat, one.centre.lon,
                "; ".join(f"{area.km2:g} ({area.extent})" for area in one.areas),
                "; ".join(f"{row.number} ({row.year}, {row.kind})" for row in counted),
                one.summary,
                sources(
                    dict.fromkeys(
                        [
                            *one.summary_sources, *one.centre.sources,
                            *(ref for area in one.areas for ref in area.sources),
                            *(ref for row in counted for ref in row.sources),
                        ]
                    )
                ),
            )
            for one in site.reference.districts
            for counted in [_inhabitants(site, one)]
        ),
    )  # fmt: skip


def _names(site: Site, district: model.District, lang: str) -> str:
    """Forms of the district's name and of its town's, in the letters of the language."""
    return "; ".join(
        dict.fromkeys(
            name.form
            for name in site.reference.names_of(district.id)
            if name.lang == lang
            and name.script in NATURAL_SCRIPTS[lang]
            and {"district", "town"} & set(name.bearers)
        )
    )


def _inhabitants(site: Site, district: model.District) -> list[model.Population]:
    """Counts of all inhabitants."""
    rows = site.reference.population_of(district.id)
    return [row for row in rows if row.nationality == EVERYBODY]


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
    whole.FILE: whole.everything,
}


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
