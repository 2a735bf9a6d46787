"""Whether a folder of files is what its ``datapackage.json`` says, after the Data Package standard,
version 2: the descriptor's own shape, then every byte, row and cell."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from macros import dates

Node = dict[str, Any]
Row = dict[str, str]
PROFILES = "https://datapackage.org/profiles/2.0"
NAME = re.compile(r"[a-z0-9]+([-._][a-z0-9]+)*")
LICENCES = {"CC-BY-4.0", "CC0-1.0"}
# What the standard knows, of which nothing else is used: key, type, whether it must be there.
PACKAGE = {
    "$schema": (str, True), "name": (str, True), "title": (str, True), "description": (str, True),
    "version": (str, True), "created": (str, True), "keywords": (list, True),
    "contributors": (list, True), "licenses": (list, True), "sources": (list, True),
    "resources": (list, True), "homepage": (str, False),
}  # fmt: skip
RESOURCE = {
    "name": (str, True), "path": (str, True), "description": (str, True), "format": (str, True),
    "mediatype": (str, True), "encoding": (str, True), "bytes": (int, True), "hash": (str, True),
    "licenses": (list, True), "sources": (list, False), "type": (str, False),
    "dialect": (dict, False), "schema": (dict, False),
}  # fmt: skip
SCHEMA = {
    "$schema": (str, True), "fields": (list, True), "missingValues": (list, True),
    "primaryKey": (list, False), "foreignKeys": (list, False),
}  # fmt: skip
FIELD = {
    "name": (str, True), "type": (str, True), "description": (str, True), "format": (str, False),
    "rdfType": (str, False), "constraints": (dict, False),
}  # fmt: skip
CONSTRAINTS = {
    "required": (bool, False), "unique": (bool, False), "enum": (list, False),
    "minimum": ((int, float), False), "maximum": ((int, float), False),
}  # fmt: skip
WORK = {"title": (str, True), "path": (str, True), "name": (str, False)}
CONTRIBUTOR = {"title": (str, True), "roles": (list, True)}


def faults(folder: Path) -> list[str]:
    """All that is amiss with the descriptor in a folder, or with a file against it."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    found = list(_package_faults(package))
    if found:
        return found
    tables = {
        one["name"]: rows(folder / one["path"])
        for one in package["resources"]
        if "schema" in one and (folder / one["path"]).exists()
    }
    for one in package["resources"]:
        found += _file_faults(folder, one)
        if one["name"] in tables:
            found += _table_faults(one, tables)
    described = {one["path"] for one in package["resources"]} | {"datapackage.json", "index.html"}
    found += [f"{path.name}: is not described" for path in sorted(folder.iterdir())
              if path.name not in described]  # fmt: skip
    return found


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _shape_faults(node: Node, known: dict[str, tuple[Any, bool]], path: str) -> Iterator[str]:
    for key, (kind, required) in known.items():
        if required and key not in node:
            yield f"{path}: lacks {key}"
        value = node.get(key)
        if key in node and (not isinstance(value, kind) or value in ("", [], {})):
            yield f"{path}.{key}: is {value!r}"
    yield from (f"{path}: has {key}" for key in node if key not in known)


def _package_faults(package: Node) -> Iterator[str]:
    yield from _shape_faults(package, PACKAGE, "package")
    if package.get("$schema") != f"{PROFILES}/datapackage.json":
        yield "package.$schema: is not that of version 2"
    if not NAME.fullmatch(package["name"]):
        yield "package.name: is no name"
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", package["created"]):
        yield "package.created: is no date-time"
    for one in package["contributors"]:
        yield from _shape_faults(one, CONTRIBUTOR, "contributor")
    names = [one["name"] for one in package["resources"]]
    if len(names) != len(set(names)):
        yield "package.resources: a name stands twice"
    for node in (package, *package["resources"]):
        path = node["name"]
        for one in (*node["licenses"], *node.get("sources", ())):
            yield from _shape_faults(one, WORK, f"{path} licence or source")
        if not {one["name"] for one in node["licenses"]} <= LICENCES:
            yield f"{path}: an unknown licence"
    for one in package["resources"]:
        yield from _resource_faults(one, names)


def _resource_faults(one: Node, names: list[str]) -> Iterator[str]:
    path = one["name"]
    yield from _shape_faults(one, RESOURCE, path)
    if not NAME.fullmatch(path):
        yield f"{path}: is no name"
    if "/" in one["path"] or one["path"].startswith("."):
        yield f"{path}.path: leads out of the folder"
    if not one["path"].endswith(".csv"):
        return
    if one.get("type") != "table" or "schema" not in one:
        yield f"{path}: is a table without columns"
        return
    schema = one["schema"]
    yield from _shape_faults(schema, SCHEMA, path)
    columns = [field["name"] for field in schema["fields"]]
    if len(columns) != len(set(columns)):
        yield f"{path}: a column stands twice"
    for field in schema["fields"]:
        yield from _shape_faults(field, FIELD, f"{path}.{field['name']}")
        yield from _shape_faults(field.get("constraints", {}), CONSTRAINTS,
                                 f"{path}.{field['name']}")  # fmt: skip
        if field["type"] not in ("string", "integer", "number"):
            yield f"{path}.{field['name']}: is of the type {field['type']}"
    for key in (schema.get("primaryKey", []), *_own_fields(schema)):
        if not set(key) <= set(columns):
            yield f"{path}: a key of unknown columns {key}"
    for key in schema.get("foreignKeys", ()):
        if key["reference"]["resource"] not in names:
            yield f"{path}: a key leads to no resource"


def _own_fields(schema: Node) -> list[list[str]]:
    return [key["fields"] for key in schema.get("foreignKeys", ())]


def _file_faults(folder: Path, one: Node) -> Iterator[str]:
    path = folder / one["path"]
    if not path.exists():
        yield f"{one['path']}: is not there"
        return
    content = path.read_bytes()
    if len(content) != one["bytes"]:
        yield f"{one['path']}: has {len(content)} bytes, not {one['bytes']}"
    if one["hash"] != f"sha256:{hashlib.sha256(content).hexdigest()}":
        yield f"{one['path']}: has another checksum"
    text = content.decode(one["encoding"])
    if one["mediatype"].endswith("json"):
        json.loads(text)
    if "schema" in one:
        header = next(csv.reader(io.StringIO(text)))
        if header != [field["name"] for field in one["schema"]["fields"]]:
            yield f"{one['path']}: has the columns {header}"
        if one["dialect"]["lineTerminator"] != "\n" or "\r" in text:
            yield f"{one['path']}: ends its lines otherwise"


def _table_faults(one: Node, tables: dict[str, list[Row]]) -> Iterator[str]:
    schema, table = one["schema"], tables[one["name"]]
    for field in schema["fields"]:
        name = field["name"]
        cells = [row[name] for row in table if name in row]
        filled = [cell for cell in cells if cell]
        limits = field.get("constraints", {})
        if limits.get("required") and len(filled) < len(cells):
            yield f"{one['path']}: {name} is empty in a row"
        if limits.get("unique") and len(set(filled)) < len(filled):
            yield f"{one['path']}: {name} repeats a value"
        for cell in filled:
            if fault := _cell_fault(cell, field, limits):
                yield f"{one['path']}: {name} {cell!r} {fault}"
    key = schema.get("primaryKey", [])
    found = [tuple(row.get(column, "") for column in key) for row in table]
    if key and (len(set(found)) < len(found) or not all(all(values) for values in found)):
        yield f"{one['path']}: its key {key} repeats or is empty"
    for link in schema.get("foreignKeys", ()):
        [column], [target] = link["fields"], link["reference"]["fields"]
        known = {row[target] for row in tables[link["reference"]["resource"]]}
        lost = {row[column] for row in table if row[column]} - known
        yield from (f"{one['path']}: {column} {value!r} leads nowhere" for value in sorted(lost))


def _cell_fault(cell: str, field: Node, limits: Node) -> str | None:
    if field["type"] == "integer" and not re.fullmatch(r"[-+]?\d+", cell):
        return "is no integer"
    if field["type"] == "number" and not re.fullmatch(r"[-+]?\d+(\.\d+)?", cell):
        return "is no number"
    if "enum" in limits and cell not in limits["enum"]:
        return f"is none of {limits['enum']}"
    if "minimum" in limits and float(cell) < limits["minimum"]:
        return f"is less than {limits['minimum']}"
    if "maximum" in limits and float(cell) > limits["maximum"]:
        return f"is more than {limits['maximum']}"
    if field.get("format") == "uri" and not re.match(r"https?://", cell):
        return "is no web address"
    if "rdfType" in field:
        try:
            dates.parse(cell)
        except ValueError as error:
            return str(error)
    return None
