"""Compacting under attack: killed at any moment, with damaged files, while others read; nothing is lost nor false."""

import multiprocessing
import shutil
import signal
from datetime import date

import pytest

from loaders.fetching.repair import repair_store
from loaders.ground.errors import StoreDamaged, StoreError
from loaders.settings import Settings
from loaders.store import Store
from loaders.store.compaction.expanding import move_format
from loaders.store.compaction.merging import MOST_ALONE, compact, compact_where_due
from loaders.store.manifest_files import COPIES, NAME
from loaders.store.verifying import verify_store
from tests.loaders.store.killing import Steps
from tests.loaders.store.publishing import held, publish
from tests.waiting import HANG_SECONDS

MONTHS = 16
DAYS = [date(2025 + n // 12, n % 12 + 1, 20) for n in range(MONTHS)]
KILLS = 8


def fill(store, indicators=("first", "second")):
    """Months as they come, each of which revises the one before."""
    for n, day in enumerate(DAYS):
        for indicator in indicators:
            cells = {("23", f"{2025 + m // 12}-{m % 12 + 1:02}"): 100.0 * m + min(n - m, 1) for m in range(n + 1)}
            publish(store, cells, day.isoformat(), indicator=indicator)


def answers(store, ids=("first", "second")):
    return {(id_, day): held(store.read(id_, as_of=day)) for id_ in ids for day in DAYS}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    made = Store(tmp_path_factory.mktemp("filled") / "store")
    fill(made)
    return made.root


@pytest.fixture
def store(filled, tmp_path):
    return Store(shutil.copytree(filled, tmp_path / "data" / "store"))


def files(store, id_="first"):
    return list(dict.fromkeys(p.stored_in for p in store.publications(id_)))


def test_sixteen_files_become_a_few_and_the_old_ones_lie_aside(store):
    before, expected = files(store), answers(store)
    done = compact(store.root)
    assert done.indicators == ("first", "second") and (done.files_before, done.files) == (
        2 * MONTHS,
        2 * len(files(store)),
    )
    assert len(files(store)) < MONTHS / 2 and not set(files(store)) & set(before)
    assert answers(store) == expected
    aside = {path.name for path in store.root.glob("moved-aside/*/first/*.parquet")}
    assert aside == {name.partition("/")[2] for name in before}
    assert compact(store.root).indicators == ()
    publish(store, {("23", "2030-01"): 1.0}, "2030-02-01", indicator="first")
    assert held(store.read("first"))[("23", "2030-01")] == (1.0, "")
    assert answers(store) == expected


def test_it_is_done_by_itself_from_a_number_of_files_on(tmp_path):
    store = Store(tmp_path / "store")
    for n in range(MOST_ALONE):
        publish(store, {("23", "2025-01"): float(n)}, f"2025-02-{n + 1:02}")
    assert compact_where_due(store.root).indicators == ()
    publish(store, {("23", "2025-01"): 99.0}, "2025-03-01")
    assert compact_where_due(store.root).indicators == ("made_up",)
    assert held(store.read("made_up", as_of=date(2025, 2, 3))) == {("23", "2025-01"): (2.0, "")}


def test_one_who_reads_as_of_a_moment_before_goes_on_reading(store):
    expected = answers(store)
    edition = store.edition()
    compact(store.root)
    assert {(id_, day): held(edition.read(id_, as_of=day)) for id_, day in expected} == expected


def killed(root, step):
    Steps(step)
    compact(root)


def test_killed_at_any_moment_it_has_spoilt_nothing_and_goes_on(store, tmp_path):
    expected = answers(store)
    other = tmp_path / "other"
    shutil.copytree(store.root, other)
    steps = Steps()
    compact(other)
    steps.stop()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pandas", "tests.loaders.store.test_compaction_faults"])
    for kill in range(KILLS):
        child = context.Process(target=killed, args=(store.root, 1 + steps.taken * kill // KILLS))
        child.start()
        child.join(HANG_SECONDS)
        assert child.exitcode in (-signal.SIGKILL, 0)
        assert answers(Store(store.root)) == expected
    compact(store.root)
    assert answers(store) == expected
    found = verify_store(store.root)
    assert not found.damages and not found.orphans


def test_a_damaged_merged_file_is_made_up_for_by_those_from_before(store):
    compact(store.root)
    expected = answers(store)
    victim = store.root / files(store)[0]
    victim.write_bytes(victim.read_bytes()[:-9])
    assert [damage.indicators for damage in verify_store(store.root).damages] == [("first",)]
    settings = Settings(data=store.root.parent)
    done = repair_store(settings)
    assert not done.lost and not verify_store(store.root).damages
    assert answers(store) == expected
    compact(store.root)
    assert answers(store) == expected and not verify_store(store.root).damages


def test_where_those_are_gone_too_only_its_days_are_lost(store):
    compact(store.root)
    expected = answers(store)
    shutil.rmtree(store.root / "moved-aside")
    first, second = files(store)[:2]
    (store.root / first).unlink()
    since = next(p.published.date() for p in store.publications("first") if p.stored_in == second)
    done = repair_store(Settings(data=store.root.parent))
    assert {one.indicator for one in done.lost} == {"first"}
    for day in DAYS:
        if day < since:
            with pytest.raises(StoreDamaged):
                store.read("first", as_of=day)
        else:
            assert held(store.read("first", as_of=day)) == expected["first", day]
    compact(store.root)
    assert held(store.read("first")) == expected["first", DAYS[-1]]
    assert answers(store, ["second"]) == {key: cells for key, cells in expected.items() if key[0] == "second"}


def test_a_lost_manifest_is_written_anew_from_merged_files(store):
    compact(store.root)
    publish(store, {("23", "2030-01"): 1.0}, "2030-02-01", indicator="first")
    expected = answers(store)
    for name in (NAME, *COPIES):
        (store.root / name).unlink()
    repair_store(Settings(data=store.root.parent))
    assert answers(Store(store.root)) == expected
    assert held(Store(store.root).read("first"))[("23", "2030-01")] == (1.0, "")


def test_a_damaged_file_leaves_its_table_as_it_is(store):
    victim = store.root / files(store)[3]
    victim.write_bytes(victim.read_bytes()[:-9])
    done = compact(store.root)
    assert done.indicators == ("second",)
    assert [damage.indicators for damage in done.damages] == [("first",)]


def test_an_earlier_format_is_not_compacted(store):
    move_format(store.root, 1)
    assert compact_where_due(store.root).indicators == ()
    with pytest.raises(StoreError, match="lanspuls upgrade"):
        compact(store.root)
