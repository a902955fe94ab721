"""Reads spoiled files in by hand, one after another, as ``lanspuls import`` does; told line by line what became of it.

    python -m tests.attack.uploads FOLDER MEGABYTES

FOLDER holds a folder ``source~number`` for each file. The system ends this process beyond so much processor time for
one file, or memory; what was being read then is the line that is not there.
"""

import resource
import sys
import traceback
from pathlib import Path

from dashboard.commands.main import main

MOST_OF_EACH = 60
"""Processor seconds of one file."""


def _read_in(source: str, path: Path) -> str:
    """``ended with N``, or ``raised X`` where a person would see a traceback."""
    try:
        main(["import", source, str(path), "--by", "attack"])
    except SystemExit as ended:
        return f"ended with {ended.code}"
    except BaseException as error:
        traceback.print_exc()
        return f"raised {type(error).__name__}"


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    folder, megabytes = Path(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000,) * 2)
    for one in sorted(folder.iterdir()):
        if (one / "done").exists():
            continue
        (one / "done").touch()  # whoever goes on after this process has ended goes on with the next
        before = _spent()
        resource.setrlimit(resource.RLIMIT_CPU, (int(before) + MOST_OF_EACH, resource.RLIM_INFINITY))
        (path,) = (file for file in one.iterdir() if file.name != "done")
        told = _read_in(one.name.partition("~")[0], path)
        sys.stderr.write(f"{one.name} {told} after {_spent() - before:.1f} s\n")
        sys.stderr.flush()
