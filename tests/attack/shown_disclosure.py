"""One who reads the pages beside the exports: what is hidden there and told here, reckoned beside it, or in any text.

What it knows: which cell a table or trace of an address is about, that a change has two ingredients, twelve months
twelve, *övriga länet* all of a county but one, and every other reckoning at least the number of its own period. What
is told while an ingredient is hidden is found. So is a number that was hidden beside another, anywhere in a page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from flask.testing import FlaskClient

from dashboard.views import ways
from dashboard.views.selection import parse
from loaders import catalogue
from loaders.ground import places
from loaders.ground.panel import PERIOD, REGION
from loaders.ground.periods import Period
from loaders.store import Store
from tests.attack.equations import Found, Key
from tests.attack.exports import Exported
from tests.attack.shown_pages import REST, Shown, Told, crawl, text_of, told, whole_numbers

HOME = "23"
LEVEL = ("", "niva")
"""Ways that tell the numbers themselves."""
YEARS_BACK = {"fjol": 1}
SUMS = {"tolv": 12}
LEAST_NEEDLE = 10_000
"""Smaller numbers stand in texts by chance."""
NEWEST = 36


@dataclass
class Tried:
    """What was looked at, and what was found."""

    pages: int = 0
    numbers: int = 0
    needles: int = 0
    found: list[Found] = field(default_factory=list)
    links: set[str] = field(default_factory=set)


def addresses_of(id_: str) -> list[str]:
    """The pages of a measure for a county and its municipalities."""
    homes = (HOME, *(place.code for place in places.municipalities(HOME)))
    return [f"/indikator/{catalogue.indicator(id_).slug}?region={code}" for code in homes]


def attack_pages(client: FlaskClient, now: Exported, needles: Mapping[int, Key], most: int) -> Tried:
    """All pages of a measure for the places of a county, as far as ``most``, against what its exports hide."""
    tried = Tried(needles=len(needles))
    for page in crawl(client, addresses_of(now.id), most):
        tried.pages += 1
        tried.links |= {link for link in page.links if not link.startswith("/indikator/")}
        tried.found += _standing(page.text, page.address, needles)
        for one in told(page, HOME):
            tried.numbers += 1
            tried.found += _found(page, one, now)
    return tried


def attack_texts(client: FlaskClient, addresses: Iterable[str], needles: Mapping[int, Key]) -> Tried:
    """Whatever some addresses answer, in any form, searched for what is hidden beside something else."""
    tried = Tried(needles=len(needles))
    for address in addresses:
        text = text_of(client.get(address).get_data())
        tried.pages += 1
        tried.found += _standing(text, address, needles)
    return tried


def _standing(text: str, address: str, needles: Mapping[int, Key]) -> Iterator[Found]:
    for number in sorted(whole_numbers(text) & needles.keys()):
        yield Found(needles[number], f"stands in {address}", number, number)


def needles_of(store: Store, now: Exported) -> dict[int, Key]:
    """The numbers that the publisher shows and we hide, but for those that its exports tell elsewhere too."""
    panel, shown = store.read(now.id), now.panel
    told = set(shown.values[shown.values >= LEAST_NEEDLE].tolist())
    found: dict[int, Key] = {}
    for at in zip(*np.nonzero(panel.values >= LEAST_NEEDLE), strict=True):
        codes = {name: panel.axes[name][n] for name, n in zip(panel.axes, at, strict=True)}
        own = frozenset((name, codes[name]) for name in now.own)
        key = (now.id, own, codes[REGION], codes[PERIOD])
        value = float(panel.values[at])
        if codes[PERIOD] in panel.periods[-NEWEST:] and now.is_hidden(key) and value not in told:
            found[round(value)] = key
    return found


def ways_out(meetings: Iterable[Path]) -> list[str]:
    """Addresses of every other kind: all pages of each place, and meetings with their figures and tables."""
    homes = (HOME, *(place.code for place in places.municipalities(HOME)))
    found = [
        f"{path}?region={code}" for code in homes for path in ("/", "/indikatorer", "/nyckeltal", "/framskrivning")
    ]
    for meeting in meetings:
        base = f"/mote/{meeting.stem}"
        sizes = ("slide", "screen", "phone", "paper")
        found += [base, f"{base}?vy=talare", f"{base}/platser.json", *(f"{base}/figurer/{size}.json" for size in sizes)]
    return found


def _found(page: Shown, one: Told, now: Exported) -> Iterator[Found]:
    """What a number tells of something hidden."""
    path, _, search = page.address.partition("?")
    asked = parse(path, search)
    way = asked.way or ways.default(asked.declared).word
    own = frozenset(asked.full_slice().items())
    county = places.place(asked.region).county
    region, hidden_by = (county, asked.region) if one.region == REST else (one.region, one.region)
    key = (asked.indicator, own, hidden_by, one.period)
    if one.region == REST and len(asked.region) != 4:
        return
    hidden = [period for period in _ingredients(way, one) if now.is_hidden((asked.indicator, own, hidden_by, period))]
    if not hidden:
        return
    if one.is_bound and (not now.is_hidden(key) or way not in LEVEL):
        return
    if one.region == REST and not now.is_known((asked.indicator, own, region, one.period)):
        return
    yield Found(key, f"{one.where} of {page.address}, hidden: {', '.join(hidden[:3])}", one.value, one.value)


def _ingredients(way: str, one: Told) -> list[str]:
    """The periods of which a number is made."""
    period = Period(one.period)
    before = period.back()
    changes = one.where.startswith("reckoned") and any(
        word in one.where for word in ("ändring", "%", "skillnad", "året före")
    )
    if way in SUMS:
        months = [str(period.shift(-n)) for n in range(SUMS[way])]
        return [*months, *(str(before.shift(-n)) for n in range(SUMS[way]))] if changes else months
    if changes or way in YEARS_BACK:
        return [str(period), str(before)]
    return [str(period)]
