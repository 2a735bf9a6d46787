"""``datapackage.json``: what the downloads are, for programs.

A descriptor after the Data Package standard, version 2 (https://datapackage.org/), made from the
dictionary of the downloads and from the very bytes that are written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from . import dates
from .dictionary import Column, Download, media_type

if TYPE_CHECKING:
    from .site import Site

Node = dict[str, Any]
PROFILES = "https://datapackage.org/profiles/2.0"
# Dates here are EDTF, level 1, which no type of the standard knows: texts of a class of their own.
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF-level1"
DIALECT = {
    "$schema": f"{PROFILES}/tabledialect.json",
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
}


def describe(site: Site, files: Mapping[str, bytes]) -> str:
    """The descriptor of ``files``, by name, as JSON."""
    downloads = site.downloads
    described = [name for name in downloads.files if name in files]
    origins = [key for name in described for key in downloads.files[name].origins]
    package: Node = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": downloads.package.name,
        "title": site.words["home"],
        "description": downloads.package.description,
        "version": site.edition.edition,
        "created": f"{dates.parse(site.edition.date).lower.isoformat()}T00:00:00Z",
        "keywords": [one.title for one in site.reference.districts],
        "contributors": [{"title": site.words["contributors"], "roles": ["author"]}],
        "licenses": _licences(site, ["CC-BY-4.0"]),
        "sources": _origins(site, dict.fromkeys(origins)),
        "resources": [_resource(site, name, files[name]) for name in described],
    }
    if site.address:
        package["homepage"] = site.absolute("")
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(site: Site, name: str, content: bytes) -> Node:
    download = site.downloads.files[name]
    columns = download.all_columns()
    made: Node = {
        "name": resource_name(name),
        "path": name,
        "description": site.downloads.holds(name, site.counts),
        "format": name.rpartition(".")[2],
        "mediatype": media_type(name),
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": _licences(site, [download.licence]),
    }
    if download.origins:
        made["sources"] = _origins(site, download.origins)
    if columns:
        made |= {"type": "table", "dialect": DIALECT, "schema": _schema(download, columns)}
    return made


def resource_name(file: str) -> str:
    """The name of a file's resource: ``control.csv`` is ``control``, ``control.geojson`` is
    ``control-geojson``."""
    return file.removesuffix(".csv").replace(".", "-")


def _schema(download: Download, columns: Iterable[Column]) -> Node:
    made: Node = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(column) for column in columns],
        "missingValues": [""],
    }
    if download.key:
        made["primaryKey"] = list(download.key)
    if download.refers:
        made["foreignKeys"] = [
            {
                "fields": [column],
                "reference": {"resource": resource_name(file), "fields": ["id"]},
            }
            for column, file in download.refers.items()
        ]
    return made


def _field(column: Column) -> Node:
    field: Node = {"name": column.name, "type": column.type, "description": column.text}
    if column.is_date:
        field["rdfType"] = EDTF
    if column.is_web_address:
        field["format"] = "uri"
    constraints: Node = {
        "required": column.required or None,
        "unique": column.unique or None,
        "enum": list(column.values) or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    said = {key: value for key, value in constraints.items() if value is not None}
    return {**field, "constraints": said} if said else field


def _licences(site: Site, names: Iterable[str]) -> list[Node]:
    return [{"name": one, **vars(site.downloads.licences[one])} for one in names]


def _origins(site: Site, names: Iterable[str]) -> list[Node]:
    return [vars(site.downloads.origins[one]) for one in names]
