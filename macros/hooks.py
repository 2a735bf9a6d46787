"""What MkDocs is told at each step of a build; thin, the work is elsewhere in the package."""

from __future__ import annotations

import re
import sys
import threading
from pathlib import Path
from typing import Any

from mkdocs.exceptions import BuildError

# The live server loads this file anew for each build, and Python would keep the rest of the
# package as it was when the server started. What the preview remembers stays.
_PACKAGE = Path(__file__).parent
_STAMP = tuple((path.name, path.stat().st_mtime_ns) for path in sorted(_PACKAGE.glob("*.py")))
if getattr(sys, "_seven_districts_stamp", _STAMP) != _STAMP:
    for _name in [name for name in sys.modules if name.partition(".")[0] == "macros"]:
        if _name != "macros.preview":
            del sys.modules[_name]
sys._seven_districts_stamp = _STAMP  # type: ignore[attr-defined]

from macros import SITE, export, preview, search  # noqa: E402

_ID = re.compile(r'\bid="([^"]+)"')


def on_startup(command: str, dirty: bool, **_: Any) -> None:
    """Remember whether this is a live preview."""
    if command == "serve" and dirty:
        preview.begin()


def on_files(files: Any, config: Any, **_: Any) -> None:
    """In a preview, rebuild only the pages whose inputs changed."""
    if not preview.active:
        return
    shared = repr([_STAMP, *_stamps(config)])
    changed = preview.stale(config["extra"][SITE].reference, shared)
    for file in files.documentation_pages():
        file.is_modified = lambda is_stale=file.src_uri in changed: is_stale


def _stamps(config: Any) -> list[tuple[str, int]]:
    root = Path(config["config_file_path"]).parent
    paths = [root / "mkdocs.yml", *_PACKAGE.rglob("*.jinja"), *_PACKAGE.rglob("*.yml")]
    paths += [path for path in (root / "overrides").rglob("*") if path.is_file()]
    return sorted((str(path), path.stat().st_mtime_ns) for path in paths)


def on_page_content(html: str, page: Any, config: Any, **_: Any) -> str:
    """Put back what macros set aside and write the page's notes."""
    finished: str = config["extra"][SITE].writing(page.file.src_uri).finish(html)
    # MkDocs checks links against the ids that it knows of.
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *_ID.findall(finished)}
    return finished


def on_build_error(**_: Any) -> None:
    """A preview that failed begins afresh."""
    preview.forget()


def on_post_build(config: Any, **_: Any) -> None:
    """Write the downloads and the search index beside the pages."""
    site = config["extra"][SITE]
    folder = Path(config["site_dir"])
    export.write_all(site, folder / "data")
    if preview.active:
        threading.Thread(target=_index_quietly, args=(site, folder), daemon=True).start()
    else:
        _index(site, folder)


def _index(site: Any, folder: Path) -> None:
    try:
        search.write_index(site.reference, folder)
    except search.SearchError as error:
        raise BuildError(f"the search index could not be made: {error}") from None


def _index_quietly(site: Any, folder: Path) -> None:
    """The preview does not wait for its search; a newer edit may take the folder away."""
    try:
        search.write_index(site.reference, folder)
    except (search.SearchError, OSError) as error:
        print(f"the preview's search index was not made: {error}", file=sys.stderr)
