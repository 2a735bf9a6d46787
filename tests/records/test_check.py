"""What the check says of records that break a rule: file, line, key, fault and remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Check = Callable[[Path], tuple[int, list[str]]]
EVENT = "data/events/1993-capture-of-kalbajar.yml"
DOCUMENT = "data/documents/un-sc-822-1993.yml"
DISTRICT = "data/districts/kalbajar.yml"
SOURCES = "data/sources/all.yml"
CONTROL = "data/control.yml"
PAGE = "docs/events/1993-capture-of-kalbajar.md"
NO_DATE = (
    'is not an EDTF date; write "1993-07-23", "1993-07", "1993", "1993-08~" or '
    '"1993-04-02/1993-04-05"'
)

YEREVAN = "      - {id: yerevan, by: yerevan-paper, text: On 4 April., sources: [yerevan-1993]}\n"

# File, what is typed over what, and the line that the check answers.
BROKEN = [
    (EVENT, "sources: [watch-1994]\ncontested", "sources: [wach-1994]\ncontested",
     f'{EVENT}:16: statements[1].sources[0]: no source "wach-1994"; did you mean "watch-1994"?'),
    (EVENT, "by: council", "by: counsil",
     f'{EVENT}:12: statements[0].by: no actor "counsil"; did you mean "council"?'),
    (EVENT, 'date: "1993-04-02/1993-04-05"', 'date: "2.4.1993"',
     f'{EVENT}:2: date: "2.4.1993" {NO_DATE}'),
    (EVENT, 'date: "1993-04-02/1993-04-05"', 'date: "1993-04-05/1993-04-02"',
     f'{EVENT}:2: date: "1993-04-05/1993-04-02" runs backwards; the earlier date comes first'),
    (EVENT, 'date: "1993-04-02/1993-04-05"', 'date: "1893"',
     f"{EVENT}:2: date: 1893 lies before 1900"),
    (EVENT, 'reviewed: "2026-11-01"', 'reviewed: "2999-01-01"',
     "lies in the future; today is"),
    (EVENT, "kind: capture", "kind: captur",
     f'{EVENT}:3: kind: "captur" is not one of'),
    (EVENT, "kind: capture", "kynd: capture",
     f'{EVENT}:3: kynd: is no key of this record; did you mean "kind"?'),
    (EVENT, "kind: capture\n", "",
     f"{EVENT}:1: kind: is missing; every record of this kind needs it"),
    (EVENT, "topics: [war]", "topics: war",
     f'{EVENT}:5: topics: must be a list, the text "war" stands here'),
    (EVENT, "lat: 40.107", "lat: 46.107",
     f"{EVENT}:6: place.lat: 46.107 lies outside the region (38.0 to 42.1); are lat and lon "
     "exchanged?"),
    (EVENT, "lat: 40.107", "lat: north",
     f'{EVENT}:6: place.lat: "north" is not a number; write it in digits alone'),
    (EVENT, "text: The people fled over the Omar pass.", "text: ''",
     f"{EVENT}:15: statements[1].text: is empty; write the text or leave the key out"),
    (EVENT, "text: The people fled over the Omar pass.", 'text: "The people\\x07 fled."',
     f"{EVENT}:15: statements[1].text: holds the control character U+0007; delete it"),
    (EVENT, "text: The people fled over the Omar pass.", "text: The town was liberated.",
     f'{EVENT}:15: statements[1].text: "liberated" takes a side; use a plain word or an '
     "attributed quotation"),
    (EVENT, "    sources: [watch-1994]\ncontested", "    sources: []\ncontested",
     f"{EVENT}:16: statements[1].sources: is an empty list; name at least one"),
    (EVENT, "- id: people-fled", "- id: town-taken",
     f'{EVENT}:14: statements[1].id: "town-taken" stands twice on this page, or is kept for a '
     "heading; rename"),
    (EVENT, "- id: people-fled", "- id: People fled",
     f'{EVENT}:14: statements[1].id: "People fled" is not an id; use lower-case letters, digits '
     'and single hyphens, as in "capture-of-agdam"'),
    (EVENT, YEREVAN, "",
     f"{EVENT}:18: contested[0]: has no position by an actor whose side is armenian; add one, or "
     "say under not_found (side: armenian, searched: …) where it was looked for"),
    (EVENT, "related: [un-sc-822-1993]", "related: [un-sc-823-1993]",
     f'{EVENT}:23: related[0]: no record "un-sc-823-1993"; did you mean "un-sc-822-1993"?'),
    (DOCUMENT, "title: Resolution 822 (1993)", "title: Resolution 823 (1993)",
     "docs/documents/un-sc-822-1993.md:2: title: the page's title is \"Resolution 822 (1993)\", "
     'the record\'s "Resolution 823 (1993)"'),
    (SOURCES, "URL: https://example.org/822", "URL: example.org/822",
     f'{SOURCES}:39: URL: "example.org/822" is not a web address; it must begin with http:// or '
     "https://"),
    (SOURCES, "  quoted_in: a later book\n", "",
     f"{SOURCES}:24: quoted_in: is missing; say where the source was read as quoted"),
    (SOURCES, "- id: council-822", "- id: watch-1994",
     f'{SOURCES}:34: id: "watch-1994" stands already at {SOURCES}:1; every id stands once'),
    (CONTROL, 'to: "1993-04-03"', 'to: "1993-04-05"',
     f"{CONTROL}:3: periods[1].from: control of kalbajar (whole) from 1993-04-03 overlaps the "
     "period that ends 1993-04-05; the one ends on the day the next begins"),
    (CONTROL, 'to: "1993-04-03"', 'to: "1993-03-03"',
     f"{CONTROL}:3: periods[1].from: control of kalbajar (whole) from 1993-04-03 leaves a gap "
     "after the period that ends 1993-03-03; the one ends on the day the next begins"),
    (CONTROL, "holder: armenian-forces", "holder: armenia",
     f'{CONTROL}:3: periods[1].holder: "armenia" is not one of azerbaijan, armenian-forces, '
     "russian-peacekeepers"),
    ("data/names.yml", "place: kalbajar, form: Քար", "place: kalbajr, form: Քար",
     'data/names.yml:2: place: no district "kalbajr"; did you mean "kalbajar"?'),
    (PAGE, "[^baku-1993]", "[^baku-1994]",
     f'{PAGE}:8: no source "baku-1994"; did you mean "baku-1993"?'),
    (PAGE, 'statement("town-taken")', 'statement("town-token")',
     f'{PAGE}:10: statement(): no statement "town-token"; did you mean "town-taken"?'),
    (PAGE, 'statement("town-taken")', 'statement("town-taken") }}\n\n{{ statement("town-taken")',
     f'{PAGE}:12: statement(): "town-taken" is set in place twice; a fact is written once'),
    (PAGE, "{: #see }", "{: #people-fled }",
     f'{PAGE}:12: the id "people-fled" stands twice on this page; rename it'),
    (PAGE, "The road was long.", "The terrorists came.",
     f'{PAGE}:8: "terrorists" takes a side; use a plain word or an attributed quotation'),
    ("data/population.csv", "43713", "many",
     'data/population.csv:2: number: "many" is not a number; write it in digits alone'),
    ("data/population.csv", ",watch-1994,", ",watch-1995,",
     'data/population.csv:2: source: no source "watch-1995"; did you mean "watch-1994"?'),
]  # fmt: skip
# Trouble below the level of records; the same treatment, never a traceback.
UNREADABLE = [
    (b"title: x\n\tkind: y\n", "2: is indented with a tab; YAML takes spaces only"),
    (b"title: x\ntitle: y\n", '2: has the key "title" twice; join or delete one'),
    (b"a: &a [x]\nb: *a\n", "1: uses a YAML anchor or alias; write the value out"),
    (b"title: !!python/object:os.system x\n", "1: uses the YAML tag"),
    ("title: Kəlbəcər\n".encode("utf-16"), "1: is not UTF-8 text; save the file as UTF-8"),
    (b"title: x\nsummary: a\0b\n", "2: holds a NUL character; delete it"),
    (b"title: x\n---\ntitle: y\n", '2: holds a second document; delete "---"'),
    (b"- a\n- b\n", "1: must be a map of keys, a list stands here"),
    (b"", "1: is empty; write the record or delete the file"),
    (b"summary: one: two\n", "1: holds a colon followed by a space inside a text"),
    (b"title: [x\n", "is not YAML"),
    (b"title: " + b"[" * 5000 + b"]" * 5000, "1: nests too deeply"),
    (b"title: " + b"x" * 10_000_000, "1: is 10,000,007 bytes; a data file holds 2,000,000"),
]


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_tiny_project_is_sound_and_counted(tiny: Path, check: Check) -> None:
    code, lines = check(tiny)
    assert code == 0
    assert lines[0] == (
        "no problem found: 1 districts, 1 events, 1 documents, 1 topics, 4 sources, "
        "7 statements, 1 contested questions"
    )
    assert lines[-1].endswith("than a half: 1 Azerbaijani, 1 Armenian")


def test_a_promise_that_is_not_kept_is_said_to_be_so(tiny: Path, check: Check) -> None:
    change(tiny, SOURCES, "publisher_side: armenian", "publisher_side: media")
    change(tiny, EVENT, "sources: [baku-1993]", "sources: [baku-1993, {id: baku-1993, locator: x}]")
    _, lines = check(tiny)
    assert lines[-1].startswith("NOT KEPT: Of the sources cited on contested questions")


@pytest.mark.parametrize(("name", "old", "new", "expected"), BROKEN)
def test_a_broken_rule_is_named(
    tiny: Path, check: Check, name: str, old: str, new: str, expected: str
) -> None:
    change(tiny, name, old, new)
    code, lines = check(tiny)
    assert code == 1
    assert any(expected in line for line in lines), lines


@pytest.mark.parametrize(("content", "expected"), UNREADABLE)
def test_trouble_with_yaml_is_named(
    tiny: Path, check: Check, content: bytes, expected: str
) -> None:
    (tiny / EVENT).write_bytes(content)
    code, lines = check(tiny)
    assert code == 1
    assert any(line.startswith(f"{EVENT}:") and expected in line for line in lines), lines


def test_windows_line_ends_are_read(tiny: Path, check: Check) -> None:
    path = tiny / EVENT
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(tiny)[0] == 0


def test_what_yaml_guesses_at_stays_text(tiny: Path, check: Check) -> None:
    change(tiny, EVENT, "name: Kalbajar", "name: no")
    assert check(tiny)[0] == 0


def test_all_problems_come_in_one_run_and_are_counted(tiny: Path, check: Check) -> None:
    change(tiny, EVENT, "by: council", "by: counsil")
    change(tiny, DOCUMENT, 'date: "1993-04-30"', 'date: "30 April"')
    change(tiny, PAGE, "[^baku-1993]", "[^nobody]")
    code, lines = check(tiny)
    assert code == 1
    assert sum("counsil" in line for line in lines) == 1
    assert sum("30 April" in line for line in lines) == 1
    assert sum("nobody" in line for line in lines) == 1
    assert lines[-1] == f"{len(lines) - 1} problems found"


def test_a_refused_record_is_named_once_with_all_that_is_wrong_in_it(
    tiny: Path, check: Check
) -> None:
    """A page of another record sets its statement in place, a moved line leads to it and one
    source is cited in it alone: none of these is to blame."""
    change(tiny, EVENT, 'date: "1993-04-02/1993-04-05"', 'date: "2.4.1993"')
    change(tiny, EVENT, "sources: [watch-1994]\ncontested", "sources: [wach-1994]\ncontested")
    change(tiny, EVENT, "by: council", "by: counsil")
    (tiny / "data/moved.yml").write_text(
        "- {old: events/gone, to: events/1993-capture-of-kalbajar, reason: r}\n", encoding="utf-8"
    )
    code, lines = check(tiny)
    assert code == 1
    assert lines == [
        f'{EVENT}:2: date: "2.4.1993" {NO_DATE}',
        f'{EVENT}:12: statements[0].by: no actor "counsil"; did you mean "council"?',
        f'{EVENT}:16: statements[1].sources[0]: no source "wach-1994"; did you mean "watch-1994"?',
        "3 problems found",
    ]


def test_an_unused_source_and_an_idle_actor_are_named(tiny: Path, check: Check) -> None:
    change(tiny, SOURCES, "- id: watch-1994", "- id: unread\n  type: book\n  title: T\n"
           '  language: en\n  publisher_side: other\n  accessed: "2026"\n  checked: read\n'
           "- id: watch-1994")  # fmt: skip
    change(tiny, "data/actors.yml", "- id: council", "- id: idle\n  name: I\n  kind: body\n"
           "  side: other\n- id: council")  # fmt: skip
    _, lines = check(tiny)
    assert f'{SOURCES}:1: id: source "unread" is cited nowhere; cite it or delete it' in lines
    assert any('actor "idle" asserts nothing' in line for line in lines)


def test_a_record_without_a_page_and_a_page_without_a_record(tiny: Path, check: Check) -> None:
    (tiny / PAGE).rename(tiny / "docs/events/1993-other.md")
    _, lines = check(tiny)
    assert f"{EVENT}:1: has no page; write {PAGE}" in lines
    assert any(line.startswith("docs/events/1993-other.md:1: has no record") for line in lines)


def test_a_quotation_may_hold_any_word(tiny: Path, check: Check) -> None:
    change(tiny, EVENT, "The people fled", "“Liberated”, said the paper; the people fled")
    assert check(tiny)[0] == 0


def test_a_side_that_was_not_found_may_be_said_to_be_so(tiny: Path, check: Check) -> None:
    change(
        tiny, EVENT,
        "      - {id: yerevan, by: yerevan-paper, text: On 4 April., sources: [yerevan-1993]}\n",
        "      - {id: council, by: council, text: On 3 April., sources: [yerevan-1993]}\n"
        "    not_found:\n      - {side: armenian, searched: the archive}\n",
    )  # fmt: skip
    change(tiny, "data/actors.yml", "- id: yerevan-paper\n  name: A paper in Yerevan\n"
           "  kind: media\n  side: armenian\n", "")  # fmt: skip
    assert check(tiny)[0] == 0


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('- {old: events/1993-capture-of-kalbajar, to: events/x, reason: r}', "still exists"),
        ('- {old: events/gone, to: events/nowhere, reason: r}', 'to: "events/nowhere" does not'),
    ],
)  # fmt: skip
def test_a_moved_address_leads_somewhere(
    tiny: Path, check: Check, line: str, expected: str
) -> None:
    (tiny / "data/moved.yml").write_text(line + "\n", encoding="utf-8")
    code, lines = check(tiny)
    assert code == 1
    assert any(expected in found for found in lines), lines
