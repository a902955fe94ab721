"""What the last fetch and the last verification found, kept beside the store for whoever watches a server.

    data/runs/fetch.json    {"schema": 1, "ended": "2026-11-27T07:31:02Z", "tables": 61, "faults": ["scb TAB6260: …"]}
    data/runs/verify.json   {"schema": 1, "ended": …, "files": 180, "faults": []}

They are told, never decided by: a file that is lost or cannot be read is as if nothing had run.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import orjson

from loaders.ground.clock import from_text, to_text
from loaders.ground.files import write_atomically

SCHEMA = 1
FOLDER, FETCH, VERIFY = "runs", "fetch.json", "verify.json"
LONGEST_FAULT = 300
_LARGEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """One run: when it ended, how many tables or files it went through, and what was wrong, a sentence each."""

    ended: datetime
    seen: int
    faults: tuple[str, ...] = ()


def keep_run(data: Path, name: str, run: LastRun) -> None:
    """Keep a run in the data folder in place of the one before. A full disk is told by what ran, not here."""
    body = asdict(run) | {"schema": SCHEMA, "ended": to_text(run.ended)}
    body["faults"] = [fault[:LONGEST_FAULT] for fault in run.faults]
    try:
        write_atomically(data / FOLDER / name, orjson.dumps(body))
    except OSError:
        return


def last_run(data: Path, name: str) -> LastRun | None:
    """The last run of this name; None where none is known."""
    path = data / FOLDER / name
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_BYTES:
            return None
        body = orjson.loads(path.read_bytes())
        if body["schema"] != SCHEMA:
            return None
        faults = tuple(str(fault) for fault in body["faults"])
        return LastRun(ended=from_text(body["ended"]), seen=int(body["seen"]), faults=faults)
    except (OSError, ValueError, KeyError, TypeError):
        return None
