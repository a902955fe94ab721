"""Writes the small store with the program that is imported: run in a checkout of the commit whose format is wanted.

    git worktree add --detach /tmp/then COMMIT && cd /tmp/then
    PYTHONPATH=. python …/tests/loaders/store/formats/write.py …/tests/loaders/store/formats/DATE-COMMIT.zip

Five publications of one table (new months, a hidden number, a revision, one with nothing new), one read by hand and
taken back, or where that could not be said yet corrected by a further one, and one of another table.
"""

import importlib
import sys
import tempfile
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

SEXES, REGIONS, PERIODS = ("men", "women"), ("00", "23", "2321"), ("2025-11", "2025-12", "2026-01")
SCOPE = {"sex": SEXES, "region_code": REGIONS}


def module(*names):
    """The first of these modules that there is: they have moved."""
    for name in names:
        with suppress(ImportError):
            return importlib.import_module(name)
    return None


panels, store = module("loaders.ground.panel", "loaders.panel"), module("loaders.store")
Status = module("loaders.ground.declarations", "loaders.model").Status


def moment(text):
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def panel(values, periods=PERIODS):
    """Numbers by sex, region and period; None is hidden by the publisher."""
    found = np.array([np.nan if value is None else value for value in values]).reshape(2, 3, len(periods))
    status, symbol = np.zeros(found.shape, np.uint8), np.zeros(found.shape, np.uint8)
    status[np.isnan(found)], symbol[np.isnan(found)] = panels.STATUS_CODE[Status.SUPPRESSED], 1
    axes = {"sex": SEXES, "region_code": REGIONS, "period": periods}
    return panels.Panel(axes=axes, values=found, status=status, symbol=symbol, symbols=("", ".."))


def add(root, made, day, table="TAB1", marks=(), **more):
    """One publication, with what a delivery could say at the time."""
    told = {"updated": moment(f"{day}T07:00"), "fetched": moment(f"{day}T08:00"), "synthetic": True}
    told |= {"last_period": made.axes["period"][-1], "query_hash": "q"}
    with store.Store(root).writing() as writer:
        if hasattr(store, "Delivery"):
            delivery = store.Delivery(table=table, **told, **more)
            writer.add("made_up", made, delivery, scope=store.Scope(SCOPE), marks=marks)
            return
        code = store.Writer.add.__code__
        known = {
            name: value
            for name, value in more.items()
            if name in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        }
        writer.add("made_up", table, made, scope=store.Scope(SCOPE), marks=marks, **told, **known)


def write(folder):
    """The store and the raw answers."""
    root, preliminary = folder / "store", (Status.PRELIMINARY,)
    add(root, panel(range(1, 13), PERIODS[:2]), "2026-02-10", marks=preliminary)
    numbers = [float(n) if n != 5 else None for n in range(1, 19)]
    add(root, panel(numbers), "2026-03-10", marks=preliminary)
    revised = [100.0, *numbers[1:]]
    add(root, panel(revised), "2026-04-10")
    add(root, panel(revised), "2026-05-10")
    add(root, panel([100.0, 55.0, *numbers[2:]]), "2026-06-10", manual=True, by="AB")
    if hasattr(store.Writer, "undo"):
        with store.Store(root).writing() as writer:
            writer.undo("made_up", "TAB1", moment("2026-06-12T08:00"), by="AB")
    else:
        add(root, panel(revised), "2026-06-12")
    add(root, panel([7.0] * 6, ("2026-02",)), "2026-07-01", table="TAB2")
    snapshots = module("loaders.store.snapshots", "loaders.snapshots")
    if snapshots is not None:
        times = {"fetched": moment("2026-06-10T08:00"), "updated": moment("2026-06-10T07:00")}
        kept = snapshots.Snapshots(folder / "raw")
        with kept.keeping("scb", "TAB1", url="http://publisher.test/TAB1", query_hash="q", **times) as keeper:
            keeper.add_metadata(b'{"label": "metadata"}')
            keeper.add(b'{"value": [1, 2]}')
    merging = module("loaders.store.compaction.merging")
    if merging is not None:
        merging.compact(root)


def main():
    """The command line."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
        write(Path(folder))
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.name != ".lock" and "moved-aside" not in path.parts:
                archive.write(path, path.relative_to(folder).as_posix())


if __name__ == "__main__":
    main()
