"""A real Chromium, and sites served to it from this machine."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.find_chromium import installed

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# A machine that builds and browses at once is slow.
expect.set_options(timeout=15_000)
# The site stands under a sub-path, as project Pages do.
BASE = "/sub/path/"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path(path.replace(BASE, "/", 1))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Where nothing stands, the site's own page for it, as hosts of static sites do."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, *_: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser that closes mid-answer is no news."""


def serve(site: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(site))
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{BASE}"
    server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Address of this project's site."""
    yield from serve(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = installed()
    assert path, "no Chromium; run: python tests/browser/find_chromium.py --install"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


class Watched:
    """A page with all that it asked for and complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self.complaints.append(request.url))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )


def opened(browser: Browser, **options: object) -> Iterator[Watched]:
    context: BrowserContext = browser.new_context(**options)  # type: ignore[arg-type]
    yield Watched(context.new_page())
    context.close()


def settle(page: Page) -> None:
    """Wait until nothing on a page moves or fades: what is half faded has no colour to measure."""
    page.evaluate(
        """async () => {
            const wait = (time) => new Promise((done) => setTimeout(done, time));
            await wait(100); // an arrival at a passage scrolls first, and then the head fades
            const moving = document.getAnimations().map((one) => one.finished);
            await Promise.race([Promise.allSettled(moving), wait(2000)]);
        }"""
    )


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds wrong with a page at rest: each rule with the first places that break it."""
    settle(page)
    found = Axe().run(page).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found]


@pytest.fixture
def desk(browser: Browser) -> Iterator[Watched]:
    """A desktop screen."""
    yield from opened(browser, viewport={"width": 1440, "height": 900})


@pytest.fixture
def phone(browser: Browser) -> Iterator[Watched]:
    """A phone's screen, touched."""
    yield from opened(
        browser, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
