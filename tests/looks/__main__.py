"""``make looks``: every page, way and state in Chromium at widths from 320 to 1920 px; exits 1 if anything is wrong.

Over the demo's whole store. The counts of a whole run go to docs/looks.md.
"""

import shutil
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from dashboard.data.meeting_days import last_monday
from dashboard.meetings.demo_meeting import demo_meeting_toml
from loaders.settings import Settings
from tests.dashboard.browsing import served
from tests.golden_pages.commits import commit, shared_folder
from tests.golden_pages.making import find_or_fill_store
from tests.looks import sights
from tests.looks.looking import Seen, look
from tests.shared import REPOSITORY, TODAY

REPORT = REPOSITORY / "docs" / "looks.md"
HEADING = "## The last whole run\n"
PLACES = 10


def main() -> int:
    """Look at everything and print what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "demo"
        shutil.copytree(find_or_fill_store(shared_folder() / "stores", has_past=False), data)
        settings = Settings(data=data)
        day = max((path.stem for path in settings.meetings_dir.glob("*.toml")), default="")
        if not day:
            day = last_monday(TODAY).isoformat()  # as the file says
            settings.meetings_dir.mkdir(parents=True, exist_ok=True)
            (settings.meetings_dir / f"{day}.toml").write_text(demo_meeting_toml(TODAY), encoding="utf-8")
        charts = list(sights.chart_addresses(sights.shown(), sights.regions()[:PLACES]))
        with served(settings) as site:
            seen = look(site, sights.everything([day]), charts)
    show(seen)
    text = REPORT.read_text(encoding="utf-8").split(HEADING, 1)[0]
    told = "\n".join(seen.lines())
    REPORT.write_text(
        f"{text}{HEADING}\nOf {date.today()}, over commit {commit('HEAD')[:7]}:\n\n```\n{told}\n```\n", encoding="utf-8"
    )
    return 1 if seen.faults else 0


def show(seen: Seen) -> None:
    """What was seen, the faults by kind, then each of them."""
    kinds = Counter(fault.split(":")[0].split(" at ")[0] for _, fault in seen.faults)
    lines = [*seen.lines(), "", *(f"{count:6} {kind}" for kind, count in kinds.most_common()), ""]
    lines += [f"{where}: {fault}" for where, fault in seen.faults]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
