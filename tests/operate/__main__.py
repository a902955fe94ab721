"""``python -m tests.operate [PART…]`` runs Länspuls as those do who operate it; exit 1 where a bound is broken.

Every module ``part_*.py`` of this folder is a part: ``run(folder)`` does it in a folder of its own and gives counts,
some with a bound. One that takes long has ``PIECES`` by name instead, each of which can be run alone: ``install`` is
all of them, ``install-debian`` one. The last result of each stands in docs/operate.md as soon as it has come to its
end, with its commit, day and machine.
"""

import importlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.attack.outcome import Count
from tests.operate import say
from tests.shared import REPOSITORY

REPORT = REPOSITORY / "docs" / "operate.md"
HEAD = """# What `make operate` found last

Länspuls run as those do who operate it, where that takes more than CI's time. One part alone, or one piece of it:
`.venv/bin/python -m tests.operate install`, `… install-debian`. Written by `tests/operate/__main__.py`; each part's
module says what it does. A bound that is broken fails.
"""
BEFORE_A_PART = "\n## "


def main() -> int:
    """Run the parts, print what they count, and write it down in place of what they counted before."""
    every = parts()
    chosen = [name for name in every if not sys.argv[1:] or any(_is_of(name, asked) for asked in sys.argv[1:])]
    console, is_broken, failed = Console(width=140), False, []
    for name in chosen:
        say(f"{name} begins ({chosen.index(name) + 1} of {len(chosen)})")
        began, started = told_of_the_machine(), time.monotonic()
        try:
            with tempfile.TemporaryDirectory(prefix=f"lanspuls-operate-{name}-") as folder:
                counts = every[name](Path(folder))
        except (OSError, RuntimeError, AssertionError) as error:
            say(f"{name} has not come to its end: {error}")
            failed.append(name)
            continue
        console.print(printed(f"{name} ({time.monotonic() - started:.0f} s)", counts))
        is_broken |= any(count.is_broken for count in counts)
        kept = sections() | {name: section(began, counts)}  # read now: another part may have ended meanwhile
        REPORT.write_text(report({one: kept[one] for one in every if one in kept}), encoding="utf-8")
    if failed:
        say(f"not come to their end: {', '.join(failed)}")
    return 1 if is_broken or failed or not chosen else 0


def parts() -> dict[str, Callable[[Path], list[Count]]]:
    """What can be run, by name: parts, and pieces of parts."""
    found: dict[str, Callable[[Path], list[Count]]] = {}
    for path in sorted(Path(__file__).parent.glob("part_*.py")):
        name, module = path.stem.removeprefix("part_"), importlib.import_module(f"tests.operate.{path.stem}")
        pieces = getattr(module, "PIECES", None)
        found |= {name: module.run} if pieces is None else {f"{name}-{piece}": run for piece, run in pieces.items()}
    return found


def _is_of(name: str, asked: str) -> bool:
    return name == asked or name.startswith(f"{asked}-")


def told_of_the_machine() -> str:
    """Commit with its day, this day, and how busy the machine is, for what is written down."""
    command = ["git", "log", "-1", "--format=%h, %cs"]
    commit = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.strip()
    now = datetime.now(UTC)
    return f"Commit {commit}; run {now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}."


def printed(title: str, counts: list[Count]) -> Table:
    """The counts for the terminal."""
    table = Table("what", "number", "at most", "", title=title, title_justify="left")
    for one in counts:
        most = "–" if one.most is None else f"{one.most:g}"
        table.add_row(one.what, f"{one.number:g}", most, "BROKEN" if one.is_broken else "")
    return table


def section(began: str, counts: list[Count]) -> str:
    """What stands below a part's heading."""
    rows = [f"| {one.what} | {one.number:g} | {'–' if one.most is None else f'{one.most:g}'} |" for one in counts]
    return "\n".join([began, "", "| what | number | at most |", "|---|---|---|", *rows])


def report(found: dict[str, str]) -> str:
    """The whole document: sections by name of their part."""
    return HEAD + "".join(f"{BEFORE_A_PART}{name}\n{text}\n" for name, text in found.items())


def sections() -> dict[str, str]:
    """What is written down of each part."""
    text = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
    parts = (part.partition("\n") for part in text.split(BEFORE_A_PART)[1:])
    return {name: body.strip("\n") for name, _, body in parts}


if __name__ == "__main__":
    sys.exit(main())
