"""Two hundred visitors who keep their connection, a tenth of their pages cold; then five thousand addresses."""

import asyncio
import random
import statistics
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from loaders import catalogue
from loaders.ground import places
from tests.attack.outcome import Count, Target
from tests.attack.requests import Request
from tests.attack.wire import Answer, Line

VISITORS, SECONDS = 200, 60
PAUSE_SECONDS = (5.0, 10.0)
COLD = 0.1
P95_MS = 300
ADDRESSES, MOST_MB = 5_000, 450


def warm_addresses() -> list[str]:
    """Every measure at home and in every municipality, those asked for most often first."""
    regions = ["", *(f"?region={place.code}" for place in places.municipalities("23"))]
    return ["/", *(f"/indikator/{one.slug}{region}" for region in regions for one in catalogue.shown())]


def cold_addresses() -> list[str]:
    """Addresses that nobody asks for twice: each measure as known on each of many days."""
    days = [date(2026, 11, 20) - timedelta(days=n) for n in range(400)]
    made = [f"/indikator/{one.slug}?region=2321&per={day}" for day in days for one in catalogue.shown()]
    random.Random(1).shuffle(made)
    return made


async def _visitor(port: int, seed: int, warm: Sequence[str], cold: list[str], given: list[Answer]) -> None:
    chance, line = random.Random(seed), Line(port)
    weights = [1 / rank for rank in range(1, len(warm) + 1)]
    until = asyncio.get_running_loop().time() + SECONDS
    await asyncio.sleep(chance.uniform(0, PAUSE_SECONDS[1]))
    while asyncio.get_running_loop().time() < until:
        page = cold.pop() if chance.random() < COLD else chance.choices(warm, weights)[0]
        address = page.replace("%", "%25").replace("?", "%3F").replace("&", "%26")
        given.append(await line.ask(Request(f"/_sida?yta=screen&adress={address}")))
        await asyncio.sleep(chance.uniform(*PAUSE_SECONDS))
    await line.close()


async def _visit(port: int, cold: list[str]) -> list[Answer]:
    warm, given = warm_addresses(), []
    line = Line(port)
    for page in warm[:60]:
        await line.ask(Request(page))
    await asyncio.gather(*(_visitor(port, n, warm, cold, given) for n in range(VISITORS)))
    return given


async def _walk(port: int, addresses: Sequence[str]) -> int:
    """How many of the addresses, asked for by four at once, are not answered."""
    waiting, failed = list(addresses), []

    async def walker() -> None:
        line = Line(port)
        while waiting:
            answer = await line.ask(Request(waiting.pop()))
            if answer.status != 200:
                failed.append(answer)

    await asyncio.gather(*(walker() for _ in range(4)))
    return len(failed)


def rss_mb(process: int) -> float:
    """Megabytes that a process holds (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


def attack(target: Target) -> list[Count]:
    """Nobody fails, pages come in time, and memory is bounded however many addresses are asked for."""
    cold = cold_addresses()
    given = asyncio.run(_visit(target.port, cold))
    times = sorted(one.seconds * 1000 for one in given if one.status == 200)
    before = rss_mb(target.process)
    failed = asyncio.run(_walk(target.port, cold[:ADDRESSES]))
    return [
        Count(f"pages given to {VISITORS} visitors in {SECONDS} s", len(given)),
        Count("failures", sum(one.status != 200 for one in given), 0),
        Count("median ms", round(statistics.median(times))),
        Count("p95 ms", round(times[int(0.95 * len(times))]), P95_MS),
        Count("MB after them", round(before)),
        Count(f"of {ADDRESSES} further addresses not answered", failed, 0),
        Count("MB after those", round(rss_mb(target.process)), MOST_MB),
    ]
