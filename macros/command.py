"""What ``python -m macros`` does for an editor."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from . import checks, load, prose
from .problems import report


def main(arguments: list[str]) -> int:
    """Run one command; 0 where all is well, 1 where problems were printed."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="check data and pages; print every problem")
    chosen = parser.parse_args(arguments)
    return check(chosen.root)


def check(root: Path) -> int:
    """Print every problem of the data and of the pages' citations."""
    records = load.read_all(root)
    problems = checks.run(records, prose.read_pages(root), dt.date.today())
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    print("no problem found")
    return 0
