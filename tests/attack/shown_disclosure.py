"""One who reads the pages beside the exports: what is hidden there and told here, reckoned beside it, or in any text.

What it knows: which cell a table or trace of an address is about, that a change has two ingredients, twelve months
twelve, *övriga länet* all of a county but one, and every other reckoning at least the number of its own period. What
is told while an ingredient is hidden is found. So is a number that was hidden beside another, anywhere in a page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask.testing import FlaskClient

from dashboard.views import ways
from dashboard.views.selection import parse
from loaders import catalogue
from loaders.ground import places
from loaders.ground.periods import Period
from loaders.store import Store
from tests.attack.disclosure import Cells, Found, Key
from tests.attack.shown_pages import REST, Shown, Told, crawl, told

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


def attack_pages(client: FlaskClient, store: Store, now: Cells, id_: str, most: int) -> Tried:
    """All pages of a measure for the places of a county, as far as ``most``, against what its exports hide."""
    tried = Tried()
    declared = catalogue.indicator(id_)
    home = ("23", *(place.code for place in places.municipalities("23")))
    needles = needles_of(store, now, id_)
    tried.needles = len(needles)
    for page in crawl(client, (f"/indikator/{declared.slug}?region={code}" for code in home), most):
        tried.pages += 1
        tried.links |= {link for link in page.links if not link.startswith("/indikator/")}
        tried.found += [
            Found(key, f"stands in {page.address}", 0, 0) for text, key in needles.items() if text in page.text
        ]
        for one in told(page, "23"):
            tried.numbers += 1
            tried.found += _found(page, one, now)
    return tried


def attack_texts(client: FlaskClient, addresses: Iterable[str], needles: Mapping[str, Key]) -> Tried:
    """Whatever some addresses answer, in any form, searched for what is hidden beside something else."""
    tried = Tried(needles=len(needles))
    for address in addresses:
        text = client.get(address).get_data(as_text=True)
        tried.pages += 1
        tried.found += [Found(key, f"stands in {address}", 0, 0) for needle, key in needles.items() if needle in text]
    return tried


def needles_of(store: Store, now: Cells, id_: str) -> dict[str, Key]:
    """The numbers that the publisher shows and we hide, as they are written, but for those that stand elsewhere too."""
    panel = store.read(id_)
    names = [name for name in panel.axes if name not in ("region_code", "period")]
    seen = {cell.value for cell in now.values() if cell.value is not None}
    found: dict[str, Key] = {}
    for key, cell in now.items():
        _, own, region, period = key
        if not cell.is_hidden or period not in panel.periods[-NEWEST:]:
            continue
        stated = dict(own)
        value = float(panel.take(**{name: stated[name] for name in names}, region_code=region, period=period).values)
        if value >= LEAST_NEEDLE and value not in seen:
            whole = f"{value:,.0f}"
            found |= {text: key for text in (whole.replace(",", " "), whole.replace(",", "\u00a0"), f"{value:.0f}")}
    return found


def ways_out(meetings: Iterable[Path]) -> list[str]:
    """Addresses of every other kind: all pages of each place, and meetings with their figures and tables."""
    homes = ("23", *(place.code for place in places.municipalities("23")))
    found = [
        f"{path}?region={code}" for code in homes for path in ("/", "/indikatorer", "/nyckeltal", "/framskrivning")
    ]
    for meeting in meetings:
        base = f"/mote/{meeting.stem}"
        sizes = ("slide", "screen", "phone", "paper")
        found += [base, f"{base}?vy=talare", f"{base}/platser.json", *(f"{base}/figurer/{size}.json" for size in sizes)]
    return found


def _found(page: Shown, one: Told, now: Cells) -> Iterator[Found]:
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
    hidden = [period for period in _ingredients(way, one) if _is_hidden(now, (asked.indicator, own, hidden_by, period))]
    if not hidden:
        return
    shown_as = now.get(key)
    if one.is_bound and (shown_as is None or not shown_as.is_hidden or way not in LEVEL):
        return
    if one.region == REST and not _is_known(now, (asked.indicator, own, region, one.period)):
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


def _is_hidden(now: Cells, key: Key) -> bool:
    return key in now and now[key].is_hidden


def _is_known(now: Cells, key: Key) -> bool:
    return key in now and now[key].value is not None and not now[key].is_bound
