"""A served dashboard and a Chromium, for tests and screenshots."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from dashboard.app import create_app
from loaders.settings import Settings
from tests.shared import chromium


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_args: object) -> None:
        """Requests are no news."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The pages over the data in a folder; gives their address."""
    server = make_server(
        "127.0.0.1", 0, create_app(Settings(data=folder)).server, threaded=True, request_handler=_Quiet
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        try:
            yield started
        finally:
            started.close()


def settle(page: Page, *, chart: bool) -> None:
    """Wait until the living page stands, and its chart is drawn."""
    page.wait_for_selector("#sida main h1")
    if chart:
        page.wait_for_selector("#sida .js-plotly-plot .main-svg .xy")
    page.wait_for_function("document.getElementById('forst') === null && document.fonts.status === 'loaded'")
