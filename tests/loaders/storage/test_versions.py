"""Versions are numbered, created once, and seen whole or not at all: on a folder, step by step."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.ground.errors import StoreError
from loaders.storage import Desk, Mirror
from loaders.storage.folder import FolderStorage
from loaders.storage.versions import newest_number, read_version, version_name
from tests.loaders.storage.machines import FIRST, NOON, SECOND, Counting, Killed, fill, published, shown, texts_in


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


def test_what_only_tells_of_a_look_at_the_publishers_makes_a_version_once_an_hour_and_goes_with_what_is_new(
    place, tmp_path
):
    desk = published(place, tmp_path / "a", FIRST)
    looks = [NOON + timedelta(minutes=minutes) for minutes in (2, 30, 61, 63)]
    made = []
    for n, moment in enumerate(looks):
        fill(desk.work, {**FIRST, "runs/fetch.json": f"look {n}", f"reports/{n}.md": "inget nytt"})
        done = desk.publish(moment)
        made.append(done.number if done else None)
    assert made == [None, None, 2, None]
    fill(desk.work, {**SECOND, "runs/fetch.json": "look 4"})
    assert desk.publish(looks[-1]).number == 3
    assert Mirror(place, tmp_path / "b").refresh().number == 3
    assert texts_in(tmp_path / "b" / "served")["runs/fetch.json"] == "look 4"


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
