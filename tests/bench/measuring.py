"""What the benchmarks share: memory of this process, and one measurement per fresh process."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console


def megabytes(what: str) -> float:
    """VmRSS (now) or VmHWM (peak) of this process in megabytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) / 1024
    raise OSError("this benchmark reads /proc/self/status, which only Linux has")


def exit_code(console: Console, broken: Sequence[str]) -> int:
    """Tell of the bounds that are broken; 1 if any is."""
    for one in broken:
        console.print(f"BROKEN  {one}", style="bold red")
    return 1 if broken else 0


def in_fresh_process(module: str, *arguments: str) -> dict[str, float]:
    """Run ``python -m module arguments`` and read the JSON it prints."""
    command = [sys.executable, "-m", module, *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
