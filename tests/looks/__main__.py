"""``make looks``: every page, way and state in Chromium at widths from 320 to 1920 px; exits 1 if anything is wrong.

Over the demo's whole store, in two processes with a server and a browser each. What was seen is kept line by line in
build/looks/<commit>, so that a run that was stopped goes on where it was; a tree with changes begins anew. The counts
of a whole run go to docs/looks.md.
"""

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.data.meeting_days import last_monday
from dashboard.meetings.demo_meeting import demo_meeting_toml
from loaders.settings import Settings
from tests.dashboard.browsing import served
from tests.golden_pages.commits import commit, own_folder, shared_folder, tree_folder
from tests.golden_pages.making import find_or_fill_store
from tests.looks import sights
from tests.looks.journal import Journal, Seen
from tests.looks.looking import look
from tests.shared import REPOSITORY, TODAY

REPORT = REPOSITORY / "docs" / "looks.md"
KEPT = REPOSITORY / "build" / "looks"
HEADING = "## The last whole run\n"
PLACES = 10
PROCESSES = 2


def main() -> int:
    """Look at everything and print what is wrong."""
    if len(sys.argv) > 1:
        data, kept, day, part = sys.argv[1:]
        return look_at_part(Path(data), Path(kept), day, int(part))
    kept = KEPT / own_folder().name
    if own_folder() == tree_folder():
        shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True, exist_ok=True)
    began = f"{datetime.now(UTC):%H:%M}"
    with tempfile.TemporaryDirectory() as folder:
        data, day = Path(folder) / "demo", ""
        shutil.copytree(find_or_fill_store(shared_folder() / "stores", has_past=False), data)
        day = with_meeting(Settings(data=data))
        command = [sys.executable, "-m", "tests.looks", str(data), str(kept), day]
        parts = [subprocess.Popen([*command, str(n)], cwd=REPOSITORY) for n in range(PROCESSES)]
        ended = [part.wait() for part in parts]
    seen = Journal(None, files(kept)).seen()
    show(seen)
    if any(ended):
        sys.stdout.write("Stopped before its end; the next run goes on from here.\n")
        return 1
    text = REPORT.read_text(encoding="utf-8").split(HEADING, 1)[0]
    told = "\n".join([*seen.lines(), f"from {began} to {datetime.now(UTC):%H:%M} UTC (the last start)"])
    REPORT.write_text(
        f"{text}{HEADING}\nOf {date.today()}, over commit {commit('HEAD')[:7]}:\n\n```\n{told}\n```\n", encoding="utf-8"
    )
    return 1 if seen.faults else 0


def with_meeting(settings: Settings) -> str:
    """The day of the newest meeting there, which the demo's gets where there is none."""
    day = max((path.stem for path in settings.meetings_dir.glob("*.toml")), default="")
    if not day:
        day = last_monday(TODAY).isoformat()  # as the file says
        settings.meetings_dir.mkdir(parents=True, exist_ok=True)
        (settings.meetings_dir / f"{day}.toml").write_text(demo_meeting_toml(TODAY), encoding="utf-8")
    return day


def files(kept: Path) -> list[Path]:
    """The journals of all processes."""
    return sorted(kept.glob("*.jsonl"))


def look_at_part(data: Path, kept: Path, day: str, part: int) -> int:
    """Look at every second sight, and at the charts of every second measure, so that equal figures meet."""
    asked = sights.everything([day])[part::PROCESSES]
    charts = list(sights.chart_addresses(sights.shown()[part::PROCESSES], sights.regions()[:PLACES]))
    with served(Settings(data=data)) as site:
        look(site, asked, charts, Journal(kept / f"{part}.jsonl", files(kept)))
    return 0


def show(seen: Seen) -> None:
    """What was seen, the faults by kind, then each of them."""
    kinds = Counter(fault.partition(": ")[2].split(":")[0].split(" at ")[0] for fault in seen.faults)
    lines = [*seen.lines(), "", *(f"{count:6} {kind}" for kind, count in kinds.most_common()), "", *seen.faults]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
