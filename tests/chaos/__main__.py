"""``make chaos``: every kind of fault, whole, in at most ten minutes. Exit code 1 if anything was lost or not told."""

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from loaders.store.manifest_files import COPIES, NAME
from tests.chaos import faults
from tests.chaos.faults import Count
from tests.loaders.fetching.publisher_bench import bench

SEED = 8


def all_faults(folder: Path, *, flips: int, kills: int, publications: int) -> Iterator[Count]:
    """One count per kind, in a folder of its own each; without kills a sample, which leaves two fetchers out too."""
    chance = random.Random(SEED)
    with bench(folder) as source:
        first = source.filled(folder / "first", "grp")
        source.publisher.revise("*")
        assert not source.fetch(first.data, "grp").failed

        def copy(name: str):
            shutil.copytree(first.data, folder / name / "data")
            return source.settings(folder / name / "data")

        yield from faults.flip_bits(copy("flips"), flips, chance)
        yield faults.damage_manifests(copy("manifests"), (NAME, *COPIES) if kills else (NAME,))
        yield faults.lose_files(copy("lost"))
        yield faults.fill_disk(source, copy("full"), folder / "disk", (0, 4_000, 40_000) if kills else (0,))
        if kills:
            yield faults.kill_fetches(source, copy("kills"), kills, chance)
            yield faults.fetch_twice_at_once(source, copy("two"))
    yield faults.publish_under_readers(folder / "readers", publications)


def main() -> int:
    """Run all and print a line per kind."""
    well = True
    with tempfile.TemporaryDirectory(prefix="lanspuls-chaos-") as folder:
        for count in all_faults(Path(folder), flips=1000, kills=12, publications=40):
            sys.stdout.write(f"{count}\n")
            sys.stdout.flush()
            well = well and count.is_well
    sys.stdout.write("All is well.\n" if well else "Something was lost, false, mixed or not told.\n")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
