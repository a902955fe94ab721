"""`kill -9` of `lanspuls fetch` at twenty random moments: the store always reads, and the next run completes."""

import os
import random
import signal
import subprocess
import sys
import time

from loaders.store import Store
from tests.loaders.fetching import bench, files
from tests.shared import REPOSITORY

KILLS = 20


def start(settings):
    """`lanspuls fetch grp` in a process group of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard.cli", "fetch", "grp"],
        cwd=settings.data.parent,
        env={
            **kept,
            "PYTHONPATH": str(REPOSITORY),
            "LANSPULS_SCB_URL": settings.scb_url,
            "LANSPULS_DATA": str(settings.data),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_a_killed_fetch_leaves_a_store_that_reads_and_completes(tmp_path):
    moments = random.Random(23)
    with bench(tmp_path, answer_delay=0.01) as source:
        settings = source.filled(tmp_path / "data", "grp")
        source.publisher.revise("*")
        started = time.monotonic()
        assert start(settings).wait(60) == 0
        whole = time.monotonic() - started
        store = Store(settings.store_dir)
        killed = 0
        for _ in range(KILLS):
            source.publisher.revise("*")
            before = {table: store.latest("grp", table) for table in ("TAB3138", "TAB3143")}
            process = start(settings)
            # starting Python takes the first third; the rest is fetching and writing
            time.sleep(whole * moments.uniform(0.3, 1.05))
            os.killpg(process.pid, signal.SIGKILL)
            if process.wait() == -signal.SIGKILL:
                killed += 1
            else:
                whole *= 0.85  # the machine has become faster since the whole run was timed

            panel = Store(settings.store_dir).read("grp")
            assert panel.shape == (312, 25)
            for table, publication in before.items():
                after = store.latest("grp", table)
                # the old state or the new one, and the same for both indicators of the table
                assert after.published >= publication.published
                assert store.latest("grp_per_capita", table).updated == after.updated
            assert not source.fetch(settings.data, "grp").failed
        assert killed >= KILLS / 2
        fresh = source.settings(tmp_path / "fresh")
        assert not source.fetch(fresh.data, "grp").failed
        assert Store(fresh.store_dir).read("grp").values.tobytes() == store.read("grp").values.tobytes()
    assert not [name for name in files(settings.data) if ".part-" in name]
