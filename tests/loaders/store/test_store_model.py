"""Any sequence of publications, against a model that keeps every row in a dictionary and looks cells up one by one."""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.ground.clock import end_of_day
from loaders.ground.errors import NothingPublishedYet
from loaders.ground.panel import STATUSES
from loaders.ground.periods import span
from loaders.store import Scope, Store
from tests.loaders.store.publishing import held, moment, publish

SEXES, REGIONS, PERIODS = ("men", "women"), ("00", "23", "2321"), span("2025-11", "2026-02")
DAYS = tuple(date(2026, 3, 28) + timedelta(days=n) for n in range(4))  # over the change to summer time
CELLS = st.tuples(st.sampled_from(SEXES), st.sampled_from(REGIONS), st.sampled_from(PERIODS))
CONTENTS = st.sampled_from([1.0, 2.0, (0.0, STATUSES[6]), STATUSES[1], (2.0, STATUSES[9])])
ANSWERS = st.fixed_dictionaries(
    {
        "table": st.sampled_from(["TAB1", "TAB2"]),
        "cells": st.dictionaries(CELLS, CONTENTS, min_size=1, max_size=12),
        "updated": st.tuples(st.sampled_from(DAYS), st.sampled_from(["T06:00", "T21:59", "T22:00", "T22:30"])),
        "regions": st.sets(st.sampled_from(REGIONS)),
        "since": st.sampled_from([None, "2025-12"]),
        "until": st.sampled_from([None, "2026-01"]),
    }
)


class Model:
    """Rows per (table, cell), in the order written: (published, order, value, status)."""

    def __init__(self) -> None:
        self.rows = {}
        self.published = {}

    def add(self, order, answer, updated) -> int:
        table, cells = answer["table"], answer["cells"]
        published = self.published[table] = max(updated, self.published.get(table, updated))
        now = {key: told(content) for key, content in cells.items()}
        months = [period for _, _, period in cells]
        for key in ((s, r, p) for s in SEXES for r in answer["regions"] for p in PERIODS):
            within = (answer["since"] or "") <= key[2] <= (answer["until"] or "9999")
            before = self.rows.get((table, key))
            if key in now or not within:
                continue
            if before and before[-1][2:] != (None, "missing"):
                now[key] = (None, "withdrawn")
            elif not before and min(months) <= key[2] <= max(months):
                now[key] = (None, "missing")
        written = 0
        for key, content in now.items():
            rows = self.rows.setdefault((table, key), [])
            if not rows or rows[-1][2:] != content:
                rows.append((published, order, *content))
                written += 1
        return written

    def known(self, until) -> dict:
        best = {}
        for (_, key), rows in self.rows.items():
            by_then = [row for row in rows if row[0] <= until]
            if by_then:
                # one table's withdrawal, or what never came of it, never hides what another table holds
                candidate = max(by_then, key=lambda row: row[:2])
                best.setdefault(key, []).append((candidate[3] not in ("withdrawn", "missing"), *candidate))
        return {key: max(candidates, key=lambda c: c[:3])[3:] for key, candidates in best.items()}


def told(content) -> tuple:
    if isinstance(content, float):
        return content, ""
    return (content[0], str(content[1])) if isinstance(content, tuple) else (None, str(content))


@settings(max_examples=60)
@given(st.lists(ANSWERS, min_size=1, max_size=7))
def test_every_day_reads_as_the_model_says(answers):
    root = Path(tempfile.mkdtemp())
    try:
        store, model = Store(root), Model()
        for order, answer in enumerate(answers):
            updated = "".join((answer["updated"][0].isoformat(), answer["updated"][1]))
            scope = Scope(
                {"sex": SEXES, "region_code": tuple(answer["regions"])}, since=answer["since"], until=answer["until"]
            )
            arguments = dict(
                fetched=f"2026-05-01T{order:02}:00", table=answer["table"], dimensions=("sex",), scope=scope
            )
            written = publish(store, answer["cells"], updated, **arguments).rows
            assert written == model.add(order, answer, moment(updated))
            version = store.version()
            assert publish(store, answer["cells"], updated, **arguments).publication is None
            assert store.version() == version
        assert held(store.read("made_up")) == model.known(end_of_day(date(2027, 1, 1)))
        for day in (*DAYS, DAYS[0] - timedelta(days=1)):
            expected = model.known(end_of_day(day))
            try:
                assert held(store.read("made_up", as_of=day)) == expected
            except NothingPublishedYet:
                assert expected == {}
    finally:
        shutil.rmtree(root)
