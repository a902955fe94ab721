"""What lies on disk: columns, row groups, nothing of the machine, nothing unfinished, nothing for no change."""

import getpass
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.ground.declarations import Status
from loaders.ground.errors import StoreError
from loaders.ground.panel import Panel
from loaders.ground.periods import span
from loaders.store import Delivery, Scope, Store, deltas
from tests.loaders.store.publishing import held, publish

MAY, JUNE = ("2321", "2026-05"), ("2321", "2026-06")


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "store")


def files(store: Store) -> dict[str, bytes]:
    """Every file of the store but the lock."""
    found = (path for path in store.root.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(store.root).as_posix(): path.read_bytes() for path in found}


def named(store: Store) -> set[str]:
    """The Parquet files that the manifest names."""
    return {p.file for id_ in store.indicators() for p in store.publications(id_) if p.file}


def test_a_history_row_has_these_columns_and_types(store):
    publish(store, {("men", *MAY): (None, Status.MISSING, "..")}, "2026-07-01", dimensions=("sex",))
    (name,) = [name for name in files(store) if name.endswith(".parquet")]
    table = pq.read_table(store.root / name)
    text, at = pa.dictionary(pa.int32(), pa.string()), pa.timestamp("us", tz="UTC")
    assert {field.name: field.type for field in table.schema} == {
        "sex": text,
        "region_code": text,
        "period": text,
        "value": pa.float64(),
        "status": text,
        "symbol": text,
        "table": text,
        "published": at,
        "fetched": at,
    }
    assert table.to_pylist() == [
        {
            "sex": "men",
            "region_code": "2321",
            "period": "2026-05",
            "value": None,
            "status": "missing",
            "symbol": "..",
            "table": "TAB1",
            "published": datetime(2026, 7, 1, 6, tzinfo=UTC),
            "fetched": datetime(2026, 7, 1, 6, tzinfo=UTC),
        }
    ]
    assert pq.read_metadata(store.root / name).row_group(0).column(3).compression == "ZSTD"


def test_nothing_is_written_when_nothing_changed(store):
    publish(store, {MAY: 1.0}, "2026-07-01", query_hash="a", last_period="2026-05")
    before, version = files(store), store.version()
    again = publish(store, {MAY: 1.0}, "2026-07-01", fetched="2026-07-09", query_hash="a", last_period="2026-05")
    assert (again.publication, again.rows) == (None, 0)
    assert files(store) == before
    assert store.version() == version


def test_a_new_updated_without_a_changed_cell_is_known_without_a_file(store):
    publish(store, {MAY: 1.0}, "2026-07-01")
    version = store.version()
    publish(store, {MAY: 1.0}, "2026-08-01")
    assert [p.file is None for p in store.publications("made_up")] == [False, True]
    assert store.latest("made_up", "TAB1").updated == datetime(2026, 8, 1, 6, tzinfo=UTC)
    assert store.version() != version


def test_the_same_publications_give_the_same_bytes(tmp_path):
    stores = Store(tmp_path / "a"), Store(tmp_path / "b")
    for store in stores:
        publish(store, {MAY: 1.0, JUNE: Status.SUPPRESSED}, "2026-07-01")
        publish(store, {MAY: 2.0, JUNE: Status.SUPPRESSED}, "2026-08-01")
    assert files(stores[0]) == files(stores[1])
    assert stores[0].version() == stores[1].version()


def test_no_file_tells_of_the_machine_or_its_user(store):
    publish(store, {MAY: 1.0}, "2026-07-01")
    traces = {socket.gethostname(), str(store.root), str(store.root.parent), str(store.root.home())}
    traces |= {getpass.getuser()} if len(getpass.getuser()) > 4 else set()
    for name, content in files(store).items():
        assert not [trace for trace in traces if trace.encode() in content], name


def test_several_indicators_enter_together_or_not_at_all(store):
    publish(store, {MAY: 1.0}, "2026-07-01", indicator="first")
    version = store.version()

    def interrupted():
        with store.writing() as writer:
            flat = np.zeros((1, 1), np.uint8)
            made = Panel(
                axes={"region_code": ("2321",), "period": ("2026-05",)}, values=flat + 9.0, status=flat, symbol=flat
            )
            for id_ in ("first", "second"):
                now = datetime(2026, 8, 1, tzinfo=UTC)
                writer.add(id_, made, Delivery(table="TAB1", updated=now, fetched=now, synthetic=True), scope=Scope())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert store.version() == version
    assert store.indicators() == ("first",)
    orphans = {name for name in files(store) if name.endswith(".parquet")} - named(store)
    assert len(orphans) == 2
    publish(store, {MAY: 1.0}, "2026-07-01", indicator="first")
    assert {name for name in files(store) if name.count("/") == 1} == named(store)
    aside = {name.split("/", 2)[2] for name in files(store) if name.startswith("moved-aside/")}
    assert aside == orphans  # nothing is removed


def test_one_slice_is_read_without_the_others(store, monkeypatch):
    """Three ages of 8 736 cells are three row groups; a small later answer is one."""
    axes = {
        "age": ("20-24", "20-64", "60-64"),
        "region_code": tuple(f"{n:04}" for n in range(312)),
        "period": span("2020-01", "2022-04"),
    }
    values = np.arange(3 * 312 * 28, dtype=float).reshape(3, 312, 28)
    flat = np.zeros(values.shape, np.uint8)
    for number in range(2):
        revised = values.copy()
        revised[:, 0, 0] += number
        with store.writing() as writer:
            writer.add(
                "made_up",
                Panel(axes=axes, values=revised, status=flat, symbol=flat),
                Delivery(
                    table="TAB1",
                    updated=datetime(2026, 7, 1 + number, tzinfo=UTC),
                    fetched=datetime(2026, 7, 1 + number, tzinfo=UTC),
                    synthetic=True,
                ),
                scope=Scope(),
            )
    names = [p.file for p in store.publications("made_up")]
    assert [deltas.open_delta(store.root, name).groups for name in names] == [((0,), (1,), (2,)), ((0, 1, 2),)]

    opened = []
    read_row_group = pq.ParquetFile.read_row_group
    monkeypatch.setattr(
        pq.ParquetFile, "read_row_group", lambda file, n, **more: opened.append(n) or read_row_group(file, n, **more)
    )
    read = store.read("made_up", slice={"age": "20-64"})
    assert opened == [1, 0]
    assert np.array_equal(read.values, revised[1])


def test_a_manifest_of_a_later_program_is_not_damaged_and_not_read(store):
    publish(store, {MAY: 1.0}, "2026-07-01")
    (store.root / "manifest.json").write_bytes(orjson.dumps({"schema": 99}))
    with pytest.raises(StoreError, match="has schema 99, this program reads 1 to 2: a later Länspuls wrote it"):
        store.read("made_up")


def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path):
    (tmp_path / "store").write_text("in the way")
    with pytest.raises(StoreError, match="the store cannot be written"):
        publish(Store(tmp_path / "store"), {MAY: 1.0}, "2026-07-01")


def test_reading_goes_on_while_another_thread_writes(store):
    publish(store, {MAY: 0.0, JUNE: 0.0}, "2026-07-01T00:00")
    enough = threading.Event()

    def write() -> int:
        for n in range(1, 24 * 60):
            publish(store, {MAY: float(n), JUNE: float(n)}, f"2026-07-01T{n // 60:02}:{n % 60:02}")
            if n >= 29 and enough.is_set():
                return n
        raise AssertionError("the reader saw too few publications")

    with ThreadPoolExecutor(1) as pool:
        writing, seen = pool.submit(write), set()
        while not writing.done():
            values = {value for value, _ in held(Store(store.root).read("made_up")).values()}
            assert len(values) == 1  # both cells of one publication, never half of it
            seen |= values
            if len(seen) > 2:
                enough.set()
    assert held(store.read("made_up"))[MAY] == (float(writing.result()), "")
