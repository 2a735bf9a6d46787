"""The dictionary of the downloads: what each file holds, and each of its columns.

The words stand in ``words/downloads.yml``; the columns of files whose rows are records, and the
type, the values and the bounds of any column, come from the models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter

from . import model, reference
from .load import parse_yaml

WORDS = Path(__file__).parent / "words" / "downloads.yml"
# The file that describes the others.
DESCRIPTOR = "datapackage.json"
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "geojson": "application/geo+json",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}
# Types of CSV cells by those of JSON; several values of one cell are a text.
TYPES = {"integer": "integer", "number": "number"}


@dataclass(frozen=True)
class Column:
    """A column of a CSV file; a bound or a list of values that it lacks is None or empty."""

    name: str
    text: str
    type: str
    is_date: bool
    is_web_address: bool
    required: bool
    unique: bool
    values: tuple[str, ...]
    minimum: float | None
    maximum: float | None


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Package(_Written):
    """The downloads together."""

    name: str
    description: str


class Work(_Written):
    """A licence, or data of others, with its address."""

    title: str
    path: str


class WrittenColumn(_Written):
    """A column as the dictionary has it."""

    text: str
    like: str | None = None
    may_be_empty: bool = False
    unique: bool = False


def _as_column(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class Download(_Written):
    """A file, by its name: what it holds, where its data come from, and how its rows are told
    apart and lead to those of others."""

    holds: str
    licence: str = "CC-BY-4.0"
    origins: tuple[str, ...] = ()
    model: str | None = None
    key: tuple[str, ...] = ()
    refers: dict[str, str] = {}
    columns: dict[str, Annotated[WrittenColumn, BeforeValidator(_as_column)]] = {}

    def all_columns(self) -> list[Column]:
        """The columns in their order in the file; none where it is no table."""
        return [self._with_key(one) for one in self._columns()]

    def _columns(self) -> Iterator[Column]:
        if self.model:
            shape = _shape(self.model)
            for name, info in shape["properties"].items():
                text = info.get("description", "")
                yield _column(name, text, info, required=name in shape["required"])
        for name, column in self.columns.items():
            info = _like(column.like) if column.like else {}
            required = not column.may_be_empty
            yield _column(name, column.text, info, required=required, unique=column.unique)

    def _with_key(self, column: Column) -> Column:
        """A column that is the key alone is unique, and none of the key is empty."""
        if column.name not in self.key:
            return column
        unique = column.unique or self.key == (column.name,)
        return Column(**{**vars(column), "required": True, "unique": unique})


class Dictionary(_Written):
    """All of it; files in the order in which the page lists them."""

    package: Package
    licences: dict[str, Work]
    origins: dict[str, Work]
    files: dict[str, Download]

    def holds(self, name: str, counts: Mapping[str, int]) -> str:
        """What a file holds, with how many."""
        numbers = {key: f"{count:,}" for key, count in counts.items()}
        return self.files[name].holds.format(**numbers)

    def media_types(self) -> list[tuple[str, str]]:
        """Every download and its media type, in the order of their names."""
        return [(name, media_type(name)) for name in sorted(self.files)]


def read() -> Dictionary:
    """The dictionary; an error names what is amiss in its file."""
    content, _ = parse_yaml(WORDS.read_text(encoding="utf-8"))
    return Dictionary.model_validate(content)


def media_type(name: str) -> str:
    """Media type of a file by its name."""
    return MEDIA_TYPES[name.rpartition(".")[2]]


def _column(
    name: str, text: str, info: dict[str, Any], *, required: bool, unique: bool = False
) -> Column:
    # A value that may be missing is one of two shapes, the other null.
    shape = {**info, **next((one for one in info.get("anyOf", ()) if one["type"] != "null"), {})}
    return Column(
        name=name,
        text=text,
        type=TYPES.get(shape.get("type", ""), "string"),
        is_date=shape.get("format") == "edtf",
        is_web_address=shape.get("format") == "uri",
        required=required,
        unique=unique,
        values=tuple(shape.get("enum", ())),
        minimum=shape.get("minimum"),
        maximum=shape.get("maximum"),
    )


def _like(field: str) -> dict[str, Any]:
    """The shape of a model's field, named as ``Event.kind``."""
    name, _, key = field.partition(".")
    found: dict[str, Any] = _shape(name)["properties"][key]
    return found


@cache
def _shape(name: str) -> dict[str, Any]:
    """A model, by its name, as JSON Schema."""
    kind = reference.Assertion if name == "Assertion" else getattr(model, name)
    return TypeAdapter(kind).json_schema(by_alias=True)
