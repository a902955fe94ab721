"""What a mirror's folder says of itself, for pages and for whoever watches a server: two small files.

.mirror.json    the place, the version that is shown, and what is wrong since when; written when one of them changes
.looked         touched whenever the place was asked and answered
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from loaders.ground.clock import from_text, to_text
from loaders.ground.files import write_atomically

STATE, LOOKED = ".mirror.json", ".looked"
_LARGEST_BYTES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorState:
    """Of which place a folder shows which version, published when. fault: what is wrong now, since when; else empty.

    looked: when the place last answered. Moments are UTC.
    """

    address: str
    number: int
    made: datetime | None = None
    fault: str = ""
    since: datetime | None = None
    looked: datetime | None = None


def mirror_state(folder: Path) -> MirrorState | None:
    """The state of the mirror in a folder; None where it is none. Never fails."""
    try:
        with (folder / STATE).open("rb") as file:
            stated = orjson.loads(file.read(_LARGEST_BYTES))
        moments = {name: from_text(stated[name]) if stated[name] else None for name in ("made", "since")}
        try:
            looked = datetime.fromtimestamp((folder / LOOKED).stat().st_mtime, UTC)
        except OSError:
            looked = None
        return MirrorState(
            address=str(stated["address"]), number=int(stated["number"]), fault=str(stated["fault"]), looked=looked,
            **moments,
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_state(folder: Path, state: MirrorState) -> None:
    """Write the state. OSError."""
    stated = asdict(state)
    del stated["looked"]
    for name in ("made", "since"):
        stated[name] = to_text(stated[name]) if stated[name] else ""
    write_atomically(folder / STATE, orjson.dumps(stated))
