"""Files into records: YAML and CSV read with the line of every value, and made into models.

YAML is read as a plain notation for maps, lists and text. Every scalar is text until the model
says otherwise, so ``no`` and ``01-02-24`` stay what was typed; anchors, aliases, tags and
duplicate keys are refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from . import model
from .problems import KeyPath, Problem, key_path, near_miss

MAX_BYTES = 2_000_000
PUBLISHED = "data/published.txt"
Lines = dict[KeyPath, int]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Located:
    """Where a record stands: its file and the line of each of its keys."""

    path: str
    lines: Lines = field(default_factory=dict, hash=False, compare=False)

    def line(self, path: KeyPath) -> int:
        """Line of the nearest key at or above ``path``; 1 where none is known."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1

    def problem(self, path: KeyPath, message: str) -> Problem:
        """A problem with the value at ``path`` in this record."""
        shown = path[1:] if path and isinstance(path[0], int) else path
        return Problem(self.path, self.line(path), key_path(shown), message)


@dataclass
class Records:
    """Everything that was read, by kind and id, with where it stands and what was wrong."""

    root: Path = Path()
    districts: dict[str, model.District] = field(default_factory=dict)
    events: dict[str, model.Event] = field(default_factory=dict)
    documents: dict[str, model.Document] = field(default_factory=dict)
    topics: dict[str, model.Topic] = field(default_factory=dict)
    sources: dict[str, model.Source] = field(default_factory=dict)
    actors: dict[str, model.Actor] = field(default_factory=dict)
    terms: dict[str, model.GlossaryTerm] = field(default_factory=dict)
    names: list[model.Name] = field(default_factory=list)
    moved: list[model.Moved] = field(default_factory=list)
    changes: list[model.Changed] = field(default_factory=list)
    population: list[model.Population] = field(default_factory=list)
    settlements: list[model.Settlement] = field(default_factory=list)
    displacement: list[model.Displacement] = field(default_factory=list)
    settlers: list[model.Settlers] = field(default_factory=list)
    returns: list[model.Return] = field(default_factory=list)
    mines: list[model.MineCasualties] = field(default_factory=list)
    votes: list[model.CountryVote] = field(default_factory=list)
    # Addresses ever published, with their lines in the file that lists them.
    published: list[tuple[int, str]] = field(default_factory=list)
    control: model.Control = model.Control(periods=(), claims=())
    where: dict[int, tuple[Located, KeyPath]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # Ids of records that could not be made: named as faulty once, not as missing everywhere.
    refused: set[str] = field(default_factory=set)
    # What stands in them, so that their other faults are named in the same run.
    drafts: list[tuple[Any, Located, KeyPath]] = field(default_factory=list)

    @property
    def counts(self) -> list[model.Count]:
        """Every count of people, of all tables."""
        return [*self.displacement, *self.settlers, *self.returns]

    def locate(self, record: BaseModel, path: KeyPath, message: str) -> Problem:
        """A problem with the value at ``path`` inside a top-level record."""
        located, prefix = self.where[id(record)]
        return located.problem((*prefix, *path), message)


class _Refused(Exception):
    """A file that could not be read as YAML, with the line of the trouble."""

    def __init__(self, line: int, message: str) -> None:
        self.line, self.message = line, message
        super().__init__(message)


def read_all(root: Path) -> Records:
    """Read every data file under ``root``/data; faults are collected, never raised."""
    records = Records(root)
    data = root / "data"
    for folder, kind in (
        ("districts", model.District),
        ("events", model.Event),
        ("documents", model.Document),
        ("topics", model.Topic),
    ):
        _read_folder(root, data / folder, kind, getattr(records, folder), records)
    for path in sorted((data / "sources").glob("*.yml")):
        _read_list(root, path, model.Source, records.sources, records)
    _read_list(root, data / "actors.yml", model.Actor, records.actors, records)
    _read_list(root, data / "glossary.yml", model.GlossaryTerm, records.terms, records)
    _read_list(root, data / "names.yml", model.Name, records.names, records)
    _read_list(root, data / "moved.yml", model.Moved, records.moved, records)
    _read_list(root, data / "changes.yml", model.Changed, records.changes, records)
    _read_control(root, data / "control.yml", records)
    _read_csv(root, data / "population.csv", model.Population, records.population, records)
    _read_csv(root, data / "settlements.csv", model.Settlement, records.settlements, records)
    _read_csv(root, data / "displacement.csv", model.Displacement, records.displacement, records)
    _read_csv(root, data / "settlers.csv", model.Settlers, records.settlers, records)
    _read_csv(root, data / "returns.csv", model.Return, records.returns, records)
    _read_csv(root, data / "mines.csv", model.MineCasualties, records.mines, records)
    _read_csv(root, data / "votes.csv", model.CountryVote, records.votes, records)
    _read_published(root / PUBLISHED, records)
    return records


def _read_folder(
    root: Path, folder: Path, kind: type[Model], into: dict[str, Model], records: Records
) -> None:
    for path in sorted(folder.glob("*.y*ml")):
        name = path.relative_to(root).as_posix()
        if path.suffix != ".yml":
            records.problems.append(Problem(name, 1, "", "is passed over; rename it to .yml"))
            continue
        content, located = _read_yaml(path, name, records)
        if content is None:
            records.refused.add(path.stem)
            continue
        if isinstance(content, dict):
            if "id" in content:
                records.problems.append(
                    located.problem(("id",), "is the file's name already; delete the key")
                )
            content = {**content, "id": path.stem}
        record = _validate(kind, content, located, (), records)
        if record is None:
            records.refused.add(path.stem)
            records.drafts.append((content, located, ()))
        else:
            into[path.stem] = record


def _read_list(
    root: Path,
    path: Path,
    kind: type[Model],
    into: dict[str, Model] | list[Model],
    records: Records,
) -> None:
    if not path.exists():
        return
    content, located = _read_yaml(path, path.relative_to(root).as_posix(), records)
    if content is None:
        return
    if not isinstance(content, list):
        records.problems.append(
            located.problem((), 'must be a list of records, each beginning with "- "')
        )
        return
    for index, item in enumerate(content):
        record = _validate(kind, item, located, (index,), records)
        if record is None:
            if isinstance(item, dict):
                records.refused.add(str(item.get("id")))
                records.drafts.append((item, located, (index,)))
            continue
        if isinstance(into, list):
            into.append(record)
            continue
        identifier = str(record.id)  # type: ignore[attr-defined]
        if identifier in into:
            first, at = records.where[id(into[identifier])]
            records.problems.append(
                located.problem(
                    (index, "id"),
                    f'"{identifier}" stands already at {first.path}:{first.line(at)}; '
                    "every id stands once",
                )
            )
            continue
        into[identifier] = record


def _read_control(root: Path, path: Path, records: Records) -> None:
    if not path.exists():
        return
    content, located = _read_yaml(path, path.relative_to(root).as_posix(), records)
    control = _validate(model.Control, content, located, (), records) if content else None
    if control is not None:
        records.control = control


def _read_csv(
    root: Path, path: Path, kind: type[Model], into: list[Model], records: Records
) -> None:
    if not path.exists():
        return
    name = path.relative_to(root).as_posix()
    try:
        text = _decode(path)
    except _Refused as refused:
        records.problems.append(Problem(name, refused.line, "", refused.message))
        return
    reader = csv.DictReader(io.StringIO(text))
    for row in reader:
        line = reader.line_num
        if None in row or None in row.values():
            records.problems.append(
                Problem(name, line, "", f"must have {len(reader.fieldnames or ())} columns")
            )
            continue
        located = Located(name, {(): line})
        filled = {key: value for key, value in row.items() if value != ""}
        record = _validate(kind, filled, located, (), records)
        if record is not None:
            into.append(record)


def _read_published(path: Path, records: Records) -> None:
    if not path.exists():
        return
    try:
        text = _decode(path)
    except _Refused as refused:
        records.problems.append(Problem(PUBLISHED, refused.line, "", refused.message))
        return
    before = ""
    for line, row in enumerate(text.splitlines(), 1):
        if not re.fullmatch(r"/[^\s#]*(#[^\s#]+)?", row):
            message = f'"{row[:60]}" is no address; write it as "/events/x/#y"'
            records.problems.append(Problem(PUBLISHED, line, "", message))
            continue
        if row[1:] <= before and line > 1:
            message = f'"{row}" is out of order or stands twice; run: make published'
            records.problems.append(Problem(PUBLISHED, line, "", message))
        before = row[1:]
        records.published.append((line, before))


def _read_yaml(path: Path, name: str, records: Records) -> tuple[Any, Located]:
    """The file's content as maps, lists and text, or None with a problem noted."""
    try:
        content, lines = parse_yaml(_decode(path))
    except _Refused as refused:
        records.problems.append(Problem(name, refused.line, "", refused.message))
        return None, Located(name)
    return content, Located(name, lines)


def _decode(path: Path) -> str:
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        raise _Refused(1, f"is {len(raw):,} bytes; a data file holds {MAX_BYTES:,} at most")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _Refused(line, "is not UTF-8 text; save the file as UTF-8") from error
    if text.startswith("\ufeff"):
        text = text[1:]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _Refused(line, "holds a NUL character; delete it")
    return text.replace("\r\n", "\n")


def parse_yaml(text: str) -> tuple[Any, Lines]:
    """Read one YAML document into maps, lists and text, with the line of each key path.

    Raises ``_Refused`` (line and sentence) for what YAML forbids and for the parts of YAML that
    data files do without.
    """
    lines: Lines = {}
    try:
        events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        content = _document(events, lines)
    except yaml.MarkedYAMLError as error:
        raise _Refused(_line_of(error), _yaml_trouble(text, error)) from error
    except yaml.YAMLError as error:
        raise _Refused(1, f"is not YAML: {error}".split("\n")[0]) from error
    except RecursionError as error:
        raise _Refused(1, "nests too deeply; data files nest six levels at most") from error
    return content, lines


def _line_of(event: Any) -> int:
    """Line, from 1, of a YAML event or error."""
    mark = getattr(event, "start_mark", None) or getattr(event, "problem_mark", None)
    mark = mark or getattr(event, "context_mark", None)
    return mark.line + 1 if mark else 1


def _yaml_trouble(text: str, error: yaml.MarkedYAMLError) -> str:
    rows = text.split("\n")
    line = _line_of(error)
    row = rows[line - 1] if line <= len(rows) else ""
    if "\t" in re.match(r"\s*", row)[0]:  # type: ignore[index]
        return "is indented with a tab; YAML takes spaces only"
    if re.search(r"^[^'\"#]*\w: [^'\"#]*: ", row):
        return "holds a colon followed by a space inside a text; put the text in quotes"
    problem = error.problem or error.context or "cannot be read"
    return f"is not YAML: {problem}; look at this line and the one above"


def _document(events: Iterator[yaml.Event], lines: Lines) -> Any:
    content: Any = None
    seen = False
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if seen:
                raise _Refused(_line_of(event), 'holds a second document; delete "---"')
            seen = True
            content = _node(next(events), events, lines, ())
    if content is None:
        raise _Refused(1, "is empty; write the record or delete the file")
    return content


def _node(event: yaml.Event, events: Iterator[yaml.Event], lines: Lines, path: KeyPath) -> Any:
    line = _line_of(event)
    lines.setdefault(path, line)
    if len(path) > 12:
        raise _Refused(line, "nests too deeply; data files nest six levels at most")
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Refused(line, "uses a YAML anchor or alias; write the value out")
    if tag := getattr(event, "tag", None):
        raise _Refused(line, f"uses the YAML tag {tag}; delete it")
    if isinstance(event, yaml.ScalarEvent):
        empty = event.value == "" or event.value in ("null", "~")
        return None if empty and event.style is None else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_node(item, events, lines, (*path, len(items))))
        return items
    mapping: dict[str, Any] = {}
    while not isinstance(key_event := next(events), yaml.MappingEndEvent):
        key_line = _line_of(key_event)
        if not isinstance(key_event, yaml.ScalarEvent):
            raise _Refused(key_line, "has a key that is not plain text")
        key = key_event.value
        if key in mapping:
            raise _Refused(key_line, f'has the key "{key}" twice; join or delete one')
        lines[(*path, key)] = key_line
        mapping[key] = _node(next(events), events, lines, (*path, key))
    return mapping


def _validate(
    kind: type[Model], content: Any, located: Located, prefix: KeyPath, records: Records
) -> Model | None:
    try:
        record = kind.model_validate(content)
    except ValidationError as error:
        for fault in error.errors():
            if fault["type"] == "too_short" and fault["input"]:
                continue  # its items are faulty, and are named
            path = (*prefix, *fault["loc"])
            records.problems.append(located.problem(path, _sentence(kind, fault)))
        return None
    records.where[id(record)] = (located, prefix)
    return record


def _sentence(kind: type[BaseModel], fault: Any) -> str:
    """Say a pydantic fault as an editor would want to read it."""
    what, given = fault["type"], fault["input"]
    if given is None and what != "missing":
        return "is empty; write the value or leave the key out"
    if what == "missing":
        return "is missing; every record of this kind needs it"
    if what == "extra_forbidden":
        wrong = str(fault["loc"][-1])
        return f"is no key of this record{near_miss(wrong, _keys_at(kind, fault['loc'][:-1]))}"
    if what == "literal_error":
        allowed = re.findall(r"'([^']*)'", fault["ctx"]["expected"])
        return f'"{given}" is not one of {", ".join(allowed)}{near_miss(str(given), allowed)}'
    if what in ("tuple_type", "list_type"):
        return f"must be a list, {_shape(given)} stands here"
    if what in ("model_type", "model_attributes_type", "dict_type"):
        return f"must be a map of keys, {_shape(given)} stands here"
    if what == "string_type":
        return f"must be text, {_shape(given)} stands here"
    if what == "too_short":
        return "is an empty list; name at least one"
    if what.startswith(("int", "float")):
        return f'"{given}" is not a number; write it in digits alone'
    if what == "value_error":
        return str(fault["ctx"]["error"])
    if what in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        return f"{given} is out of range; {fault['msg'].lower().removeprefix('input ')}"
    return str(fault["msg"])


def _keys_at(kind: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys that the model knows at a path; empty where the path leads out of the models."""
    current: Any = kind
    for part in path:
        if isinstance(part, int):
            continue
        info = current.model_fields.get(part)
        found = _model_in(info.annotation) if info else None
        if found is None:
            return []
        current = found
    return [info.alias or name for name, info in current.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _model_in(inner):
            return found
    return None


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list | tuple):
        return "a list"
    return f'the text "{value}"' if len(str(value)) < 40 else "a text"
