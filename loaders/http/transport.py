"""Calls and answers over HTTP, for any publisher: limits, time-outs, retries, bodies held against what was expected."""

import logging
import math
import queue
import random
import re
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import orjson
import requests
import urllib3

from loaders.ground.errors import SourceRefused, SourceUnreachable
from loaders.ground.files import BOM
from loaders.http.limiter import SlidingWindow

USER_AGENT = "lanspuls/0.1 (regional statistics; python-requests)"
_PIECE = 1 << 16
_BEGINNING = 1 << 16
"""Bytes of a body put into a file that are looked at."""
MOST_HELD_BYTES = 400_000_000
"""Of a body that is held in memory, unpacked: more than ten times the largest that any publisher of ours sends."""
_PASSING = frozenset({408, 425, 429})
_SMALLEST_WORKBOOK = 1000
_ZIP_BEGINS, _ZIP_ENDS = b"PK\x03\x04", b"PK\x05\x06"
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_log = logging.getLogger(__name__)


class Expect(StrEnum):
    """What a body must be. One that is something else counts as a failed try: publishers' fronts err for a while."""

    JSON = "application/json"
    HTML = "text/html"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    CSV = "text/csv"
    FRAGMENT = "text/html, */*;q=0.1"
    """A piece of a page, which may be empty."""
    ANY = "*/*"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with HTTP status 2xx. ``body`` is as it came, ``sent`` the JSON that was posted, ``fetched`` UTC."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    url: str
    sent: bytes = b""
    fetched: datetime | None = None
    file: Path | None = None
    """Where the body was put, if a file was asked for; ``body`` is then empty."""

    def json(self) -> Any:
        """The body parsed."""
        return orjson.loads(self.body.removeprefix(BOM))


Params = Mapping[str, str] | list[tuple[str, str]] | None
"""What follows the question mark; pairs where a name comes several times."""


@dataclass(frozen=True, slots=True)
class _Failure:
    """A try that may be repeated: what happened, and how long the publisher asked us to wait."""

    reason: str
    wait: float = 0.0
    everybody: bool = False


class Transport:
    """Makes calls over a few connections under one limiter. Thread-safe; close it, or use it as a context manager.

    timeout: seconds to connect, and to wait for the next bytes. deadline: seconds from the start of a call until its
    body must have ended, so that a trickle ends too (at the latest one read time-out later). retries: tries after the
    first. backoff: the first pause, doubled each time, with jitter. longest_wait: a publisher that asks for a longer
    pause counts as unreachable. most_bytes: of a body that is held in memory, as it is when unpacked. ``calls`` counts
    the calls made, retries included.
    """

    def __init__(
        self,
        limiter: SlidingWindow,
        *,
        connections: int = 3,
        timeout: tuple[float, float] = (10.0, 120.0),
        deadline: float = 300.0,
        retries: int = 5,
        backoff: float = 1.0,
        longest_wait: float = 120.0,
        most_bytes: int = MOST_HELD_BYTES,
        user_agent: str = USER_AGENT,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self.limiter = limiter
        self.connections = connections
        self.calls = 0
        self._timeout, self._deadline = timeout, deadline
        self._retries, self._backoff, self._longest_wait = retries, backoff, longest_wait
        self._most_bytes = most_bytes
        self._counting = threading.Lock()
        self._closed = threading.Event()
        self._sleep = sleep or self._closed.wait
        self._all_sessions = [requests.Session() for _ in range(connections)]
        self._sessions: queue.LifoQueue[requests.Session] = queue.LifoQueue()
        for session in self._all_sessions:
            session.headers["User-Agent"] = user_agent
            self._sessions.put(session)

    def __enter__(self) -> "Transport":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are not in use, and make no call, nor another try, from now on."""
        self._closed.set()
        for session in self._all_sessions:
            session.close()

    def request(
        self,
        method: str,
        url: str,
        json: object = None,
        *,
        params: Params = None,
        expect: Expect = Expect.JSON,
        into: Path | None = None,
    ) -> Answer:
        """One call and its answer, body unparsed but known to be whole and, as far as can be seen, what is expected.

        HEAD gives headers and no body. into: a file the body is put into piece by piece, for one too large to be held;
        what is expected is then seen by its beginning.

        SourceRefused for HTTP 3xx and 4xx (not 408, 425, 429). SourceUnreachable when no usable answer came after all
        retries: network, time-out, 429, 5xx, a body that is empty, cut off, or something else than expected; and at
        once for one that is too large to be held.
        """
        sent = b"" if json is None else orjson.dumps(json)
        reason = ""
        for tries in range(1, self._retries + 2):
            if self._closed.is_set():
                raise SourceUnreachable(f"{method} {url}: not called, the transport is closed")
            outcome = self._try(method, url, params, sent, expect, into)
            if isinstance(outcome, Answer):
                return outcome
            reason = outcome.reason
            wait = outcome.wait or self._backoff * 2 ** (tries - 1) * random.uniform(0.5, 1.0)
            if wait > self._longest_wait:
                raise SourceUnreachable(f"{method} {url}: {reason}, and asks us to wait {wait:.0f} s. Try again later.")
            if tries <= self._retries:
                _log.info("%s %s: %s; waiting %.1f s", method, url, reason, wait)
                if outcome.everybody:
                    self.limiter.pause(wait)
                self._sleep(wait)
        raise SourceUnreachable(
            f"{method} {url}: no usable answer in {_tries(self._retries + 1)}; at last {reason.rstrip('.')}. "
            "Try again later."
        )

    def _count(self) -> None:
        with self._counting:
            self.calls += 1

    def _try(
        self, method: str, url: str, params: Params, sent: bytes, expect: Expect, into: Path | None
    ) -> Answer | _Failure:
        session = self._sessions.get()
        try:
            with self.limiter:
                self._count()
                return self._call(session, method, url, params, sent, expect, into)
        except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema) as problem:
            raise SourceUnreachable(f"{url} is not a web address: {problem}") from problem
        except requests.exceptions.InvalidSchema as problem:
            raise SourceUnreachable(f"{url} must begin with https:// or http://") from problem
        except requests.exceptions.ConnectTimeout:
            return _Failure(f"no connection within {self._timeout[0]:g} s")
        except (requests.exceptions.ReadTimeout, urllib3.exceptions.ReadTimeoutError):
            return _Failure(f"nothing came for {self._timeout[1]:g} s")
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as problem:
            return _Failure(f"the connection failed ({type(problem).__name__}: {_shortened(str(problem))})")
        finally:
            self._sessions.put(session)

    def _call(
        self,
        session: requests.Session,
        method: str,
        url: str,
        params: Params,
        sent: bytes,
        expect: Expect,
        into: Path | None,
    ) -> Answer | _Failure:
        ends = time.monotonic() + self._deadline
        response = session.request(
            method,
            url,
            params=params,
            data=sent or None,
            headers={"Accept": expect.value, **({"Content-Type": "application/json"} if sent else {})},
            timeout=(self._timeout[0], min(self._timeout[1], self._deadline)),
            allow_redirects=False,
            stream=True,
        )
        with response:
            received, count = bytearray(), 0
            to_file = into is not None and response.status_code < 300
            with into.open("wb") if into is not None and to_file else nullcontext() as sink:
                while piece := response.raw.read1(_PIECE, decode_content=True):
                    count += len(piece)
                    if sink is not None:
                        sink.write(piece)
                    if sink is None or len(received) < _BEGINNING:
                        received += piece
                    if len(received) > self._most_bytes:
                        raise SourceUnreachable(
                            f"{method} {url}: the answer is larger than {self._most_bytes / 1e6:g} MB, which no answer "
                            "of this publisher is: see that the address is right"
                        )
                    if time.monotonic() > ends:
                        return _Failure(f"the answer had not ended after {self._deadline:g} s ({count} bytes)")
        status, headers = response.status_code, response.headers
        body = bytes(received)
        if status in _PASSING or status >= 500:
            wait = _retry_after(headers.get("Retry-After"))
            reason = f"HTTP {status} {_title(body) or response.reason or ''}".rstrip()
            return _Failure(reason, wait, everybody=status == 429)
        if status >= 400:
            title = _title(body)
            raise SourceRefused(
                f"{method} {response.url} was refused: HTTP {status} {title or '(no reason given)'}", status, title
            )
        if status >= 300:
            moved = headers.get("Location", "an address it does not name")
            raise SourceRefused(f"{method} {url} has moved to {moved}; change the publisher's address", status, "moved")
        fault = "" if method == "HEAD" else _FAULTS[expect](body)
        if fault:
            return _Failure(fault)
        held = b"" if to_file else body
        return Answer(status, held, headers, response.url, sent, datetime.now(UTC), into if to_file else None)


def _tries(number: int) -> str:
    return "1 try" if number == 1 else f"{number} tries"


def _json_fault(body: bytes) -> str:
    """What is wrong with a body that should be JSON, "" if nothing is."""
    text = body.removeprefix(BOM).lstrip()
    if not text:
        return "the answer was empty"
    if text.startswith(b"<"):
        return f"the answer was HTML instead of JSON ('{_title(body)}')"
    try:
        text.decode("utf-8")
        orjson.loads(text)
    except UnicodeDecodeError as problem:
        return f"the answer was not UTF-8 text (byte 0x{text[problem.start]:02x} at {problem.start})"
    except orjson.JSONDecodeError as problem:
        return f"the answer was cut off or not JSON ({problem})"
    return ""


def _html_fault(body: bytes) -> str:
    text = body.removeprefix(BOM).lstrip().lower()
    if not text:
        return "the answer was empty"
    if not text.startswith(b"<") or b"<html" not in text[:4096]:
        return "the answer was no web page"
    return "" if b"</html>" in text[-4096:] else "the web page was cut off"


def _workbook_fault(body: bytes) -> str:
    if not body:
        return "the answer was empty"
    if body.removeprefix(BOM).lstrip()[:1] == b"<":
        return f"the answer was HTML instead of a workbook ('{_title(body)}')"
    if not body.startswith(_ZIP_BEGINS):
        return f"the answer was no workbook (it begins with {body[:8]!r})"
    if len(body) < _SMALLEST_WORKBOOK or _ZIP_ENDS not in body[-65_600:]:
        return f"the workbook was cut off ({len(body)} bytes)"
    return ""


def _csv_fault(body: bytes) -> str:
    text = body.removeprefix(BOM).lstrip()
    if not text:
        return "the answer was empty"
    if text[:1] == b"<":
        return f"the answer was HTML instead of CSV ('{_title(body)}')"
    return "the answer was a ZIP file instead of CSV" if body.startswith(_ZIP_BEGINS) else ""


def _any_fault(body: bytes) -> str:
    return "" if body else "the answer was empty"


_FAULTS: Mapping[Expect, Callable[[bytes], str]] = {
    Expect.JSON: _json_fault,
    Expect.HTML: _html_fault,
    Expect.XLSX: _workbook_fault,
    Expect.CSV: _csv_fault,
    Expect.FRAGMENT: lambda _: "",
    Expect.ANY: _any_fault,
}


def _title(body: bytes) -> str:
    """What an error body says in short: title (and detail) of a problem object, title of a page, or its first words."""
    text = body.removeprefix(BOM).decode("utf-8", errors="replace").strip()
    try:
        problem = orjson.loads(text) if text else None
    except orjson.JSONDecodeError:
        problem = None
    if isinstance(problem, dict):
        title, detail = str(problem.get("title") or problem.get("error") or ""), str(problem.get("detail") or "")
        errors = problem.get("errors")
        if isinstance(errors, dict):
            detail = "; ".join(f"{name}: {why}" for name, why in errors.items())
        return _shortened(f"{title} ({detail})" if detail and detail != title else title)
    page = _TITLE.search(text)
    return _shortened(page[1] if page else re.sub(r"<[^>]*>", " ", text))


def _retry_after(header: str | None) -> float:
    """Seconds from a Retry-After header in either form (RFC 9110 §10.2.3); 0 if it is absent or neither."""
    if header is None:
        return 0.0
    try:
        seconds = float(header)
        return max(seconds, 0.0) if math.isfinite(seconds) else 0.0
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 200 else words[:199] + "…"
