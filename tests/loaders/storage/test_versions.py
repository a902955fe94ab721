"""Versions are numbered, created once, and seen whole or not at all: on a folder, step by step."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.ground.errors import StorageUnreachable, StoreDamaged, StoreError
from loaders.storage import Desk, Mirror, check_whole, put_again
from loaders.storage.folder import FolderStorage
from loaders.storage.versions import File, newest_number, read_version, version_name

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
FIRST = {
    "store/manifest.json": '{"n": 1}',
    "store/a/1.parquet": "rader",
    "own/egna.csv": "en",
    "own/andra.csv": "två",
    "editions/2026-11-30/1/edition.json": "utgåva",
    "editions/2026-11-30/1/manifest.json": "lista",
    "reports/rapport.md": "visas inte",
    "raw/scb/TAB/1.zst": "svar",
}
SECOND = {**FIRST, "store/manifest.json": '{"n": 2}', "store/a/2.parquet": "fler", "own/egna.csv": "en och en"} | {
    "editions/2026-11-30/2/edition.json": "rättad", "editions/2026-11-30/2/manifest.json": "lista 2",
}  # fmt: skip
del SECOND["own/andra.csv"]
SHOWN = ("store/", "own/", "editions/")


class Killed(BaseException):
    """The process ends here."""


class Counting(FolderStorage):
    """A place that ends the program before its nth call, or between what it does and the answer to it."""

    def __init__(self, root: Path, before: int = 10**9, after: int = 10**9) -> None:
        super().__init__(root)
        self.calls, self._before, self._after = 0, before, after

    def _counted(self, call, *given):
        self.calls += 1
        if self.calls == self._before:
            raise Killed
        done = call(*given)
        if self.calls == self._after:
            raise Killed
        return done

    def create(self, name, content):
        return self._counted(super().create, name, content)

    def put(self, name, path):
        return self._counted(super().put, name, path)

    def size(self, name):
        return self._counted(super().size, name)

    def read(self, name, most_bytes):
        return self._counted(super().read, name, most_bytes)

    def read_into(self, name, path, size):
        return self._counted(super().read_into, name, path, size)

    def names(self, below):
        return self._counted(super().names, below)


@pytest.fixture
def place(tmp_path):
    root = tmp_path / "delat"
    root.mkdir()
    return FolderStorage(root)


def fill(folder: Path, texts: dict[str, str]) -> None:
    for path in [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]:
        if path.relative_to(folder).as_posix() not in texts:
            path.unlink()
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def texts_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def shown(texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name.startswith(SHOWN)}


def published(place, copy: Path, texts: dict[str, str]) -> Desk:
    desk = Desk(place, copy)
    desk.pull(NOON)
    fill(desk.work, texts)
    desk.publish(NOON)
    return desk


def test_what_one_machine_publishes_another_shows_without_reports_and_raw_answers(place, tmp_path):
    published(place, tmp_path / "a", FIRST)
    mirror = Mirror(place, tmp_path / "b")
    state = mirror.refresh()
    assert (state.number, state.fault, state.made) == (1, "", NOON)
    assert texts_in(mirror.folder) == shown(FIRST)


def test_a_third_machine_that_writes_has_all_of_it(place, tmp_path):
    published(place, tmp_path / "a", FIRST)
    desk = Desk(place, tmp_path / "c")
    assert desk.pull(NOON).number == 1
    assert texts_in(desk.work) == FIRST
    assert desk.publish(NOON) is None  # nothing is new


def test_files_of_this_machine_alone_are_not_shared(place, tmp_path):
    alone = {"following/hemlighet": "s", "demo/store/manifest.json": "d", "store/moved-aside/x": "gammal"}
    published(place, tmp_path / "a", FIRST | alone | {"store/.lock": "", "own/demo.csv": "delas"})
    assert set(read_version(place, 1).files) == {*FIRST, "own/demo.csv"}


def test_the_regions_of_a_service_are_shared_each_with_its_own(place, tmp_path):
    region = {"lan/20/lanspuls.toml": "", "lan/20/meetings/2026-12-14.toml": "utkast", "lan/20/own/egna.csv": "2"} | {
        "lan/20/editions/2026-11-30/1/edition.json": "ut", "lan/20/editions/2026-11-30/1/manifest.json": "lista",
    }  # fmt: skip
    desk = published(
        place, tmp_path / "a", FIRST | region | {"lan/20/following/hemlighet": "s", "lan/20/reports/r": ""}
    )
    assert set(read_version(place, 1).files) == {*FIRST, *region, "lan/20/reports/r"}
    mirror = Mirror(place, tmp_path / "b")
    mirror.refresh()
    assert texts_in(mirror.folder) == shown(FIRST) | region
    (desk.work / "lan/20/editions/2026-11-30/1/edition.json").unlink()  # which is never meant
    assert desk.publish(NOON) is None and (desk.work / "lan/20/editions/2026-11-30/1/edition.json").is_file()


def test_files_that_leave_are_removed_one_version_later_so_that_the_copy_does_not_grow(place, tmp_path):
    desk = published(place, tmp_path / "a", FIRST)
    mirror = Mirror(place, tmp_path / "b")
    mirror.refresh()
    fill(desk.work, SECOND)
    desk.publish(NOON)
    mirror.refresh()
    assert texts_in(mirror.folder) == shown(SECOND) | {"own/andra.csv": "två"}
    fill(desk.work, SECOND | {"own/ny.csv": "ny"})
    desk.publish(NOON)
    mirror.refresh()
    assert texts_in(mirror.folder) == shown(SECOND) | {"own/ny.csv": "ny"}
    assert {path.name for path in (tmp_path / "b").iterdir()} == {"served", "served.json", ".served.lock"}


@settings(max_examples=24, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(1, 16), is_before=st.booleans())
def test_wherever_the_fetcher_is_killed_readers_see_the_old_version_whole_or_the_new(tmp_path_factory, at, is_before):
    folder = tmp_path_factory.mktemp("killed")
    (folder / "delat").mkdir()
    place = FolderStorage(folder / "delat")
    desk = published(place, folder / "a", FIRST)
    mirror = Mirror(place, folder / "b")
    mirror.refresh()
    desk.pull(NOON)
    fill(desk.work, SECOND)
    dying = Desk(Counting(place.root, **({"before": at} if is_before else {"after": at})), folder / "a")
    try:
        dying.publish(NOON)
    except Killed:
        mirror.refresh()
        leaving = {"own/andra.csv": "två"}
        assert texts_in(mirror.folder) in (shown(FIRST), shown(SECOND) | leaving)
    again = Desk(place, folder / "a")
    again.pull(NOON)
    done = again.publish(NOON)
    assert done is None or done.number == 2
    fresh = Mirror(place, folder / "c")
    assert (fresh.refresh().number, texts_in(fresh.folder)) == (2, shown(SECOND))


@settings(max_examples=12, deadline=None)
@given(at=st.integers(1, 14))
def test_wherever_a_server_is_killed_it_goes_on_whole(tmp_path_factory, at):
    folder = tmp_path_factory.mktemp("mirror")
    (folder / "delat").mkdir()
    place = FolderStorage(folder / "delat")
    desk = published(place, folder / "a", FIRST)
    Mirror(place, folder / "b").refresh()
    fill(desk.work, SECOND)
    desk.publish(NOON)
    try:
        Mirror(Counting(place.root, after=at), folder / "b").refresh()
    except Killed:
        assert texts_in(folder / "b" / "served") == shown(FIRST)
    mirror = Mirror(place, folder / "b")
    assert mirror.refresh().number == 2
    assert texts_in(mirror.folder) == shown(SECOND) | {"own/andra.csv": "två"}


@pytest.mark.parametrize("at", range(12))
def test_a_server_killed_while_it_puts_files_in_place_ends_that_without_the_storage(place, tmp_path, monkeypatch, at):
    desk = published(place, tmp_path / "a", FIRST)
    mirror = Mirror(place, tmp_path / "b")
    mirror.refresh()
    fill(desk.work, SECOND)
    desk.publish(NOON)
    steps = iter(range(100))
    rename = Path.replace

    def dying(self, target):
        if "served" in self.parts and next(steps) == at:
            raise Killed
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", dying)
        with suppress(Killed):
            Mirror(place, tmp_path / "b").refresh()
    place.root.rename(tmp_path / "borta")
    again = Mirror(place, tmp_path / "b")
    state = again.refresh()
    assert state.number in (1, 2) and "mounted" in state.fault
    leaving = {"own/andra.csv": "två"}
    assert texts_in(again.folder) == (shown(FIRST) if state.number == 1 else shown(SECOND) | leaving)


def test_of_two_fetches_one_gets_the_number_and_the_other_is_laid_aside(place, tmp_path):
    one = published(place, tmp_path / "a", FIRST)
    other = Desk(place, tmp_path / "b")
    other.pull(NOON)
    fill(one.work, SECOND)
    fill(other.work, FIRST | {"store/manifest.json": '{"n": 3}', "store/a/3.parquet": "andra", "own/min.csv": "min"})
    assert one.publish(NOON).number == 2
    done = other.publish(NOON)
    assert (done.number, done.laid_aside) == (3, ("figures",))
    assert texts_in(other.work) == SECOND | {"own/min.csv": "min"}
    aside = done.pulled[0].where
    assert texts_in(aside) == {"store/manifest.json": '{"n": 3}', "store/a/3.parquet": "andra"}
    assert one.pull(NOON).laid_aside == () and texts_in(one.work) == SECOND | {"own/min.csv": "min"}


def test_a_fetch_and_a_meeting_published_at_once_are_both_kept(place, tmp_path):
    fetching = published(place, tmp_path / "a", FIRST)
    publishing = Desk(place, tmp_path / "b")
    publishing.pull(NOON)
    fill(fetching.work, FIRST | {"store/manifest.json": '{"n": 2}'})
    fill(publishing.work, FIRST | {"editions/2026-12-14/1/edition.json": "ny", "meetings/2026-12-14.toml": "utkast"})
    fetching.publish(NOON)
    done = publishing.publish(NOON)
    assert (done.number, done.laid_aside) == (3, ())
    new = {"editions/2026-12-14/1/edition.json": "ny", "meetings/2026-12-14.toml": "utkast"}
    assert texts_in(publishing.work) == FIRST | {"store/manifest.json": '{"n": 2}'} | new


def test_an_edition_with_the_same_number_published_twice_stands_as_the_first(place, tmp_path):
    one, other = published(place, tmp_path / "a", FIRST), Desk(place, tmp_path / "b")
    other.pull(NOON)
    name = "editions/2026-12-14/1/edition.json"
    fill(one.work, FIRST | {name: "den ena"})
    fill(other.work, FIRST | {name: "den andra", "editions/2026-12-14/1/extra.txt": "mer"})
    one.publish(NOON)
    assert other.publish(NOON).laid_aside == ("editions/2026-12-14/1",)
    assert texts_in(other.work) == FIRST | {name: "den ena"}


class Stale(FolderStorage):
    """A place that lists, and answers for, what was there before the last version."""

    hidden = ()

    def names(self, below):
        return tuple(name for name in super().names(below) if name not in self.hidden)


def test_a_listing_that_is_old_or_empty_hides_no_version(place, tmp_path):
    desk = published(place, tmp_path / "a", FIRST)
    for n in range(2, 8):
        fill(desk.work, FIRST | {"store/manifest.json": f'{{"n": {n}}}'})
        desk.publish(NOON)
    stale = Stale(place.root)
    for hidden in ([], [7], [6, 7], range(1, 8)):
        stale.hidden = tuple(map(version_name, hidden))
        assert newest_number(stale, 0) == 7
        assert newest_number(stale, 5) == 7


def test_a_number_whose_answer_was_lost_is_known_as_our_own(place, tmp_path):
    class Deaf(FolderStorage):
        def create(self, name, content):
            super().create(name, content)
            return super().create(name, content)  # the try that is made again

    done = published(Deaf(place.root), tmp_path / "a", FIRST)
    assert done.number == 1 and newest_number(place, 0) == 1


def test_a_place_that_does_not_heed_the_condition_is_refused(place, tmp_path):
    class Heedless(FolderStorage):
        def create(self, name, content):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_bytes(content)
            return True

    with pytest.raises(StoreError, match="If-None-Match"):
        published(Heedless(place.root), tmp_path / "a", FIRST)
    assert newest_number(place, 0) == 0


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
