"""The bibliography as BibTeX and RIS, for reference managers that do not read CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import dates, model
from .citations import LANGUAGES, SIDES
from .citing import address, bibtex, plain

_BIBTEX = {
    "article": "article", "article-journal": "article", "article-newspaper": "article",
    "book": "book", "chapter": "incollection", "entry-encyclopedia": "incollection",
    "report": "techreport",
}  # fmt: skip
_RIS = {
    "article": "MGZN", "article-journal": "JOUR", "article-newspaper": "NEWS", "book": "BOOK",
    "broadcast": "VIDEO", "chapter": "CHAP", "dataset": "DATA", "document": "GEN",
    "entry-encyclopedia": "ENCYC", "legal_case": "CASE", "legislation": "STAT",
    "personal_communication": "PCOMM", "report": "RPRT", "webpage": "ELEC",
}  # fmt: skip
# What holds a piece is named by another field for each kind of entry.
_HOLDER = {"article": "journal", "incollection": "booktitle"}
_ISSUER = {"techreport": "institution"}
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")

Field = tuple[str, str | None]


def to_bibtex(sources: Iterable[model.Source]) -> str:
    """Sources as BibTeX entries; the key is the source's id."""
    return "\n".join(map(_entry, sources))


def to_ris(sources: Iterable[model.Source]) -> str:
    """Sources as RIS records; ``ID`` is the source's id. Line ends are LF."""
    return "\n".join(map(_record, sources))


def _entry(source: model.Source) -> str:
    kind = _BIBTEX.get(source.type, "misc")
    year, month, _ = _issued(source)
    # A paper's article stands in the paper, whichever of the two fields names it.
    holder = source.container_title or (source.publisher if kind == "article" else None)
    fields: list[Field] = [
        ("author", " and ".join(map(_bibtex_author, source.author)) or None),
        ("title", f"{{{bibtex(source.title)}}}"),
        (_HOLDER.get(kind, "howpublished"), _escaped(holder)),
        (_ISSUER.get(kind, "publisher"), _escaped(source.publisher)),
        ("address", _escaped(source.publisher_place)),
        ("year", year),
        ("month", str(int(month)) if month else None),
        ("number", _escaped(source.number)),
        ("pages", _escaped(source.page and source.page.replace("-", "--"))),
        ("isbn", _escaped(source.isbn)),
        ("language", _escaped(LANGUAGES.get(source.language, source.language))),
        ("url", address(source.url) if source.url else None),
        ("urldate", source.accessed),
        ("note", _escaped("; ".join(_notes(source)))),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@{kind}{{{source.id},", *lines, "}", ""])


def _record(source: model.Source) -> str:
    year, month, day = _issued(source)
    fields: list[Field] = [
        ("TY", _RIS[source.type]),
        ("ID", source.id),
        *(("AU", _ris_author(author)) for author in source.author),
        ("TI", source.title),
        ("T2", source.container_title),
        ("PB", source.publisher),
        ("CY", source.publisher_place),
        ("PY", year),
        ("DA", "/".join((year, month or "", day or "")) if year else None),
        ("M1", source.number),
        ("SP", source.page),
        ("SN", source.isbn),
        ("LA", source.language),
        ("UR", address(source.url) if source.url else None),
        ("Y2", source.accessed.replace("-", "/")),
        *(("N1", note) for note in _notes(source)),
    ]
    lines = [f"{tag}  - {plain(value)}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - ", ""])


def _issued(source: model.Source) -> tuple[str | None, str | None, str | None]:
    """Year, month and day as far as they are known for sure."""
    if source.issued is None:
        return None, None, None
    found = _PLAIN.fullmatch(source.issued)
    if found:
        return found[1], found[2], found[3]
    return str(dates.parse(source.issued).lower.year), None, None


def _notes(source: model.Source) -> list[str]:
    """Whose voice it is, and what a field of its own cannot say."""
    notes = [SIDES[source.publisher_side]]
    if source.issued and not _PLAIN.fullmatch(source.issued):
        notes.append(f"dated {dates.in_words(source.issued)}")
    if source.checked == "quoted-in":
        notes.append(f"quoted in {str(source.quoted_in).rstrip('.')}")
    if source.archive_url:
        notes.append(f"archived copy: {address(source.archive_url)}")
    return notes


def _escaped(value: str | None) -> str | None:
    return bibtex(value) if value else None


def _bibtex_author(author: model.Author) -> str:
    if author.literal:
        return f"{{{bibtex(author.literal)}}}"
    return ", ".join(bibtex(part) for part in (author.family, author.given) if part)


def _ris_author(author: model.Author) -> str:
    return author.literal or ", ".join(filter(None, (author.family, author.given)))
