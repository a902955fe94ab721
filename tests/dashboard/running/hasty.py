"""The supervisor with short pauses, over parts that do what files say: python hasty.py FOLDER [LIMIT=SECONDS…]."""

import sys
from dataclasses import replace
from pathlib import Path

from dashboard.commands.running.limits import Limits
from dashboard.commands.running.supervisor import Supervisor
from loaders.ground.errors import UsageError
from loaders.settings import load_settings
from tests.waiting import HANG_SECONDS

HASTY = Limits(
    pause=0.1, longest_pause=0.2, pages_pause=0.1, longest_pages_pause=0.2, letter_pause=0.1, longest_letter_pause=0.2,
    settled=0.3, begin=HANG_SECONDS, probe_every=0.1, probe_wait=HANG_SECONDS, misses=2, fetch=HANG_SECONDS,
    prepare=HANG_SECONDS, tell=HANG_SECONDS, verify=HANG_SECONDS, grace=HANG_SECONDS, look_every=0.1, settled_file=0,
    say_every=0.2, log_bytes=1_000_000, pages_log_bytes=1_000_000, tick=0.02,
)  # fmt: skip
"""What is short here is waited for on purpose; a part may take as long as anything may that does not hang."""

if __name__ == "__main__":
    unruly = str(Path(__file__).parent / "unruly.py")
    limits = replace(HASTY, **{name: float(value) for name, value in (one.split("=") for one in sys.argv[2:])})
    try:
        sys.exit(Supervisor(load_settings(), port=0, limits=limits, program=(unruly, sys.argv[1])).run())
    except UsageError as error:
        sys.stderr.write(error.message_sv)
        sys.exit(error.exit_code)
