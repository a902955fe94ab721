"""How soon participants see another slide: 200 who follow at two worker processes, told over HTTP by the speaker.

``python -m tests.bench.bench_following`` prints a line and exits 1 where the 95th percentile is above its bound. From
before the speaker's request to the line at each follower; the followers are connections of this process.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from dashboard.commands.following_there import FollowedThere
from dashboard.editions.followed import FOLDER, Followed, Shown
from dashboard.web.app import create_app
from dashboard.web.serving import Opened
from loaders.ground.clock import read_day
from loaders.settings import Settings
from tests.editions.fixture import DAY
from tests.editions.test_published import published

FOLLOWERS, WORKERS, CHANGES, PAUSE_SECONDS = 200, 2, 30, 0.5
MOST_MS = 500.0
_SERVE = "serve"


def serve(folder: str) -> None:
    """One worker over a folder; prints its port."""
    server = Opened(create_app(Settings(data=Path(folder))).server, "127.0.0.1", 0)
    sys.stdout.write(f"{server.port}\n")
    sys.stdout.flush()
    server.run()


async def _follow(port: int, began: list[float], times: list[float], ready: asyncio.Semaphore) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
    writer.write(f"GET /folj/{DAY}/strom HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    seen = 0
    while seen <= CHANGES:
        line = await reader.readuntil(b"\n")
        if line.startswith(b"data:"):
            times.append(1000 * (time.perf_counter() - began[0]))
            seen += 1
            ready.release()
    writer.close()


async def _measure(ports: list[int], secret: str) -> list[float]:
    times: list[float] = []
    began, ready = [time.perf_counter()], asyncio.Semaphore(0)
    tasks = [asyncio.create_task(_follow(ports[n % WORKERS], began, times, ready)) for n in range(FOLLOWERS)]

    async def all_told() -> None:
        for _ in tasks:
            await ready.acquire()

    await all_told()
    times.clear()
    with FollowedThere(f"http://127.0.0.1:{ports[0]}", secret) as told:
        for n in range(CHANGES):
            await asyncio.sleep(PAUSE_SECONDS)
            began[0] = time.perf_counter()
            shown = Shown(day=read_day(DAY), number=1, slide=1 + n % 7)
            await asyncio.to_thread(told.show, DAY, shown)
            await all_told()
        await asyncio.gather(*tasks)
    return times


def run(console: Console) -> list[str]:
    """Follow, print, and return the bound where it is broken."""
    with tempfile.TemporaryDirectory() as folder:
        published(Path(folder))
        path = Followed(Path(folder) / FOLDER).start()
        assert path is not None
        command = [sys.executable, "-m", "tests.bench.bench_following", _SERVE, folder]
        workers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(WORKERS)]
        try:
            ports = [int(worker.stdout.readline()) for worker in workers if worker.stdout]
            times = asyncio.run(_measure(ports, path.read_text(encoding="ascii")))
        finally:
            for worker in workers:
                worker.terminate()
                worker.wait()
    p95 = statistics.quantiles(times, n=20)[-1]
    console.print(
        f"{FOLLOWERS} followers of {WORKERS} workers, {CHANGES} changes: median {statistics.median(times):.0f} ms, "
        f"p95 {p95:.0f}, longest {max(times):.0f}, at most {MOST_MS:.0f}"
    )
    return [f"a change at the followers: p95 {p95:.0f} ms, at most {MOST_MS:.0f}"] if p95 > MOST_MS else []


def main() -> int:
    """Exit code 1 where the bound is broken."""
    if sys.argv[1:2] == [_SERVE]:
        serve(sys.argv[2])
        return 0
    broken = run(Console(width=120))
    for one in broken:
        sys.stderr.write(f"{one}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
