"""Two hundred visitors who keep their connection, a tenth of their pages cold; then five thousand addresses."""

import asyncio

from tests.attack.outcome import Count, Target
from tests.load.visiting import Load, cold_addresses, page_of_ours, quantile_ms, rss_mb, visit, walk, warm_addresses

LOAD = Load(visitors=200, pages=8)
P95_MS = 300
ADDRESSES, MOST_MB = 5_000, 450


def attack(target: Target) -> list[Count]:
    """Nobody fails, pages come in time, and memory is bounded however many addresses are asked for."""
    cold = cold_addresses()
    given = asyncio.run(visit(target.port, LOAD, warm_addresses(), cold, page_of_ours))
    before = rss_mb(target.process)
    walked = asyncio.run(walk(target.port, cold[:ADDRESSES]))
    return [
        Count(f"pages given to {LOAD.visitors} visitors", len(given)),
        Count("failures", sum(one.status != 200 for one in given), 0),
        Count("median ms", round(quantile_ms(given, 0.5))),
        Count("p95 ms", round(quantile_ms(given, 0.95)), P95_MS),
        Count("MB after them", round(before)),
        Count(f"of {ADDRESSES} further addresses not answered", sum(one.status != 200 for one in walked), 0),
        Count("MB after those", round(rss_mb(target.process)), MOST_MB),
    ]
