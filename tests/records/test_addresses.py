"""Addresses are for good: what the check says where one that was published is gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.command import main
from tests.conftest import REPO

Check = Callable[[Path], tuple[int, list[str]]]
EVENT = "data/events/1993-capture-of-kalbajar.yml"
PUBLISHED = "data/published.txt"
MOVED = "data/moved.yml"


def published(root: Path) -> list[str]:
    assert main(["--root", str(root), "published"]) == 0
    return (root / PUBLISHED).read_text(encoding="utf-8").splitlines()


def replace(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_committed_file_holds_every_address() -> None:
    assert main(["--root", str(REPO), "published", "--check"]) == 0


def test_pages_passages_prose_and_sources_are_on_file(tiny: Path) -> None:
    assert {
        "/", "/events/1993-capture-of-kalbajar/", "/sources/#watch-1994",
        "/events/1993-capture-of-kalbajar/#town-taken",  # a statement
        "/events/1993-capture-of-kalbajar/#which-day",
        "/events/1993-capture-of-kalbajar/#which-day-baku",
        "/events/1993-capture-of-kalbajar/#the-road",  # a paragraph of prose
        "/events/1993-capture-of-kalbajar/#background",
        "/documents/un-sc-822-1993/#paragraph-1", "/districts/kalbajar/#bridge",
    } <= set(published(tiny))  # fmt: skip


def test_settlements_are_on_file() -> None:
    lines = (REPO / PUBLISHED).read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("/settlements/agdam/#") for line in lines) > 50


def test_a_new_address_is_named_and_added_and_nothing_is_taken_out(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(tiny)
    replace(tiny, EVENT, "- id: people-fled", "- id: people-left")
    replace(tiny, "docs/districts/kalbajar.md", "people-fled", "people-left")
    assert main(["--root", str(tiny), "published", "--check"]) == 1
    said = capsys.readouterr().err
    assert "lacks /events/1993-capture-of-kalbajar/#people-left" in said
    assert "run: make published" in said
    lines = published(tiny)
    assert "/events/1993-capture-of-kalbajar/#people-left" in lines
    assert "/events/1993-capture-of-kalbajar/#people-fled" in lines
    assert lines == sorted(lines)


def test_a_statement_that_vanishes_is_one_problem_with_its_remedy(tiny: Path, check: Check) -> None:
    line = published(tiny).index("/events/1993-capture-of-kalbajar/#people-fled") + 1
    replace(tiny, EVENT, "- id: people-fled", "- id: people-left")
    replace(tiny, "docs/districts/kalbajar.md", "people-fled", "people-left")
    code, said = check(tiny)
    assert code == 1
    assert said[:-1] == [
        f'{PUBLISHED}:{line}: "/events/1993-capture-of-kalbajar/#people-fled" is gone; put it '
        'back, or add to data/moved.yml: - {old: "events/1993-capture-of-kalbajar#people-fled", '
        "to: …, reason: …}"
    ]
    (tiny / MOVED).write_text(
        '- {old: "events/1993-capture-of-kalbajar#people-fled",\n'
        '   to: "events/1993-capture-of-kalbajar#people-left", reason: A slip.}\n',
        encoding="utf-8",
    )
    assert check(tiny)[0] == 0


def move_event(tiny: Path) -> None:
    """Rename the record and its page, and what names them."""
    for old, new in (("data/events", "yml"), ("docs/events", "md")):
        path = tiny / old / f"1993-capture-of-kalbajar.{new}"
        path.rename(path.with_stem("1993-fall-of-kalbajar"))
    for name in ("data/control.yml", "docs/districts/kalbajar.md"):
        replace(tiny, name, "1993-capture-of-kalbajar", "1993-fall-of-kalbajar")


def test_a_page_that_vanishes_is_named_once_not_with_all_that_stood_on_it(
    tiny: Path, check: Check
) -> None:
    published(tiny)
    move_event(tiny)
    _, said = check(tiny)
    assert len(said) == 2
    assert '"/events/1993-capture-of-kalbajar/" is gone' in said[0]


def test_a_page_that_moved_takes_its_passages_along_and_lacks_none(
    tiny: Path, check: Check
) -> None:
    published(tiny)
    move_event(tiny)
    (tiny / MOVED).write_text(
        "- {old: events/1993-capture-of-kalbajar, to: events/1993-fall-of-kalbajar, reason: r}\n",
        encoding="utf-8",
    )
    assert check(tiny)[0] == 0
    path = "docs/events/1993-fall-of-kalbajar.md"
    replace(tiny, path, "{: #the-road }", "{: #road }")
    _, said = check(tiny)
    assert len(said) == 2
    assert '"/events/1993-capture-of-kalbajar/#the-road" is gone' in said[0]


# What is typed into the file, and what the check answers.
WRONG_LINES = [
    ("/b/\n/a/\n", f'{PUBLISHED}:2: "/a/" is out of order or stands twice; run: make published'),
    ("/\n/\n", f'{PUBLISHED}:2: "/" is out of order or stands twice'),
    ("events/x\n", f'{PUBLISHED}:1: "events/x" is no address; write it as "/events/x/#y"'),
    ("/\n<<<<<<< HEAD\n", f'{PUBLISHED}:2: "<<<<<<< HEAD" is no address'),
    ("/a b/\n", f'{PUBLISHED}:1: "/a b/" is no address'),
]


@pytest.mark.parametrize(("text", "expected"), WRONG_LINES)
def test_a_line_that_is_no_address_is_named(
    tiny: Path, check: Check, text: str, expected: str
) -> None:
    (tiny / PUBLISHED).write_text(text, encoding="utf-8")
    code, said = check(tiny)
    assert code == 1
    assert any(expected in line for line in said), said


WRONG_MOVES = [
    ("- {old: /events/x/, reason: r}", '"/events/x/" is not an address of this site'),
    ("- {old: ../../etc, reason: r}", '"../../etc" is not an address of this site'),
    ('- {old: "https://example.org/x", reason: r}', "is not an address of this site"),
    ("- {old: events/x.md, reason: r}", '"events/x.md" is not an address of this site'),
    ("- {old: events/gone, to: events/1993-capture-of-kalbajar}", "reason: is missing"),
    (
        "- {old: events/gone, reason: r}\n- {old: events/gone, reason: s}",
        'old: "events/gone" stands twice; join or delete one',
    ),
    (
        '- {old: "events/1993-capture-of-kalbajar#the-road", reason: r}',
        '"events/1993-capture-of-kalbajar#the-road" still exists',
    ),
    ('- {old: "sources#watch-1994", reason: r}', '"sources#watch-1994" still exists'),
    (
        '- {old: "events/never#x", reason: r}',
        'has no page to stand on; say first where "events/never" moved',
    ),
    (
        "- {old: events/gone, to: events/1993-capture-of-kalbajar, reason: r}\n"
        '- {old: "events/gone#town-taken", to: "events/1993-capture-of-kalbajar", reason: r}',
        '"events/1993-capture-of-kalbajar#town-taken" exists, and the page leads there already',
    ),
    (
        '- {old: events/gone, to: "events/1993-capture-of-kalbajar#town-token", reason: r}',
        'did you mean "events/1993-capture-of-kalbajar#town-taken"?',
    ),
]


@pytest.mark.parametrize(("text", "expected"), WRONG_MOVES)
def test_a_line_on_what_moved_that_cannot_be_is_named(
    tiny: Path, check: Check, text: str, expected: str
) -> None:
    (tiny / MOVED).write_text(text + "\n", encoding="utf-8")
    code, said = check(tiny)
    assert code == 1
    assert any(line.startswith(f"{MOVED}:") and expected in line for line in said), said


def test_lines_that_a_merge_left_out_of_order_are_put_in_order(tiny: Path, check: Check) -> None:
    lines = published(tiny)
    (tiny / PUBLISHED).write_text("\n".join([*lines[5:], *lines[:7]]) + "\n", encoding="utf-8")
    assert check(tiny)[0] == 1
    assert published(tiny) == lines
    assert check(tiny)[0] == 0
