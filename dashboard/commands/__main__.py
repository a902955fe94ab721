"""`lanspuls`, and `python -m dashboard.commands`: the command line, which Ctrl-C may end also while it is read in."""

import signal
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line (main.py); a second Ctrl-C ends it at once."""
    try:
        try:
            from dashboard.commands.main import main as run

            run()
        finally:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
    except KeyboardInterrupt:
        from loaders.ground.people.interrupting import INTERRUPTED

        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
