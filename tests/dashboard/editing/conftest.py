"""An editor and a browser that was opened with its secret, for the tests that prepare a meeting in windows."""

import pytest

from tests.dashboard.addresses import MEETING_DAY, made_site
from tests.dashboard.browsing import browser
from tests.dashboard.editing.editor import PAGE, SECRET, edited


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return made_site(tmp_path_factory.mktemp("editing"))


@pytest.fixture(scope="module")
def address(settings):
    with edited(settings) as served:
        yield served


@pytest.fixture(scope="module")
def context(address):
    """A browser that was opened with the secret; its pages are under the page's own policy."""
    with browser() as chromium:
        opened = chromium.new_context(bypass_csp=False, viewport={"width": 1440, "height": 900})
        page = opened.new_page()
        page.goto(f"{address}{PAGE}?nyckel={SECRET}")
        page.locator("#order li >> nth=0").wait_for()
        page.close()
        yield opened
        opened.close()


@pytest.fixture
def path(settings):
    """The meeting file, as it was when the test began."""
    file = settings.meetings_dir / f"{MEETING_DAY}.toml"
    before = file.read_bytes()
    yield file
    file.write_bytes(before)


@pytest.fixture
def open_window(context, address):
    """Opens a window; ends by looking whether the policy refused anything, or a script failed."""
    pages, refused = [], []

    def opened():
        page = context.new_page()
        pages.append(page)
        page.on("pageerror", lambda error: refused.append(str(error)))
        page.on("console", lambda said: refused.append(said.text) if "Security Policy" in said.text else None)
        page.goto(f"{address}{PAGE}")
        page.locator("#saved:has-text('sparat')").wait_for()
        return page

    yield opened
    for page in pages:
        page.close(run_before_unload=False)
    assert refused == []
