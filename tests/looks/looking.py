"""Looking: sights one after the other in a few pages of one Chromium, and what is wrong with each."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.dashboard import axe
from tests.looks.journal import Journal, Seen
from tests.looks.sights import CHART_WIDTHS, FIRST_FIGURE_WITHIN, LONGEST, PHONE, SPACED, Sight, Window
from tests.shared import chromium
from tests.waiting import HANG_SECONDS

IN_PAGE = (Path(__file__).parent / "in_page.js").read_text(encoding="utf-8")
HEIGHT = 844
MOST_STOPS = 400
BATCH = 12
"""Charts that one request of a page draws."""
STANDS = (
    "() => !document.getElementById('installningar') || (document.querySelector('#sida main h1')"
    " && document.getElementById('forst') === null"
    " && document.getElementById('levande').dataset.yta === (innerWidth < 700 ? 'phone' : 'screen')"
    " && (!document.querySelector('#sida .duk') || document.querySelector('#sida .js-plotly-plot .main-svg .xy')))"
)
DRAWN = (
    "() => document.fonts.status === 'loaded'"
    " && [...document.querySelectorAll('.chart')].every((one) => one.querySelector('.main-svg'))"
)
IS_DOCUMENT = "!document.getElementById('installningar')"
OPENED = "looks.openAll()"
PICTURES = {"image", "img", "SvgRoot"}
"""Roles whose parts are not read."""
NAMED = {"link", "button", "image", "img", "heading", "textbox", "combobox", "searchbox", "DisclosureTriangle"}
"""Roles that are nothing without a name."""


def look(site: str, sights: Sequence[Sight], charts: Sequence[str], journal: Journal, *, at_once: int = 1) -> Seen:
    """Look at the sights and at the texts of the charts of these addresses, at both sizes; all that is in the journal.

    What the journal holds already is not looked at again. at_once: how many pages of the browser do so.
    """
    return asyncio.run(_look(site, sights, charts, journal, at_once))


async def _look(site: str, sights: Sequence[Sight], charts: Sequence[str], journal: Journal, at_once: int) -> Seen:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"], timeout=HANG_SECONDS * 1000
        )
        waiting = iter(sights)
        await asyncio.gather(*(_worker(browser, site, waiting, journal) for _ in range(at_once)))
        batches = iter([(size, batch) for size in CHART_WIDTHS for batch in _batches(size, charts, journal)])
        await asyncio.gather(*(_draw(browser, site, batches, journal) for _ in range(at_once)))
        await browser.close()
    return journal.seen()


def _batches(size: str, charts: Sequence[str], journal: Journal) -> list[Sequence[str]]:
    left = [address for address in charts if not journal.has(f"{address} as {size}")]
    return [left[n : n + BATCH] for n in range(0, len(left), BATCH)]


async def _worker(browser: Browser, site: str, waiting: Iterator[Sight], journal: Journal) -> None:
    """Takes sights until none is left."""
    context = await _context(browser)
    page = await context.new_page()
    broken: list[str] = []
    is_forced = False
    page.on("pageerror", lambda error: broken.append(f"script: {error}"))
    for sight in waiting:
        windows = [one for one in sight.windows if not journal.has(f"{sight.address} at {one}")]
        for window in windows:
            await page.set_viewport_size({"width": window.width, "height": HEIGHT})
            if window.forced != is_forced:
                is_forced = window.forced
                await page.emulate_media(forced_colors="active" if is_forced else "none")
            if window is windows[0]:
                await page.goto(site + sight.address)
            elif await page.evaluate(IS_DOCUMENT):
                await page.reload()  # it chooses when it comes whether it is read or shown
            await _settle(page)
            seen = Seen(pages=1)
            seen.faults = [*broken, *await _faults(page, window, seen, is_first=window is windows[0])]
            broken.clear()
            journal.add(f"{sight.address} at {window}", seen)
    await context.close()


async def _context(browser: Browser) -> BrowserContext:
    context = await browser.new_context(bypass_csp=True)
    context.set_default_timeout(HANG_SECONDS * 1000)
    await context.add_init_script(IN_PAGE)
    return context


async def _settle(page: Page) -> None:
    await page.wait_for_function(STANDS)
    await page.wait_for_function(DRAWN)


async def _faults(page: Page, window: Window, seen: Seen, *, is_first: bool) -> list[str]:
    """Of a window. The texts of charts are looked at in the first: in later ones they are drawn anew."""
    if window.spaced:
        await page.add_style_tag(content=SPACED)
    first, longest = (FIRST_FIGURE_WITHIN, LONGEST) if window.width == PHONE else (0, 0)
    asked = f"{{ firstWithin: {first}, longest: {longest}, withTexts: {str(is_first).lower()} }}"
    found = list(await page.evaluate(f"looks.lookAtPage({asked})"))
    if window.spaced:
        return found
    found += await page.evaluate("looks.lookAtMenus()")
    if window.axe:
        if not window.closed:
            await page.evaluate(OPENED)
        if not await page.evaluate(axe.IS_THERE):
            await page.evaluate(axe.SCRIPT)
        seen.axe_runs += 1
        for violation in await page.evaluate(axe.LOOK):
            at = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
            found.append(f"axe {violation['id']}: {violation['help']} ({at})")
        found += await _unnamed(page)
    if window.keys:
        found += await _stops(page, seen)
    return found


async def _unnamed(page: Page) -> list[str]:
    """What the accessibility tree has without a name, and headings that skip a level."""
    session = await page.context.new_cdp_session(page)
    tree = (await session.send("Accessibility.getFullAXTree"))["nodes"]
    await session.detach()
    found, last, mains = [], 0, 0
    parents = {node["nodeId"]: node.get("parentId") for node in tree}
    roles = {node["nodeId"]: node["role"]["value"] for node in tree}

    def is_in_picture(node: str | None) -> bool:
        return node is not None and (roles.get(node) in PICTURES or is_in_picture(parents.get(node)))

    for node in tree:
        role = node["role"]["value"]
        if node.get("ignored") or is_in_picture(node.get("parentId")):
            continue
        mains += role == "main"
        if role in NAMED and not node.get("name", {}).get("value", "").strip():
            found.append(f"tree: {role} without a name")
        if role == "heading":
            level = next(one["value"]["value"] for one in node["properties"] if one["name"] == "level")
            if last and level > last + 1:
                found.append(f"tree: heading of level {level} after {last}: {node['name']['value']}")
            last = level
    return found if mains == 1 else [*found, f"tree: {mains} main"]


async def _stops(page: Page, seen: Seen) -> list[str]:
    """Tab from the top until the focus comes round; where it cannot be seen, and traps."""
    await page.evaluate("window.scrollTo(0, 0); document.activeElement?.blur()")
    found: list[str] = []
    names: list[str] = []
    first: int | None = None
    left = 0
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        stop = await page.evaluate("looks.lookAtFocus()")
        if not stop["name"] or (stop["at"] == first and len(names) > 1):
            # a browser's window takes the focus between the last and the first, or does not
            return [*found, f"the focus turns back with {left} stops left"] if stop["name"] and left else found
        first = stop["at"] if first is None else first
        if len(names) > 3 and stop["name"] == names[-1] == names[-2] == names[-3]:
            return [*found, f"the focus is caught in {names[-1]}"]
        seen.stops += 1
        left = stop["after"]
        names.append(stop["name"])
        found += stop["faults"]
    return [*found, f"more than {MOST_STOPS} stops"]


async def _draw(browser: Browser, site: str, batches: Any, journal: Journal) -> None:
    """Draws batches of charts in a page that has what it takes."""
    context = await _context(browser)
    page = await context.new_page()
    module = ""
    for size, batch in batches:
        if not module:
            await page.goto(f"{site}/indikator/arbetsloshet")
            await _settle(page)
            module = await page.evaluate("document.querySelector('link[rel=modulepreload][href$=\"/pages.js\"]').href")
        _, width = CHART_WIDTHS[size]
        asked = {"addresses": list(batch), "size": size, "width": width, "pages": module}
        for address, answer in (await page.evaluate("(asked) => looks.lookAtFigures(asked)", asked)).items():
            seen = Seen(charts=answer["drawn"], same=answer["same"], faults=answer["faults"])
            journal.add(f"{address} as {size}", seen)
    await context.close()
