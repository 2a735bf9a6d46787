"""The downloads under /data/: made from the same records as the pages."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import citations, model

if TYPE_CHECKING:
    from .site import Site

Rows = Iterable[Sequence[object]]
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


def bibliography(site: Site) -> str:
    """The bibliography as CSL-JSON."""
    ordered = sorted(site.reference.sources.values(), key=citations.sort_key)
    return json.dumps([citations.to_csl(one) for one in ordered], ensure_ascii=False, indent=1)


FILES: dict[str, Callable[[Site], str]] = {
    "statements.csv": statements,
    "events.csv": events,
    "control.csv": control,
    "names.csv": names,
    "sources.json": bibliography,
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
