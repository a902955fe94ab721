"""A thousand idle connections, and heads that come byte by byte, while others are served."""

import asyncio
import contextlib
import statistics

from tests.attack.outcome import Count, Target
from tests.attack.requests import Request
from tests.attack.wire import Line

IDLE, DRIPPING, ASKED = 1_000, 150, 40
PATIENCE_SECONDS = 40
"""Longer than the server waits for a head."""
LARGE_BYTES = 900_000_000


async def _served(port: int) -> tuple[int, float]:
    """How many of those who come are not answered, and the median of the others in milliseconds."""
    answers = [await Line(port).ask(Request("/halsa"), keep=False) for _ in range(ASKED)]
    times = [one.seconds * 1000 for one in answers if one.status == 200]
    return ASKED - len(times), statistics.median(times) if times else float("inf")


async def _drip(port: int, cut: list[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX: ")
    for _ in range(PATIENCE_SECONDS):
        writer.write(b"a")
        with contextlib.suppress(TimeoutError):
            with contextlib.suppress(ConnectionError):
                await asyncio.wait_for(reader.read(100), 1)
            cut.append(1)
            break
    writer.close()


async def _large(port: int) -> float:
    """Megabytes of a body for an address that takes none, which were taken before the answer."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"POST /nosuch HTTP/1.1\r\nHost: x\r\nContent-Length: {LARGE_BYTES}\r\n\r\n".encode())
    taken = 0
    with contextlib.suppress(OSError, TimeoutError):
        while taken < LARGE_BYTES:
            writer.write(b"x" * 100_000)
            await asyncio.wait_for(writer.drain(), 10)
            taken += 100_000
    writer.close()
    return taken / 1_000_000


async def _attack(port: int) -> list[Count]:
    idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(IDLE)]
    unserved_idle, idle_ms = await _served(port)
    cut: list[int] = []
    drips = [asyncio.create_task(_drip(port, cut)) for _ in range(DRIPPING)]
    await asyncio.sleep(2)
    unserved_dripping, dripping_ms = await _served(port)
    await asyncio.gather(*drips)
    for _, writer in idle:
        writer.close()
    return [
        Count(f"not served beside {IDLE} idle connections", unserved_idle, 0),
        Count("median ms beside them", round(idle_ms)),
        Count(f"not served beside these and {DRIPPING} dripping heads", unserved_dripping, 0),
        Count("median ms beside them all", round(dripping_ms)),
        Count(f"dripping heads not cut after {PATIENCE_SECONDS} s", DRIPPING - len(cut), 0),
        Count("MB taken of a 900 MB body that nobody wants", await _large(port), 20),
    ]


def attack(target: Target) -> list[Count]:
    """Everybody else is served, and those who never say what they want are let go."""
    return asyncio.run(_attack(target.port))
