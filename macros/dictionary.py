"""What the downloads hold: one dictionary for the page that lists them and for the descriptor that
programs read.

The columns of tables whose rows are records are described in the models, all else in the catalogue
of words.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from . import export, model

NUMBERS = {"lat": "number", "lon": "number", "number": "integer", "geonames": "integer",
           "for": "integer", "against": "integer", "abstaining": "integer",
           "absent": "integer"}  # fmt: skip
CHOICES: dict[tuple[str, str], Any] = {
    ("statements.csv", "side"): model.Side,
    ("events.csv", "kind"): model.EventKind,
    ("documents.csv", "kind"): model.DocumentKind,
    ("control.csv", "holder"): model.ControlPeriod.model_fields["holder"].annotation,
    ("names.csv", "script"): model.Name.model_fields["script"].annotation,
}


@dataclass(frozen=True)
class Column:
    """One column: its type as in Frictionless' Table Schema, whether a cell is never empty, and
    the values that it may have, where they are few."""

    name: str
    description: str
    type: str = "string"
    never_empty: bool = False
    choices: tuple[str, ...] = ()


def columns(file: str, words: dict[str, Any]) -> tuple[Column, ...]:
    """The columns of a table, in their order; none for a file that is no table."""
    if file in export.RECORDS:
        return tuple(_of_record(export.RECORDS[file]))
    about = words["downloads"][file]
    return tuple(
        Column(
            name,
            text,
            NUMBERS.get(name, "string"),
            name in about["never_empty"],
            get_args(CHOICES.get((file, name))),
        )
        for name, text in about.get("columns", {}).items()
    )


def _of_record(kind: type[Any]) -> Iterator[Column]:
    for name, info in kind.model_fields.items():
        type_, choices = _type(info.annotation)
        yield Column(
            info.alias or name, info.description or "", type_, _is_never_empty(info), choices
        )
    if kind is model.Settlement:
        yield Column("url", "address of its row", "string", True)


def _is_never_empty(info: FieldInfo) -> bool:
    return info.is_required() and type(None) not in get_args(info.annotation)


def _type(annotation: Any) -> tuple[str, tuple[str, ...]]:
    """The type of a cell and its choices, from a field's annotation."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _type(get_args(annotation)[0])
    if origin is Literal:
        return "string", get_args(annotation)
    if origin in (Union, types.UnionType):
        return _type(next(one for one in get_args(annotation) if one is not type(None)))
    return {int: "integer", float: "number", bool: "boolean"}.get(annotation, "string"), ()
