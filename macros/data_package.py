"""``datapackage.json``: what the downloads are, for programs (Frictionless Data Package, v2).

https://datapackage.org/standard/data-package/
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import dictionary, export

if TYPE_CHECKING:
    from .site import Site

NAME = "datapackage.json"
STANDARD = "https://datapackage.org/profiles/2.0"
OURS = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
OUTLINES = {
    "name": "CC0-1.0",
    "title": "Creative Commons Zero 1.0 Universal",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
}
# Files that hold others' data, each with the licences of all that is in it.
LICENCES = {
    "districts.geojson": [OUTLINES],
    "control.geojson": [OURS, OUTLINES],
}
KEYS = {
    "statements.csv": "id", "events.csv": "id", "documents.csv": "id", "districts.csv": "id",
    "glossary.csv": "id", "settlements.csv": "id",
}  # fmt: skip
# Columns that hold the id of a row of another table.
REFERENCES = {
    "control.csv": {"district": "districts.csv", "event": "events.csv"},
    "names.csv": {"place": "districts.csv"},
    "clauses.csv": {"document": "documents.csv"},
    "settlements.csv": {"district": "districts.csv"},
    "population.csv": {"district": "districts.csv"},
}


def descriptor(site: Site, folder: Path) -> str:
    """The descriptor of the files in ``folder``, with the size in bytes and the SHA-256 of each."""
    edition, said = site.edition, site.words["data_package"]
    files = [(name, kind) for name, kind in export.media_types() if name != NAME]
    package = {
        "$schema": f"{STANDARD}/datapackage.json",
        "name": "seven-districts",
        "title": said["title"],
        "description": said["description"],
        **({"homepage": site.absolute("data/")} if site.address else {}),
        "version": edition.edition,
        "created": f"{edition.date}T00:00:00Z",
        "licenses": [OURS],
        "contributors": [{"title": site.words["contributors"], "roles": ["author"]}],
        "resources": [_resource(site, folder / name, kind) for name, kind in files],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(site: Site, path: Path, media_type: str) -> dict[str, Any]:
    content = path.read_bytes()
    is_table = path.suffix == ".csv"
    resource = {
        "name": path.name,
        "path": path.name,
        "type": "table" if is_table else None,
        "description": site.holds(path.name),
        "format": path.suffix.removeprefix("."),
        "mediatype": media_type,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": LICENCES.get(path.name),
        "schema": _schema(path.name, dictionary.columns(path.name, site.words))
        if is_table
        else None,
    }
    return {key: value for key, value in resource.items() if value is not None}


def _schema(file: str, columns: tuple[dictionary.Column, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{STANDARD}/tableschema.json",
        "fields": [_field(one, is_key=one.name == KEYS.get(file)) for one in columns],
    }
    if file in KEYS:
        schema["primaryKey"] = [KEYS[file]]
    if file in REFERENCES:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": table, "fields": ["id"]}}
            for column, table in REFERENCES[file].items()
        ]
    return schema


def _field(column: dictionary.Column, is_key: bool) -> dict[str, Any]:
    constraints = {
        "required": column.never_empty,
        "unique": is_key,
        "enum": list(column.choices),
    }
    kept = {key: value for key, value in constraints.items() if value}
    return {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        **({"constraints": kept} if kept else {}),
    }
