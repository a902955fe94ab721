"""Calls of a complete refresh of SCB's tables, by the simulated publisher's own count, at the limits SCB announces.

``python -m tests.bench.bench_calls`` prints tables and exits 1 where a bound is broken: calls for data at most 1.05
times what the cell limit makes necessary, never more arrivals in any window than announced, nothing refused, and one
call per table when nothing is new. The publisher runs in this process but is spoken to over a real socket.
"""

import math
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from loaders.fetching.refresh import refresh
from loaders.http.limiter import SlidingWindow
from loaders.http.transport import Answer, Transport
from loaders.planning.table_plans import TablePlan
from loaders.pxweb.selection import cells
from loaders.pxweb.v2 import CAUTIOUS, PxWebV2
from loaders.settings import Settings
from tests.bench.measuring import exit_code
from tests.simulated import FaultyPublisher, running_publisher

MOST_TIMES_NECESSARY = 1.05
ANSWER_DELAY = 0.3
"""Seconds before each answer; live ones take that long and longer."""


class Listening(PxWebV2):
    """The client, which also notes how many cells were asked of each table."""

    def __init__(self, base_url: str, transport: Transport) -> None:
        super().__init__(base_url, transport)
        self.cells: Counter[str] = Counter()

    def data(
        self,
        table: str,
        selection: Mapping[str, Sequence[str]],
        max_cells: int | None = None,
        lang: str | None = None,
    ) -> Iterator[Answer]:
        """As PxWebV2.data."""
        self.cells[table] += cells(selection)
        return super().data(table, selection, max_cells, lang)


def run(console: Console) -> list[str]:
    """Refresh twice, print the calls, and return the bounds that are broken."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_publisher(answer_delay=ANSWER_DELAY) as (url, publisher),
        Transport(SlidingWindow(CAUTIOUS.calls, CAUTIOUS.seconds)) as transport,
    ):
        client, settings = Listening(url, transport), Settings(data=Path(folder), scb_url=url)
        started = time.monotonic()
        report = refresh(settings, client=client, console=console, wanted=_at_scb)
        seconds = time.monotonic() - started
        broken = [f"{t.table}: {' '.join(t.failures)}" for t in report.tables if t.failures]
        broken += _first_refresh(publisher, client.cells, seconds, console)
        before = len(publisher.window.arrivals())
        again = refresh(settings, client=client, console=console, wanted=_at_scb)
        calls = len(publisher.window.arrivals()) - before
        console.print(f"Again, with nothing new: {calls} calls for {len(again.tables)} tables")
        if calls != len(again.tables):
            broken.append(f"{calls} calls for {len(again.tables)} unchanged tables, not one each")
        return broken


def _at_scb(plan: TablePlan) -> bool:
    return plan.source == "scb"


def _first_refresh(publisher: FaultyPublisher, asked: Counter[str], seconds: float, console: Console) -> list[str]:
    arrivals = publisher.window.arrivals()
    limit = publisher.max_data_cells
    posted = Counter(str(a["what"]).split("/")[-2] for a in arrivals if str(a["what"]).startswith("POST"))
    table = Table(title=f"Calls for data, at most {limit:,} cells each")
    for column in ("table", "cells", "necessary", "made", "times"):
        table.add_column(column, justify="left" if column == "table" else "right")
    necessary = {name: math.ceil(count / limit) for name, count in asked.items()}
    for name, count in asked.items():
        made = posted[name]
        table.add_row(name, f"{count:,}", str(necessary[name]), str(made), f"{made / necessary[name]:.3f}")
    made, least = sum(posted.values()), sum(necessary.values())
    table.add_row("all", f"{sum(asked.values()):,}", str(least), str(made), f"{made / least:.3f}")
    console.print(table)
    most, refused = publisher.window.most_in_any_window(), sum(not a["let_in"] for a in arrivals)
    console.print(
        f"{len(arrivals) - made} more calls for limits, table lines, metadata and older vintages; {seconds:.1f} s.\n"
        f"Most arrivals in any {publisher.window.seconds} s: {most}, announced limit {publisher.window.calls}; "
        f"refused: {refused}"
    )
    broken = []
    if made > MOST_TIMES_NECESSARY * least:
        broken.append(f"{made} calls for data where {least} are necessary")
    if most > publisher.window.calls or refused:
        broken.append(f"{most} arrivals in one window of {publisher.window.calls}, {refused} refused")
    return broken


def main() -> int:
    """The command line."""
    console = Console()
    return exit_code(console, run(console))


if __name__ == "__main__":
    sys.exit(main())
