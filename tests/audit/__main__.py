"""``make audit``: every default sentence and table of the demo, recomputed; exits 1 if anything disagrees.

The counts of a whole run go to docs/audit.md.
"""

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from dashboard.data.series import Data
from loaders.settings import Settings
from loaders.store import Store
from tests.audit.adapter import Pages
from tests.audit.auditing import audited
from tests.golden_pages.commits import commit, shared_folder
from tests.golden_pages.making import find_or_fill_store
from tests.shared import REPOSITORY, TODAY

MOST_SHOWN = 60
REPORT = REPOSITORY / "docs" / "audit.md"


def show(line: str) -> None:
    """A line on the terminal."""
    sys.stdout.write(f"{line}\n")


def main() -> int:
    """Audit the demo's store and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "demo"
        shutil.copytree(find_or_fill_store(shared_folder() / "stores", has_past=False), data)
        settings = Settings(data=data)
        store = Data(Store(settings.store_dir), settings.county, today=lambda: TODAY)
        outcome = audited(Pages(store))
    lines = list(outcome.lines())
    for line in lines:
        show(line)
    text = REPORT.read_text(encoding="utf-8").split("## The last whole run\n", 1)[0]
    told = f"Of {date.today()}, over commit {commit('HEAD')[:7]}:\n\n```\n" + "\n".join(lines) + "\n```\n"
    REPORT.write_text(f"{text}## The last whole run\n\n{told}", encoding="utf-8")
    for name, count in outcome.kinds_of_trouble().most_common():
        show(f"{count:6} {name}")
    for line in outcome.found[:MOST_SHOWN]:
        show(line)
    return 1 if outcome.found else 0


if __name__ == "__main__":
    sys.exit(main())
