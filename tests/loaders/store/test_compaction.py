"""Compacted, a store answers every day, code and origin as before: any sequence of publications, undone ones too."""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from loaders.ground.errors import LanspulsError
from loaders.ground.periods import span
from loaders.store import Scope, Store, to_arrow
from loaders.store.compaction.expanding import move_format
from loaders.store.compaction.merging import compact
from loaders.store.verifying import verify_store
from tests.loaders.store.publishing import moment, publish

SEXES, REGIONS, PERIODS = ("men", "women"), ("00", "23", "2321"), span("2025-11", "2026-02")
DAYS = tuple(date(2026, 3, 28) + timedelta(days=n) for n in range(6))
CELLS = st.tuples(st.sampled_from(SEXES), st.sampled_from(REGIONS), st.sampled_from(PERIODS))
STEPS = st.fixed_dictionaries(
    {
        "does": st.sampled_from(["publish"] * 6 + ["by hand"] * 2 + ["undo"] * 2 + ["compact"] * 3 + ["nothing new"]),
        "table": st.sampled_from(["TAB1", "TAB1", "TAB2"]),
        "cells": st.dictionaries(CELLS, st.sampled_from([1.0, 2.0, 3.0]), min_size=1, max_size=14),
        "later": st.integers(0, 2),
    }
)


def told(store: Store) -> list[object]:
    """All a reader can ask for: every day's rows with their origin, each alone and all codes; errors by their words."""
    found: list[object] = []
    for day in (None, *DAYS, DAYS[0] - timedelta(days=1)):
        for asked in ({}, {"slice": {"sex": "men"}}, {"regions": ("23", "00")}):
            try:
                panel = store.read("made_up", as_of=day, **asked)
                found.append((panel.axes, to_arrow(panel).to_pydict() if not asked.get("slice") else _plain(panel)))
            except LanspulsError as error:
                found.append(str(error))
        try:
            found.append((store.codes("made_up", day), _without_pieces(store, day)))
        except LanspulsError as error:
            found.append(str(error))
    return found


def _plain(panel) -> list[object]:
    return [np.nan_to_num(panel.values, nan=-1).tolist(), panel.status.tolist(), panel.stored_publication.tolist()]


def _without_pieces(store: Store, day: date | None) -> list[tuple[object, ...]]:
    known = store.publications("made_up", day)
    return [(p.table, p.published, p.fetched, p.updated, p.marks, p.rows, p.manual, p.undoes) for p in known]


def play(store: Store, steps: list[dict], *, compacting: bool) -> None:
    """Do the steps, those that compact only if told to."""
    day = 0
    for number, step in enumerate(steps):
        day = min(day + step["later"], len(DAYS) - 1)
        updated, fetched = f"{DAYS[day]}T06:{number:02}", f"{DAYS[day]}T07:{number:02}"
        if step["does"] == "compact":
            if compacting:
                compact(store.root)
        elif step["does"] == "undo":
            last = store.latest("made_up", step["table"])
            if last is not None and last.manual:
                with store.writing() as writer:
                    writer.undo("made_up", step["table"], moment(fetched), by="A")
        else:
            cells = step["cells"] if step["does"] != "nothing new" else {("men", "00", "2025-11"): 1.0}
            publish(
                store, cells, updated, fetched=fetched, table=step["table"], dimensions=("sex",),
                scope=Scope({"sex": SEXES, "region_code": tuple(REGIONS[: 1 + number % 3])}),
                manual=step["does"] == "by hand",
            )  # fmt: skip


@settings(max_examples=40, phases=[Phase.generate])
@given(st.lists(STEPS, min_size=2, max_size=16))
def test_a_compacted_store_answers_as_before(steps):
    folder = Path(tempfile.mkdtemp())
    try:
        plain, other = Store(folder / "plain"), Store(folder / "compacted")
        play(plain, steps, compacting=False)
        play(other, steps, compacting=True)
        expected = told(plain)
        assert told(other) == expected  # merged while it was written
        if not other.indicators():
            return
        compact(other.root)
        assert told(other) == expected
        assert all(len({p.stored_in for p in other.publications("made_up") if p.table == t}) <= 16 for t in ("TAB1",))
        verified = verify_store(other.root)
        assert not verified.damages and not verified.orphans
        move_format(other.root, 1)
        assert told(other) == expected
        assert not any(p.piece for p in other.publications("made_up"))
        move_format(other.root, 2)
        compact(other.root)
        assert told(other) == expected
    finally:
        shutil.rmtree(folder)
