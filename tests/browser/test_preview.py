"""The live preview: an edit is seen, a mistake is told, the server lives on."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

LIMIT = 30.0


class Preview:
    def __init__(self, root: Path, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/"
        self._log = log
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "mkdocs", "serve", "--dirty", "--no-strict", "--dev-addr",
             f"127.0.0.1:{port}"],
            cwd=root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=log.open("w"),
            stderr=subprocess.STDOUT,
        )  # fmt: skip

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def page(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=5) as answer:
            return str(answer.read().decode())

    def shows(self, path: str, text: str) -> bool:
        try:
            return text in self.page(path)
        except OSError:
            return False


def wait(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    pytest.fail(f"not within {LIMIT:.0f} s: {what}")


@pytest.fixture
def preview(tiny: Path, tmp_path: Path) -> Iterator[Preview]:
    running = Preview(tiny, tmp_path / "log.txt")
    try:
        wait(lambda: running.shows("events/1993-capture-of-kalbajar/", "Omar pass"), "the page")
        yield running
    finally:
        running.process.terminate()
        running.process.wait(20)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_edits_of_data_prose_code_and_theme_are_seen(preview: Preview, tiny: Path) -> None:
    event = "events/1993-capture-of-kalbajar/"
    edit(tiny / "data/events/1993-capture-of-kalbajar.yml", "over the Omar pass", "over the hills")
    wait(lambda: preview.shows(event, "fled over the hills"), "an edit of data")
    edit(tiny / "docs/events/1993-capture-of-kalbajar.md", "The road was long", "The road was bad")
    wait(lambda: preview.shows(event, "The road was bad"), "an edit of prose")
    edit(tiny / "macros/words/en.yml", "cite_heading: Cite this page", "cite_heading: Quote it")
    wait(lambda: preview.shows(event, "Quote it"), "an edit of words")
    edit(tiny / "macros/citations.py", '"international source"', '"worldly source"')
    wait(lambda: preview.shows(event, "worldly source"), "an edit of code")
    edit(tiny / "overrides/404.html", "<h1>", "<h1>Nowhere: ")
    wait(lambda: preview.shows("404.html", "Nowhere"), "an edit of the theme")


def test_an_edit_reaches_every_page_that_shows_it(preview: Preview, tiny: Path) -> None:
    record = tiny / "data/events/1993-capture-of-kalbajar.yml"
    edit(record, "Armenian forces took Kalbajar early in April 1993.", "A new summary.")
    for path in ("events/1993-capture-of-kalbajar/", "events/"):
        wait(lambda at=path: preview.shows(at, "A new summary."), path)  # type: ignore[misc]
    # Pages of districts and topics list events by date and title.
    edit(record, '"1993-04-02/1993-04-05"', '"1993-04-06/1993-04-07"')
    for path in ("events/1993-capture-of-kalbajar/", "events/", "districts/kalbajar/",
                 "topics/war/"):  # fmt: skip
        wait(lambda at=path: preview.shows(at, "6 to 7 April 1993"), path)  # type: ignore[misc]


def test_a_mistake_is_told_and_the_server_lives_on(preview: Preview, tiny: Path) -> None:
    event = tiny / "data/events/1993-capture-of-kalbajar.yml"
    edit(event, "by: council", "by: counsil")
    wait(lambda: 'no actor "counsil"; did you mean "council"?' in preview.log, "the data's error")
    page = tiny / "docs/about/index.md"
    edit(event, "by: counsil", "by: council")
    edit(page, "How a mark", "{{ nonsense() }} How a mark")
    wait(lambda: "'nonsense' is undefined" in preview.log, "the macro's error")
    assert preview.process.poll() is None
    edit(page, "{{ nonsense() }} How a mark", "How one mark")
    wait(lambda: preview.shows("about/", "How one mark"), "the mended page")


def test_the_search_index_is_there(preview: Preview) -> None:
    wait(lambda: preview.shows("pagefind/pagefind-entry.json", "languages"), "the index")
