"""Templates into HTML: one strict, autoescaped Jinja environment. Data is text, never markup."""

from __future__ import annotations

import posixpath
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from . import citations, dates
from .load import parse_yaml

HERE = Path(__file__).parent
# Scripts that need no saying beside the name of a language.
NATURAL_SCRIPTS = {
    "az": ["Latn"],
    "hy": ["Armn"],
    "ru": ["Cyrl"],
    "fa": ["Arab"],
    "ku": ["Latn"],
}


def words(language: str = "en") -> dict[str, Any]:
    """The catalogue of words that templates print in a language."""
    content, _ = parse_yaml((HERE / "words" / f"{language}.yml").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def environment(catalogue: dict[str, Any]) -> Environment:
    """The templates with their filters; an unknown variable or word stops the build."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["date"] = dates.in_words
    made.filters["marks"] = citations.marks
    made.filters["mark"] = citations.mark
    made.filters["number"] = thousands
    made.filters["paragraphs"] = paragraphs
    made.filters["code"] = code
    made.globals["w"] = catalogue
    made.globals["permalink"] = partial(permalink, label=catalogue["permalink"])
    return made


def permalink(anchor: str, label: str) -> Markup:
    """The mark that holds the address of a passage on its own page."""
    return Markup('<a class="permalink" href="#{}" aria-label="{}">#</a>').format(anchor, label)


def thousands(value: float) -> str:
    """43713 as "43,713"; a whole number without a decimal point."""
    return f"{int(value) if float(value).is_integer() else value:,}"


def paragraphs(text: str) -> Markup:
    """Line breaks of a text as breaks of the paragraph."""
    return Markup("<br>").join(text.split("\n"))


def code(text: str) -> Markup:
    """What stands in backticks as code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else part
        for index, part in enumerate(parts)
    )


@cache
def relative(target: str, page: str) -> str:
    """Address of ``target`` as a link on ``page`` writes it; both relative to the site's root."""
    path, hash_, anchor = target.partition("#")
    if path == page and hash_:
        return f"#{anchor}"
    # Not posixpath.relpath, which would ask for the working folder thousands of times a build.
    there, here = path.split("/"), page.split("/")[:-1]
    shared = len(posixpath.commonprefix([there[:-1], here]))
    steps = "../" * (len(here) - shared) + "/".join(there[shared:])
    return f"{steps or './'}{hash_}{anchor}"
