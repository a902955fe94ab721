"""Many archives: kept file by file, gone on with after a kill, the same on a Dask cluster that loses a worker."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import distributed
import numpy as np
import pytest

from dashboard.commands.main import main
from loaders.demo.others._ad_archive import write_archive
from loaders.ground.errors import SourceUnreachable, UsageError
from loaders.sources.jobtech.archive import bulk, opening
from loaders.sources.jobtech.archive.bulk import Asked, Kept, count_files
from loaders.sources.jobtech.archive.counted import read_counted
from loaders.store import Store
from tests.shared import REPOSITORY, TODAY
from tests.waiting import HANG_SECONDS, wait_until

MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
ID = "platsbanken_ads_by_field"


@pytest.fixture(scope="module")
def archives(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("arkiv med åäö")
    paths = [folder / name for name in ("2024.jsonl.gz", "2025.jsonl.zip", "2026-Q1.jsonl")]
    for seed, path in enumerate(paths):
        write_archive(path, int(path.name[:4]), 3_000, seed, text_length=300)
    return paths


def asked_of(paths) -> list[Asked]:
    return [Asked(path=path, period=path.name.partition(".")[0]) for path in paths]


def counts(outcomes) -> list[tuple]:
    return [(one.counted.told, one.counted.table.to_pylist()) for one in outcomes]


def command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "dashboard.commands.main", "ads", *arguments]


def environment(data: Path) -> dict[str, str]:
    return {**os.environ, "LANSPULS_DATA": str(data), "PYTHONPATH": str(REPOSITORY)}


def lanspuls(monkeypatch, capsys, data: Path, *arguments: str) -> tuple[int, str]:
    monkeypatch.setenv("LANSPULS_DATA", str(data))
    with pytest.raises(SystemExit) as ended:
        main(["ads", *arguments], today=lambda: TODAY)
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out + captured.err


def test_processes_count_as_one_does_and_a_file_that_is_none_stops_only_itself(archives, tmp_path):
    bad = tmp_path / "2023.jsonl"
    bad.write_text("<html>\n" * 20)
    alone = list(count_files(asked_of([*archives, bad]), Kept(tmp_path / "1"), MOMENT, workers=1))
    beside = list(count_files(asked_of([*archives, bad]), Kept(tmp_path / "2"), MOMENT, workers=2))
    assert [one.error is None for one in alone] == [one.error is None for one in beside] == [True, True, True, False]
    assert counts(alone[:3]) == counts(beside[:3])
    again = list(count_files(asked_of(archives), Kept(tmp_path / "2"), MOMENT, workers=2))
    assert all(one.was_kept for one in again) and counts(again) == counts(alone[:3])


def test_a_killed_run_goes_on_with_the_next_file(archives, tmp_path, monkeypatch, capsys):
    large = tmp_path / "2023.jsonl"
    write_archive(large, 2023, 20_000, text_length=300)
    data, given = tmp_path / "data", [str(archives[0]), str(large)]
    running = subprocess.Popen(
        command(data, *given, "--workers", "1"), env=environment(data), stdout=subprocess.PIPE, text=True
    )
    wait_until(lambda: Kept(data / "ads").paths() or running.poll() is not None, "the first file is kept")
    running.kill()
    running.communicate(timeout=HANG_SECONDS)
    assert not Store(data / "store").indicators()

    code, said = lanspuls(monkeypatch, capsys, data, *given, "--workers", "1")
    assert code == 0 and "2024.jsonl.gz: 3\xa0000 annonser 2024-01–2024-12 (räknade tidigare)" in said
    assert "2023.jsonl: 20\xa0000 annonser" in said and "10 trasiga rader" in said and "DEMODATA" in said
    found = Store(data / "store").read(ID, regions=("00",))
    assert found.axes["period"][0] == "2023-01" and found.axes["period"][-1] == "2024-12"
    assert found.take(occupation_field="total").values.sum() == 23_000


def test_the_counts_are_read_in_and_later_archives_join_those_before(archives, tmp_path, monkeypatch, capsys):
    data = tmp_path / "data"
    code, said = lanspuls(monkeypatch, capsys, data, str(archives[1]), "--workers", "1", "--by", "analytiker")
    assert code == 0 and "Varav: " in said and "utan kommun" in said and "Inte räknade: 3 upprepade annonser" in said
    assert lanspuls(monkeypatch, capsys, data, str(archives[0]), "--workers", "1")[0] == 0  # an earlier year
    panel = Store(data / "store").read(ID)
    total = panel.take(occupation_field="total")
    riket, county = total.take(region_code="00").values.ravel(), total.take(region_code="23").values.ravel()
    parts = total.take(region_code=tuple(c for c in panel.axes["region_code"] if len(c) == 4 and c[:2] == "23"))
    assert len(riket) == 24 and riket.sum() == 6_000
    assert np.nansum(parts.values) <= county.sum() < riket.sum()
    fields = tuple(code for code in panel.axes["occupation_field"] if code != "total")
    assert len(fields) == 22 and panel.take(occupation_field=fields, region_code="00").values.sum() == 6_000
    assert Store(data / "store").latest(ID, "annonser-arkiv").by in ("analytiker", "roll inte angiven")
    kept = [path for path in (data / "raw").rglob("*") if path.is_file()]
    assert kept and not [path for path in kept if "Påhittade Person".encode() in path.read_bytes()]


def test_what_is_not_understood_is_said_in_swedish(archives, tmp_path, monkeypatch, capsys):
    nameless = tmp_path / "annonser.jsonl"
    nameless.write_bytes(archives[2].read_bytes())
    for arguments, told in (
        ([str(nameless)], "säger inte vilket år eller kvartal"),
        ([str(tmp_path / "2025.jsonl")], "Det finns ingen fil"),
        ([str(archives[1]), str(archives[0]), "--period", "2025"], "gäller en fil i taget"),
    ):
        code, said = lanspuls(monkeypatch, capsys, tmp_path / "data", *arguments)
        assert code == 2 and told in said
    code, said = lanspuls(
        monkeypatch, capsys, tmp_path / "data", str(nameless), "--period", "2026-Q1", "--only-count", "--workers", "1"
    )
    assert code == 0 and "annonser 2026-01–2026-03" in said and "utanför 2026-Q1" in said
    assert not Store(tmp_path / "data" / "store").indicators()
    (kept,) = Kept(tmp_path / "data" / "ads").paths()
    assert read_counted(kept.read_bytes(), kept.name).told.file == "annonser.jsonl"


def test_a_cluster_that_loses_a_worker_gives_the_same_counts(archives, tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "SMALLEST_RANGE", 20_000)  # many parts
    alone = list(count_files(asked_of(archives), Kept(tmp_path / "1"), MOMENT, workers=1))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs="CRITICAL"
    ) as cluster:
        address, victim = cluster.scheduler_address, next(iter(cluster.workers.values())).pid
        found: list = []
        work = count_files(asked_of(archives), Kept(tmp_path / "2"), MOMENT, workers=1, scheduler=address)
        counting = threading.Thread(target=lambda: found.extend(work))
        counting.start()
        wait_until(lambda: cluster.scheduler.tasks, "parts are given out")
        os.kill(victim, signal.SIGKILL)
        counting.join(HANG_SECONDS)
    assert counts(found) == counts(alone)


def test_a_scheduler_that_is_not_there_and_a_package_that_is_lacking_are_told(archives, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "PATIENCE_SECONDS", 1)
    with pytest.raises(SourceUnreachable, match=r"no Dask scheduler answers at tcp://127.0.0.1:9"):
        list(count_files(asked_of(archives), Kept(tmp_path), MOMENT, workers=1, scheduler="tcp://127.0.0.1:9"))
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'lanspuls\[bulk\]'"):
        list(count_files(asked_of(archives), Kept(tmp_path), MOMENT, workers=1, scheduler="tcp://127.0.0.1:9"))
