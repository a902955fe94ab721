"""What the parts share: the demo's figures, commands as processes, a server and its port, what an address answers."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.golden_pages.commits import shared_folder
from tests.golden_pages.making import find_or_fill_store
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

COMMAND = (sys.executable, "-m", "dashboard.commands.main")
PROC = Path("/proc")


@dataclass(frozen=True)
class Running:
    """A server: its process, where it answers, and the file with what it writes on stderr."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def get(self, address: str) -> bytes:
        """What an address answers. OSError where it answers none, or a fault."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=HANG_SECONDS) as answer:
            return bytes(answer.read())

    def workers(self) -> list[int]:
        """The processes that it has begun."""
        pid = self.process.pid
        return [int(one) for one in (PROC / f"{pid}/task/{pid}/children").read_text().split()]

    def pss_mb(self) -> float:
        """What it and the processes it has begun take of the machine's memory, shared parts counted once."""
        found = [(PROC / str(one) / "smaps_rollup").read_text() for one in (self.process.pid, *self.workers())]
        return sum(int(kb) for text in found for kb in re.findall(r"^Pss: +(\d+) kB", text, re.MULTILINE)) / 1000


def demo_figures(data: Path) -> Path:
    """A data folder with the demo's store."""
    shutil.copytree(find_or_fill_store(shared_folder() / "stores", has_past=False), data)
    return data


def environment(data: Path, **more: str) -> dict[str, str]:
    """Of a command over a data folder, without settings of this machine's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    return {**kept, "LANSPULS_DATA": str(data), "PYTHONUNBUFFERED": "1", **more}


@contextmanager
def with_log(log: Path) -> Iterator[None]:
    """Whatever goes wrong within is told with the end of a server's log, which goes with the part's folder."""
    try:
        yield
    except (OSError, RuntimeError, AssertionError) as error:
        text = log.read_text(encoding="utf-8") if log.exists() else ""
        faults = text[max(text.rfind("Traceback") - 300, len(text) - 20_000, 0) :] if "Traceback" in text else ""
        raise RuntimeError(f"{error}\n{faults or text[-3_000:]}") from error


@contextmanager
def served(
    data: Path, *arguments: str, command: tuple[str, ...] = COMMAND, start_in: Path = REPOSITORY, **more: str
) -> Iterator[Running]:
    """``lanspuls serve`` over a data folder, ended afterwards."""
    log = data.parent / "server.log"
    with log.open("w", encoding="utf-8") as err:
        process = subprocess.Popen(
            [*command, "serve", *(() if "--port" in arguments else ("--port", "0")), *arguments],
            env=environment(data, **more),
            cwd=start_in,
            stdout=subprocess.PIPE,
            stderr=err,
            text=True,
        )
    try:
        assert process.stdout is not None
        said = next((line for line in process.stdout if line.startswith("Sidorna: ")), "")
        port = re.search(r":(\d+)/", said)
        if port is None:
            raise OSError(f"the server ended before it served: {log.read_text(encoding='utf-8')[-2000:]}")
        yield Running(process, int(port[1]), log)
    finally:
        process.terminate()
        process.wait(HANG_SECONDS)
