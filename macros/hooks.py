"""What MkDocs is told at each step of a build; thin, the work is elsewhere in the package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

# The live server loads this file anew for each build, and Python would keep the rest of the
# package as it was when the server started.
_SOURCES = sorted(Path(__file__).parent.glob("*.py"))
_STAMP = tuple((path.name, path.stat().st_mtime_ns) for path in _SOURCES)
if getattr(sys, "_seven_districts_stamp", _STAMP) != _STAMP:
    for _name in [name for name in sys.modules if name.partition(".")[0] == "macros"]:
        del sys.modules[_name]
sys._seven_districts_stamp = _STAMP  # type: ignore[attr-defined]

from macros import SITE  # noqa: E402


def on_page_content(html: str, page: Any, config: Any, **_: Any) -> str:
    """Put back what macros set aside and write the page's notes."""
    finished: str = config["extra"][SITE].writing(page.file.src_uri).finish(html)
    return finished
