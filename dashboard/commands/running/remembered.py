"""What a supervisor has told and has still to send, for the next one: ``data/runs/told.json``. It holds no secret."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from dashboard.commands.running.lines import message_of
from dashboard.commands.running.troubles import WAYS, Letter, Told
from loaders.ground.clock import from_text, to_text
from loaders.ground.files import write_atomically
from loaders.planning.last_runs import FOLDER

SCHEMA = 1
NAME = "told.json"
_LARGEST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """told: by what it is about. letters: not sent by all ways. drafts: the text told of each region's draft."""

    told: dict[str, Told] = field(default_factory=dict)
    letters: tuple[Letter, ...] = ()
    drafts: dict[str, str] = field(default_factory=dict)


def remember(folder: Path, kept: Remembered) -> None:
    """Write it in place of what was remembered before. OSError."""
    body = {
        "schema": SCHEMA,
        "told": {key: asdict(one) | {"at": to_text(one.at)} for key, one in kept.told.items()},
        "letters": [asdict(one) | {"at": to_text(one.at)} for one in kept.letters],
        "drafts": kept.drafts,
    }
    write_atomically(folder / FOLDER / NAME, orjson.dumps(body))


def remembered(folder: Path) -> Remembered:
    """What was remembered; nothing where that cannot be read. Never fails."""
    try:
        with (folder / FOLDER / NAME).open("rb") as file:
            body = orjson.loads(file.read(_LARGEST_BYTES))
        if body["schema"] != SCHEMA:
            return Remembered()
        return Remembered(
            told={str(key): _told(one) for key, one in body["told"].items()},
            letters=tuple(_letter(one) for one in body["letters"]),
            drafts={str(key): str(text) for key, text in body["drafts"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Remembered()


def _told(one: dict[str, Any]) -> Told:
    return Told(text=str(one["text"]), at=_moment(one), over=message_of(one["over"]), is_over=bool(one["is_over"]))


def _letter(one: dict[str, Any]) -> Letter:
    return Letter(
        key=str(one["key"]),
        message=message_of(one["message"]),
        region=str(one["region"]),
        ways=tuple(way for way in WAYS if way in one["ways"]),
        tries=int(one["tries"]),
        at=_moment(one),
        fault=str(one["fault"]),
    )


def _moment(one: dict[str, Any]) -> datetime:
    return from_text(one["at"])
