"""Run the simulated publisher: in a background thread for tests and the demo, or in the foreground."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from loaders.demo.app import PREFIX, create_app
from loaders.demo.publisher import Publisher

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class _QuietHandler(WSGIRequestHandler):
    """No access log on the terminal."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing; the publisher lists its arrivals."""


def _server(app: "WSGIApplication", host: str, port: int) -> BaseWSGIServer:
    return make_server(host, port, app, threaded=True, request_handler=_QuietHandler)


@contextmanager
def serving(app: "WSGIApplication", port: int = 0) -> Iterator[str]:
    """A real threaded HTTP server on 127.0.0.1 until the block ends; yields its base URL with /api/v2.

    Port 0 takes a free one.
    """
    server = _server(app, "127.0.0.1", port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


@contextmanager
def running_publisher(
    port: int = 0, *, today: date | str | None = None, **options: Any
) -> Iterator[tuple[str, Publisher]]:
    """A publisher that is served; yields (base URL with /api/v2, publisher).

    `options` are those of `Publisher`: max_data_cells, calls_per_window, time_window, cache_seconds, county.
    `loaders.publishers.simulated(url)` gives the addresses of all sources there.
    """
    publisher = Publisher(today=today, **options)
    with serving(create_app(publisher), port) as url:
        yield url, publisher


def main(host: str = "127.0.0.1", port: int = 8051, today: date | str | None = None, county: str = "23") -> None:
    """Serve in the foreground until interrupted."""
    server = _server(create_app(Publisher(today=today, county=county)), host, port)
    try:
        server.serve_forever()
    finally:
        server.server_close()
