"""`kill -9` of `lanspuls fetch` at eight moments, in `make chaos` at more: the store reads, the next run completes."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from loaders.settings import Settings
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import bench, files
from tests.shared import REPOSITORY
from tests.waiting import killed_if_it_hangs

KILLS = 8
FETCHES = """
import os, sys
import loaders.fetching.refresh  # what is imported is no step of the fetch
from dashboard.commands import main
from tests.loaders.store.killing import Steps

told = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
for line in iter(sys.stdin.readline, ""):
    child = os.fork()  # a process of its own each time, which has imported already
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(told, f"{code}\\n".encode())
        continue
    steps = Steps(int(line))
    try:
        main.main(["fetch", "grp"])
    finally:
        os.write(told, f"{steps.taken} ".encode())
"""


@contextmanager
def fetching(settings: Settings) -> Iterator[Callable[[int], tuple[int, int | None]]]:
    """`lanspuls fetch grp` in a process of its own, killed at a step unless it is done before; never at step 0.

    What it gives is asked with the step, and tells how the process ended, and the steps it took where it ended well.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    ours = {"LANSPULS_SCB_URL": settings.scb_url, "LANSPULS_DATA": str(settings.data), "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        [sys.executable, "-c", FETCHES], cwd=settings.data.parent, env={**kept, **ours}, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip

        def fetch(kill_at: int) -> tuple[int, int | None]:
            with killed_if_it_hangs(process):
                process.stdin.write(f"{kill_at}\n")
                process.stdin.flush()
                *taken, code = map(int, process.stdout.readline().split())
            return code, taken[0] if code == 0 else None

        yield fetch
        process.stdin.close()


def test_a_killed_fetch_leaves_a_store_that_reads_and_completes(tmp_path):
    with bench(tmp_path) as source, fetching(settings := source.filled(tmp_path / "data", "grp")) as fetch:
        source.publisher.revise("*")
        code, whole = fetch(0)
        assert code == 0
        store = Store(settings.store_dir)
        for kill in range(KILLS):
            source.publisher.revise("*")
            before = {table: store.latest("grp", table) for table in ("TAB3138", "TAB3143")}
            code, _ = fetch(1 + whole * kill // KILLS)
            assert code == -signal.SIGKILL

            panel = Store(settings.store_dir).read("grp")
            assert panel.shape == (312, 25)
            for table, publication in before.items():
                after = store.latest("grp", table)
                # the old state or the new one, and the same for both indicators of the table
                assert after.published >= publication.published
                assert store.latest("grp_per_capita", table).updated == after.updated
            assert not source.fetch(settings.data, "grp").failed
        fresh = source.settings(tmp_path / "fresh")
        assert not source.fetch(fresh.data, "grp").failed
        assert Store(fresh.store_dir).read("grp").values.tobytes() == store.read("grp").values.tobytes()
    assert not [name for name in files(settings.data) if ".part-" in name]
