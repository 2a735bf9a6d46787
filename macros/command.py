"""What ``python -m macros`` does for an editor."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from . import addresses, checks, coverage, load, prose, schema
from .model import ID_PATTERN
from .problems import report
from .reference import Reference

EVENT = """\
title: {title}
date: "{date}"
kind: capture
districts: []
topics: []
summary: One sentence that answers what happened, where and when.
summary_sources: []
statements:
  - id: what-happened
    text: One or two sentences, in your own words.
    sources: []
reviewed: "{today}"
"""
DOCUMENT = """\
title: {title}
date: "{date}"
kind: resolution
body: un-security-council
text_source: id-of-the-text-in-data-sources
districts: []
topics: []
summary: One sentence that answers what it is, who issued it and when.
summary_sources: []
clauses:
  - id: paragraph-1
    label: Paragraph 1
    text: What it says, in your own words.
    sources: []
reviewed: "{today}"
"""
PAGE = """\
---
title: {title}
---
{{{{ opening() }}}}

{{{{ closing() }}}}
"""
SOURCE = """\
- id: {id}
  type: webpage
  title: The title as the source gives it
  publisher: Who published it
  issued: "{today}"
  URL: https://
  language: en
  publisher_side: international
  accessed: "{today}"
  archive_note: No archived copy was found.
  checked: read
"""


def main(arguments: list[str]) -> int:
    """Run one command; 0 where all is well, 1 where something was wrong and was printed."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="check data and pages; print every problem")
    schemas = commands.add_parser("schema", help="write data/schema/ from the models")
    schemas.add_argument("--check", action="store_true", help="only say whether it is up to date")
    published = commands.add_parser("published", help="add new addresses to data/published.txt")
    published.add_argument("--check", action="store_true", help="only say whether any is new")
    new = commands.add_parser("new", help="begin a record and its page")
    new.add_argument("kind", choices=["event", "document", "source"])
    new.add_argument("id", help='"1993-capture-of-agdam"')
    chosen = parser.parse_args(arguments)
    if chosen.command == "check":
        return check(chosen.root)
    if chosen.command == "schema":
        return write_schemas(chosen.root / "data" / "schema", chosen.check)
    if chosen.command == "published":
        return publish(chosen.root, chosen.check)
    return begin(chosen.root, chosen.kind, chosen.id)


def check(root: Path) -> int:
    """Print every problem of the data and of the pages' citations, or what there is."""
    records = load.read_all(root)
    pages = prose.read_pages(root)
    problems = checks.run(records, pages, dt.date.today())
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    reference = Reference(records, pages)
    kinds = ("districts", "events", "documents", "topics", "sources")
    counts = [f"{len(getattr(records, kind)):,} {kind}" for kind in kinds]
    said = coverage.said(reference)
    questions = sum(len(reference.entry(one).contested) for one in reference.sections)
    counts += [f"{len(said):,} statements", f"{questions:,} contested questions"]
    print("no problem found:", ", ".join(counts))
    for promise in coverage.promises(reference):
        print(f"{'kept' if promise.kept else 'NOT KEPT'}: {promise.text}: {promise.measured}")
    return 0


def write_schemas(folder: Path, only_check: bool) -> int:
    """Write the schemas, or say which are out of date."""
    if not only_check:
        schema.write(folder)
        return 0
    stale = schema.outdated(folder)
    for name in stale:
        print(f"{folder / name}: is out of date; run: make schema", file=sys.stderr)
    return 1 if stale else 0


def publish(root: Path, only_check: bool) -> int:
    """Add the addresses that are new to the file of those ever published, or only name them."""
    records, pages = load.read_all(root), prose.read_pages(root)
    if only_check:
        known = {address for _, address in records.published}
        new = sorted(addresses.live(records, pages) - known)
        if new:
            more = f" and {len(new) - 1:,} more" if len(new) > 1 else ""
            print(f"{load.PUBLISHED}: lacks /{new[0]}{more}; run: make published", file=sys.stderr)
        return 1 if new else 0
    new = addresses.write(root, records, pages)
    print(f"{load.PUBLISHED}: {len(new):,} added")
    return 0


def begin(root: Path, kind: str, identifier: str) -> int:
    """Write a skeleton of a record, and of its page, that lacks only what an editor knows."""
    if not ID_PATTERN.fullmatch(identifier):
        print(f'"{identifier}" is not an id; use lower-case letters, digits and hyphens',
              file=sys.stderr)  # fmt: skip
        return 1
    today = dt.date.today().isoformat()
    year, _, words = identifier.partition("-")
    dated = year.isdigit() and len(year) == len("1993")
    title = (words if dated else identifier).replace("-", " ").capitalize()
    values = {"id": identifier, "title": title, "today": today,
              "date": year if dated else today}  # fmt: skip
    if kind == "source":
        files = {root / "data" / "sources" / f"{identifier}.yml": SOURCE}
    else:
        files = {
            root / "data" / f"{kind}s" / f"{identifier}.yml": {"event": EVENT}.get(kind, DOCUMENT),
            root / "docs" / f"{kind}s" / f"{identifier}.md": PAGE,
        }
    for path in files:
        if path.exists():
            print(f"{path.relative_to(root)}: exists already; nothing was written", file=sys.stderr)
            return 1
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**values), encoding="utf-8")
        print(path.relative_to(root))
    print("fill in, then: make check")
    return 0
