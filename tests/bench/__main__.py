"""Run every benchmark of this folder, each in a process of its own; exit 1 if a bound is broken."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """``python -m tests.bench [NAME…]``: all of them, or the one of each name."""
    here = Path(__file__).parent
    names = [f"bench_{name}" for name in sys.argv[1:]] or sorted(path.stem for path in here.glob("bench_*.py"))
    broken = [name for name in names if subprocess.run([sys.executable, "-m", f"tests.bench.{name}"]).returncode]
    if broken:
        sys.stderr.write(f"A bound is broken in {', '.join(broken)}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
