"""What a link to a page shows where it is shared: Open Graph (https://ogp.me/) and the card of
Twitter, whose titles and texts fall back to those of Open Graph.

Open Graph takes no relative address. Where the site's own is not known, ``og:url`` and the
picture are left out: a wrong one would be worse than none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import card_picture
from .reference import page_url

if TYPE_CHECKING:
    from .site import Site

# Attribute of the element that names the property, its name, its content.
Meta = tuple[str, str, str]
# Letters of a description; more is cut off wherever links are shown.
LONGEST = 200


def metadata(site: Site, source: str, description: str) -> list[Meta]:
    """The metadata of a page, by its path under docs/, as plain text."""
    entry = site.reference.entry_of(source)
    picture = _picture(site, source)
    found = [
        ("og:title", site.title(source)),
        ("og:description", cut(description)),
        ("og:type", "article" if entry else "website"),
        ("og:site_name", site.words["home"]),
        ("og:locale", site.words["locale"]),
    ]
    if entry:
        section = site.reference.sections[entry.id]
        found += [
            ("article:section", site.words[section]),
            ("article:modified_time", str(site.last_changed(source))),
        ]
    if site.address:
        found.append(("og:url", site.absolute(page_url(source))))
    card = "summary_large_image" if picture else "summary"
    return [*(("property", *one) for one in (*found, *picture)), ("name", "twitter:card", card)]


def _picture(site: Site, source: str) -> list[tuple[str, str]]:
    if not site.address or site.cards is None:
        return []
    address, shown = site.cards.of(source)
    return [
        ("og:image", site.absolute(address)),
        ("og:image:type", "image/png"),
        ("og:image:width", str(card_picture.WIDTH)),
        ("og:image:height", str(card_picture.HEIGHT)),
        ("og:image:alt", shown),
    ]


def cut(text: str, longest: int = LONGEST) -> str:
    """A text of no more than ``longest`` letters, cut between words and then with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    head, _, _ = text[:longest].rpartition(" ")
    return f"{(head or text[: longest - 1]).rstrip(' ,;:–-')}…"
