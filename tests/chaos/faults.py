"""Each kind of fault, how often it was made, and what came of it: nothing lost, nothing false, everything told."""

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.ground.periods import span
from loaders.settings import Settings
from loaders.store import Delivery, Scope, Store
from loaders.store.manifest_files import COPIES, NAME
from loaders.store.snapshots import Snapshots
from loaders.store.verifying import verify_store
from tests.loaders.fetching import test_refresh_kill
from tests.loaders.fetching.publisher_bench import Bench
from tests.loaders.store.publishing import moment
from tests.loaders.store.test_store_damage import MANIFESTS, flipped
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS


@dataclass
class Count:
    """What came of one kind of fault. harmless: nothing changed that anybody reads."""

    kind: str
    made: int = 0
    told: int = 0
    harmless: int = 0
    false: int = 0
    lost: int = 0
    mixed: int = 0
    silent: int = 0
    skipped: str = ""

    @property
    def is_well(self) -> bool:
        return not (self.false or self.lost or self.mixed or self.silent)

    def __str__(self) -> str:
        if self.skipped:
            return f"{self.kind}: not run, {self.skipped}"
        return (
            f"{self.kind}: {self.made} made, {self.told} told, {self.harmless} harmless; cells false {self.false}, "
            f"lost {self.lost}, versions mixed {self.mixed}, not told {self.silent}"
        )


Figures = dict[str, np.ndarray]


def figures(root: Path) -> Figures:
    """All figures of a store, read by a new process's eyes."""
    store = Store(root)
    return {id_: store.read(id_).values for id_ in store.indicators()}


def differing(one: np.ndarray, other: np.ndarray) -> int:
    """Cells that are not alike."""
    if one.shape != other.shape:
        return max(one.size, other.size)
    return int(np.count_nonzero(~((one == other) | (np.isnan(one) & np.isnan(other)))))


@contextmanager
def other_bytes(path: Path, change: Callable[[Path], object]) -> Iterator[None]:
    """A file that is not as it was until the block ends."""
    good = path.read_bytes()
    change(path)
    try:
        yield
    finally:
        if path.is_dir():
            path.rmdir()
        path.unlink(missing_ok=True)
        path.write_bytes(good)


def _judge(count: Count, root: Path, before: Figures, hit: str) -> None:
    """Read everything: the indicator that was hit may fail and say so, all others must be as before."""
    count.made += 1
    store = Store(root)
    told = False
    for id_, values in before.items():
        try:
            found = store.read(id_).values
        except StoreDamaged:
            told = True
            count.lost += 0 if id_ == hit else values.size
            continue
        count.false += differing(found, values)
    told = told or bool(store.damages())
    count.told += told
    if not told:
        count.silent += bool(verify_store(root).damages)
        count.harmless += not verify_store(root).damages


def flip_bits(settings: Settings, number: int, chance: random.Random) -> Iterator[Count]:
    """One bit of a Parquet file, a manifest, a raw answer at a time."""
    root, before = settings.store_dir, figures(settings.store_dir)
    count = Count("bit flips in Parquet files")
    paths = sorted(root.glob("*/*.parquet"))
    for _ in range(number):
        path = chance.choice(paths)
        bit = chance.randrange(8 * path.stat().st_size)
        with other_bytes(path, lambda path, bit=bit: path.write_bytes(flipped(path.read_bytes(), bit))):
            _judge(count, root, before, path.parent.name)
    count.silent += count.harmless  # every bit of these files counts
    yield count
    count = Count("bit flips in manifests")
    for _ in range(max(number // 5, 5)):
        path = root / chance.choice((NAME, *COPIES))
        if not path.exists():
            continue
        bit = chance.randrange(8 * path.stat().st_size)
        with other_bytes(path, lambda path, bit=bit: path.write_bytes(flipped(path.read_bytes(), bit))):
            _judge(count, root, before, "")
    yield count
    count = Count("bit flips in raw answers")
    snapshots = Snapshots(settings.raw_dir)
    kept = {name: (s, name) for s in snapshots.snapshots() for name in (*s.metadata, *s.data)}
    whole = {name: snapshots._body(*one) for name, one in kept.items()}
    for _ in range(max(number // 5, 5)):
        path = chance.choice(sorted(settings.raw_dir.glob("*/*/*.zst")))
        name = path.name.partition(".")[0]
        bit = chance.randrange(8 * path.stat().st_size)
        with other_bytes(path, lambda path, bit=bit: path.write_bytes(flipped(path.read_bytes(), bit))):
            count.made += 1
            try:
                is_same = snapshots._body(*kept[name]) == whole[name]
                count.harmless += is_same
                count.false += not is_same
            except StoreDamaged:
                count.told += 1
    yield count


def damage_manifests(settings: Settings, names: tuple[str, ...]) -> Count:
    """Every kind of damage of each of these manifests; then the manifest and its copy gone, one at a time."""
    root, before = settings.store_dir, figures(settings.store_dir)
    count = Count("damaged and lost manifests")
    for name in names:
        if not (root / name).exists():
            continue
        for change in MANIFESTS.values():
            with other_bytes(root / name, change):
                _judge(count, root, before, "")
    for name in (NAME, COPIES[0]):
        with other_bytes(root / name, Path.unlink):
            _judge(count, root, before, "")
    return count


def lose_files(settings: Settings) -> Count:
    """Each Parquet file gone, one at a time."""
    root, before = settings.store_dir, figures(settings.store_dir)
    count = Count("lost Parquet files")
    for path in sorted(root.glob("*/*.parquet")):
        with other_bytes(path, Path.unlink):
            _judge(count, root, before, path.parent.name)
    return count


def kill_fetches(source: Bench, settings: Settings, number: int, chance: random.Random) -> Count:
    """``kill -9`` of ``lanspuls fetch`` at a step by chance: what was stored before is there, and the rest comes."""
    count = Count("fetches killed")
    source.publisher.revise("*")
    with test_refresh_kill.fetching(settings) as fetch:
        code, whole = fetch(0)
        assert code == 0 and whole
        for _ in range(number):
            source.publisher.revise("*")
            files = {p.name for p in settings.store_dir.glob("grp/*.parquet")}
            known = len(Store(settings.store_dir).publications("grp"))
            fetch(chance.randrange(1, whole))
            count.made += 1
            count.lost += len(files - {p.name for p in settings.store_dir.rglob("*.parquet")})
            count.lost += known > len(Store(settings.store_dir).publications("grp"))
            count.silent += bool(verify_store(settings.store_dir).damages)
            figures(settings.store_dir)
        code, _ = fetch(0)
    count.lost += code != 0
    count.harmless = count.made
    return count


def _command(settings: Settings, *words: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    ours = {"LANSPULS_SCB_URL": settings.scb_url, "LANSPULS_DATA": str(settings.data), "PYTHONPATH": str(REPOSITORY)}
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard.commands.main", *words],
        cwd=settings.data.parent, env={**kept, **ours}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def fetch_twice_at_once(source: Bench, settings: Settings) -> Count:
    """Two fetches of everything at the same time: both end well, and the store is as after one."""
    count = Count("two fetchers at once", made=1)
    source.publisher.revise("*")
    both = [_command(settings, "fetch", "grp", "--full") for _ in range(2)]
    said = [one.communicate(timeout=HANG_SECONDS)[0] for one in both]
    count.lost += sum(one.returncode != 0 for one in both) + sum("Traceback" in text for text in said)
    count.silent += bool(verify_store(settings.store_dir).damages)
    now = figures(settings.store_dir)
    alone = source.settings(settings.data.parent / "alone")
    assert not source.fetch(alone.data, "grp").failed
    count.false += differing(now["grp"], figures(alone.store_dir)["grp"])
    count.harmless = 1
    return count


def fill_disk(source: Bench, settings: Settings, mount: Path, free_bytes: tuple[int, ...]) -> Count:
    """Fetches on a disk with so many bytes free, then with enough."""
    count = Count("full disk")
    mount.mkdir()
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("mount"):
        count.skipped = "only root can mount a small disk"
        return count
    size = sum(path.stat().st_size for path in settings.data.rglob("*") if path.is_file())
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={2 * size + 4_000_000}", "tmpfs", str(mount)], check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        count.skipped = f"no small disk can be mounted ({done.stderr.strip()})"
        return count
    try:
        ours = source.settings(mount / "data")
        shutil.copytree(settings.data, ours.data)
        before = figures(ours.store_dir)
        source.publisher.revise("*")
        ballast = mount / "ballast"
        for left in free_bytes:
            ballast.unlink(missing_ok=True)
            free = shutil.disk_usage(mount).free
            with ballast.open("wb") as file:
                file.write(bytes(max(free - left, 0)))
            fetching = _command(ours, "fetch", "grp", "--full")
            said = fetching.communicate(timeout=HANG_SECONDS)[0]
            count.made += 1
            count.told += fetching.returncode == 1 and "FEL" in said
            count.silent += "Traceback" in said or fetching.returncode not in (0, 1)
            count.lost += bool(verify_store(ours.store_dir).damages)
            if fetching.returncode:
                count.false += sum(differing(v, before[id_]) for id_, v in figures(ours.store_dir).items())
        ballast.unlink()
        fetching = _command(ours, "fetch", "grp", "--full")
        count.lost += "Traceback" in fetching.communicate(timeout=HANG_SECONDS)[0] or fetching.returncode != 0
    finally:
        subprocess.run(["umount", str(mount)], check=False)
    return count


def publish_under_readers(root: Path, publications: int, readers: int = 20) -> Count:
    """Every publication gives both indicators one number; what one edition gives must be one number."""
    count = Count(f"publications under {readers} readers")
    store, done = Store(root), threading.Event()
    axes = {REGION: tuple(f"{n:04}" for n in range(20)), PERIOD: span("2026-01", "2026-12")}
    flat = np.zeros((20, 12), np.uint8)

    def publish(number: int) -> None:
        at = moment(f"2026-01-{1 + number // 1440:02}T{number // 60 % 24:02}:{number % 60:02}")
        made = Panel(axes=axes, values=flat + float(number), status=flat, symbol=flat)
        with store.writing() as writer:
            for id_ in ("one", "other"):
                writer.add(id_, made, Delivery(table="T", updated=at, fetched=at, synthetic=True), scope=Scope())

    def read() -> tuple[int, int, int]:
        own, read, mixed, lost, newest = Store(root), 0, 0, 0, 0.0
        while not done.is_set():
            edition = own.edition()
            try:
                seen = {value for id_ in ("one", "other") for value in np.unique(edition.read(id_).values)}
            except StoreError:
                lost += 1
                continue
            mixed += len(seen) != 1 or max(seen) < newest
            newest = max(seen)
            read += 1
        return read, mixed, lost

    publish(0)
    with ThreadPoolExecutor(readers) as pool:
        reading = [pool.submit(read) for _ in range(readers)]
        try:
            for number in range(1, publications + 1):
                publish(number)
        finally:
            done.set()
        for one in reading:
            times, mixed, lost = one.result()
            count.harmless += times
            count.mixed += mixed
            count.lost += lost
    count.made = publications
    return count
