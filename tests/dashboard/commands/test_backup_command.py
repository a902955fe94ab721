"""A backup holds all that was there, is read before it gets its name, and comes back whole or not at all."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.commands.operating.backup_command import LIST, back_up, put_back, read_backup
from loaders.ground.errors import StoreError, UsageError
from loaders.settings import Settings
from loaders.store import Store
from loaders.store.snapshots import Snapshots
from loaders.store.verifying import verify_store
from tests.dashboard.addresses import made_site
from tests.dashboard.made import add_events
from tests.loaders.store.publishing import publish
from tests.waiting import HANG_SECONDS

MOMENT = datetime(2026, 11, 28, 0, 30, tzinfo=UTC)


@pytest.fixture
def site(tmp_path):
    settings = made_site(tmp_path / "data")
    (tmp_path / "lanspuls.toml").write_text('county = "23"\n', encoding="utf-8")
    return settings


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def made(site, tmp_path, into="copies"):
    return back_up(site, tmp_path / "lanspuls.toml", tmp_path / into, MOMENT)


def test_a_backup_holds_every_file_and_comes_back_as_it_was(site, tmp_path):
    folder, kept = made(site, tmp_path)
    assert folder.name == "lanspuls-20261128T003000Z" and read_backup(folder) == kept
    assert contents(folder / "data") == contents(site.data)
    assert (folder / "lanspuls.toml").read_bytes() == (tmp_path / "lanspuls.toml").read_bytes()
    elsewhere = Settings(data=tmp_path / "new machine" / "data")
    elsewhere.data.parent.mkdir()
    assert put_back(elsewhere, folder, MOMENT, replace=False) is None
    assert contents(elsewhere.data) == contents(site.data)
    assert verify_store(elsewhere.store_dir).damages == ()


def test_figures_that_are_there_are_moved_aside_and_only_when_asked(site, tmp_path):
    folder, _ = made(site, tmp_path)
    add_events(Store(site.store_dir))
    newer = contents(site.data)
    with pytest.raises(UsageError, match="--replace"):
        put_back(site, folder, MOMENT, replace=False)
    assert contents(site.data) == newer
    aside = put_back(site, folder, MOMENT, replace=True)
    assert contents(aside) == newer and contents(site.data) == contents(folder / "data")


def test_a_backup_of_nothing_puts_nothing_back_and_loses_nothing(site, tmp_path):
    empty = Settings(data=tmp_path / "empty")
    empty.data.mkdir()
    folder, _ = back_up(empty, tmp_path / "lanspuls.toml", tmp_path / "copies", MOMENT)
    before = contents(site.data)
    aside = put_back(site, folder, MOMENT, replace=True)
    assert contents(aside) == before and contents(site.data) == {}


@pytest.mark.parametrize("damage", ["flipped", "lost", "outside"])
def test_a_damaged_backup_changes_nothing(site, tmp_path, damage):
    folder, _ = made(site, tmp_path)
    victim = next(folder.rglob("*.parquet"))
    if damage == "flipped":
        victim.write_bytes(bytes([victim.read_bytes()[0] ^ 1]) + victim.read_bytes()[1:])
    elif damage == "lost":
        victim.unlink()
    else:
        text = (folder / LIST).read_text(encoding="utf-8")
        text = text.replace('"data/store/manifest.json"', '"data/../../lanspuls.toml"')
        (folder / LIST).write_text(text, encoding="utf-8")
    before = contents(site.data)
    with pytest.raises(StoreError):
        put_back(site, folder, MOMENT, replace=True)
    assert contents(site.data) == before and not list(tmp_path.glob(".part-*"))


def test_a_backup_made_while_a_fetch_writes_is_of_one_state(site, tmp_path):
    store, began, found = Store(site.store_dir), threading.Event(), []

    def copy():
        began.set()
        found.append(made(site, tmp_path)[0])

    with store.writing():
        copying = threading.Thread(target=copy)
        copying.start()
        assert began.wait(HANG_SECONDS)
        add = contents(site.data)
    copying.join(HANG_SECONDS)
    assert contents(found[0] / "data") == add and verify_store(found[0] / "data" / "store").damages == ()


def test_backups_made_while_answers_come_and_go_are_whole(site, tmp_path):
    """A writer that never stops keeps one answer, removes the one before, and publishes: each copy is of one moment."""
    stop, faults = threading.Event(), []

    def fetch():
        number = 0
        while not stop.is_set():
            number += 1
            moment = MOMENT + timedelta(minutes=number)
            try:
                with Snapshots(site.raw_dir, 1).keeping(
                    "scb", "T", url="u", query_hash="q", fetched=moment, updated=moment
                ) as keeper:
                    keeper.add(b'{"n": %d}' % number)
                cells = {("23", "2026-01"): float(number)}
                publish(Store(site.store_dir), cells, moment.isoformat()[:16], indicator="fetched")
            except Exception as error:
                faults.append(error)
                return

    fetching = threading.Thread(target=fetch)
    fetching.start()
    try:
        for turn in range(4):
            folder, _ = back_up(site, tmp_path / "lanspuls.toml", tmp_path / "copies", MOMENT + timedelta(hours=turn))
            there = Settings(data=folder / "data")
            assert verify_store(there.store_dir).damages == () and Snapshots(there.raw_dir).damages() == ()
    finally:
        stop.set()
        fetching.join(HANG_SECONDS)
    assert not faults


def test_a_backup_inside_what_it_copies_is_refused_and_so_is_one_of_nothing(site, tmp_path):
    with pytest.raises(UsageError, match="outside"):
        back_up(site, tmp_path / "lanspuls.toml", site.data / "copies", MOMENT)
    with pytest.raises(UsageError, match="no data"):
        back_up(Settings(data=tmp_path / "none"), tmp_path / "x.toml", tmp_path / "copies", MOMENT)
    with pytest.raises(UsageError, match="no backup"):
        read_backup(tmp_path)
