"""The feed of a place: every measure's newest figure with its sentence, the newest publication first. Not a page."""

from collections.abc import Sequence
from urllib.parse import urlencode

from dashboard.data.series import Data
from dashboard.forms.feed import Entry, atom
from dashboard.views import cards
from dashboard.views.links.foreign import sort_words
from dashboard.views.marks import Mark
from dashboard.views.selection import OVERVIEW, Selection, link, parse
from loaders import catalogue
from loaders.ground import places
from loaders.ground.errors import NothingPublishedYet, StoreDamaged, UsageError
from loaders.ground.places import Place

FEED = "/flode.xml"
MOST = 40
"""Entries of a feed; a reader of feeds keeps what it has seen."""
_TOLD = {Mark.NEW: "nytt", Mark.REVISED: "reviderad", Mark.PRELIMINARY: "preliminär"}


def place_of_feed(search: str, home: str) -> Place:
    """The place that an address asks for, as a page's would: ``region``, with ``namn`` for an own area.

    UsageError, with the nearest name, for a place that is none.
    """
    place = places.place(parse(OVERVIEW, sort_words(search, ("region", "namn")).search, home=home).region)
    if place.is_rest_of_county:
        raise UsageError("the rest of a county has no feed", "Övriga länet har inget flöde. Välj länet.")
    return place


def feed_of(place: Place, data: Data) -> bytes:
    """A place's feed as Atom."""
    name = f"Länspuls: nya siffror för {place.full_name}"
    words = link(Selection(region=place.code), home="").removeprefix(OVERVIEW)
    entries = _entries(place.code, data)
    return atom(name, f"{OVERVIEW}{words}", address(place.code), entries, data.public.address, author=data.organisation)


def address(code: str) -> str:
    """The address of a place's feed."""
    return f"{FEED}?{urlencode({'region': code}, safe='+')}"


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
