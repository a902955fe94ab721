"""A served dashboard and a Chromium, for tests and screenshots."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from dashboard.web.app import create_app
from loaders.settings import Settings
from tests.shared import chromium
from tests.waiting import HANG_SECONDS


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


class Patient:
    """A browser whose pages wait for what they wait for, however busy the machine is."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def new_context(self, **options: object) -> BrowserContext:
        """As Browser.new_context."""
        made = self._browser.new_context(**options)
        made.set_default_timeout(HANG_SECONDS * 1000)
        return made


@contextmanager
def browser() -> Iterator[Patient]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"], timeout=HANG_SECONDS * 1000
        )
        try:
            yield Patient(started)
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
