"""``make audit``: every default sentence and table of the demo, recomputed; exits 1 if anything disagrees.

Two processes take a measure at a time. The counts of a whole run go to docs/audit.md; ids of measures as arguments
audit those alone, and write nothing.
"""

import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path

from dashboard.data.series import Data
from loaders import catalogue
from loaders.settings import Settings
from loaders.store import Store
from tests.audit.adapter import Pages
from tests.audit.auditing import Outcome, audited, library_of, pages_of
from tests.audit.reading import Library
from tests.golden_pages.commits import commit, shared_folder
from tests.golden_pages.making import find_or_fill_store
from tests.shared import REPOSITORY, TODAY

PROCESSES = 2
MOST_SHOWN = 60
REPORT = REPOSITORY / "docs" / "audit.md"
HEADING = "## The last whole run\n"


def show(line: str) -> None:
    """A line on the terminal."""
    sys.stdout.write(f"{line}\n")


@cache
def _opened(folder: Path) -> tuple[Pages, Library]:
    """The pages over a store and the exports of it, once in each process."""
    settings = Settings(data=folder)
    pages = Pages(Data(Store(settings.store_dir), settings.county, today=lambda: TODAY))
    return pages, library_of(pages)


def _audit(folder: Path, id_: str) -> Outcome:
    """The outcome of one measure."""
    pages, library = _opened(folder)
    return audited(pages, library, pages_of(library, catalogue.indicator(id_)))


def audit_all(folder: Path, ids: list[str]) -> Outcome:
    """The outcome of some measures, in their order."""
    whole = Outcome()
    with ProcessPoolExecutor(PROCESSES) as workers:
        for part in workers.map(_audit, [folder] * len(ids), ids):
            whole.add(part)
    return whole


def main(only: list[str]) -> int:
    """Audit the demo's store and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "demo"
        shutil.copytree(find_or_fill_store(shared_folder() / "stores", has_past=False), data)
        outcome = audit_all(data, only or [indicator.id for indicator in catalogue.shown()])
    lines = list(outcome.lines())
    for line in lines:
        show(line)
    if not only:
        text = REPORT.read_text(encoding="utf-8").split(HEADING, 1)[0]
        told = f"Of {date.today()}, over commit {commit('HEAD')[:7]}:\n\n```\n" + "\n".join(lines) + "\n```\n"
        REPORT.write_text(f"{text}{HEADING}\n{told}", encoding="utf-8")
    for name, count in outcome.kinds_of_trouble().most_common():
        show(f"{count:6} {name}")
    for line in outcome.found[: None if only else MOST_SHOWN]:
        show(line)
    return 1 if outcome.found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
