"""``python -m tests.attack [NAME…]`` attacks a running server of its own; exit 1 where a bound is broken.

Every module ``attack_*.py`` of this folder is an attack: ``attack(target)`` gives counts, some with a bound. Each has a
server of its own over the demo's store, on loopback, which is ended afterwards. The counts go to docs/attack.md.
"""

import importlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from loaders.settings import Settings
from tests.attack.outcome import Count, Target
from tests.dashboard.addresses import MEETING_DAY, SLIDES, meeting_of
from tests.editions.fixture import publish_without_drawings
from tests.golden_pages.commits import shared_folder
from tests.golden_pages.making import find_or_fill_store
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

REPORT = REPOSITORY / "docs" / "attack.md"
DISCLOSURE, FILES = "disclosure", "files"
VISITED, DRAFTS = "serve", "present"
"""What visitors reach, and what this machine alone does: meeting files as they are."""
LOG = "server.log"
TOLD: list[str] = []
"""What the disclosure attacker counted."""


def main() -> int:
    """Run the attacks, print what they count, and write the last whole result down."""
    here = Path(__file__).parent
    names = sys.argv[1:] or sorted(path.stem.removeprefix("attack_") for path in here.glob("attack_*.py"))
    found: dict[str, list[Count]] = {}
    began = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} processors, {_load()}"
    with tempfile.TemporaryDirectory(prefix="lanspuls-attack-") as made:
        filled = Path(made) / "data"
        shutil.copytree(find_or_fill_store(shared_folder() / "stores", has_past=False), filled)
        (filled / "meetings").mkdir(exist_ok=True)
        (filled / "meetings" / f"{MEETING_DAY}.toml").write_text(meeting_of(SLIDES), encoding="utf-8")
        publish_without_drawings(Settings(data=filled), MEETING_DAY)
        for name in names:
            started, load = time.monotonic(), _load()
            if name == DISCLOSURE:
                found[name] = [Count("exit code of the disclosure attacker, which finds nothing", ended(filled), 0)]
                continue
            data = Path(made) / name
            shutil.copytree(filled, data)
            with served(data, DRAFTS if name == FILES else VISITED) as target:
                found[name] = importlib.import_module(f"tests.attack.attack_{name}").attack(target)
            found[name].append(Count("tracebacks and faults nobody foresaw in the server's log", _faults(data), 0))
            sys.stdout.write(f"{name} ({time.monotonic() - started:.0f} s, {load} before)\n")
            sys.stdout.writelines(f"  {count}\n" for count in found[name])
            sys.stdout.flush()
        if not sys.argv[1:]:
            found[DISCLOSURE] = [Count("exit code of the disclosure attacker, which finds nothing", ended(filled), 0)]
    if not sys.argv[1:]:
        REPORT.write_text(report(found, f"{began} before, {_load()} after"), encoding="utf-8")
    return 1 if any(count.is_broken for counts in found.values() for count in counts) else 0


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


def _faults(data: Path) -> int:
    """How often the server's log tells of something that nobody foresaw; the first lines are printed."""
    lines = (data / LOG).read_text(encoding="utf-8", errors="replace").splitlines()
    at = [n for n, line in enumerate(lines) if "Traceback (most" in line or "nobody foresaw" in line]
    for n in at[:5]:
        sys.stdout.write("  in the log: " + " | ".join(lines[n : n + 40])[:3000] + "\n")
    return len(at)


def ended(data: Path) -> int:
    """The exit code of the attacker that reads a data folder by itself."""
    command = [sys.executable, "-m", "tests.attack.disclosure", str(data)]
    ran = subprocess.run(command, cwd=REPOSITORY, check=False, stdout=subprocess.PIPE, text=True)
    sys.stdout.write(ran.stdout)
    TOLD.extend(line for line in ran.stdout.splitlines() if " told" in line)
    return ran.returncode


@contextmanager
def served(data: Path, command: str = VISITED) -> Iterator[Target]:
    """``lanspuls serve`` over a data folder, in a process of its own."""
    command = [sys.executable, "-m", "dashboard.commands.main", command, "--port", "0"]
    environment = {**os.environ, "LANSPULS_DATA": str(data), "PYTHONUNBUFFERED": "1"}
    log = (data / LOG).open("w", encoding="utf-8")
    process = subprocess.Popen(command, env=environment, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=log, text=True)
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
        log.close()


def report(found: dict[str, list[Count]], machine: str) -> str:
    """docs/attack.md: the last whole result, with commit, date and how busy the machine was."""
    commit = subprocess.run(
        ["git", "log", "-1", "--format=%h, %cs"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.strip()
    lines = [
        "# What `make attack` found last",
        "",
        f"Commit and its date: {commit}. Run on {machine}.",
        "Written by `tests/attack/__main__.py`; each module says what it does.",
    ]
    for name, counts in found.items():
        lines += ["", f"## {name}", "| what | number | at most |", "|---|---|---|"]
        lines += [f"| {one.what} | {one.number:g} | {'–' if one.most is None else f'{one.most:g}'} |" for one in counts]
    lines += ["", *(f"- {line}" for line in TOLD)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
