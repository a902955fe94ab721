"""What ``lanspuls run`` says of itself in a file, for whoever watches the server that it keeps going.

    data/runs/run.json    {"schema": 1, "seen": "2026-11-28T08:01:02Z", "ended": false, "next_look": …, "unsent": 0,
                           "parts": [{"name": "serve", "state": "running", "since": …, "again": 0, "fault": ""}]}

It is told, never decided by: one that is lost or cannot be read is as if nothing ran.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from loaders.ground.clock import from_text, to_text
from loaders.ground.files import write_atomically
from loaders.planning.last_runs import FOLDER

SCHEMA = 1
NAME = "run.json"
RUNNING, WAITING, FAILING = "running", "waiting", "failing"
"""What a part does: it works, waits for its time, or has ended as it should not and is begun again."""
SILENT, FORGOTTEN = timedelta(minutes=5), timedelta(days=7)
"""Longer than it ever waits before it says that it lives; and after so long something else does its work."""
_LARGEST_BYTES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PartState:
    """One part: what it does, since when. again: how many times in a row it has ended as it should not, and why."""

    name: str
    state: str
    since: datetime
    again: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """The whole. seen: when it was written. ended: whether it was told to end. unsent: messages that wait."""

    seen: datetime
    ended: bool = False
    next_look: datetime | None = None
    unsent: int = 0
    parts: tuple[PartState, ...] = ()

    def is_silent(self, now: datetime) -> bool:
        """Whether it ended without being told to, or hangs."""
        return not self.ended and SILENT < now - self.seen < FORGOTTEN

    def seen_by(self, region: str) -> "RunState":
        """As far as it is the service's or that region's: why another's part fails may tell what is in its files."""
        seen = []
        for part in self.parts:
            _, _, own = part.name.partition(" ")
            if own in ("", region):
                seen.append(part)
            elif not region:
                seen.append(replace(part, fault=""))
        return replace(self, parts=tuple(seen))

    def told(self) -> dict[str, object]:
        """As JSON."""
        body = asdict(self)
        body["seen"] = to_text(self.seen)
        body["next_look"] = to_text(self.next_look) if self.next_look else None
        body["parts"] = [asdict(one) | {"since": to_text(one.since)} for one in self.parts]
        return body


def keep_state(folder: Path, state: RunState) -> None:
    """Write it in place of what was said before. OSError."""
    write_atomically(folder / FOLDER / NAME, orjson.dumps({"schema": SCHEMA, **state.told()}))


def run_state(folder: Path) -> RunState | None:
    """What was last said; None where nothing was. Never fails."""
    try:
        with (folder / FOLDER / NAME).open("rb") as file:
            body = orjson.loads(file.read(_LARGEST_BYTES))
        if body["schema"] != SCHEMA:
            return None
        return RunState(
            seen=from_text(body["seen"]),
            ended=bool(body["ended"]),
            next_look=from_text(body["next_look"]) if body["next_look"] else None,
            unsent=int(body["unsent"]),
            parts=tuple(
                PartState(
                    name=str(one["name"]),
                    state=str(one["state"]),
                    since=from_text(one["since"]),
                    again=int(one["again"]),
                    fault=str(one["fault"]),
                )
                for one in body["parts"]
            ),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
