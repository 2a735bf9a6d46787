"""Everything in one file: the records in full, as JSON.

The keys of a record are those that an editor writes; data/schema/ describes them. What is not
recorded is left out. Each record stands on a line of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from .site import Site

FILE = "reference.json"
LICENCE = "CC-BY-4.0"


def everything(site: Site) -> str:
    """The collection, with its edition and licence; lists in the order of the other downloads."""
    reference, records = site.reference, site.reference.records
    dated = {one.id: one for one in reference.dated}
    lists: dict[str, Iterable[BaseModel]] = {
        "districts": reference.districts,
        "events": [one for key, one in dated.items() if key in records.events],
        "documents": [one for key, one in dated.items() if key in records.documents],
        "topics": reference.topics,
        "actors": records.actors.values(),
        "sources": records.sources.values(),
        "control_periods": records.control.periods,
        "control_claims": records.control.claims,
        "names": records.names,
        "glossary": records.terms.values(),
        "settlements": records.settlements,
        "population": records.population,
        "displacement": records.displacement,
        "settlers": records.settlers,
        "returns": records.returns,
        "mines": records.mines,
        "votes": records.votes,
        "changes": records.changes,
        "moved": records.moved,
    }
    parts = [f'"{key}": {_text(value)}' for key, value in _head(site).items()]
    parts += [f'"{key}": [{_lines(found)}]' for key, found in lists.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _head(site: Site) -> dict[str, object]:
    """What the file is, which state of the site it holds, and on what terms."""
    downloads = site.downloads
    return {
        "title": site.words["home"],
        "holds": downloads.holds(FILE, site.counts),
        **({"address": site.absolute("")} if site.address else {}),
        "edition": site.edition.edition,
        "date": site.edition.date,
        "author": site.words["contributors"],
        "licence": {"name": LICENCE, **vars(downloads.licences[LICENCE])},
        "origins": [vars(downloads.origins[one]) for one in downloads.files[FILE].origins],
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _lines(records: Iterable[BaseModel]) -> str:
    lines = [one.model_dump_json(by_alias=True, exclude_none=True) for one in records]
    return "\n" + ",\n".join(lines) + "\n" if lines else ""
