"""What parts tell the supervisor: a line of JSON each, read back into the same types. ValueError for anything else.

{"ready": true}                     the pages answer
{"alive": "12/61"}                  a long work goes on
{"fault": "Port 8050 är …"}         why it ends, in Swedish
{"fetched": {…}}                    what it came to: Fetched, Prepared, Delivered or Verified
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """One publisher after a fetch, in Swedish sentences: what could not be had of which table, and what is late."""

    source: str
    name: str
    broken: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A table that brought something new, as people are told. region: the only one that it is of; "" for all."""

    told: str
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A fetch. stored: what is new. is_awaiting: whether something may be out that is not here.

    sources: those of which something is broken or late.
    """

    stored: tuple[New, ...] = ()
    is_awaiting: bool = False
    sources: tuple[SourceState, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What people are told, in Swedish. name: of its file in data/reports."""

    name: str
    subject: str
    text: str

    @property
    def content(self) -> bytes:
        """As it stands in its file."""
        return f"{self.subject}\n\n{self.text}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft that was looked at: how it stands."""

    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """Which ways have taken a message, and why another has not. number: which of those that were given at once."""

    number: int = 0
    ways: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What is damaged of all that is kept, a line each."""

    damages: tuple[str, ...] = ()


Result = Fetched | Prepared | Delivered | Verified


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a part."""

    is_ready: bool = False
    alive: str = ""
    fault: str = ""
    result: Result | None = field(default=None)


def written(line: Line) -> bytes:
    """The line as it goes to the supervisor, with its end."""
    if line.result is not None:
        body: dict[str, object] = {type(line.result).__name__.lower(): line.result}
    else:
        body = {"ready": True} if line.is_ready else {"fault": line.fault} if line.fault else {"alive": line.alive}
    return orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)


def read_line(text: bytes) -> Line:
    """What a part has said. ValueError where it is none of our lines."""
    try:
        ((what, told),) = orjson.loads(text).items()
        if what in _READ:
            return Line(result=_READ[what](told))
        return {
            "ready": lambda: Line(is_ready=True),
            "alive": lambda: Line(alive=str(told)),
            "fault": lambda: Line(fault=str(told)),
        }[what]()
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"no line of a part: {text[:200]!r}") from error


def message_of(told: dict[str, Any]) -> Message:
    """Inverse of its JSON."""
    return Message(name=str(told["name"]), subject=str(told["subject"]), text=str(told["text"]))


def _texts(told: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in told)


_READ: Mapping[str, Callable[[Any], Result]] = {
    "fetched": lambda told: Fetched(
        stored=tuple(New(told=str(one["told"]), region=str(one["region"])) for one in told["stored"]),
        is_awaiting=bool(told["is_awaiting"]),
        sources=tuple(
            SourceState(
                source=str(one["source"]), name=str(one["name"]), broken=_texts(one["broken"]), late=_texts(one["late"])
            )
            for one in told["sources"]
        ),
    ),
    "prepared": lambda told: Prepared(message=message_of(told["message"])),
    "delivered": lambda told: Delivered(
        number=int(told["number"]), ways=_texts(told["ways"]), fault=str(told["fault"])
    ),
    "verified": lambda told: Verified(damages=_texts(told["damages"])),
}
