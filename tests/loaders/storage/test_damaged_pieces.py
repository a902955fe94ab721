"""What is damaged is told by name, and mended from where it is whole; the version before stays in use."""

import pytest

from loaders.ground.errors import StorageUnreachable, StoreDamaged, StoreError
from loaders.storage import Desk, Mirror, check_whole, put_again
from loaders.storage.folder import FolderStorage
from loaders.storage.versions import File, newest_number, read_version, version_name
from tests.loaders.storage.machines import FIRST, NOON, SECOND, fill, published, shown, texts_in


def spoil(place, path: str, number: int) -> File:
    file = read_version(place, number).files[path]
    (place.root / file.piece).write_bytes(b"x" * file.size)
    return file


def test_a_damaged_piece_is_told_by_name_the_version_before_stays_and_repair_puts_it_back(place, tmp_path):
    desk = published(place, tmp_path / "a", FIRST)
    mirror = Mirror(place, tmp_path / "b")
    mirror.refresh()
    fill(desk.work, SECOND)
    desk.publish(NOON)
    file = spoil(place, "store/a/2.parquet", 2)
    state = mirror.refresh()
    assert state.number == 1 and file.piece in state.fault and "store/a/2.parquet" in state.fault
    assert texts_in(mirror.folder) == shown(FIRST)
    with pytest.raises(StoreDamaged, match=r"store/a/2\.parquet"):
        Desk(place, tmp_path / "c").pull(NOON)
    checked = check_whole(place)
    assert [file.path for file, _ in checked.damages] == ["store/a/2.parquet"]
    assert put_again(place, checked.damages, desk.work) == ([file], [])
    assert check_whole(place).damages == ()
    state = mirror.refresh()
    assert (state.number, state.fault) == (2, "")


def test_repair_takes_in_all_that_is_whole(place, tmp_path):
    published(place, tmp_path / "a", FIRST)
    spoil(place, "store/a/1.parquet", 1)
    desk = Desk(place, tmp_path / "b")
    pulled = desk.pull(NOON, bears_damage=True)
    assert len(pulled.damages) == 1
    assert texts_in(desk.work) == {name: text for name, text in FIRST.items() if name != "store/a/1.parquet"}


def test_a_damaged_list_is_told_by_name(place, tmp_path):
    desk = published(place, tmp_path / "a", FIRST)
    mirror = Mirror(place, tmp_path / "b")
    mirror.refresh()
    fill(desk.work, SECOND)
    desk.publish(NOON)
    path = place.root / version_name(2)
    path.write_bytes(path.read_bytes().replace(b"own/egna", b"own/egne"))
    state = mirror.refresh()
    assert state.number == 1 and version_name(2) in state.fault


def test_a_file_that_this_machines_disk_has_spoilt_is_fetched_again_at_the_next_start(place, tmp_path):
    published(place, tmp_path / "a", FIRST)
    mirror = Mirror(place, tmp_path / "b")
    mirror.refresh()
    (mirror.folder / "own/egna.csv").write_text("fel", encoding="utf-8")
    (mirror.folder / "store/a/1.parquet").unlink()
    Mirror(place, tmp_path / "b").refresh()
    assert texts_in(mirror.folder) == shown(FIRST)


def test_damage_of_a_writers_disk_is_mended_from_what_is_shared_and_never_published(place, tmp_path):
    desk = published(place, tmp_path / "a", FIRST)
    (desk.work / "store/a/1.parquet").write_text("fel", encoding="utf-8")
    (desk.work / "editions/2026-11-30/1/edition.json").unlink()
    (desk.work / "raw/scb/TAB/1.zst").unlink()
    (desk.work / "own/egna.csv").unlink()  # which a person may take away
    assert desk.publish(NOON).changed == 1
    kept = {name: text for name, text in FIRST.items() if name != "own/egna.csv"}
    assert texts_in(desk.work) == kept
    assert set(read_version(place, 2).files) == set(kept)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("store/manifest.json", "{}{"),
        ("store/manifest.json", '{"a": 1, "sha256": "0"}'),
        ("raw/lock.json", '{"a": 1, "sha256": "0"}'),
        (f"store/a/{'0' * 32}.parquet", "rader"),
        ("store/manifest.json", None),
    ],
)
def test_a_list_that_is_damaged_here_is_not_published(place, tmp_path, path, text):
    desk = published(place, tmp_path / "a", FIRST)
    fill(desk.work, {name: t for name, t in (FIRST | {path: text}).items() if t is not None})
    with pytest.raises(StoreDamaged, match=path.replace(".", r"\.")):
        desk.publish(NOON)
    assert newest_number(place, 1) == 1


def test_a_file_of_the_history_may_go_where_the_list_has_changed(place, tmp_path):
    desk = published(place, tmp_path / "a", FIRST)
    gone = {name: text for name, text in FIRST.items() if name != "store/a/1.parquet"}
    fill(desk.work, gone | {"store/manifest.json": '{"kortare": 1}'})
    assert desk.publish(NOON).changed == 2


def test_a_fresh_server_without_the_storage_says_so_and_one_with_a_copy_goes_on(place, tmp_path):
    published(place, tmp_path / "a", FIRST)
    mirror = Mirror(place, tmp_path / "b")
    mirror.refresh()
    place.root.rename(tmp_path / "borta")
    with pytest.raises(StorageUnreachable, match="is the share mounted"):
        Mirror(place, tmp_path / "c").refresh()
    state = mirror.refresh()
    assert state.number == 1 and state.fault and state.since is not None
    since = state.since
    assert mirror.refresh().since == since
    (tmp_path / "borta").rename(place.root)
    assert mirror.refresh().fault == ""


def test_a_share_that_was_emptied_or_is_another_is_refused_by_who_knows_better(place, tmp_path):
    desk = published(place, tmp_path / "a", FIRST)
    mirror = Mirror(place, tmp_path / "b")
    mirror.refresh()
    (tmp_path / "annan").mkdir()
    other = FolderStorage(tmp_path / "annan")
    with pytest.raises(StoreError, match="does not have version 1"):
        Desk(other, tmp_path / "a").pull(NOON)
    state = Mirror(other, tmp_path / "b").refresh()
    assert state.number == 1 and "does not have version 1" in state.fault
    assert texts_in(desk.work) == FIRST and texts_in(mirror.folder) == shown(FIRST)
