"""Every table of every source in turn: ``python -m tests.repair [TABLE…]``; ends with 1 if one is not mended."""

import sys
import tempfile
import traceback
from pathlib import Path

from tests.loaders.fetching.publisher_bench import TODAY
from tests.repair import PLANS, Bench, mend_and_return
from tests.simulated import running_publisher


def told(line):
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(tables):
    """Print a line per table."""
    failed = 0
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, publisher):
        bench = Bench(url, publisher)
        for table in tables or PLANS:
            bench.calm()
            with tempfile.TemporaryDirectory() as folder:
                try:
                    mend_and_return(bench, table, Path(folder))
                except Exception:  # whatever is wrong with one table, the others are told of
                    failed += 1
                    told(f"{table}: NOT MENDED\n{traceback.format_exc(limit=-1)}")
                else:
                    told(f"{table}: mended")
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
