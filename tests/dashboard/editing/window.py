"""What tests do and see in a window of ``lanspuls edit``."""

import re
from contextlib import contextmanager

from dashboard.meetings.file import load_meeting


def views(path):
    return load_meeting(path).views


def kinds(path):
    return [view.kind for view in views(path)]


def wait_said(page, text):
    """Waits until it is told: by the running order, or in the dialog that is open."""
    page.locator("#said, [open] .said-here", has_text=text).first.wait_for(state="attached")


def stage(page, selector):
    """What a selector finds on the slide that the editor shows, which is the room's own."""
    return page.frame_locator("#stage-room").locator(selector)


def unemployment(page):
    """The row of the slide of one figure of unemployment."""
    return page.locator("#order li", has=page.locator(".name", has_text=re.compile("^Arbetslöshet"))).first


def of_unemployment(page, number=4):
    """Chooses the slide of one figure of unemployment, which is the fourth where nothing was added."""
    unemployment(page).click()
    page.locator("#which", has_text=f"Bild {number}").wait_for()
    stage(page, "h2").filter(has_text="arbetslöshet").wait_for(state="attached")


COVERED = """inside => [...document.querySelectorAll(inside)].flatMap(box => [...box.querySelectorAll(
    "button, a[href], input, select, textarea, summary, [tabindex='0']")]).flatMap(control => {
    if (!control.checkVisibility({ visibilityProperty: true }) || control.matches(".hoppa, [aria-hidden] *")) return [];
    control.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { left, right, top, bottom, width, height } = control.getClientRects()[0] ?? {};
    if (!width || !height) return [];
    const [first, last] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    const rows = [first + 4, (first + last) / 2, last - 4];
    const hits = [left + 4, (left + right) / 2, right - 4].flatMap(x => rows.map(y => document.elementFromPoint(x, y)));
    const over = hits.find(hit => !hit || !(control.contains(hit) || hit.contains(control) && hit.closest("label")));
    const name = control.id || control.dataset.do || control.name || control.textContent.trim().slice(0, 40);
    return over === undefined ? [] : [`${name} under ${over?.id || over?.className || over?.tagName}`];
})"""


def covered(page, inside):
    """The controls of a part of the page of which something lies in the way, once they are scrolled to."""
    return page.evaluate(COVERED, inside)


@contextmanager
def held(page, address="**/andra.json"):
    """What the page sends is kept back until the end: a server that takes its time. Gives what was sent so far."""
    sent, is_open = [], False
    page.route(address, lambda route: route.continue_() if is_open else sent.append(route))
    yield sent
    is_open = True
    for route in sent:
        route.continue_()
