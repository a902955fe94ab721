"""Making a net: a store filled once, a data folder of its own, and two processes."""

import hashlib
import inspect
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

import dashboard
from tests.golden_pages import adapter, net
from tests.golden_pages.canonical import write_records
from tests.shared import REPOSITORY

PROCESSES = 2
ENDING = ".jsonl.gz"


def files_of(parts: tuple[str, ...], only: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """The files of a net, each with its part and indicator; the slowest first."""
    asked = only or tuple(adapter.slugs())
    found = {}
    if net.PAGES in parts:
        found |= {} if only else {"pages": (net.PAGES, "")}
        found |= {f"pages/{one}": (net.PAGES, one) for one in asked}
    if net.MEETING in parts and not only:
        found["meeting"] = (net.MEETING, "")
    if net.VIEWS in parts:
        found |= {f"views/{one}": (net.VIEWS, one) for one in asked}
    return found


def _check_packages() -> None:
    """That the product beside us is what is imported, and not one installed from another folder."""
    where = Path(dashboard.__file__)
    if not where.is_relative_to(REPOSITORY):
        raise RuntimeError(f"the net of {REPOSITORY} would be made with {where}; run it with that folder first on path")


def make(
    folder: Path, stored: Callable[[], Path], parts: tuple[str, ...], only: tuple[str, ...], *, keep: bool
) -> dict[str, int]:
    """Write a net's files into a folder; the number of records in each. ``keep`` leaves those alone that are there.

    ``stored`` gives a data folder with the store, if one is needed.
    """
    _check_packages()
    wanted = files_of(parts, only)
    for name in [name for name in wanted if keep and (folder / f"{name}{ENDING}").exists()]:
        del wanted[name]
    if not wanted:
        return {}
    with data_folder(stored()) as data, ProcessPoolExecutor(PROCESSES) as workers:
        jobs = [workers.submit(_make_file, data, folder, name, *what) for name, what in wanted.items()]
        return dict(job.result() for job in jobs)


_houses: dict[Path, adapter.House] = {}


def _make_file(data: Path, folder: Path, name: str, part: str, indicator: str) -> tuple[str, int]:
    with adapter.fixed_clock():
        house = _houses.setdefault(data, adapter.House(data))
        if part == net.MEETING:
            records = net.meeting(house)
        elif part == net.PAGES:
            records = net.pages(house, indicator)
        else:
            records = net.views(house, indicator)
        return name, write_records(folder / f"{name}{ENDING}", records)


def find_last_store(stores: Path) -> Path:
    """The data folder with the store asked for last, whatever has changed since; one filled now if there is none."""
    there = [path.parent for path in stores.glob("whole-*/filled")]
    return max(there, key=lambda folder: folder.stat().st_mtime) if there else find_or_fill_store(stores)


def find_or_fill_store(stores: Path, *, has_past: bool = True) -> Path:
    """A data folder with the demo's store; the one filled before, if nothing that decides what it holds has changed."""
    found = hashlib.sha256(inspect.getsource(adapter.fill_store).encode())
    for pattern in adapter.STORE_SOURCES:
        for path in sorted(REPOSITORY.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(path.relative_to(REPOSITORY).as_posix().encode() + b"\0" + path.read_bytes())
    folder = stores / f"{'whole' if has_past else 'newest'}-{found.hexdigest()[:16]}"
    stores.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not (folder / "filled").exists():
            shutil.rmtree(folder, ignore_errors=True)
            adapter.fill_store(folder, has_past=has_past)
            (folder / "filled").touch()
        os.utime(folder)
    return folder


@contextmanager
def data_folder(stored: Path) -> Iterator[Path]:
    """A data folder of its own over a filled store, with what people have written; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="lanspuls-golden-") as made:
        folder = Path(made) / "data"
        shutil.copytree(stored, folder)
        adapter.write_files(folder)
        yield folder
