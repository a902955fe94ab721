"""Running Länspuls as those do who operate it, where that takes more than CI's time: ``make operate``."""

import sys
import time


def say(what: str) -> None:
    """Tell on stderr how far a part has come."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')}  {what}\n")
    sys.stderr.flush()
