"""The adapter to mkdocs-macros: ``define_env`` gives pages their macros.

The rest of the package knows neither MkDocs nor mkdocs-macros; what MkDocs itself must be told
is in ``hooks.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

SITE = "seven_districts"


class Page(Protocol):
    """What is used of a MkDocs page."""

    url: str
    file: Any
    title: str


class Environment(Protocol):
    """What is used of the mkdocs-macros plugin."""

    conf: Any
    page: Page
    env: Any
    variables: Any
    render: Callable[..., str]

    def macro(self, function: Callable[..., str], name: str = "") -> Callable[..., str]:
        """Register a macro."""


def define_env(env: Environment) -> None:
    """Read and check the data; bind every macro to the page that is being rendered.

    Raises BuildError with every problem of the data. A macro's own error stops the build with
    file and line; mkdocs-macros would end the process, and a live server with it.
    """
    from mkdocs.exceptions import BuildError

    from .problems import DataError
    from .site import Site
    from .writing import Writing

    root = Path(env.conf["config_file_path"]).parent
    try:
        site = Site(root, env.conf["site_url"] or "")
    except DataError as error:
        raise BuildError(f"the data have problems\n{error}") from None
    env.conf["extra"][SITE] = site

    def bound(name: str) -> Callable[..., str]:
        def call(*arguments: Any, **named: Any) -> str:
            writing = site.writing(env.page.file.src_uri)
            return writing.macros()[name](*arguments, **named)

        return call

    for name in Writing(site, "", "index.md").macros():
        env.macro(bound(name), name)

    def render(markdown: str, force_rendering: bool = False) -> str:
        site.begin(env.page.file.src_uri, env.page.url)
        try:
            return str(env.env.from_string(markdown).render(**env.variables))
        except Exception as error:
            raise BuildError(_explain(error, env.page)) from None

    env.render = render


def _explain(error: Exception, page: Page) -> str:
    """Name the page, the line and the trouble of a macro call."""
    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    source = Path(page.file.abs_src_path).read_text(encoding="utf-8")
    before = source.partition("\n---\n")[0].count("\n") + 2 if source.startswith("---\n") else 0
    body = source.split("\n---\n", 1)[-1] if before else source
    blank = len(body) - len(body.lstrip("\n"))
    where = f"docs/{page.file.src_uri}:{(line or 1) + before + blank}"
    return f"{where}: {type(error).__name__}: {error}"
