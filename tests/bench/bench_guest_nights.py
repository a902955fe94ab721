"""Guest nights' text file: memory and time of five million rows, and of half as many.

``python -m tests.bench.bench_guest_nights [--rows N]`` prints a table and exits 1 where the bound is broken. Each
reading is a process of its own, and its memory all it ever held, the interpreter and libraries included.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROWS = 5_000_000
MAX_MEGABYTES = 300
FIELDS = (
    "NIVA_NAMN", "LAN_KOD", "LAN_NAMN", "KOMMUN_KOD", "KOMMUN_NAMN", "AR", "MANAD_NUMMER", "LANDGRP_SVUTL_NAMN",
    "ANLAGGNINGSTYP_NAMN", "ANTAL_GASTNATTER",
)  # fmt: skip
MEASURED = """
import json, resource, sys, time, tracemalloc
from pathlib import Path
from loaders.ground.raw import Raw
from loaders.planning.table_plans import plans
from loaders.sources.tillvaxtverket import SOURCE

(plan,) = plans(["guest_nights"])
raw = Raw.from_file(Path(sys.argv[1]), held=0)
if len(sys.argv) < 3:
    tracemalloc.start()
begun = time.process_time()
reading = SOURCE.read(plan, [raw], before=lambda _: None)
seconds = time.process_time() - begun
traced = tracemalloc.get_traced_memory()[1] if len(sys.argv) < 3 else 0
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"traced": traced, "peak": peak, "seconds": seconds, "parts": len(reading.parts)}))
"""
"""Reads the file of its first argument; a second argument leaves the tracing of memory out, which takes time."""


def write_rows(path: Path, rows: int, months: int = 1) -> int:
    """A made-up file (DEMODATA) of about so many rows: every place and month in as many parts as that takes."""
    from loaders.ground import places
    from loaders.ground.declarations import Level

    levels = {Level.NATION: "Riket", Level.COUNTY: "Län", Level.MUNICIPALITY: "Kommun"}
    everywhere = []
    for code in places.codes_at(levels):
        place = places.place(code)
        county = "" if place.level is Level.NATION else code[:2]
        name = places.place(county).name if county else ""
        own = (code, place.name) if place.level is Level.MUNICIPALITY else ("", "")
        everywhere.append("\t".join((levels[place.level], county, name, *own)))
    parts = max(rows // (len(everywhere) * months), 1)
    with path.open("w", encoding="latin-1", newline="\r\n") as file:
        file.write("\t".join(FIELDS) + "\n")
        for month in range(months):
            when = f"{2008 + month // 12}\t{month % 12 + 1}"
            for where in everywhere:
                file.writelines(f"{where}\t{when}\tLand {part}\tHotell\t{part + 1}\n" for part in range(parts))
    return parts * len(everywhere) * months


def main() -> int:
    """The table; 1 if the larger file takes more memory than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    asked = parser.parse_args().rows
    shown = Table("rows", "megabytes on disk", "peak megabytes", "CPU seconds", title="guest nights, text file")
    peaks = []
    with tempfile.TemporaryDirectory(prefix="lanspuls-bench-") as folder:
        for rows in (asked // 2, asked):
            path = Path(folder) / "GuestNights_Country_Month.txt"
            written = write_rows(path, rows, months=216)
            done = subprocess.run(
                [sys.executable, "-c", MEASURED, str(path), "untraced"], capture_output=True, text=True, check=True
            )
            found = json.loads(done.stdout)
            peaks.append(found["peak"])
            size = path.stat().st_size / 1e6
            shown.add_row(f"{written:,}", f"{size:.0f}", f"{found['peak']:.0f}", f"{found['seconds']:.0f}")
    Console().print(shown)
    return 1 if peaks[-1] > MAX_MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(main())
