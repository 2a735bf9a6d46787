"""Whether JSON-LD keeps to the vocabulary of schema.org, as far as ``schema_org.yml`` has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

VOCABULARY = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
TYPES, PROPERTIES = VOCABULARY["types"], VOCABULARY["properties"]
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
PLAIN = {"Text": str, "Boolean": bool, "Integer": int, "Number": (int, float)}


def faults(node: Any, path: str = "") -> Iterator[str]:
    """Everything in a node, and in those within it, that the vocabulary does not allow."""
    kind = node.get("@type")
    if kind is None and set(node) == {"@id"}:
        return
    if kind not in TYPES:
        yield f"{path}: no type {kind}"
        return
    kinds = {kind, *TYPES[kind]}
    for name, value in node.items():
        if name.startswith("@"):
            continue
        known = PROPERTIES.get(name.removesuffix("-input"))
        if known is None:
            yield f"{path}.{name}: no such property"
        elif not kinds & set(known["of"]):
            yield f"{path}.{name}: not a property of {kind}"
        else:
            for one in value if isinstance(value, list) else [value]:
                yield from _value_faults(one, known["is"], f"{path}.{name}")


def _value_faults(value: Any, allowed: list[str], path: str) -> Iterator[str]:
    if isinstance(value, dict) and set(value) == {"@language", "@value"}:
        value = value["@value"]
    if isinstance(value, dict):
        kind = value.get("@type")
        if kind and not {kind, *TYPES.get(kind, ())} & set(allowed):
            yield f"{path}: a {kind} is none of {allowed}"
        yield from faults(value, path)
    elif not any(_fits(value, kind) for kind in allowed):
        yield f"{path}: {value!r} is none of {allowed}"


def _fits(value: Any, kind: str) -> bool:
    if kind == "Date":
        return isinstance(value, str) and DATE.fullmatch(value) is not None
    if kind == "URL":
        return isinstance(value, str) and " " not in value
    # An item of a list of crumbs may be given by its address alone, as the documentation of
    # ListItem shows.
    if kind == "Thing":
        return isinstance(value, str) and "/" in value
    return kind in PLAIN and isinstance(value, PLAIN[kind])
