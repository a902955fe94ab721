"""The log on stderr, as text or as JSON lines, for journald and whatever collects it.

    {"time": "2026-11-28T00:31:02.113Z", "level": "info", "event": "request", "method": "GET",
     "route": "/indikator/<slug>", "path": "/indikator/arbetsloshet", "status": 200, "bytes": 14210, "ms": 12.4}

No line holds who asked: no address of a person, no agent, no referrer, no words of a query (they may be what somebody
typed). Of a path that is none of ours only that it is none is kept: it may be anything.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from time import perf_counter

import flask

from dashboard.pages import page_at
from dashboard.web.operating.metrics import OTHER as UNKNOWN
from dashboard.web.operating.metrics import Metrics

ACCESS = "lanspuls.access"
ERRORS, TEXT, JSON = "errors", "text", "json"
_PLAIN = re.compile(r"[\w/.~+-]{1,200}", re.ASCII)


class JsonLines(logging.Formatter):
    """A record as one line of JSON; an exception with its lines."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told: dict[str, object] = {
            "time": _moment(record, "milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        told |= getattr(record, "said", {})
        if record.exc_info:
            told["error"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(told, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """A record as one line to read."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and an exception's lines after it."""
        said = getattr(record, "said", {})
        words = " ".join(f"{name}={value}" for name, value in said.items())
        error = f"\n{''.join(traceback.format_exception(*record.exc_info))}" if record.exc_info else ""
        return f"{_moment(record, 'seconds')} {record.levelname.lower()} {record.getMessage()} {words}".rstrip() + error


def _moment(record: logging.LogRecord, grain: str) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec=grain).replace("+00:00", "Z")


def write_log(form: str) -> None:
    """Begin to log on stderr: ``errors`` alone, or every request too, as ``text`` or ``json``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == JSON else TextLines())
    for name in ("lanspuls", ACCESS, "loaders", "dashboard"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(logging.INFO if form != ERRORS else logging.WARNING)


def observe(server: flask.Flask, metrics: Metrics, region: str = "") -> None:
    """Log and count every answer. Call it first, so that it sees an answer last. region: which of several it is."""
    log = logging.getLogger(ACCESS)

    @server.before_request
    def begin() -> None:
        flask.g.begun = perf_counter()

    @server.after_request
    def end(answer: flask.Response) -> flask.Response:
        seconds = perf_counter() - flask.g.get("begun", perf_counter())
        route = route_of(flask.request)
        metrics.count(route, answer.status_code, seconds)
        if log.isEnabledFor(logging.INFO):
            path = flask.request.path
            said = {
                "method": flask.request.method if flask.request.method.isalpha() else UNKNOWN,
                "route": route,
                "path": path if route != UNKNOWN and _PLAIN.fullmatch(path) else UNKNOWN,
                "status": answer.status_code,
                "bytes": answer.calculate_content_length() or 0,
                "ms": round(1000 * seconds, 1),
            }
            log.info("request", extra={"said": {"region": region, **said} if region else said})
        return answer


def route_of(request: flask.Request) -> str:
    """Which of our addresses was asked for, as it is declared; ``-`` where it is none of them."""
    rule = request.url_rule.rule if request.url_rule else ""
    if rule not in ("", "/<path:path>", "/api/<path:rest>"):
        return rule
    kind = page_at(request.path) if rule == "/<path:path>" else None
    return kind.address if kind else UNKNOWN
