"""What a meeting costs: to publish, to step and turn while presenting, to write a headline while preparing.

``python -m tests.bench.bench_meeting [--turns N]`` prints a table and exits 1 where a bound is broken. The meeting is
the made-up one of the editions' fixture: eight municipalities, a slide of every kind. In the browser a time ends when
the first frame in which what was asked for stands has been drawn; its figures are at hand by then, as at a
meeting. Followers have a benchmark of their own (``bench_following``).
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page
from rich.console import Console
from rich.table import Table

from dashboard.editions.forms import pdf
from dashboard.forms import svg
from dashboard.meetings.file import load_meeting
from dashboard.publishing.publish import publish
from tests.bench.bench_page import SCRIPT, served
from tests.bench.measuring import exit_code, in_fresh_process
from tests.dashboard.browsing import Patient, browser
from tests.dashboard.editing.editor import SECRET, edited
from tests.editions.fixture import DAY, MOMENT, TODAY, edition, made_meeting, material_of

TURNS = 5
FIGURES = 6
_PDF = "pdf"
TURN = """
window.meeting = {
    place: async () => {
        const chart = document.querySelector(".slide.current .chart");
        const before = chart.dataset.place;
        const start = performance.now();
        document.dispatchEvent(new KeyboardEvent("keydown", {key: "m"}));
        return (await window.bench.until(() => chart.dataset.place !== before)) - start;
    },
    letter: async (text) => {
        const field = document.querySelector("#rubrik");
        const start = performance.now();
        field.value = text;
        field.dispatchEvent(new InputEvent("input", {bubbles: true}));
        const room = document.querySelector("#stage-room").contentDocument;
        const shown = () => room.querySelector("h2").textContent === text;
        return (await window.bench.until(shown)) - start;
    },
};
"""


@dataclass(frozen=True)
class Row:
    """What was measured, in a unit, and the most that its median may be."""

    what: str
    measured: Sequence[float]
    most: float
    unit: str

    @property
    def median(self) -> float:
        return statistics.median(self.measured)

    @property
    def p95(self) -> float:
        return sorted(self.measured)[min(int(0.95 * len(self.measured)), len(self.measured) - 1)]


def pdf_seconds() -> dict[str, float]:
    """Seconds of the PDF of an edition whose charts are drawn: in a process that has made none, and once more."""
    drawn = edition()
    found = {}
    for which in ("cold", "warm"):
        started = time.perf_counter()
        pdf.document(drawn)
        found[which] = time.perf_counter() - started
    return found


def publishing_seconds(folder: Path) -> float:
    """Seconds to publish the meeting in every form, its charts drawn by Chromium."""
    settings = made_meeting(folder)
    material = material_of(settings)
    started = time.perf_counter()
    meeting = load_meeting(settings.meetings_dir / f"{DAY}.toml", TODAY)
    published = publish(meeting, material, settings.editions_dir, MOMENT, draw=svg.draw)
    taken = time.perf_counter() - started
    assert not published.left_out
    return taken


def presented(started: Patient, url: str, turns: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each step through the slides, and of each turn of slides to the next municipality."""
    context = started.new_context(viewport={"width": 1920, "height": 1080})
    page = _opened(context.new_page(), f"{url}/mote/{DAY}#1")
    page.wait_for_function(f"document.querySelectorAll('.chart .main-svg').length >= {FIGURES}")
    page.wait_for_function("document.querySelector('.at-hand').textContent === 'Redo utan nät'")
    stepped: list[float] = []
    turned: list[float] = []
    count = page.locator(".story > .slide:not([data-prepared])").count()
    for _ in range(turns):
        page.keyboard.press("Home")
        for _ in range(count - 1):
            stepped.append(page.evaluate("window.bench.turn()"))
            if page.locator(".slide.current[data-turns]").count():
                turned += [page.evaluate("window.meeting.place()") for _ in range(2)]
    context.close()
    return stepped, turned


def written(started: Patient, url: str, turns: int) -> list[float]:
    """Milliseconds from each letter of a headline to the slide that shows it."""
    context = started.new_context(viewport={"width": 1920, "height": 1080})
    page = _opened(context.new_page(), f"{url}/redigera/{DAY}?nyckel={SECRET}")
    page.locator("#order li").nth(4).click()
    page.frame_locator("#stage-room").locator(".chart .main-svg").first.wait_for(state="attached")
    text = "Folkmängden är i stort sett oförändrad"
    lengths = range(5, len(text), max(1, len(text) // (4 * turns)))
    taken = [page.evaluate("text => window.meeting.letter(text)", text[:length]) for length in lengths]
    context.close()
    return taken


def _opened(page: Page, url: str) -> Page:
    page.add_init_script(SCRIPT)
    page.add_init_script(TURN)
    page.goto(url)
    return page


def measure(turns: int) -> list[Row]:
    """Everything, one thing after the other."""
    forms = [in_fresh_process("tests.bench.bench_meeting", _PDF) for _ in range(turns)]
    with tempfile.TemporaryDirectory() as folder:
        publishing = publishing_seconds(Path(folder))
    with tempfile.TemporaryDirectory() as folder, browser() as started:
        settings = made_meeting(Path(folder))
        with served(["dashboard.commands.main", "present", "--port", "0"], settings.data) as url:
            stepped, turned = presented(started, url, turns)
        with edited(settings) as url:
            letters = written(started, url, turns)
    return [
        Row("publish for eight municipalities, charts drawn", [publishing], 60.0, "s"),
        Row("PDF with charts given, first of a process", [one["cold"] for one in forms], 6.0, "s"),
        Row("PDF with charts given, once more", [one["warm"] for one in forms], 3.0, "s"),
        Row("slide change", stepped, 30.0, "ms"),
        Row("place turned", turned, 60.0, "ms"),
        Row("keystroke to preview", letters, 150.0, "ms"),
    ]


def run(turns: int, console: Console) -> list[str]:
    """Measure, print, and return the bounds that are broken."""
    rows = measure(turns)
    table = Table(title=f"The made-up meeting, {turns} turns")
    for column in ("what", "median", "p95", "longest", "measured", "at most"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for row in rows:
        shown = [row.median, row.p95, max(row.measured)]
        decimals = 1 if row.unit == "s" else 0
        numbers = [f"{one:.{decimals}f} {row.unit}" for one in shown]
        table.add_row(row.what, *numbers, str(len(row.measured)), f"{row.most:g} {row.unit}")
    console.print(table)
    return [f"{row.what}: {row.median:.1f} {row.unit}, at most {row.most:g}" for row in rows if row.median > row.most]


def main() -> int:
    """The command line."""
    if sys.argv[1:] == [_PDF]:
        sys.stdout.write(json.dumps(pdf_seconds()))
        return 0
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--turns", type=int, default=TURNS)
    console = Console()
    return exit_code(console, run(options.parse_args().turns, console))


if __name__ == "__main__":
    sys.exit(main())
