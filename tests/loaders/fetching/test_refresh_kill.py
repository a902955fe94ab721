"""`kill -9` of `lanspuls fetch` at eight moments, in `make chaos` at more: the store reads, the next run completes."""

import os
import signal
import subprocess
import sys

from loaders.store import Store
from tests.loaders.fetching.publisher_bench import bench, files
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

KILLS = 8
FETCH = """
import sys
import loaders.fetching.refresh  # what is imported is no step of the fetch
from dashboard.commands import main
from tests.loaders.store.killing import Steps

steps = Steps(int(sys.argv[1]))
try:
    main.main(["fetch", "grp"])
finally:
    print(steps.taken, file=sys.stderr)
"""


def fetch(settings, kill_at):
    """`lanspuls fetch grp`, killed at a step unless it is done before: how it ended, and the steps it took."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    ours = {"LANSPULS_SCB_URL": settings.scb_url, "LANSPULS_DATA": str(settings.data)}
    done = subprocess.run(
        [sys.executable, "-c", FETCH, str(kill_at)],
        cwd=settings.data.parent,
        env={**kept, "PYTHONPATH": str(REPOSITORY), **ours},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    return done.returncode, int(done.stderr.split()[-1]) if done.returncode == 0 else None


def test_a_killed_fetch_leaves_a_store_that_reads_and_completes(tmp_path):
    with bench(tmp_path) as source:
        settings = source.filled(tmp_path / "data", "grp")
        source.publisher.revise("*")
        code, whole = fetch(settings, kill_at=0)
        assert code == 0
        store = Store(settings.store_dir)
        for kill in range(KILLS):
            source.publisher.revise("*")
            before = {table: store.latest("grp", table) for table in ("TAB3138", "TAB3143")}
            code, _ = fetch(settings, kill_at=1 + whole * kill // KILLS)
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
