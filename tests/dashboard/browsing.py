"""A served dashboard and a Chromium, for tests and screenshots."""

import asyncio
import atexit
import functools
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Download, Page, sync_playwright

from dashboard.web.app import create_app
from dashboard.web.serving import Opened
from loaders.settings import Settings
from tests.shared import chromium
from tests.waiting import HANG_SECONDS, wait_until

SAVES_DATA = 'Object.defineProperty(navigator, "connection", { value: { saveData: true } });'


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """The pages over the data of the settings; gives their address."""
    server = Opened(create_app(settings, shows_drafts=True).server, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        thread.join()


class Patient:
    """A browser whose pages wait for what they wait for, however busy the machine is."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def new_context(self, *, ahead: bool = True, **options: object) -> BrowserContext:
        """As Browser.new_context. Playwright's waiting evaluates text, which our policy forbids: it is set aside here.

        ``bypass_csp=False`` keeps it (tests/dashboard/web/test_policy.py). Not ``ahead``: for somebody who saves data,
        so that no page has its neighbours fetched, which would be made for nobody.
        """
        made = self._browser.new_context(**{"bypass_csp": True, **options})
        made.set_default_timeout(HANG_SECONDS * 1000)
        if not ahead:
            made.add_init_script(SAVES_DATA)
        return made


class _Kept:
    """The Chromium of this process, which starts when it is first asked for and ends with it."""

    def __init__(self) -> None:
        path = chromium()
        self._playwright = sync_playwright().start()
        self._loop = asyncio.get_running_loop()
        self._process = os.getpid()
        self.chromium = self._playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"], timeout=HANG_SECONDS * 1000
        )
        atexit.register(self.end)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Playwright says that its loop runs until it is stopped; outside of this others may run theirs."""
        asyncio._set_running_loop(self._loop)
        try:
            yield
        finally:
            asyncio._set_running_loop(None)

    def end(self) -> None:
        """End it with the process that started it, not with a copy of that."""
        if os.getpid() == self._process:
            with self.running():
                self._playwright.stop()


_kept = functools.cache(_Kept)


@contextmanager
def browser() -> Iterator[Patient]:
    """A headless Chromium with nothing in it: starting one for each module takes longer than most of their tests."""
    kept = _kept()
    if not kept.chromium.is_connected():  # it died in the test before: that one has said so
        _kept.cache_clear()
        kept = _kept()
    with kept.running():
        assert kept.chromium.contexts == [], (
            "two blocks of browser() at once: the inner would close the outer's contexts"
        )
        try:
            yield Patient(kept.chromium)
        finally:
            for context in kept.chromium.contexts:
                context.close()


def settle(page: Page) -> None:
    """Wait until the page stands: a living one until its chart, if it has one, is drawn."""
    if not page.query_selector("#installningar"):  # a document of its own
        page.wait_for_load_state("networkidle")
        return
    page.wait_for_selector("#sida main h1")
    # a click changes the address at once, and what it leads to stands a little later
    page.wait_for_function(
        "(document.getElementById('levande')?.dataset.adress ?? '') === location.pathname + location.search"
    )
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    # in one look: the page that is being left may have a chart where the one that comes has none
    page.wait_for_function(
        "!document.querySelector('#sida .duk') || document.querySelector('#sida .js-plotly-plot .main-svg .xy')"
    )
    page.wait_for_function("document.getElementById('forst') === null && document.fonts.status === 'loaded'")


def save_pdf(page: Page, act: Callable[[], object]) -> Download:
    """The document that something done on a meeting's page gives; AssertionError with the fault the page tells."""
    given: list[Download] = []
    page.on("download", lambda download: given.append(download))
    act()
    fault = page.locator(".message[role=alert]:not(:empty)")
    wait_until(lambda: given or fault.count(), f"a file or a fault; the page says {page.text_content('.message')!r}")
    assert given, f"the page gives no file, and says: {fault.first.text_content()}"
    return given[0]
