"""``/metrics``: the server in figures, as Prometheus reads them (text format 0.0.4). Off until ``metrics = true``.

Counted per declared address, never per visitor or per address asked for: what is counted is bounded by the routes. The
processes of one server count in one piece of memory, a part each, so that whoever of them is asked tells of all.
"""

import mmap
import os
import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import flask
import numpy as np

from dashboard.data.series import Data
from dashboard.web.operating.health import health_of

METRICS = "lanspuls-metrics"
"""Where a server keeps its Metrics, for the processes that are to share them."""
BOUNDS_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
MIMETYPE = "text/plain; version=0.0.4; charset=utf-8"
OTHER = "-"
"""What is no declared address."""
_MOST_ROUTES = 512
_KINDS = ("1xx", "2xx", "3xx", "4xx", "5xx")
_FIRST_BUCKET = len(_KINDS)
_SECONDS = _FIRST_BUCKET + len(BOUNDS_SECONDS) + 1
_PROC = Path("/proc")


class Metrics:
    """What a server has answered since it began. May be shared by threads, and after ``share`` by forked processes."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {OTHER: 0}
        self._is_fixed = False
        self._worker = 0
        self._lock = threading.Lock()
        self._allot(1)

    def _allot(self, workers: int) -> None:
        """Room for the counts of so many processes: worker × route × (kinds of status, buckets, seconds)."""
        shape = workers, _MOST_ROUTES, _SECONDS + 1
        self._counts = np.frombuffer(mmap.mmap(-1, 8 * int(np.prod(shape))), np.float64).reshape(shape)
        self._workers = np.frombuffer(mmap.mmap(-1, 16 * workers), np.int64).reshape(workers, 2)  # pid, starts

    def share(self, workers: int, routes: Iterable[str]) -> None:
        """Begin anew, for processes that are forked from this one; routes: all that are declared."""
        for route in sorted(set(routes) - self._rows.keys())[: _MOST_ROUTES - len(self._rows)]:
            self._rows[route] = len(self._rows)
        self._is_fixed = True
        self._allot(workers)

    def begin(self, worker: int) -> None:
        """This process is the worker of this number, from 0; one that takes another's place counts on from there."""
        self._worker = worker
        self._lock = threading.Lock()
        self._workers[worker] = os.getpid(), self._workers[worker, 1] + 1

    def count(self, route: str, status: int, seconds: float) -> None:
        """One answer more."""
        with self._lock:
            if route not in self._rows and not self._is_fixed and len(self._rows) < _MOST_ROUTES:
                self._rows[route] = len(self._rows)
            counts = self._counts[self._worker, self._rows.get(route, 0)]
            counts[min(max(status // 100, 1), len(_KINDS)) - 1] += 1
            counts[_FIRST_BUCKET + bisect_left(BOUNDS_SECONDS, seconds)] += 1
            counts[_SECONDS] += seconds

    def answers(self, **by: str) -> Iterator[tuple[str, object]]:
        """How many answers all processes gave, by address and kind of status; ``by`` are further labels."""
        for route, row in self._asked():
            for n, kind in enumerate(_KINDS):
                if row[n]:
                    yield labels(**by, route=route, status=kind), int(row[n])

    def times(self, **by: str) -> Iterator[str]:
        """How long they took, by address, in Prometheus's text."""
        for route, row in self._asked():
            so_far = 0
            for bound, n in zip((*map(str, BOUNDS_SECONDS), "+Inf"), row[_FIRST_BUCKET:_SECONDS], strict=True):
                so_far += int(n)
                yield f"lanspuls_request_seconds_bucket{labels(**by, route=route, le=bound)} {so_far}"
            yield f"lanspuls_request_seconds_sum{labels(**by, route=route)} {row[_SECONDS]:.6f}"
            yield f"lanspuls_request_seconds_count{labels(**by, route=route)} {so_far}"

    def _asked(self) -> list[tuple[str, np.ndarray]]:
        """The counts of all processes for each address that was asked for."""
        counts = self._counts.sum(axis=0)
        return [(route, counts[row]) for route, row in sorted(self._rows.items()) if counts[row, :_FIRST_BUCKET].any()]

    def processes(self) -> Iterator[str]:
        """How the processes that answer are, in Prometheus's text: of several, each by its number."""
        if not self._is_fixed:
            held = [("", one) for one in _resident("self")]
            yield from family("lanspuls_resident_memory_bytes", "gauge", "Memory of this process.", held)
            return
        known = [(labels(worker=str(n)), int(pid), int(starts)) for n, (pid, starts) in enumerate(self._workers)]
        held = [(label, one) for label, pid, _ in known for one in _resident(str(pid))]
        yield from family("lanspuls_resident_memory_bytes", "gauge", "Memory of a worker, shared parts included.", held)
        begun = [(label, starts) for label, _, starts in known]
        yield from family("lanspuls_worker_starts_total", "counter", "How often a worker was begun.", begun)


def counted(servers: Iterable[tuple[Mapping[str, str], Metrics]]) -> Iterator[str]:
    """What servers have answered, in Prometheus's text; each with labels that tell it from the others."""
    known = list(servers)
    samples = [sample for by, metrics in known for sample in metrics.answers(**by)]
    yield from family("lanspuls_requests_total", "counter", "Answers by address and kind of status.", samples)
    yield "# HELP lanspuls_request_seconds Time to make an answer."
    yield "# TYPE lanspuls_request_seconds histogram"
    for by, metrics in known:
        yield from metrics.times(**by)


def serve_metrics(server: flask.Flask, data: Data, metrics: Metrics) -> None:
    """Answer at ``/metrics``."""

    @server.get("/metrics")
    def told() -> flask.Response:
        """The server in figures."""
        return answered((*counted([({}, metrics)]), *state(data), *metrics.processes()))


def answered(lines: Iterable[str]) -> flask.Response:
    """Lines of Prometheus's text as an answer."""
    return flask.Response("\n".join((*lines, "")), content_type=MIMETYPE, headers={"Cache-Control": "no-store"})


def state(data: Data) -> Iterator[str]:
    """How the store and this process are."""
    health = health_of(data)
    fetched = [(labels(source=one.source), f"{one.fetched.timestamp():.0f}") for one in health.sources]
    late = [(labels(source=one.source), len(one.late)) for one in health.sources]
    gauges: tuple[tuple[str, str, Iterable[tuple[str, object]]], ...] = (
        ("lanspuls_damages", "Parts of the store known to be damaged.", [("", len(health.damages))]),
        ("lanspuls_source_fetched_timestamp_seconds", "When something of a source was last stored.", fetched),
        ("lanspuls_source_late_tables", "Tables of a source that should have come.", late),
        ("lanspuls_disk_free_bytes", "Free on the disk of the data folder.", [("", health.free_mb * 1_000_000)]),
        ("lanspuls_remembered_bytes", "What answers are made from, kept in memory.", [("", _remembered(data))]),
    )
    for name, told, samples in gauges:
        yield from family(name, "gauge", told, samples)
    if health.shared is not None:
        version, fault = [("", health.shared.number)], [("", int(bool(health.shared.fault)))]
        yield from family("lanspuls_shared_version", "gauge", "Version shown of what several machines share.", version)
        yield from family("lanspuls_shared_fault", "gauge", "1 where the place they share cannot be used.", fault)
    for name, run in (("fetch", health.fetch), ("verify", health.verify)):
        if run is not None:
            ended = [("", f"{run.ended.timestamp():.0f}")]
            yield from family(f"lanspuls_last_{name}_timestamp_seconds", "gauge", f"When the last {name} ended.", ended)
            faults = [("", len(run.faults))]
            yield from family(f"lanspuls_last_{name}_faults", "gauge", f"What was wrong in the last {name}.", faults)


def family(name: str, kind: str, told: str, samples: Iterable[tuple[str, object]]) -> Iterator[str]:
    """One metric with its samples: their labels, and their values."""
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"
    yield from (f"{name}{label} {value}" for label, value in samples)


def labels(**said: str) -> str:
    """``{route="/om"}``."""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in said.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _remembered(data: Data) -> int:
    return data.readings.current().memory.held_bytes


def _resident(process: str) -> list[int]:
    """Memory that a process holds, where the system tells."""
    try:
        lines = (_PROC / process / "status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
    return [1024 * int(line.split()[1]) for line in lines if line.startswith("VmRSS:")]
