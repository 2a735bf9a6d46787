"""What is done at each step of a MkDocs build: thin, the work is elsewhere in the package."""

from __future__ import annotations

import re
import sys
import threading
from pathlib import Path
from typing import Any

from mkdocs.exceptions import BuildError

from . import SITE, cards, control_map, export, look, moved, preview, search

_PACKAGE = Path(__file__).parent
_ID = re.compile(r' id="([^"]+)"')


def choose_pages(files: Any, config: Any, built: dict[str, str]) -> None:
    """Have MkDocs' dirty build take the pages whose inputs changed since ``built``."""
    reference = config["extra"][SITE].reference
    now = preview.fingerprints(reference, repr(_stamps(config)))
    changed = {name for name, print_ in now.items() if built.get(name) != print_}
    built.clear()
    built.update(now)
    for file in files.documentation_pages():
        file.is_modified = lambda is_stale=file.src_uri in changed: is_stale


def _stamps(config: Any) -> list[tuple[str, int]]:
    root = Path(config["config_file_path"]).parent
    folders = (_PACKAGE, root / "overrides")
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    paths.append(root / "mkdocs.yml")
    return sorted((str(path), path.stat().st_mtime_ns) for path in paths if path.suffix != ".pyc")


def finish_page(html: str, page: Any, config: Any) -> str:
    """Put back what macros set aside and write the page's notes; date it for the sitemap."""
    site = config["extra"][SITE]
    finished: str = site.writing(page.file.src_uri).finish(html, page.title)
    # Other pages keep the day of the commit, which MkDocs takes from SOURCE_DATE_EPOCH.
    page.update_date = site.last_changed(page.file.src_uri) or page.update_date
    # MkDocs checks links against the ids that it knows of.
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *_ID.findall(finished)}
    return finished


def begin_beside_pages(config: Any) -> None:
    """Have the search index and the pictures of link previews made while the pages are."""
    site = config["extra"][SITE]
    folder = Path(config["site_dir"])
    site.cards = cards.Cards(site, folder)
    site.index = search.Index(site.reference, folder)


def write_beside_pages(config: Any, wait: bool) -> None:
    """Write the downloads, the addresses that lead on, the forms of citation, the search index and
    the pictures of link previews; a live preview does not wait for the index and has no
    pictures."""
    site = config["extra"][SITE]
    folder = Path(config["site_dir"])
    export.write_all(site, folder / "data")
    moved.write_all(site, folder)
    (folder / "assets" / "citation-forms.json").write_text(
        site.citing.for_browser(), encoding="utf-8"
    )
    (folder / "map").mkdir(exist_ok=True)
    layer = control_map.settlement_layer(site.reference)
    (folder / "map" / "settlements.json").write_text(layer, encoding="utf-8")
    if not wait:
        threading.Thread(target=_index_quietly, args=(config,), daemon=True).start()
        return
    try:
        site.cards.finish()
    except look.LookError as error:
        raise BuildError(f"the pictures of link previews could not be drawn: {error}") from None
    try:
        site.index.finish()
    except search.SearchError as error:
        raise BuildError(f"the search index could not be made: {error}") from None


def _index_quietly(config: Any) -> None:
    try:
        site = config["extra"][SITE]
        site.index = search.Index(site.reference, Path(config["site_dir"]))
        site.index.finish()
    except (search.SearchError, OSError) as error:  # a newer edit may take the folder away
        print(f"the preview's search index was not made: {error}", file=sys.stderr)
