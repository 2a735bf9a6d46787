"""MkDocs' events, handed on to ``building.py``.

MkDocs loads this file once, the live server included, so it holds only what must outlive an edit
of the package: what the preview remembers, and the step that has Python load the rest anew.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority

_package = Path(__file__).parent
_stamp: tuple[tuple[str, int], ...] = ()
# Fingerprints of the pages of the last build in a live preview; None outside one.
_built: dict[str, str] | None = None


def _building() -> Any:
    return importlib.import_module("macros.building")


def on_startup(command: str, dirty: bool, **_: Any) -> None:
    """Remember whether this is a live preview."""
    global _built
    if command == "serve" and dirty:
        _built = {}


@event_priority(100)
def on_config(config: Any, **_: Any) -> Any:
    """Before any plugin looks: forget modules of the package that were edited."""
    global _stamp
    now = tuple((path.name, path.stat().st_mtime_ns) for path in sorted(_package.glob("*.py")))
    if _stamp and now != _stamp:
        for name in [name for name in sys.modules if name.partition(".")[0] == "macros"]:
            del sys.modules[name]
    _stamp = now
    return config


def on_files(files: Any, config: Any, **_: Any) -> None:
    """Begin what is made beside the pages; in a preview, rebuild the pages whose inputs changed."""
    if _built is None:
        _building().begin_beside_pages(config)
    else:
        _building().choose_pages(files, config, _built)


def on_page_content(html: str, page: Any, config: Any, **_: Any) -> Any:
    """Put back what macros set aside and write the page's notes."""
    return _building().finish_page(html, page, config)


def on_build_error(**_: Any) -> None:
    """A preview that failed begins afresh."""
    if _built is not None:
        _built.clear()


def on_post_build(config: Any, **_: Any) -> None:
    """Write the downloads and the search index beside the pages."""
    _building().write_beside_pages(config, wait=_built is None)
