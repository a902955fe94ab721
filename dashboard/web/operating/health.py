"""``/halsa``: what a server can say of itself to whoever watches it. 503 where figures are wrong or lost, else 200.

    {"status": "ok", "store": "…", "synthetic": false, "empty": false,
     "sources": [{"source": "scb", "fetched": "2026-11-27T07:31:02Z", "age_days": 0, "tables": 20, "late": []}],
     "fetch": {"ended": …, "age_days": 0, "tables": 61, "faults": []}, "verify": null, "disk": {"free_mb": 41230},
     "run": {"seen": …, "ended": false, "next_look": …, "unsent": 0, "parts": [{"name": "fetch", …}]}}

Where the data is shared by several machines, ``shared`` tells the place, the version that is shown, and what is wrong.
``status`` is *ok*; *sen* where a table is late, the last fetch had faults or is long ago, nothing has been verified for
long, the disk is nearly full, a part of ``lanspuls run`` fails or it says nothing any more, or the place that several
machines share cannot be used; *damaged* where something of the store is. Nothing in it is of a visitor.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.data.coming import rows_of_file
from dashboard.data.series import Data
from loaders import catalogue
from loaders.catalogue import regions_in
from loaders.ground.clock import day_in_sweden, to_text
from loaders.planning.last_runs import FETCH, VERIFY, LastRun, last_run
from loaders.planning.run_state import FAILING, RunState, run_state
from loaders.planning.schedule import Arrival
from loaders.storage.mirror_state import MirrorState, mirror_state
from loaders.store import Store

LATE_FETCH_DAYS = 4
"""Days without a fetch: more than a long weekend."""
LATE_VERIFY_DAYS = 40
LEAST_FREE_MB = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """One publisher: when something of it was last stored, how many tables, and which are late."""

    source: str
    fetched: datetime
    tables: int
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is known of a server's figures on a day."""

    today: date
    version: str
    synthetic: bool
    is_empty: bool
    damages: tuple[str, ...]
    is_lossy: bool
    sources: Sequence[SourceHealth]
    fetch: LastRun | None
    verify: LastRun | None
    free_mb: int
    shared: MirrorState | None = None
    run: RunState | None = None
    moment: datetime

    @property
    def status(self) -> str:
        """In one word."""
        if self.damages:
            return "damaged"
        if self.is_empty:
            return "sen" if self.shared is not None and self.shared.fault else "ok"
        is_old = (self.fetch is not None and self._days(self.fetch.ended) > LATE_FETCH_DAYS) or (
            self.verify is not None and self._days(self.verify.ended) > LATE_VERIFY_DAYS
        )
        has_faults = any(run is not None and run.faults for run in (self.fetch, self.verify))
        is_late = any(one.late for one in self.sources) or (self.shared is not None and bool(self.shared.fault))
        is_lame = self.run is not None and (
            self.run.is_silent(self.moment) or any(one.state == FAILING for one in self.run.parts)
        )
        return "sen" if is_old or has_faults or is_late or is_lame or self.free_mb < LEAST_FREE_MB else "ok"

    @property
    def code(self) -> int:
        """The status of the answer: whether whoever watches should be woken."""
        return 503 if self.is_lossy else 200

    def told(self) -> dict[str, object]:
        """As JSON."""
        found: dict[str, object] = {
            "status": self.status,
            "store": self.version,
            "synthetic": self.synthetic,
            "empty": self.is_empty,
            "sources": [
                {
                    "source": one.source,
                    "fetched": to_text(one.fetched),
                    "age_days": self._days(one.fetched),
                    "tables": one.tables,
                    "late": list(one.late),
                }
                for one in self.sources
            ],
            "fetch": self._run(self.fetch, "tables"),
            "verify": self._run(self.verify, "files"),
            "disk": {"free_mb": self.free_mb},
        }
        if self.run is not None:
            found["run"] = self.run.told()
        if self.shared is not None:
            found["shared"] = _shared(self.shared)
        if self.damages:
            found |= {"store": "damaged", "version": self.version, "damaged": list(self.damages)}
        return found

    def _run(self, run: LastRun | None, seen: str) -> dict[str, object] | None:
        if run is None:
            return None
        told = {"ended": to_text(run.ended), "age_days": self._days(run.ended)}
        return {**told, seen: run.seen, "faults": list(run.faults)}

    def _days(self, moment: datetime) -> int:
        return max((self.today - day_in_sweden(moment)).days, 0)


def _shared(state: MirrorState) -> dict[str, object]:
    moments = {"published": state.made, "looked": state.looked, "since": state.since}
    told = {name: to_text(moment) if moment else None for name, moment in moments.items()}
    return {"address": state.address, "version": state.number, "fault": state.fault, **told}


def health_of(data: Data) -> Health:
    """What is known now. Costs little: ages and lateness are remembered until the store or the day changes."""
    folder = data.store.root.parent
    damages = data.damages()
    known = folder if folder.is_dir() else folder.parent
    shared = mirror_state(folder)
    return Health(
        today=data.today(),
        version=data.version(),
        synthetic=bool(data.synthetic),
        is_empty=data.is_empty(),
        damages=tuple(str(damage) for damage in damages),
        is_lossy=any(damage.loses_figures for damage in damages),
        sources=() if data.is_unreadable else data.remember(("health", data.today()), lambda: _sources(data)),
        fetch=_run(data, FETCH),
        verify=_run(data, VERIFY),
        free_mb=shutil.disk_usage(known).free // 1_000_000 if known.is_dir() else 0,
        shared=shared,
        run=_kept_going(folder if shared is None else folder.parent, data),  # a copy is never written in
        moment=datetime.now(UTC),
    )


def _run(data: Data, name: str) -> LastRun | None:
    """The last run of the whole, with the faults of the region's own indicators and without those of others'."""
    shared = last_run(data.store.root.parent, name)
    own = last_run(data.folder, name) if data.folder != data.store.root.parent else None
    if shared is None:
        return own
    faults = tuple(fault for fault in shared.faults if not catalogue.tells_of_another(fault))
    return replace(shared, faults=(*faults, *(own.faults if own else ())))


def _kept_going(folder: Path, data: Data) -> RunState | None:
    """What `lanspuls run` says of itself, as far as it is the whole service's or the region's own."""
    found = run_state(folder)
    region = data.county if data.folder != data.store.root.parent else ""
    return None if found is None else found.seen_by(region)


def own_status(store: Store, folder: Path, region: str) -> str:
    """How a region's own indicators are, in one word that tells nothing of them: *ok*, *sen* or *damaged*.

    damaged: figures of theirs are lost. folder: the region's.
    """
    if any(region in regions_in(" ".join(one.indicators)) and one.loses_figures for one in store.damages()):
        return "damaged"
    run = last_run(folder, FETCH)
    return "sen" if run is not None and run.faults else "ok"


def _sources(data: Data) -> tuple[SourceHealth, ...]:
    fetched: dict[str, datetime] = {}
    tables: dict[str, set[str]] = {}
    for declared in catalogue.CATALOGUE.values():
        if not declared.queries or not data.has(declared.id):
            continue
        sources = {query.table: query.source for query in declared.queries}
        for publication in data.edition.publications(declared.id):
            source = sources.get(publication.table, declared.queries[0].source)
            fetched[source] = max(fetched.get(source, publication.fetched), publication.fetched)
            tables.setdefault(source, set()).add(publication.table)
    late: dict[str, set[str]] = {}
    for row in rows_of_file(data):
        if row.arrival is Arrival.LATE:
            late.setdefault(row.source, set()).add(row.table)
    return tuple(
        SourceHealth(
            source=source, fetched=moment, tables=len(tables[source]), late=tuple(sorted(late.get(source, ())))
        )
        for source, moment in sorted(fetched.items())
    )
