"""A damaged or lost file gives no figure, is told by its name, and takes nothing else with it."""

import random
import shutil
from pathlib import Path

import orjson
import pytest

from loaders.ground.errors import StoreDamaged, StoreError
from loaders.store import Store
from loaders.store.manifest_files import COPIES, NAME
from tests.loaders.store.publishing import TABLE, held, publish

MAY, JUNE = ("2321", "2026-05"), ("2321", "2026-06")


@pytest.fixture
def store(tmp_path) -> Store:
    """Two indicators of two publications each."""
    made = Store(tmp_path / "store")
    for number, day in enumerate(("2026-07-01", "2026-08-01"), 1):
        for id_ in ("first", "second"):
            publish(made, {MAY: 1.0 * number, JUNE: 2.0 * number}, day, indicator=id_)
    return Store(made.root)


def file_of(store: Store, indicator: str, number: int = -1) -> Path:
    """A publication's Parquet file."""
    return store.root / store.publications(indicator)[number].file


def flipped(content: bytes, bit: int) -> bytes:
    """The bytes with one bit the other way round."""
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def below(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


DAMAGE = {
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "empty": lambda path: path.write_bytes(b""),
    "other bytes": lambda path: path.write_bytes(b"not what it was"),
    "zeroes": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "missing": Path.unlink,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a dangling link": lambda path: (path.unlink(), path.symlink_to("nowhere")),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_of_figures_is_told_by_name_and_the_others_are_read(store, damage):
    path = file_of(store, "first")
    damage(path)
    with pytest.raises(StoreDamaged, match=rf"store/first/{path.name} .*nothing was removed"):
        store.read("first")
    assert held(store.read("second"))[MAY] == (2.0, "")
    (told,) = store.damages()
    assert (told.piece, told.indicators, told.loses_figures) == (f"store/first/{path.name}", ("first",), True)


def test_a_lost_file_is_told_before_anybody_reads_it(store):
    path = file_of(store, "second")
    assert store.damages() == ()
    path.rename(path.with_suffix(".elsewhere"))
    assert [str(told) for told in store.damages()] == [f"store/second/{path.name} is missing"]
    path.with_suffix(".elsewhere").rename(path)
    assert store.damages() == ()


def test_a_file_put_back_is_read_at_once(store):
    path = file_of(store, "first")
    good = path.read_bytes()
    path.write_bytes(good[:50])
    with pytest.raises(StoreDamaged):
        store.read("first")
    path.write_bytes(good)
    assert held(store.read("first"))[MAY] == (2.0, "")
    assert store.damages() == ()


def test_what_was_known_before_a_lost_publication_can_still_be_read(store):
    from datetime import date

    file_of(store, "first").unlink()
    assert held(store.read("first", as_of=date(2026, 7, 15)))[MAY] == (1.0, "")


def test_no_flipped_bit_gives_a_figure(store):
    path = file_of(store, "first")
    good, chance = path.read_bytes(), random.Random(8)
    for _ in range(60):
        path.write_bytes(flipped(good, chance.randrange(8 * len(good))))
        with pytest.raises(StoreDamaged):
            store.read("first")
    path.write_bytes(good)
    assert held(store.read("first"))[MAY] == (2.0, "")


MANIFESTS = {
    **DAMAGE,
    "a list": lambda path: path.write_bytes(b"[]"),
    "null": lambda path: path.write_bytes(b"null"),
    "no indicators": lambda path: path.write_bytes(b'{"schema": 1, "synthetic": true}'),
    "indicators as a list": lambda path: path.write_bytes(b'{"schema": 1, "synthetic": true, "indicators": []}'),
    "an indicator as a text": lambda path: path.write_bytes(
        b'{"schema": 1, "synthetic": true, "indicators": {"first": "x"}}'
    ),
    "another table": lambda path: path.write_bytes(path.read_bytes().replace(b"TAB1", b"TAB2", 1)),
    "another file": lambda path: path.write_bytes(path.read_bytes().replace(b'"first/', b'"firsT/', 1)),
    "another day": lambda path: path.write_bytes(path.read_bytes().replace(b"2026-08", b"2026-09", 1)),
    "no hash": lambda path: path.write_bytes(path.read_bytes().replace(b'"sha256"', b'"sha255"')),
    "another schema": lambda path: path.write_bytes(path.read_bytes().replace(b'"schema": 2', b'"schema": 9')),
    "UTF-16": lambda path: path.write_bytes(path.read_text().encode("utf-16")),
}


@pytest.mark.parametrize("damage", MANIFESTS.values(), ids=MANIFESTS)
def test_a_damaged_manifest_is_told_and_its_copy_says_the_same(store, damage):
    version, figures = store.version(), held(store.read("first"))
    damage(store.root / NAME)
    for reader in (store, Store(store.root)):  # one that has read it before, and a new process
        assert (reader.version(), held(reader.read("first"))) == (version, figures)
        (told,) = reader.damages()
        assert (told.piece, told.loses_figures) == (f"store/{NAME}", False)


@pytest.mark.parametrize("damage", [*DAMAGE.values()], ids=DAMAGE)
def test_writing_goes_on_from_the_copy_and_keeps_the_damaged_one(store, damage):
    before = below(store.root)
    damage(store.root / NAME)
    publish(store, {MAY: 9.0, JUNE: 4.0}, "2026-09-01", indicator="first")
    fresh = Store(store.root)
    assert held(fresh.read("first"))[MAY] == (9.0, "")
    assert held(fresh.read("second"))[MAY] == (2.0, "")
    assert [p.updated.month for p in fresh.publications("first")] == [7, 8, 9]
    assert before <= below(store.root)
    assert fresh.damages() == ()


def test_no_bit_of_a_manifest_can_be_flipped_unnoticed(store):
    path, chance = store.root / NAME, random.Random(8)
    good, figures = path.read_bytes(), held(store.read("first"))
    for _ in range(100):
        path.write_bytes(flipped(good, chance.randrange(8 * len(good))))
        fresh = Store(store.root)
        assert held(fresh.read("first")) == figures
        assert fresh.damages() or orjson.loads(path.read_bytes()) == orjson.loads(good)  # a blank for a blank


def test_the_last_manifests_are_kept_and_the_newest_that_can_be_read_is_used(store):
    assert held(store.read("second"))[MAY] == (2.0, "")
    for name in (NAME, COPIES[0]):
        (store.root / name).write_bytes(b"damaged")
    fresh = Store(store.root)
    assert [p.updated.month for p in fresh.publications("first")] == [7, 8]
    assert [p.updated.month for p in fresh.publications("second")] == [7]  # the last one is not known
    assert {told.piece for told in fresh.damages()} == {f"store/{NAME}", f"store/{COPIES[0]}"}
    assert any(told.loses_figures for told in fresh.damages())
    before = below(store.root)
    with pytest.raises(StoreDamaged, match=r"nothing is written.*lanspuls repair"):
        publish(fresh, {MAY: 9.0}, "2026-09-01", indicator="first")
    assert below(store.root) == before
    assert held(store.read("second"))[MAY] == (2.0, "")  # who has read it goes on with what it knew


@pytest.mark.parametrize("damage", [Path.unlink, DAMAGE["other bytes"]], ids=["lost", "damaged"])
def test_figures_without_any_manifest_are_a_damaged_store_and_never_an_empty_one(store, damage):
    assert held(store.read("first"))[MAY] == (2.0, "")
    for name in (NAME, *COPIES):
        damage(store.root / name)
    before, fresh = below(store.root), Store(store.root)
    for ask in (fresh.indicators, lambda: fresh.read("first"), lambda: fresh.latest("first", TABLE)):
        with pytest.raises(StoreDamaged, match=r"manifest\.json .* nothing was removed"):
            ask()
    with pytest.raises(StoreDamaged):
        publish(fresh, {MAY: 9.0}, "2026-09-01", indicator="first")
    assert below(store.root) == before
    assert (fresh.version(), fresh.synthetic) == ("damaged", None)
    assert held(store.read("first"))[MAY] == (2.0, "")


def test_a_manifest_that_states_no_hash_is_as_good(store):
    """As programs before 2026-11-27 wrote it, without copies."""
    stated = orjson.loads((store.root / NAME).read_bytes())
    del stated["sha256"]
    for name in COPIES:
        (store.root / name).unlink(missing_ok=True)
    (store.root / NAME).write_bytes(orjson.dumps(stated))
    fresh = Store(store.root)
    assert (held(fresh.read("first"))[MAY], fresh.damages()) == ((2.0, ""), ())


def test_an_edition_says_one_thing_whatever_is_published(store):
    edition = store.edition()
    publish(store, {MAY: 9.0, JUNE: 4.0}, "2026-09-01", indicator="first")
    assert held(edition.read("first"))[MAY] == (2.0, "")
    assert len(edition.publications("first")) == 2
    assert edition.version != store.version() == store.edition().version
    assert held(store.edition().read("first"))[MAY] == (9.0, "")


def test_an_empty_folder_and_no_folder_are_an_empty_store(tmp_path):
    for root in (tmp_path / "none", tmp_path):
        assert (Store(root).version(), Store(root).indicators(), Store(root).damages()) == ("", (), ())


def test_a_store_taken_away_while_it_is_read_is_damaged_and_what_was_known_stays(store, tmp_path):
    assert store.indicators() == ("first", "second")
    shutil.move(store.root, tmp_path / "elsewhere")
    assert store.indicators() == ("first", "second")
    assert store.damages()
    with pytest.raises(StoreError):
        store.read("first")
