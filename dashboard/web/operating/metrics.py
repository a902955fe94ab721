"""``/metrics``: the server in figures, as Prometheus reads them (text format 0.0.4). Off until ``metrics = true``.

Counted per declared address, never per visitor or per address asked for: what is counted is bounded by the routes.
"""

import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

import flask

from dashboard.data.series import Data
from dashboard.web.operating.health import health_of

BOUNDS_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
MIMETYPE = "text/plain; version=0.0.4; charset=utf-8"
_STATUS = Path("/proc/self/status")


class Metrics:
    """What one process has answered since it began. May be shared by threads."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], int] = {}
        self._times: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}
        self._lock = threading.Lock()

    def count(self, route: str, status: int, seconds: float) -> None:
        """One answer more."""
        key = route, f"{status // 100}xx"
        with self._lock:
            self._answers[key] = self._answers.get(key, 0) + 1
            buckets = self._times.setdefault(route, [0] * (len(BOUNDS_SECONDS) + 1))
            buckets[bisect_left(BOUNDS_SECONDS, seconds)] += 1
            self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def lines(self) -> Iterator[str]:
        """The counts in Prometheus's text."""
        with self._lock:
            answers, seconds = dict(self._answers), dict(self._seconds)
            times = {route: tuple(buckets) for route, buckets in self._times.items()}
        samples = [(labels(route=route, status=status), n) for (route, status), n in sorted(answers.items())]
        yield from family("lanspuls_requests_total", "counter", "Answers by address and kind of status.", samples)
        yield "# HELP lanspuls_request_seconds Time to make an answer."
        yield "# TYPE lanspuls_request_seconds histogram"
        for route, buckets in sorted(times.items()):
            so_far = 0
            for bound, n in zip((*map(str, BOUNDS_SECONDS), "+Inf"), buckets, strict=True):
                so_far += n
                yield f"lanspuls_request_seconds_bucket{labels(route=route, le=bound)} {so_far}"
            yield f"lanspuls_request_seconds_sum{labels(route=route)} {seconds[route]:.6f}"
            yield f"lanspuls_request_seconds_count{labels(route=route)} {so_far}"


def serve_metrics(server: flask.Flask, data: Data, metrics: Metrics) -> None:
    """Answer at ``/metrics``."""

    @server.get("/metrics")
    def told() -> flask.Response:
        """The server in figures."""
        text = "\n".join((*metrics.lines(), *_state(data), ""))
        return flask.Response(text, content_type=MIMETYPE, headers={"Cache-Control": "no-store"})


def _state(data: Data) -> Iterator[str]:
    health = health_of(data)
    fetched = [(labels(source=one.source), f"{one.fetched.timestamp():.0f}") for one in health.sources]
    late = [(labels(source=one.source), len(one.late)) for one in health.sources]
    gauges: tuple[tuple[str, str, Iterable[tuple[str, object]]], ...] = (
        ("lanspuls_damages", "Parts of the store known to be damaged.", [("", len(health.damages))]),
        ("lanspuls_source_fetched_timestamp_seconds", "When something of a source was last stored.", fetched),
        ("lanspuls_source_late_tables", "Tables of a source that should have come.", late),
        ("lanspuls_disk_free_bytes", "Free on the disk of the data folder.", [("", health.free_mb * 1_000_000)]),
        ("lanspuls_remembered_bytes", "What answers are made from, kept in memory.", [("", _remembered(data))]),
        ("lanspuls_resident_memory_bytes", "Memory of this process.", [("", one) for one in _resident()]),
    )
    for name, told, samples in gauges:
        yield from family(name, "gauge", told, samples)
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


def _resident() -> list[int]:
    """Memory this process holds, where the system tells."""
    if not _STATUS.is_file():
        return []
    lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    return [1024 * int(line.split()[1]) for line in lines if line.startswith("VmRSS:")]
