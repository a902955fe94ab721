"""A supervisor as a process, in a folder where files tell its parts what to do."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS, killed_if_it_hangs, wait_until

FETCHED = '{"fetched": {"stored": [], "is_awaiting": true, "sources": []}}'
PREPARED = '{"prepared": {"message": {"name": "mote.txt", "subject": "Utkastet", "text": "Det finns.\\n"}}}'
WELL = {"serve": "well", "fetch": f"well {FETCHED}", "prepare": f"well {PREPARED}", "tell": "well"}


class Supervised:
    """A running supervisor: its process, the address of its pages, its folder."""

    def __init__(self, process: subprocess.Popen, folder: Path) -> None:
        self.process, self.folder = process, folder
        self.address = ""

    def does(self, part: str, word: str) -> None:
        """From its next start on a part does this."""
        (self.folder / part).write_text(word, encoding="utf-8")

    def answer(self) -> int:
        """The number of the process that answers. OSError."""
        with urllib.request.urlopen(self.address, timeout=HANG_SECONDS) as answer:
            return int(answer.read())

    def answers(self) -> int:
        """The number of the process that answers; 0 while none does."""
        try:
            return self.answer()
        except OSError:
            return 0

    def told(self, of: str = "Länspuls: ") -> list[dict]:
        """What has been given to be told, in order: of troubles, or with another beginning of its subject."""
        path = self.folder / "told"
        found = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
        return [one for one in found if one["message"]["subject"].startswith(of)]

    def subjects(self) -> list[str]:
        return [one["message"]["subject"] for one in self.told()]

    def begun(self, part: str) -> list[int]:
        """The processes that have been begun of a part."""
        path = self.folder / "begun"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [int(line.split()[1]) for line in lines if line.split()[0] == part]

    def state(self) -> dict:
        return json.loads((self.folder / "data/runs/run.json").read_bytes())

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def supervised(folder: Path, *limits: str, **does: str) -> Iterator[Supervised]:
    """A supervisor whose parts are well but for what is said of them, until the block ends. limits: as hasty.py."""
    folder.mkdir(exist_ok=True)
    for part, word in {**WELL, **does}.items():
        (folder / part).write_text(word, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    ours = {"PYTHONPATH": str(REPOSITORY), "LANSPULS_ASK_SECONDS": "0.1"}
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).parent / "hasty.py"), str(folder), *limits],
            cwd=folder, env={**kept, **ours}, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
    running = Supervised(process, folder)
    with process, killed_if_it_hangs(process):
        try:
            found = re.search(r"http://\S+", process.stdout.readline())
            if found:
                running.address = found[0]
                wait_until(running.answers, "the pages")
            yield running
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(HANG_SECONDS)


def lives(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
