"""axe in a page that stands: what it finds wrong, for pages of playwright's both kinds."""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

IS_THERE = "'lookForFaults' in window"
SCRIPT = f"{AXE_SCRIPT};(() => {{\n{Path(__file__).with_suffix('.js').read_text(encoding='utf-8')}\n}})();"
LOOK = "within => lookForFaults(within)"


def wrong_for_some(page: Page, within: str | None = None) -> list[tuple[str, list[str]]]:
    """What axe finds on the page, in the dialog that is open, or in what a selector finds: rules and elements."""
    if not page.evaluate(IS_THERE):
        page.evaluate(SCRIPT)
    found = page.evaluate(LOOK, within)
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
