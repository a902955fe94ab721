"""Run the simulated publisher: in a background thread for tests and the demo, or in the foreground."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from loaders.demo.app import PREFIX, create_app
from loaders.demo.publisher import Publisher


class _QuietHandler(WSGIRequestHandler):
    """No access log on the terminal."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing; arrivals are listed by /_control/arrivals."""


def _server(publisher: Publisher, host: str, port: int) -> BaseWSGIServer:
    return make_server(host, port, create_app(publisher), threaded=True, request_handler=_QuietHandler)


@contextmanager
def running_publisher(
    port: int = 0, *, today: date | str | None = None, **options: Any
) -> Iterator[tuple[str, Publisher]]:
    """A real threaded HTTP server on 127.0.0.1; yields (base URL with /api/v2, publisher).

    Port 0 takes a free one. `options` are those of `Publisher`: max_data_cells, calls_per_window, time_window,
    answer_delay, cache_seconds, county. `loaders.publishers.simulated(url)` gives the addresses of all sources there.
    The server stops when the block ends.
    """
    publisher = Publisher(today=today, **options)
    server = _server(publisher, "127.0.0.1", port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}", publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def main(host: str = "127.0.0.1", port: int = 8051, today: date | str | None = None, county: str = "23") -> None:
    """Serve in the foreground until interrupted."""
    server = _server(Publisher(today=today, county=county), host, port)
    try:
        server.serve_forever()
    finally:
        server.server_close()
