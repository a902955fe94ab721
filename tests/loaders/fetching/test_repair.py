"""`verify` finds every damaged file; `repair` brings back what raw answers allow, names the rest, removes nothing."""

import shutil
from datetime import UTC, datetime

import numpy as np
import pytest
from rich.console import Console

from dashboard.commands.store_commands import print_repaired, print_verified
from loaders.fetching.repair import repair_store
from loaders.ground.errors import StoreDamaged
from loaders.store import Store
from loaders.store.manifest_files import COPIES, NAME
from loaders.store.verifying import verify_store
from tests.loaders.fetching.publisher_bench import bench, files


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """A publisher, and a folder filled from it twice, the second time with revisions."""
    with bench(tmp_path_factory.mktemp("repair")) as source:
        first = datetime(2026, 11, 22, 9, tzinfo=UTC)
        assert not source.fetch(source.root / "twice", "grp", moment=first).failed
        source.publisher.revise("*")
        assert not source.fetch(source.root / "twice", "grp", moment=first.replace(hour=10)).failed
        yield source


@pytest.fixture
def settings(twice, tmp_path):
    """A copy of that folder."""
    shutil.copytree(twice.root / "twice", tmp_path / "data")
    return twice.settings(tmp_path / "data")


def said(printer, settings) -> tuple[bool, str]:
    console = Console(width=300, highlight=False, markup=False, soft_wrap=True)
    with console.capture() as capture:
        well = printer(settings, console)
    return well, capture.get()


def figures(settings) -> dict[str, np.ndarray]:
    store = Store(settings.store_dir)
    return {id_: store.read(id_).values for id_ in store.indicators()}


def same(one, other) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[id_], other[id_], equal_nan=True) for id_ in one)


def names(settings) -> list[str]:
    """Every Parquet file by order of publication."""
    store = Store(settings.store_dir)
    return [p.file for id_ in store.indicators() for p in store.publications(id_) if p.file]


def test_every_damaged_file_is_found_and_made_again_byte_for_byte(settings):
    before, all_files = figures(settings), names(settings)
    assert len(all_files) >= 4
    assert said(print_verified, settings)[0]
    wanted = {name: (settings.store_dir / name).read_bytes() for name in all_files}
    for n, name in enumerate(all_files):
        path = settings.store_dir / name
        path.unlink() if n % 2 else path.write_bytes(path.read_bytes()[:-1] + b"?")
    well, told = said(print_verified, settings)
    assert not well and all(f"store/{name} is" in told for name in all_files)
    well, told = said(print_repaired, settings)
    assert well and all(f"Återskapad ur råsvaren: {name}" in told for name in all_files)
    assert {name: (settings.store_dir / name).read_bytes() for name in all_files} == wanted
    assert same(figures(settings), before)
    assert said(print_verified, settings)[0]


def test_what_has_no_raw_answers_is_named_lost_and_the_next_fetch_mends_it(twice, settings):
    before = figures(settings)
    name = Store(settings.store_dir).publications("grp")[-1].file
    (settings.store_dir / name).write_bytes(b"damaged")
    for path in settings.raw_dir.rglob("*.zst"):
        path.unlink()
    there = files(settings.data)
    well, told = said(print_repaired, settings)
    assert not well and "FÖRLORAD: grp, tabell" in told
    assert b"damaged" in [content for file, content in files(settings.data).items() if "moved-aside" in file]
    after = files(settings.data).values()
    assert all(content in after for file, content in there.items() if file.endswith(".parquet"))
    with pytest.raises(StoreDamaged, match=r"table .* of grp is not known from .*lanspuls fetch grp"):
        Store(settings.store_dir).read("grp")
    assert Store(settings.store_dir).damages()
    report = twice.fetch(settings.data, "grp")
    assert not report.failed
    assert same(figures(settings), before)
    assert Store(settings.store_dir).damages() == ()
    assert verify_store(settings.store_dir).damages == ()
    assert {table.outcome.value for table in twice.fetch(settings.data, "grp").tables} == {"unchanged"}


def test_a_store_that_has_lost_every_manifest_is_put_together_from_its_files(settings):
    before, store = figures(settings), Store(settings.store_dir)
    known = {id_: [(p.table, p.updated, p.file) for p in store.publications(id_) if p.file] for id_ in before}
    for name in (NAME, *COPIES):
        (settings.store_dir / name).unlink()
    well, told = said(print_verified, settings)
    assert not well and "store/manifest.json is missing, though there are figures in the folder" in told
    done = repair_store(settings)
    assert len(done.adopted) == len(names(settings)) and not done.lost and not done.strangers
    assert same(figures(settings), before)
    again = Store(settings.store_dir)
    assert {
        id_: [(p.table, p.updated, p.file) for p in again.publications(id_) if p.file] for id_ in again.indicators()
    } == known
    assert again.synthetic is True


def test_the_last_publication_is_found_again_where_only_an_earlier_manifest_is_left(settings):
    before = figures(settings)
    for name in (NAME, COPIES[0]):
        (settings.store_dir / name).write_bytes(b"")
    assert not same(figures(settings), before)
    done = repair_store(settings)
    assert done.manifests and done.adopted
    assert same(figures(settings), before)


def test_an_empty_folder_is_whole_and_needs_no_repair(twice, tmp_path):
    settings = twice.settings(tmp_path / "nothing")
    assert said(print_verified, settings)[0]
    assert said(print_repaired, settings) == (True, "Inget behövde återskapas.\n")
