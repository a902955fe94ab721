"""The server: uvicorn around the pages, which are threads behind an event loop (docs/decisions.md says why this one).

The loop holds every connection, idle ones and slow ones too; a thread is busy only while it makes an answer. What has
not said what it wants in time is closed, and so is what does not read its answer.
"""

import asyncio
import contextlib
import ctypes
import gc
import io
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.abc import MetaPathFinder
from typing import Any, cast

import flask
import pyarrow as pa
import uvicorn
from a2wsgi.wsgi import build_environ
from uvicorn.protocols.http.h11_impl import H11Protocol
from werkzeug.exceptions import HTTPException

from dashboard.web.bounds import Application, Bounded, Limits, Receive, Scope, Send
from dashboard.web.operating.prefix import PREFIX
from dashboard.web.operating.proxied import PROXIES, Proxied
from dashboard.web.operating.streaming import FOLLOWED, Streams
from dashboard.web.regions import Regions
from dashboard.web.regions.streams import RegionStreams
from loaders.ground.errors import UsageError
from loaders.settings import reached_at

THREADS = 32
"""Most of them wait while pages are made (dashboard/web/finished), so that there is one for what is made already."""
SWITCH_SECONDS = 0.001
"""How long a thread that makes a page keeps the others from running; Python's own 0.005 is a fifth of a warm answer."""
HEAD_SECONDS = 20
"""From a request's first byte to the end of its head."""
READER_SECONDS = 30
"""How long a reader may take nothing of what waits for it."""
KEEP_ALIVE_SECONDS = 75
"""Longer than what stands in front keeps its own connections, so that it never sends into one we are closing."""
LARGEST_HEAD_BYTES = 32_768
MOST_CONNECTIONS = 4_000
WAITING = 2_048
"""Connections that nobody has taken yet."""
TCP, SEND_AT_ONCE = 6, 1
"""``IPPROTO_TCP`` and its ``TCP_NODELAY``, alike everywhere. asyncio sets it only on sockets that name their protocol,
and those that uvicorn opens do not. Without it the body of an answer on a kept connection waits 40 ms: for the reader
to say that its head has come."""
SHUTDOWN_SECONDS = 5
GIVE_BACK_SECONDS = 30
LOOK_SECONDS = 2


class Connection(H11Protocol):
    """uvicorn's connection, with an end to waiting: it knows none for a head that comes byte by byte, or a reader."""

    _is_in_head = False
    _head_ends: asyncio.TimerHandle | None = None
    _reader_ends: asyncio.TimerHandle | None = None
    _idle_since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A visitor has come; where there is no room, whoever has been idle longest leaves."""
        super().connection_made(transport)
        transport.get_extra_info("socket").setsockopt(TCP, SEND_AT_ONCE, 1)
        self._idle_since = self.loop.time()
        if len(self.connections) > MOST_CONNECTIONS:
            idle = [one for one in self.connections if isinstance(one, Connection) and one.is_idle]
            min(idle, key=lambda one: one._idle_since, default=self).transport.abort()
        self._head_ends = self.loop.call_later(KEEP_ALIVE_SECONDS, self._give_up)

    @property
    def is_idle(self) -> bool:
        """Whether no answer is being made for it."""
        return self.cycle is None or self.cycle.response_complete

    def data_received(self, data: bytes) -> None:
        """More of a request: its head must end in time, counted from its first byte."""
        super().data_received(data)
        self._await_head(is_begun=True)

    def on_response_complete(self) -> None:
        """An answer is sent; the next request may have begun meanwhile."""
        self._idle_since = self.loop.time()
        super().on_response_complete()
        self._await_head(is_begun=bool(self.conn.trailing_data[0]))

    def pause_writing(self) -> None:
        """The reader takes nothing more for now."""
        super().pause_writing()
        self._reader_ends = self.loop.call_later(READER_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The reader takes something again."""
        super().resume_writing()
        if self._reader_ends is not None:
            self._reader_ends.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        """The visitor is gone."""
        self._stop_head_timer()
        if self._reader_ends is not None:
            self._reader_ends.cancel()
        super().connection_lost(exc)

    def _await_head(self, *, is_begun: bool) -> None:
        """Give a head that has begun its time, once; a request that is being answered needs none."""
        if not self.is_idle or self.transport.is_closing():
            self._stop_head_timer()
        elif is_begun and not self._is_in_head:
            self._stop_head_timer()
            self._is_in_head = True
            self._head_ends = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _give_up(self) -> None:
        if self.is_idle:
            self.transport.abort()

    def _stop_head_timer(self) -> None:
        self._is_in_head = False
        if self._head_ends is not None:
            self._head_ends.cancel()
            self._head_ends = None


class Threads:
    """WSGI pages as an ASGI application: a thread makes an answer whole and the loop sends it.

    The thread and the loop meet twice, at its beginning and its end: each meeting waits for whoever computes.
    """

    def __init__(self, pages: flask.Flask | Regions, threads: int = THREADS) -> None:
        self._pages = pages
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request whose body, if it has one, is there."""
        environ = build_environ(cast(Any, scope), cast(Any, io.BytesIO(await _body(scope, receive))))
        loop = asyncio.get_running_loop()
        status, headers, body = await loop.run_in_executor(self._threads, self._answer, environ)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _answer(self, environ: Any) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
            begun.append((status, headers))
            return None

        pieces = self._pages(environ, start)
        try:
            body = b"".join(pieces)
        finally:
            getattr(pieces, "close", lambda: None)()
        status, headers = begun[-1]
        encoded = [(name.lower().encode("latin1"), value.strip().encode("latin1")) for name, value in headers]
        return int(status.split(" ", 1)[0]), encoded, body


async def _body(scope: Scope, receive: Receive) -> bytes:
    """A request's body, which stands behind limits and has been received."""
    if not any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"]):
        return b""
    body, is_more = bytearray(), True
    while is_more:
        message = await receive()
        body += message.get("body", b"")
        is_more = message.get("more_body", False)
    return bytes(body)


def application(pages: flask.Flask | Regions, limits: Limits | None = None) -> Application:
    """The pages as an ASGI application behind limits: of one region, or of several."""
    if isinstance(pages, Regions):
        return RegionStreams(Bounded(Threads(pages), pages.takes_body, limits or Limits()), pages)
    prefix = pages.config.get(PREFIX, "")

    def takes_body(path: str) -> bool:
        try:
            pages.url_map.bind("").match(path.removeprefix(prefix), "POST")
        except HTTPException:
            return False
        return True

    bounded = Bounded(Threads(pages), takes_body, limits or Limits())
    whole: Application = bounded
    if FOLLOWED in pages.extensions:
        whole = Streams(bounded, pages.extensions[FOLLOWED], prefix, pages.config["TRUSTED_HOSTS"] or ())
    proxies = pages.config.get(PROXIES, ())
    return Proxied(whole, proxies) if proxies else whole


class _Server(uvicorn.Server):
    """uvicorn's server, which ends its streams before it waits for its answers, and gives memory back meanwhile."""

    _giving: asyncio.Task[None] | None = None

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        for one in sockets:
            one.listen(WAITING)  # asyncio has made the queue as short as one's turn (take_turns)
        self._giving = asyncio.create_task(_give_back())

    async def shutdown(self, sockets: Any = None) -> None:
        if isinstance(self.config.app, Streams | RegionStreams | Proxied):
            self.config.app.close()
        await super().shutdown(sockets)


class Opened:
    """A server whose port is open, though nobody is answered before ``run``. UsageError where it cannot be opened.

    listening: a socket that listens already, which this process was handed.
    """

    def __init__(
        self, pages: flask.Flask | Regions, host: str, port: int, limits: Limits | None = None, listening: Any = None
    ) -> None:
        _allow_open_files()
        hold_little_memory()
        sys.setswitchinterval(SWITCH_SECONDS)
        config = uvicorn.Config(
            application(pages, limits),
            host=host,
            port=port,
            loop="asyncio",
            http=Connection,
            ws="none",
            lifespan="off",
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_level="error",
            h11_max_incomplete_event_size=LARGEST_HEAD_BYTES,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
        taken = UsageError(
            f"{host}:{port} cannot be used; choose another with --port",
            f"Port {port} är upptagen eller otillåten. Välj en annan med --port.",
        )
        may_be_shared = listening is None and os.name == "nt"  # there two may have one port, as uvicorn asks
        if may_be_shared and asyncio.run(is_answered(host, port)):
            raise taken
        try:
            self._socket = listening or config.bind_socket()
        except SystemExit:
            raise taken from None
        self._socket.listen(WAITING)  # who comes now waits; without it they would be refused until run
        self._server = _Server(config)

    @property
    def port(self) -> int:
        """Where it listens; one that was free, where port 0 was asked for."""
        return int(self._socket.getsockname()[1])

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._server.server_state.connections)

    def run(self) -> None:
        """Answer until interrupted or stopped."""
        if not gc.get_freeze_count():  # else this is a worker, whose were frozen before the fork
            freeze_loaded()
        with self._socket:
            self._server.run(sockets=[self._socket])

    def take_turns(self) -> None:
        """Take one connection at a time, since other processes wait for them too; asyncio takes all there are."""
        self._server.config.backlog = 1

    def stop(self) -> None:
        """End ``run``, from another thread."""
        self._server.should_exit = True


async def is_answered(host: str, port: int) -> bool:
    """Whether somebody of this machine answers at a port."""
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            _, writer = await asyncio.open_connection(reached_at(host), port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True


async def _give_back() -> None:
    """Give back from time to time what answers have left in holes: some 15 MB after a publication."""
    while True:
        await asyncio.sleep(GIVE_BACK_SECONDS)
        await asyncio.to_thread(give_memory_back)


def freeze_loaded() -> None:
    """Let looks for garbage pass by what is loaded; whichever answer one falls into waits 120 ms for it otherwise."""
    gc.collect()
    give_memory_back()
    gc.freeze()


def give_memory_back() -> None:
    """Let the system have what is free within glibc's heaps."""
    with contextlib.suppress(OSError, AttributeError, TypeError):  # only glibc has it
        ctypes.CDLL(None).malloc_trim(0)


_ARENAS_MOST, _ARENAS = -8, 2
"""``M_ARENA_MAX`` of glibc's mallopt: heaps that threads share, instead of eight for each processor."""
_APART_FROM, _APART_BYTES = -3, 131_072
"""``M_MMAP_THRESHOLD``: what is larger is given back when it is freed, instead of leaving a hole in a heap."""


def hold_little_memory() -> None:
    """Let what is freed be used again or given back, and load nothing that no page needs.

    ``ARROW_DEFAULT_MEMORY_POOL`` must say ``system`` before pyarrow is imported: its own pool keeps 65 MB. pyarrow
    imports pandas (40 MB) to ask of what it is given whether it is pandas'; nothing in a server is.
    """
    _keep_pandas_out()
    try:
        libc = ctypes.CDLL(None)
        libc.mallopt(_ARENAS_MOST, _ARENAS)
        libc.mallopt(_APART_FROM, _APART_BYTES)
    except (OSError, AttributeError, TypeError):
        return  # only glibc has it


class _NoPandas(MetaPathFinder):
    """Where a module is looked for: refuses pandas."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """None of every other module: it is looked for elsewhere."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _keep_pandas_out() -> None:
    """Let pyarrow look for pandas, which it does once, while there is none; whoever imports it later has it."""
    refusing = _NoPandas()
    sys.meta_path.insert(0, refusing)
    try:
        pa.array([None])
    finally:
        sys.meta_path.remove(refusing)


def _allow_open_files() -> None:
    """Let this process hold as many connections as we say; systems begin with about a thousand. Windows needs none."""
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + 500
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
