"""What tests do and see in a window of ``lanspuls edit``."""

from axe_playwright_python.base import AXE_SCRIPT

from dashboard.meetings.file import load_meeting


def views(path):
    return load_meeting(path).views


def kinds(path):
    return [view.kind for view in views(path)]


def wait_said(page, text):
    page.locator("#said", has_text=text).wait_for(state="attached")


def stage(page, selector):
    """What a selector finds on the slide that the editor shows, which is the room's own."""
    return page.frame_locator("#stage-room").locator(selector)


def of_unemployment(page):
    """Chooses the slide of one figure of unemployment."""
    page.locator("#order li", has_text="Arbetslöshet, 20–64 år").first.click()
    page.locator("#which", has_text="Bild 4").wait_for()
    stage(page, "h2").filter(has_text="arbetslöshet").wait_for(state="attached")


def wrong_for_some(page):
    """What axe finds on the page, or in the dialog that is open."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("() => axe.run({ preload: false }).then(({ violations }) => violations)")
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
