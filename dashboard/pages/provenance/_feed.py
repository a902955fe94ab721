"""The feed of a place: every measure's newest figure with its sentence, the newest publication first. Not a page."""

from collections.abc import Sequence

from dashboard.data.series import Data
from dashboard.forms.feed import Entry, atom
from dashboard.views import cards
from dashboard.views.marks import Mark
from dashboard.views.selection import Selection
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import NothingPublishedYet, StoreDamaged, UsageError

MOST = 40
"""Entries of a feed; a reader of feeds keeps what it has seen."""
_TOLD = {Mark.NEW: "nytt", Mark.REVISED: "reviderad", Mark.PRELIMINARY: "preliminär"}


def feed_of(region: str, data: Data) -> bytes:
    """The feed as Atom; UsageError for a place that is none."""
    place = places.all_places().get(region or data.county)
    if place is None:
        raise UsageError(f"there is no place '{region[:20]}'", f"Det finns ingen plats ”{region[:20]}”.")
    if place.level is Level.NATION or len(place.code) in (2, 4):
        entries = _entries(place.code, data)
    name = f"Länspuls: nya siffror för {place.full_name}"
    link = f"/?region={place.code}"
    return atom(name, link, f"/flode.xml?region={place.code}", entries, data.public.address, author=data.organisation)


def _entries(region: str, data: Data) -> Sequence[Entry]:
    found = []
    for declared in catalogue.shown():
        if not data.has(declared.id):
            continue
        try:
            card = cards.card(declared, Selection(region=region), data)
            origin = data.origin(declared.id)
        except (NothingPublishedYet, StoreDamaged, UsageError):
            continue
        if not card.number or not card.is_own_place:
            continue
        number = f"{card.number} {card.unit}".strip()
        found.append(
            Entry(
                key=f"{declared.slug}/{region}/{card.period}/{origin.published:%Y-%m-%dT%H:%M}",
                title=f"{card.title}, {card.period}: {number}",
                link=card.link,
                moment=origin.published,
                text=f"{card.text} {origin.line()}",
                words=tuple(_TOLD[mark] for mark in card.marks if mark in _TOLD),
            )
        )
    return sorted(found, key=lambda entry: (entry.moment, entry.key), reverse=True)[:MOST]
