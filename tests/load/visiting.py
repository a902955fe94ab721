"""Visitors who keep their connection: one page each five to ten seconds, addresses by Zipf, a tenth of them cold."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from loaders import catalogue
from loaders.ground import places
from tests.attack.requests import Request
from tests.attack.wire import Answer, Line

COLD = 0.1
PAUSE_SECONDS = (5.0, 10.0)
ARRIVING_SECONDS = 10.0
WARMED = 60
"""The pages asked for most often, each asked for once before anybody is measured."""


@dataclass(frozen=True)
class Load:
    """How many visitors, and how many pages each looks at."""

    visitors: int
    pages: int
    pause_seconds: tuple[float, float] = PAUSE_SECONDS


Asking = Callable[[str], Request]
"""What is asked of a server to see a page."""


def page_of_ours(page: str) -> Request:
    """What a click asks for: a finished page as JSON."""
    address = page.replace("%", "%25").replace("?", "%3F").replace("&", "%26")
    return Request(f"/_sida?yta=screen&adress={address}")


def warm_addresses(home: str = "23") -> list[str]:
    """Every measure at home and in every municipality, those asked for most often first."""
    regions = ["", *(f"?region={place.code}" for place in places.municipalities(home))]
    return ["/", *(f"/indikator/{one.slug}{region}" for region in regions for one in catalogue.shown())]


def cold_addresses(days: int = 400) -> list[str]:
    """Addresses that nobody asks for twice: each measure as known on each of many days."""
    at = [date(2026, 11, 20) - timedelta(days=n) for n in range(days)]
    made = [f"/indikator/{one.slug}?region=2321&per={day}" for day in at for one in catalogue.shown()]
    random.Random(1).shuffle(made)
    return made


def addresses_of_peer(home: str = "23") -> tuple[list[str], list[str]]:
    """Warm and cold addresses that the ordinary app has a page for: it tells of no error, and knows no earlier day."""
    slugs = ("arbetsloshet", "folkmangd", "nya-lediga-jobb", "langtidsarbetslosa", "sysselsattningsgrad")
    codes = [place.code for place in places.municipalities(home)]
    warm = [f"/indikator/{slug}?region={code}" for code in codes for slug in slugs]
    cold = [f"/indikator/{slug}?region={code}&senaste={n}" for n in range(6, 60) for code in codes for slug in slugs]
    random.Random(1).shuffle(cold)
    return warm, cold


async def _visitor(
    port: int, seed: int, load: Load, warm: Sequence[str], cold: list[str], asking: Asking, given: list[Answer]
) -> None:
    chance, line = random.Random(seed), Line(port)
    weights = [1 / rank for rank in range(1, len(warm) + 1)]
    most = load.pause_seconds[1] and ARRIVING_SECONDS
    await asyncio.sleep(chance.uniform(0, most))
    for _ in range(load.pages):
        page = cold.pop() if chance.random() < COLD else chance.choices(warm, weights)[0]
        given.append(await line.ask(asking(page)))
        await asyncio.sleep(chance.uniform(*load.pause_seconds))
    await line.close()


async def visit(port: int, load: Load, warm: Sequence[str], cold: list[str], asking: Asking) -> list[Answer]:
    """All answers that the visitors got. What is taken of ``cold`` is gone from it."""
    line, given = Line(port), list[Answer]()
    for page in warm[:WARMED]:
        await line.ask(asking(page))
    await asyncio.gather(*(_visitor(port, n, load, warm, cold, asking, given) for n in range(load.visitors)))
    return given


async def walk(port: int, addresses: Sequence[str], at_once: int = 4) -> list[Answer]:
    """The answers to addresses, asked for by a few at once as fast as they come."""
    waiting, given = list(addresses), list[Answer]()

    async def walker() -> None:
        line = Line(port)
        while waiting:
            answer = await line.ask(Request(waiting.pop()))
            given.append(Answer(answer.status, answer.seconds, answer.body[:0]))
        await line.close()

    await asyncio.gather(*(walker() for _ in range(at_once)))
    return given


def quantile_ms(given: Sequence[Answer], share: float) -> float:
    """Milliseconds within which this share of the good answers came."""
    times = sorted(one.seconds for one in given if one.status == 200)
    return float("inf") if not times else 1000 * times[min(int(share * len(times)), len(times) - 1)]


def rss_mb(process: int) -> float:
    """Megabytes that a process holds (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000
