"""``python -m macros new``: what it writes needs only what an editor knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.command import main


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("event", ["data/events/1994-a-day.yml", "docs/events/1994-a-day.md"]),
        ("document", ["data/documents/1994-a-day.yml", "docs/documents/1994-a-day.md"]),
        ("source", ["data/sources/1994-a-day.yml"]),
    ],
)
def test_a_record_is_begun(tiny: Path, kind: str, files: list[str]) -> None:
    assert main(["--root", str(tiny), "new", kind, "1994-a-day"]) == 0
    for name in files:
        assert (tiny / name).exists()


def test_what_was_begun_tells_what_it_lacks(
    tiny: Path, check: Callable[[Path], tuple[int, list[str]]]
) -> None:
    main(["--root", str(tiny), "new", "event", "1994-a-day"])
    code, lines = check(tiny)
    assert code == 1
    assert "data/events/1994-a-day.yml:7: summary_sources: is an empty list; name at least one" in (
        lines[-2], *lines,
    )  # fmt: skip


def test_nothing_is_written_over(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    event = tiny / "data/events/1993-capture-of-kalbajar.yml"
    before = event.read_bytes()
    assert main(["--root", str(tiny), "new", "event", "1993-capture-of-kalbajar"]) == 1
    assert "exists already; nothing was written" in capsys.readouterr().err
    assert event.read_bytes() == before


def test_an_impossible_id_is_refused(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny), "new", "event", "../x"]) == 1
    assert '"../x" is not an id' in capsys.readouterr().err
