"""Built HTML as the tests look at it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

from bs4 import BeautifulSoup


def pages(site: Path) -> list[Path]:
    """What readers read; not the addresses that only lead on."""
    return [path for path in _files(site) if not _leads_on(path)]


def leads(site: Path) -> list[Path]:
    """The addresses that only lead on."""
    return [path for path in _files(site) if _leads_on(path)]


def _files(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.html") if "pagefind" not in path.parts)


@cache
def _leads_on(path: Path) -> bool:
    return '<body class="lead"' in path.read_text(encoding="utf-8")


@cache
def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def article(path: Path) -> str:
    found = soup(path).find("article")
    return found.get_text() if found else ""


@cache
def ids(path: Path) -> frozenset[str]:
    return frozenset(str(tag["id"]) for tag in soup(path).find_all(id=True))


def internal_links(path: Path, site: Path) -> Iterator[tuple[str, Path, str]]:
    """Every link and asset of a page that leads into the site: as written, file, anchor."""
    for tag, attribute in (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")):
        for found in soup(path).find_all(tag, **{attribute: True}):
            written = str(found[attribute])
            if "://" in written or written.startswith(("mailto:", "data:", "javascript:")):
                continue
            if path.name == "404.html":  # its addresses hold at any depth: absolute
                continue
            address, anchor = urldefrag(written)
            address = address.partition("?")[0]
            target = (path.parent / unquote(address)).resolve() if address else path
            if target.is_dir():
                target = target / "index.html"
            yield written, target, unquote(anchor)
