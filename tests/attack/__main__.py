"""``python -m tests.attack [NAME…]`` attacks a running server of its own; exit 1 where a bound is broken.

Every module ``attack_*.py`` of this folder is an attack: ``attack(target)`` gives counts, some with a bound. Each has a
server of its own over the demo's store, on loopback, which is ended afterwards. The counts go to docs/attack.md.
"""

import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.attack.outcome import Count, Target
from tests.dashboard.addresses import MEETING_DAY, SLIDES, meeting_of
from tests.golden_pages.commits import shared_folder
from tests.golden_pages.making import find_or_fill_store
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

REPORT = REPOSITORY / "docs" / "attack.md"


def main() -> int:
    """Run the attacks, print what they count, and write the last whole result down."""
    here = Path(__file__).parent
    names = sys.argv[1:] or sorted(path.stem.removeprefix("attack_") for path in here.glob("attack_*.py"))
    found: dict[str, list[Count]] = {}
    with tempfile.TemporaryDirectory(prefix="lanspuls-attack-") as made:
        data = Path(made) / "data"
        shutil.copytree(find_or_fill_store(shared_folder() / "stores", has_past=False), data)
        (data / "meetings").mkdir(exist_ok=True)
        (data / "meetings" / f"{MEETING_DAY}.toml").write_text(meeting_of(SLIDES), encoding="utf-8")
        for name in names:
            started = time.monotonic()
            with served(data) as target:
                found[name] = importlib.import_module(f"tests.attack.attack_{name}").attack(target)
            sys.stdout.write(f"{name} ({time.monotonic() - started:.0f} s)\n")
            sys.stdout.writelines(f"  {count}\n" for count in found[name])
            sys.stdout.flush()
        if not sys.argv[1:] and importlib.util.find_spec("tests.attack.disclosure"):
            code = ended("tests.attack.disclosure", data)
            found["disclosure"] = [Count("exit code of the disclosure attacker", code, 0)]
    if not sys.argv[1:]:
        REPORT.write_text(report(found), encoding="utf-8")
    return 1 if any(count.is_broken for counts in found.values() for count in counts) else 0


def ended(module: str, data: Path) -> int:
    """The exit code of an attack that reads a data folder by itself."""
    return subprocess.run([sys.executable, "-m", module, str(data)], cwd=REPOSITORY, check=False).returncode


@contextmanager
def served(data: Path) -> Iterator[Target]:
    """``lanspuls serve`` over a data folder, in a process of its own."""
    command = [sys.executable, "-m", "dashboard.commands.main", "serve", "--port", "0"]
    environment = {**os.environ, "LANSPULS_DATA": str(data), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, env=environment, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = next((line for line in process.stdout if line.startswith("Sidorna: ")), "")
        port = re.search(r":(\d+)/", line)
        if port is None:
            raise OSError("the server ended before it served")
        yield Target(int(port[1]), process.pid, str(data), MEETING_DAY)
    finally:
        process.terminate()
        process.wait(HANG_SECONDS)


def report(found: dict[str, list[Count]]) -> str:
    """docs/attack.md: the last whole result, with commit and date."""
    commit = subprocess.run(
        ["git", "log", "-1", "--format=%h, %cs"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.strip()
    lines = [
        "# What `make attack` found last",
        "",
        f"Commit and its date: {commit}. Written by `tests/attack/__main__.py`; each module says what it does.",
    ]
    for name, counts in found.items():
        lines += ["", f"## {name}", "| what | number | at most |", "|---|---|---|"]
        lines += [f"| {one.what} | {one.number:g} | {'–' if one.most is None else f'{one.most:g}'} |" for one in counts]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
