"""What is answered when something cannot be: problem details (RFC 9457), with what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

import orjson

from dashboard.api._kind import NoSuch, TooMuch
from loaders.ground.errors import LanspulsError, NothingPublishedYet, StoreDamaged, StoreError, UsageError

PROBLEM_JSON = "application/problem+json"
HELP = "/oppna-data"
"""The page that tells how to ask."""


class Fault(StrEnum):
    """The kinds of problems; a kind is the last word of a problem's ``type``."""

    NOT_UNDERSTOOD = "inte-forstadd"
    TOO_MUCH = "for-mycket"
    NO_SUCH = "finns-inte"
    NOT_PUBLISHED = "inte-publicerad"
    NOT_STORED = "inte-hamtad"
    DAMAGED = "skadad"
    REFUSED = "avvisad"
    BROKEN = "fel"


_TITLES = {
    Fault.NOT_UNDERSTOOD: (400, "Frågan går inte att förstå"),
    Fault.TOO_MUCH: (400, "Frågan är för stor"),
    Fault.NO_SUCH: (404, "Det finns inte"),
    Fault.NOT_PUBLISHED: (404, "Inget är publicerat"),
    Fault.NOT_STORED: (404, "Uppdelningen är inte hämtad"),
    Fault.DAMAGED: (503, "Siffrorna går inte att läsa just nu"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A problem as it is told: Swedish title and detail, which ends with what to do, and the same in English."""

    kind: Fault
    status: int
    title: str
    detail: str
    message: str

    def body(self) -> bytes:
        """As JSON; ``type`` leads to the page that tells of this kind."""
        told = {
            "type": f"{HELP}#{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "message": self.message,
            "help": HELP,
        }
        return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)


def problem_of(error: LanspulsError) -> Problem:
    """The problem an expected error is."""
    kind, detail = _kind_of(error)
    status, title = _TITLES[kind]
    return Problem(kind=kind, status=status, title=title, detail=detail, message=str(error))


def _kind_of(error: LanspulsError) -> tuple[Fault, str]:
    match error:
        case NoSuch():
            return Fault.NO_SUCH, error.message_sv
        case TooMuch():
            return Fault.TOO_MUCH, error.message_sv
        case UsageError():
            return Fault.NOT_UNDERSTOOD, error.message_sv
        case NothingPublishedYet():
            return Fault.NOT_PUBLISHED, error.message_sv
        case StoreDamaged():
            return Fault.DAMAGED, f"Säg till den som sköter Länspuls. {error.message_sv}"
        case StoreError():
            return Fault.NOT_STORED, "Välj en annan uppdelning. Vilka som finns står under indicators."
    raise error
