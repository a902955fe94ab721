"""The same against a real server that speaks S3: conditional creation, damage, and a network that fails."""

import threading
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from loaders.ground.errors import StorageUnreachable, UsageError
from loaders.http import s3
from loaders.http.s3 import S3Storage
from loaders.storage import Desk, Mirror
from loaders.storage.place import Storage
from loaders.storage.versions import newest_number, read_version, version_name
from tests.loaders.storage.buckets import BUCKET, CREDENTIALS, Disturbed, s3_server
from tests.loaders.storage.machines import FIRST, SECOND, Killed, fill, published, shown, texts_in
from tests.waiting import HANG_SECONDS

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
PREFIXES = (f"prov-{n}" for n in range(1000))


@pytest.fixture(scope="module")
def server():
    with s3_server() as address:
        yield address


@pytest.fixture(autouse=True)
def credentials(monkeypatch):
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def prefix():
    return next(PREFIXES)


@pytest.fixture
def place(server, prefix):
    return S3Storage(BUCKET, prefix, endpoint=server, timeout=HANG_SECONDS)


@pytest.fixture
def disturbed(server):
    proxy = Disturbed(server)
    yield proxy
    proxy.close()


def test_an_object_is_created_once(place, tmp_path):
    storage: Storage = place
    assert (storage.size("a/b"), storage.read("a/b", 9), storage.names("a/")) == (None, None, ())
    assert [storage.create("a/b", b"ett"), storage.create("a/b", b"nej")] == [True, False]
    assert (storage.size("a/b"), storage.read("a/b", 9), storage.read("a/b", 2)) == (3, b"ett", b"et")
    (tmp_path / "fil").write_bytes("åäö ".encode() * 100_000)
    storage.put("a/c", tmp_path / "fil")
    assert storage.read_into("a/c", tmp_path / "hit", 700_000) and not storage.read_into("a/d", tmp_path / "dit", 5)
    assert (tmp_path / "hit").read_bytes() == (tmp_path / "fil").read_bytes()
    assert storage.names("a/") == ("a/b", "a/c")


def test_of_many_that_create_the_same_number_at_once_one_does(place):
    done = []
    racing = [
        threading.Thread(target=lambda n=n: done.append(place.create("v", str(n).encode()) and n)) for n in range(1, 9)
    ]
    for one in racing:
        one.start()
    for one in racing:
        one.join()
    (winner,) = [n for n in done if n]
    assert place.read("v", 9) == str(winner).encode()


def test_two_servers_see_what_is_published_and_two_fetchers_lose_nothing(place, tmp_path):
    one = published(place, tmp_path / "a", FIRST)
    servers = [Mirror(place, tmp_path / name) for name in ("s1", "s2")]
    assert [server.refresh().number for server in servers] == [1, 1]
    other = Desk(place, tmp_path / "b")
    other.pull(NOON)
    fill(one.work, SECOND)
    fill(other.work, FIRST | {"store/manifest.json": '{"n": 3}', "own/min.csv": "min"})
    assert (one.publish(NOON).number, other.publish(NOON).number) == (2, 3)
    for server in servers:
        assert server.refresh().number == 3
        assert texts_in(server.folder) == shown(SECOND) | {"own/min.csv": "min", "own/andra.csv": "två"}


@pytest.mark.parametrize("at", range(1, 10))
def test_a_fetcher_killed_at_any_call_of_s3_leaves_the_old_version_or_the_new(server, prefix, place, tmp_path, at):
    class Dying(S3Storage):
        calls = 0

        def _tried(self, call, *, absent):
            done = super()._tried(call, absent=absent)
            self.calls += 1
            if self.calls == at:
                raise Killed
            return done

    desk = published(place, tmp_path / "a", FIRST)
    mirror = Mirror(place, tmp_path / "b")
    mirror.refresh()
    fill(desk.work, SECOND)
    with suppress(Killed):
        Desk(Dying(BUCKET, prefix, endpoint=server, timeout=HANG_SECONDS), tmp_path / "a").publish(NOON)
    leaving = {"own/andra.csv": "två"}
    mirror.refresh()
    assert texts_in(mirror.folder) in (shown(FIRST), shown(SECOND) | leaving)
    desk.pull(NOON)
    done = desk.publish(NOON)
    assert done is None or done.number == 2
    assert (mirror.refresh().number, texts_in(mirror.folder)) == (2, shown(SECOND) | leaving)


def impatient(proxy, prefix, timeout=0.3, tries=2):
    return S3Storage(BUCKET, prefix, endpoint=proxy.address, timeout=timeout, tries=tries)


def test_a_network_that_is_cut_off_silent_or_gone_leaves_the_last_good_version(
    place, prefix, disturbed, tmp_path, monkeypatch
):
    desk = published(place, tmp_path / "a", FIRST)
    mirror = Mirror(S3Storage(BUCKET, prefix, endpoint=disturbed.address, timeout=HANG_SECONDS), tmp_path / "b")
    assert mirror.refresh().number == 1
    fill(desk.work, SECOND | {"store/a/stor.parquet": "x" * 500_000})
    desk.publish(NOON)
    mirror.storage = impatient(disturbed, prefix)
    for trouble in ("cut", "silent", "gone"):
        disturbed.cut_after = 20_000 if trouble == "cut" else None
        disturbed.is_gone = trouble == "gone"
        if trouble == "silent":
            disturbed.is_silent.set()
        disturbed.hang_up()
        state = mirror.refresh()
        assert (state.number, texts_in(mirror.folder)) == (1, shown(FIRST)), trouble
        assert state.fault.startswith(f"s3://{BUCKET}/{prefix} cannot be used")
        with pytest.raises(StorageUnreachable):
            Mirror(impatient(disturbed, prefix), tmp_path / trouble).refresh()
    disturbed.is_gone = False
    disturbed.is_silent.clear()
    disturbed.hang_up()
    mirror.storage = S3Storage(BUCKET, prefix, endpoint=disturbed.address, timeout=HANG_SECONDS)
    state = mirror.refresh()
    assert (state.number, state.fault) == (2, "")


def test_a_fresh_server_finds_the_newest_version_where_the_listing_is_old(place, prefix, disturbed, tmp_path):
    desk = published(place, tmp_path / "a", FIRST)
    for n in range(2, 5):
        fill(desk.work, FIRST | {"store/manifest.json": f'{{"n": {n}}}'})
        desk.publish(NOON)
    disturbed.lists_nothing = True
    storage = S3Storage(BUCKET, prefix, endpoint=disturbed.address, timeout=HANG_SECONDS)
    assert (storage.names("versions/"), len(place.names("versions/"))) == ((), 4)
    assert Mirror(storage, tmp_path / "b").refresh().number == 4


def test_a_body_that_trickles_is_given_up(place, prefix, disturbed, tmp_path, monkeypatch):
    place.create("stor", b"x" * 1_000_000)
    monkeypatch.setattr(s3, "SLOWEST_BYTES_PER_SECOND", 10**12)
    storage = S3Storage(BUCKET, prefix, endpoint=disturbed.address, timeout=HANG_SECONDS, tries=1)
    storage._timeout = 0  # no time at all: any piece of a body comes too late
    with pytest.raises(StorageUnreachable, match="TimeoutError"):
        storage.read("stor", 2_000_000)


def test_a_publication_whose_answers_are_lost_has_its_number_or_none(place, prefix, disturbed, tmp_path):
    desk = published(place, tmp_path / "a", FIRST)
    fill(desk.work, SECOND)
    disturbed.cut_after = 0
    with pytest.raises(StorageUnreachable):
        Desk(impatient(disturbed, prefix), tmp_path / "a").publish(NOON)
    assert newest_number(place, 1) == 1
    assert desk.publish(NOON).number == 2
    assert read_version(place, 2).files.keys() == SECOND.keys()


def test_what_is_wrong_is_told_without_secrets(server, prefix, monkeypatch, tmp_path):
    with pytest.raises(StorageUnreachable, match="no such bucket"):
        S3Storage("finns-inte-alls", prefix, endpoint=server, timeout=HANG_SECONDS).create("a", b"")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "ingen"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "ingen"))
    with pytest.raises(StorageUnreachable, match="no credentials: set AWS_ACCESS_KEY_ID") as told:
        S3Storage(BUCKET, prefix, endpoint=server, timeout=HANG_SECONDS).size(version_name(1))
    assert "behörighet saknas" in told.value.message_sv
    assert not any(value in str(told.value) for value in CREDENTIALS.values() if len(value) > 10)


def test_without_botocore_the_command_that_installs_it_is_said(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "botocore", None)
    with pytest.raises(UsageError, match=r"pip install 'lanspuls\[s3\]'"):
        S3Storage(BUCKET, "p")
