"""``python -m tests.golden_pages [--against REF] [--only ID,ID] [--part views,meeting,pages]``."""

import argparse
import sys
import time
from collections.abc import Sequence
from functools import partial

from tests.golden_pages import adapter, commits, net, sample
from tests.golden_pages.differ import compare
from tests.golden_pages.making import ENDING, data_folder, files_of, find_last_store, find_or_fill_store, make


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.golden_pages", description=__doc__)
    parser.add_argument("--against", metavar="REF", default="", help="tell how this tree differs from a commit")
    parser.add_argument("--only", metavar="ID,ID", type=_names, default=(), help="these indicators' views and pages")
    parser.add_argument("--part", metavar="PART,PART", type=_names, default=net.PARTS, help=", ".join(net.PARTS))
    parser.add_argument("--keep", action="store_true", help="make only the files that are not there")
    parser.add_argument("--last-store", action="store_true", help="the store filled last, though loaders/ has changed")
    parser.add_argument("--update", action="store_true", help="write the committed sample anew, and nothing else")
    chosen = parser.parse_args(given)
    for what, names, known in (("part", chosen.part, net.PARTS), ("indicator", chosen.only, adapter.slugs())):
        if unknown := [name for name in names if name not in known]:
            parser.error(f"no {what} {', '.join(unknown)}; there are {', '.join(known)}")
    return chosen


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(given: Sequence[str] | None = None) -> int:
    """Make the net; 1 if it differs from that of the commit, 2 if that has none."""
    chosen = _arguments(given)
    began = time.monotonic()
    if chosen.update:
        with data_folder(find_or_fill_store(commits.shared_folder() / "stores", has_past=False)) as data:
            sample.write(data)
        _say(f"{sample.FILE}: {sample.FILE.stat().st_size:,} bytes")
        return 0
    what = [f"--part={','.join(chosen.part)}", *([f"--only={','.join(chosen.only)}"] if chosen.only else [])]
    try:
        before = commits.make_net(chosen.against, what) if chosen.against else None
        folder = commits.tree_folder() if chosen.against else commits.own_folder()
        stored = partial(
            find_last_store if chosen.last_store else find_or_fill_store, commits.shared_folder() / "stores"
        )
        counts = make(folder, stored, chosen.part, chosen.only, keep=chosen.keep)
    except commits.CommitError as error:
        _say(str(error))
        return 2
    _say(f"{sum(counts.values()):,} records in {len(counts)} files of {folder}, {time.monotonic() - began:.0f} s")
    if before is None:
        return 0
    names = [f"{name}{ENDING}" for name in files_of(chosen.part, chosen.only)]
    found = compare(before, folder, names, old_name=chosen.against, new_name=commits.HERE)
    _say("\n".join(found.lines()))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
