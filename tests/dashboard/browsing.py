"""A served dashboard and a Chromium, for tests and screenshots."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from dashboard.web.app import create_app
from loaders.settings import Settings
from tests.shared import chromium


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_args: object) -> None:
        """Requests are no news."""


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """The pages over the data of the settings; gives their address."""
    server = make_server("127.0.0.1", 0, create_app(settings).server, threaded=True, request_handler=_Quiet)
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


def settle(page: Page) -> None:
    """Wait until the page stands: a living one until its chart, if it has one, is drawn."""
    if not page.evaluate("Boolean(window.lanspuls)"):  # a document of its own
        page.wait_for_load_state("networkidle")
        return
    page.wait_for_selector("#sida main h1")
    if page.query_selector("#sida .duk"):
        page.wait_for_selector("#sida .js-plotly-plot .main-svg .xy")
    page.wait_for_function("document.getElementById('forst') === null && document.fonts.status === 'loaded'")
