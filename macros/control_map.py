"""Who held what at any date, as the map page shows it: the days of change, a row for each part,
the events with a place, and all of it as the data that the page's script reads.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from markupsafe import Markup

from . import dates, model
from .maps import CONTROL
from .reference import Held, Reference

Link = Callable[[str], str]
# What could end a script element, or a line of it, inside a JSON text.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Turn:
    """A part of a district passing from one hand to another."""

    held: Held
    before: str | None


@dataclass(frozen=True)
class Change:
    """A day on which control changed: what turned, by which events, and who held what then."""

    day: dt.date
    turns: list[Turn]
    events: list[model.Entry]
    held: dict[str, str]

    @property
    def date(self) -> str:
        """The day as EDTF."""
        return self.day.isoformat()


@dataclass(frozen=True)
class Placed:
    """An event with a place, where it stands on the map."""

    event: model.Event
    x: float
    y: float
    since: dt.date
    until: dt.date


def key(held: Held) -> str:
    """District and part as the map names its areas, ``agdam/held``."""
    return f"{held.district}/{held.part}"


def changes(reference: Reference) -> list[Change]:
    """The state at the beginning of the record, then every day of change, in order."""
    found: list[Change] = []
    before: dict[str, str] = {}
    for day in reference.changes_of_control:
        held = reference.control_on(day)
        turned = [one for one in held if dates.parse(one.period.start).lower == day]
        events = dict.fromkeys(one.period.event for one in turned if one.period.event)
        found.append(
            Change(
                day,
                [Turn(one, before.get(key(one))) for one in turned],
                [reference.entry(event) for event in events],
                before := {key(one): one.holder for one in held},
            )
        )
    return found


def placed(reference: Reference) -> list[Placed]:
    """Events with a place on the map, in the order of time."""
    found = []
    for event in reference.select(model.Event):
        if isinstance(event, model.Event) and event.place:
            x, y = CONTROL.point(event.place.lon, event.place.lat)
            if 0 <= x <= CONTROL.width and 0 <= y <= CONTROL.height:
                day = dates.parse(event.date)
                found.append(Placed(event, x, y, day.lower, day.upper))
    return found


def said(reference: Reference, words: dict[str, Any], change: Change, district: str) -> str | None:
    """A district's control after a change as the map's link says it, ``Agdam: the part taken,
    Armenian forces; …``; nothing for a district that is not on record."""
    parts = {one.split("/")[1]: who for one, who in change.held.items()
             if one.startswith(f"{district}/")}  # fmt: skip
    if not parts:
        return None
    held = "; ".join(
        words["holders"][holder]
        if len(parts) == 1
        else f"{words['parts'][part]}, {words['holders'][holder]}"
        for part, holder in parts.items()
    )
    return f"{reference.entry(district).title}: {held}"


def data(reference: Reference, words: dict[str, Any], to: Link, latest: dt.date) -> Markup:
    """The periods as JSON that is safe inside a script element. ``to`` makes an address a link on
    the page; ``latest`` is the last day that a reader may choose."""
    content = {
        "latest": latest.isoformat(),
        "changes": [
            {
                "date": change.date,
                "events": [
                    {"title": event.title, "url": to(reference.url(event.id))}
                    for event in change.events
                ],
            }
            for change in changes(reference)
        ],
        "parts": {
            key(held): {
                "district": held.district,
                "periods": [
                    _period(reference, period, to)
                    for period in reference.control_of(held.district)
                    if period.part == held.part
                ],
            }
            for held in reference.control_on(latest)
        },
        "names": {one.id: one.title for one in reference.districts},
        "partNames": words["parts"],
        "holders": words["holders"],
        "months": dates.MONTHS,
        "words": words["map_script"],
    }
    return script_json(content)


def _period(reference: Reference, period: model.ControlPeriod, to: Link) -> dict[str, Any]:
    event = reference.entry(period.event) if period.event else None
    return {
        "holder": period.holder,
        "from": dates.parse(period.start).lower.isoformat(),
        "event": {"title": event.title, "url": to(reference.url(event.id))} if event else None,
    }


def settlement_layer(reference: Reference) -> str:
    """The settlements for the map's script, as JSON: for each its id, name, one Armenian and one
    Russian form, place on the map, and which of the districts and kinds that the head lists."""
    districts = reference.districts
    kinds = get_args(model.Settlement.model_fields["kind"].annotation)
    index = {one.id: number for number, one in enumerate(districts)}
    rows = [
        [
            one.id, one.name, ", ".join((*one.name_hy[:1], *one.name_ru[:1])),
            *CONTROL.point(one.lon, one.lat), index[one.district], kinds.index(one.kind),
        ]
        for one in reference.records.settlements
    ]  # fmt: skip
    content = {
        "districts": [{"id": one.id, "title": one.title} for one in districts],
        "kinds": kinds,
        "rows": rows,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def script_json(content: object) -> Markup:
    """A value as JSON that no text in it can break out of a script element."""
    return Markup(json.dumps(content, ensure_ascii=False).translate(_ESCAPES))
