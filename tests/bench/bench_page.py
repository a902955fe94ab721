"""An indicator's page beside an ordinary Dash callback app with the same chart, in headless Chromium.

``python -m tests.bench.bench_page [--turns N]`` prints a table and exits 1 where a bound is broken. Both are served by
uvicorn in a process of their own over the same made-up store, and take turns. Painted: the first task after the frame
in which the new chart stands. Clicks: on places and ways of showing, after the page has come to rest. A script clicks
on them without having met them; a pointer and the Enter key do as people do, and are measured from their own event.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import BrowserContext, Page
from rich.console import Console
from rich.table import Table

from tests.bench.callback_app import PAGE, address, regions
from tests.bench.measuring import exit_code
from tests.dashboard.browsing import Patient, browser
from tests.dashboard.made import made_store
from tests.waiting import HANG_SECONDS

TURNS = 5
HOVER_MS = 100
"""How long a pointer lies on a link before it clicks."""
COUNTY = "23"
MEETING = "2026-11-30"
SLIDES = f"""schema = 1
date = {MEETING}
title = "Möte"
place = "Östersund"
county = "{COUNTY}"
""" + "".join(f'[[view]]\nlink = "{PAGE}?region={region}"\n' for region in regions(COUNTY)[:5])
ASKED = [
    f"/indikator/{slug}?matt={way}"
    for slug in ("arbetsloshet", "sysselsattningsgrad", "folkmangd")
    for way in ("", "fjol")
]
"""Pages asked of the server, each at every place."""
OURS, PEER = "ours", "callback app"
LINKS = {OURS: (".platser a", ".satt a"), PEER: ("#places a", "#ways a")}
SCRIPT = """
window.bench = {
    drawn: () => {
        const chart = document.querySelector(".js-plotly-plot");
        const traces = chart && chart.offsetParent && chart.querySelector(".scatterlayer .trace, .barlayer .trace");
        return traces ? chart : null;
    },
    said: () => JSON.stringify(((window.bench.drawn() || {}).data || []).map((one) => [one.name, one.x, one.y])),
    until: (holds) => new Promise((done) => {
        const look = () => {
            if (!holds()) {
                requestAnimationFrame(look);
                return;
            }
            const drawn = new MessageChannel();
            drawn.port1.onmessage = () => done(performance.now());
            drawn.port2.postMessage(null);
        };
        requestAnimationFrame(look);
    }),
    click: async (link) => {
        const before = window.bench.said();
        const start = performance.now();
        link.click();
        return (await window.bench.until(() => window.bench.drawn() && window.bench.said() !== before)) - start;
    },
    awaitClick: () => {
        const before = window.bench.said();
        const shown = () => window.bench.until(() => window.bench.drawn() && window.bench.said() !== before);
        window.bench.clicked = new Promise((done) => {
            const follow = async (event) => done((await shown()) - event.timeStamp);
            document.addEventListener("click", follow, {capture: true, once: true});
        });
    },
    turn: async () => {
        const start = performance.now();
        const now = document.querySelector(".slide.current");
        document.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight"}));
        return (await window.bench.until(() => document.querySelector(".slide.current") !== now)) - start;
    },
};
window.bench.painted = window.bench.until(() => window.bench.drawn());
"""


@dataclass(frozen=True)
class Visit:
    """One load of a page: milliseconds to the painted chart, bytes over the wire until then and until it rests."""

    painted_ms: float
    painted_bytes: int
    whole_bytes: int
    requests: int


@contextmanager
def served(command: Sequence[str], data: Path) -> Iterator[str]:
    """A server in a process of its own, which prints its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        env={**os.environ, "LANSPULS_DATA": str(data), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Sidorna: "):
                yield line.split()[1].rstrip("/")
                break
        else:
            raise OSError(f"{' '.join(command)} ended before it served")
    finally:
        process.terminate()
        process.communicate(timeout=HANG_SECONDS)


@contextmanager
def both_served(data: Path) -> Iterator[dict[str, str]]:
    """Addresses of our pages and of the peer over the same data."""
    with (
        served(["dashboard.commands.main", "present", "--port", "0"], data) as ours,
        served(["tests.bench.callback_app", str(data)], data) as peer,
    ):
        yield {OURS: ours, PEER: peer}


def made_data(folder: Path) -> Path:
    """A data folder with the made-up store and a meeting."""
    folder.mkdir(exist_ok=True)
    made_store(folder / "store")
    (folder / "meetings").mkdir()
    (folder / "meetings" / f"{MEETING}.toml").write_text(SLIDES, encoding="utf-8")
    return folder


def visit(context: BrowserContext, url: str) -> tuple[Page, Visit]:
    """Load a page in a context, which keeps what it may keep for the next visit."""
    page = context.new_page()
    page.add_init_script(SCRIPT)
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[int] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(url, wait_until="commit")
    painted = page.evaluate("window.bench.painted")
    until_painted = sum(sizes)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)  # what is fetched ahead begins when the browser is idle
    page.wait_for_load_state("networkidle")
    return page, Visit(painted, until_painted, sum(sizes), len(sizes))


def click(page: Page, selector: str, number: int) -> float:
    """Milliseconds from a click on one of several links to the painted chart."""
    return page.locator(selector).nth(number).evaluate("link => window.bench.click(link)")


def click_by_hand(page: Page, selector: str, number: int, *, keys: bool) -> float:
    """The same from the event of a hand: of the Enter key on the link, or of a pointer that met it before."""
    link = page.locator(selector).nth(number)
    page.wait_for_load_state("networkidle")
    if keys:
        link.focus()
    else:
        link.hover()
        page.wait_for_timeout(HOVER_MS)
    page.evaluate("window.bench.awaitClick()")
    if keys:
        page.keyboard.press("Enter")
    else:
        page.mouse.down()
        page.mouse.up()
    return page.evaluate("window.bench.clicked")


def charted(page: Page) -> list[list[object]]:
    """What the chart shows: name, x and y of every trace."""
    return json.loads(page.evaluate("window.bench.said()"))


def slide_changes(started: Patient, url: str) -> list[float]:
    """Milliseconds of each step through the meeting's slides, all figures drawn before."""
    context = started.new_context(viewport={"width": 1440, "height": 810})
    page = context.new_page()
    page.add_init_script(SCRIPT)
    page.goto(f"{url}/mote/{MEETING}#1")
    page.wait_for_function("document.querySelectorAll('.chart .main-svg').length >= 5")
    taken = [page.evaluate("window.bench.turn()") for _ in range(SLIDES.count("[[view]]") - 1)]
    context.close()
    return taken


def server_seconds(url: str, who: str, pages: Sequence[str] = ASKED) -> list[float]:
    """Seconds of each answer to pages that were never asked for, one after the other."""
    seconds = []
    for page in pages:
        for region in regions(COUNTY):
            asked = _asked(url, who, f"{page}&region={region}".replace("matt=&", ""))
            started = time.perf_counter()
            with urllib.request.urlopen(asked, timeout=HANG_SECONDS) as answer:
                answer.read()
            seconds.append(time.perf_counter() - started)
    return seconds


def _asked(url: str, who: str, page: str) -> urllib.request.Request:
    if who == OURS:
        return urllib.request.Request(f"{url}/_sida?yta=screen&adress={quote(page)}")
    return asked_of_peer(url, page)


def asked_of_peer(url: str, page: str) -> urllib.request.Request:
    """What the ordinary app's browser asks for a page: the one callback, for all its outputs."""
    outputs = [
        {"id": name, "property": "figure" if name == "chart" else "children"}
        for name in ("places", "headline", "ways", "chart", "sentence", "table")
    ]
    path, _, search = page.partition("?")
    values = {"pathname": path, "search": f"?{search}"}
    body = {
        "output": "..{}..".format("...".join(f"{one['id']}.{one['property']}" for one in outputs)),
        "outputs": outputs,
        "inputs": [{"id": "url", "property": name, "value": value} for name, value in values.items()],
        "changedPropIds": ["url.pathname", "url.search"],
        "state": [],
    }
    return urllib.request.Request(
        f"{url}/_dash-update-component", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )


@dataclass
class Measured:
    """Everything measured of one of the two, turn by turn: milliseconds, bytes, and seconds of the server."""

    cold_ms: list[float]
    place_ms: list[float]
    way_ms: list[float]
    pointer_ms: list[float]
    keys_ms: list[float]
    first: list[Visit]
    later: list[Visit]
    server_ms: list[float]


def measure(started: Patient, at: dict[str, str], turns: int) -> dict[str, Measured]:
    """Both, taking turns: the server first, while nothing has been asked of it."""
    seconds = {who: server_seconds(url, who) for who, url in at.items()}
    found = {who: Measured([], [], [], [], [], [], [], [1000 * one for one in seconds[who]]) for who in at}
    for turn in range(turns):
        for who in sorted(at, reverse=bool(turn % 2)):
            one, url, (places_shown, ways_shown) = found[who], at[who] + address("2321"), LINKS[who]
            context = started.new_context(viewport={"width": 1440, "height": 900})
            page, first = visit(context, url)
            one.first.append(first)
            one.cold_ms.append(first.painted_ms)
            one.place_ms += [click(page, places_shown, number) for number in (1, 3, 4)]
            one.way_ms += [click(page, ways_shown, number) for number in (1, 2)]
            page.close()
            page, later = visit(context, url)
            one.later.append(later)
            one.pointer_ms += [click_by_hand(page, places_shown, number, keys=False) for number in (2, 5)]
            one.keys_ms += [click_by_hand(page, places_shown, number, keys=True) for number in (1, 3)]
            context.close()
    return found


@dataclass(frozen=True)
class Row:
    """What is compared: measurements of both in the order of their turns, and how many times the peer's ours may be."""

    what: str
    ours: Sequence[float]
    peer: Sequence[float]
    most: float

    def ratio(self) -> float:
        """Median of the ratios of measurements that belong together."""
        return statistics.median(one / other for one, other in zip(self.ours, self.peer, strict=False))


def compare(ours: Measured, peer: Measured, slide_ms: Sequence[float]) -> list[Row]:
    """The rows of the table, each with its bound: far from what is usual, for machines that others use too."""

    def kilobytes(of: str, when: str) -> tuple[list[float], list[float]]:
        first, second = ([getattr(one, of) / 1000 for one in getattr(each, when)] for each in (ours, peer))
        return first, second

    return [
        Row("cold start, ms to the painted chart", ours.cold_ms, peer.cold_ms, 1.0),
        Row("click on a place, ms", ours.place_ms, peer.place_ms, 0.9),
        Row("click on a way of showing, ms", ours.way_ms, peer.way_ms, 1.5),
        Row(f"click by a pointer that met the link {HOVER_MS} ms before", ours.pointer_ms, peer.pointer_ms, 0.9),
        Row("click by the Enter key, ms", ours.keys_ms, peer.keys_ms, 0.9),
        Row("slide change, ms (beside a click on a place)", slide_ms, peer.place_ms, 0.7),
        Row("server, ms for a page never asked for", ours.server_ms, peer.server_ms, 10.0),
        Row("first visit, kB until painted", *kilobytes("painted_bytes", "first"), 0.8),
        Row("first visit, kB with pages fetched ahead", *kilobytes("whole_bytes", "first"), 0.9),
        Row("later visit, kB until painted", *kilobytes("painted_bytes", "later"), 3.0),
        Row("later visit, kB with pages fetched ahead", *kilobytes("whole_bytes", "later"), 5.0),
    ]


def run(turns: int, console: Console) -> list[str]:
    """Measure, print, and return the bounds that are broken."""
    with tempfile.TemporaryDirectory() as folder, both_served(made_data(Path(folder))) as at, browser() as started:
        found = measure(started, at, turns)
        slide_ms = [took for _ in range(turns) for took in slide_changes(started, at[OURS])]
    rows = compare(found[OURS], found[PEER], slide_ms)
    table = Table(title=f"Unemployment in Åre, {turns} turns: median (95th percentile)")
    for column in ("what", OURS, PEER, "times the peer", "at most"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for row in rows:
        table.add_row(row.what, _told(row.ours), _told(row.peer), f"{row.ratio():.2f}", f"{row.most:g}")
    console.print(table)
    return [f"{row.what}: {row.ratio():.2f} times the peer, not {row.most:g}" for row in rows if row.ratio() > row.most]


def _told(measured: Sequence[float]) -> str:
    last = sorted(measured)[min(int(0.95 * len(measured)), len(measured) - 1)]
    return f"{statistics.median(measured):,.0f} ({last:,.0f})"


def main() -> int:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--turns", type=int, default=TURNS)
    console = Console()
    return exit_code(console, run(options.parse_args().turns, console))


if __name__ == "__main__":
    sys.exit(main())
