"""What was read in by hand is taken back: history grows by one publication, and what was known before counts again."""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.ground.errors import NothingPublishedYet, StoreError
from loaders.store import Store
from tests.loaders.store.publishing import TABLE, held, moment, publish

FIRST = date(2026, 3, 1)
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(("00", "23")), st.sampled_from(("2026-01", "2026-02"))),
    st.sampled_from([1.0, 2.0, 3.0]),
    min_size=1,
)
STEPS = st.lists(st.one_of(st.tuples(st.sampled_from(["fetch", "by hand"]), CELLS), st.just(("undo", {}))), max_size=8)


def state(store, as_of=None):
    try:
        return held(store.read("made_up", as_of=as_of))
    except NothingPublishedYet:
        return {}


def undo(store, at, by="Analytikern"):
    with store.writing() as writer:
        return writer.undo("made_up", TABLE, moment(at), by=by)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_after_an_undo_all_is_as_before_the_import_and_every_earlier_day_reads_as_it_did(steps):
    root = Path(tempfile.mkdtemp())
    try:
        store, states, by_hand = Store(root), [{}], []
        for number, (step, cells) in enumerate(steps):
            day = FIRST + timedelta(days=number)
            if step == "undo":
                if by_hand and by_hand[-1] is not None:
                    undo(store, day.isoformat())
                    states.append(by_hand.pop())
                else:
                    with pytest.raises(StoreError, match="was not read in by hand"):
                        undo(store, day.isoformat())
                    states.append(states[-1])
            else:
                by_hand.append(state(store) if step == "by hand" else None)
                publish(store, cells, day.isoformat(), manual=step == "by hand", fingerprint=str(number))
                states.append(state(store))
            assert state(store) == states[-1]
            for earlier in range(number + 1):
                assert state(store, FIRST + timedelta(days=earlier)) == states[earlier + 1]
    finally:
        shutil.rmtree(root)


def test_an_undo_is_kept_in_the_history_with_who_and_when(tmp_path):
    store = Store(tmp_path)
    publish(store, {("23", "2026-01"): 1.0}, "2026-03-01")
    publish(store, {("23", "2026-01"): 9.0}, "2026-03-02", manual=True, by="Analytikern")
    rows = list(tmp_path.glob("*/*.parquet"))
    undone = undo(store, "2026-03-04", by="Controllern")
    assert (undone.by, undone.fetched) == ("Analytikern", moment("2026-03-02"))
    assert [p.published for p in store.publications("made_up")] == [moment("2026-03-01")]
    assert store.latest("made_up", TABLE).published == moment("2026-03-01")
    assert '"undoes": true' in (tmp_path / "manifest.json").read_text()
    assert '"Controllern"' in (tmp_path / "manifest.json").read_text()
    publish(store, {("23", "2026-01"): 2.0}, "2026-03-03")
    assert set(tmp_path.glob("*/*.parquet")) > set(rows), "the rows taken back are still there"
    assert state(store) == {("23", "2026-01"): (2.0, "")}
    assert state(store, date(2026, 3, 3)) == {("23", "2026-01"): (9.0, "")}


def test_what_was_only_read_by_hand_is_not_there_once_it_is_taken_back(tmp_path):
    store = Store(tmp_path)
    publish(store, {("23", "2026-01"): 9.0}, "2026-03-02", manual=True)
    undo(store, "2026-03-04")
    assert store.indicators() == () and store.publications("made_up") == ()
    with pytest.raises(NothingPublishedYet):
        store.read("made_up")
    assert state(store, date(2026, 3, 3)) == {("23", "2026-01"): (9.0, "")}
