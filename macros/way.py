"""The way through the site: where a page stands, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import model
from .checks import SECTIONS

if TYPE_CHECKING:
    from .reference import Reference

# A step on the way: a title, and an address relative to the site's root.
Step = tuple[str, str]


def above(reference: Reference, words: Mapping[str, Any], source: str) -> list[Step]:
    """The pages above a page, by its path under docs/, from home down; nothing for home."""
    if source == "index.md":
        return []
    folder, _, name = source.removesuffix(".md").rpartition("/")
    home: Step = (words["home"], "")
    about: Step = (words["about_site"], "about/")
    districts: Step = (words["districts"], "districts/")
    if folder == "settlements":
        own = [] if name == "index" else [(reference.entry(name).title, reference.url(name))]
        return [home, districts, *own]
    if name == "index":
        return [home]
    if folder == "about" or name in ABOUT:
        return [home, about]
    if folder in SECTIONS:
        return [home, (words[folder], f"{folder}/")]
    return [home]


# Pages at the root that belong with those about the site.
ABOUT = {"data"}


def either_side(
    districts: Sequence[model.District], own: model.District
) -> tuple[model.District | None, model.District | None]:
    """The district before and the one after, by number on the map."""
    at = [one.id for one in districts].index(own.id)
    return (
        districts[at - 1] if at else None,
        districts[at + 1] if at + 1 < len(districts) else None,
    )


def when_held(reference: Reference, district: str) -> tuple[str, str] | None:
    """The first and the last day on which Armenian forces held any of a district, as EDTF; none
    where they never did or still do."""
    periods = [
        period
        for period in reference.control_of(district)
        if period.holder == "armenian-forces" and period.part != "corridor"
    ]
    ends = [period.end for period in periods if period.end]
    if not periods or len(ends) != len(periods):
        return None
    return min(period.start for period in periods), max(ends)
