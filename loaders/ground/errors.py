"""Every error Länspuls raises on purpose.

    LanspulsError
    ├── UsageError            a command, setting, period, region or meeting file is not understood   exit 2
    │   └── NoSuchMeeting     there is no meeting on the day asked for
    ├── SourceError           something about one publisher's table; the other tables go on          exit 1
    │   ├── SourceUnreachable     no usable answer: network, time-out, 429 or 5xx after all retries
    │   ├── SourceRefused         the publisher understood the call and said no (4xx)
    │   └── SourceChanged         the answer is not what the declaration promises
    │       ├── BeyondBounds  a file holds more than is read
    │       └── FileFault     a file of the region's own is not as it must be
    ├── StoreError            the store on disk cannot be read or must not be written
    │   ├── NothingPublishedYet   an as-of date before the first known publication
    │   ├── DiskFault             this machine's disk is full, or may not be written or read there
    │   ├── StorageUnreachable    the place where several machines share data does not answer, or refuses
    │   ├── Superseded            another machine published first, and what was done here is to be done again
    │   └── StoreDamaged          a file of what is kept is damaged, lost or unreadable; the others go on
    └── ReportError           a PDF cannot be made (no browser, a figure without alt text)
        ├── ReportBusy            others are being made; in a moment it can
        └── ReportLate            the machine had too much else to do; later it can

A message says what happened, where, and what to do now. Messages are English; pages and the command line
turn the few that a reader meets into Swedish.
"""

from collections.abc import Iterable
from datetime import date

from loaders.ground.misfits import Misfit

LONGEST_MESSAGE = 3_000


class LanspulsError(Exception):
    """Base of all expected errors. ``exit_code`` is what the command line ends with."""

    exit_code = 1


def swedish_of(error: Exception) -> str:
    """What a person is told of an error: its Swedish text, else its English one."""
    return getattr(error, "message_sv", "") or str(error)


class UsageError(LanspulsError):
    """Input from a person (command, URL, setting, meeting file) that is not understood.

    ``message_sv`` is what a page shows; it falls back to the English text.
    """

    exit_code = 2

    def __init__(self, message: str, message_sv: str | None = None) -> None:
        super().__init__(_cut(message))
        self.message_sv = _cut(message_sv or message)


def _cut(message: str) -> str:
    """A message without the middle of what a person wrote at length."""
    half = LONGEST_MESSAGE // 2
    return message if len(message) <= LONGEST_MESSAGE else f"{message[:half]} … {message[-half:]}"


class NoSuchMeeting(UsageError):
    """There is no meeting on the day that was asked for."""


class SourceError(LanspulsError):
    """One publisher's table failed; its last good data stay in use."""


class SourceUnreachable(SourceError):
    """No usable answer came, after all retries."""


class SourceRefused(SourceError):
    """The publisher answered with a client error (HTTP 4xx other than 429)."""

    def __init__(self, message: str, status: int, title: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.title = title


class SourceChanged(SourceError):
    """The publisher's table no longer has what the declaration promises.

    ``misfits`` are the names, codes and labels that are declared and not there, with what is there instead.
    """

    def __init__(self, message: str, misfits: Iterable[Misfit] = ()) -> None:
        super().__init__(message)
        self.misfits = tuple(misfits)


class BeyondBounds(SourceChanged):
    """A file holds more than is read. ``message_sv`` says it in Swedish."""

    def __init__(self, message: str, message_sv: str) -> None:
        super().__init__(message)
        self.message_sv = message_sv


class FileFault(SourceChanged):
    """A file that the region's people keep is not as it must be. ``message_sv`` says file, row and what to do."""

    def __init__(self, message: str, message_sv: str) -> None:
        super().__init__(_cut(_printable(message)))
        self.message_sv = _cut(_printable(message_sv))


def _printable(text: str) -> str:
    """A text that quotes a file, without signs that a terminal would obey."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


class StoreError(LanspulsError):
    """The store on disk cannot be read, or writing to it would spoil it."""


class DiskFault(StoreError):
    """This machine's disk did not do what it was asked: it is full, or may not be written or read there.

    ``message_sv`` says it in Swedish.
    """

    def __init__(self, message: str, message_sv: str) -> None:
        super().__init__(message)
        self.message_sv = message_sv


class NothingPublishedYet(StoreError):
    """No publication of the indicator is known by the as-of date.

    ``first`` is the day (Swedish time) of the first known publication, None if there is none at all.
    """

    def __init__(self, message: str, first: date | None = None) -> None:
        super().__init__(message)
        self.first = first

    @property
    def message_sv(self) -> str:
        """What a person is told."""
        if self.first:
            return f"Ingen publicering är känd så tidigt. Den första kända är från {self.first}."
        return "Inget är hämtat än. Kör lanspuls fetch."


class StorageUnreachable(StoreError):
    """The place where several machines share data does not answer, or refuses. What this machine has stays in use.

    address: the place, without secrets. reason, reason_sv: why, and where it can be told what to look at.
    """

    def __init__(self, address: str, reason: str, reason_sv: str = "") -> None:
        super().__init__(f"{address} cannot be used: {reason}")
        self.address, self.reason, self.reason_sv = address, reason, reason_sv or reason
        self.message_sv = f"{address} går inte att använda: {self.reason_sv}."

    def advised(self, advice: str, advice_sv: str) -> "StorageUnreachable":
        """The same with what it means here and what to do now."""
        return StorageUnreachable(self.address, f"{self.reason}. {advice}", f"{self.reason_sv}. {advice_sv}")


class Superseded(StoreError):
    """Another machine published first what was changed here too. Its figures stand, those of here are laid aside."""

    def __init__(self, message: str, message_sv: str) -> None:
        super().__init__(message)
        self.message_sv = message_sv


class StoreDamaged(StoreError):
    """A file of what is kept (history, raw answers, own files) is damaged, lost or cannot be read.

    piece: the file, from the data folder. reason: what is wrong with it, to follow its name. advice: what to do now,
    where it is something else than to ask for a list and to repair. Nothing is ever removed for it.
    """

    def __init__(self, piece: str, reason: str, advice: str = "") -> None:
        super().__init__(f"{piece} {reason}: {advice or ADVICE}")
        self.piece = piece
        self.reason = reason

    @property
    def message_sv(self) -> str:
        """What a person is told."""
        return (
            f"{self.piece} är skadad, borta eller går inte att läsa. Inget är borttaget. Kör lanspuls verify, "
            "som listar skadorna, och lanspuls repair, som återskapar det som går."
        )


ADVICE = (
    "nothing was removed; `lanspuls verify` lists all that is damaged, `lanspuls repair` rebuilds what can be, and a "
    "backup of this one file does as well"
)
"""What to do about a damaged file. It never says to remove anything."""


class ReportError(LanspulsError):
    """A document cannot be produced."""


class ReportBusy(ReportError):
    """As many documents as may be are being made already."""


class ReportLate(ReportError):
    """A document was not ready in time; the machine has much else to do, and it may be tried again."""


def joined(reasons: Iterable[SourceError]) -> SourceError:
    """One error that tells all reasons, each once: the reason itself where there is only one."""
    by_text = {str(reason): reason for reason in reasons}
    if len(by_text) == 1:
        return next(iter(by_text.values()))
    return SourceChanged("; ".join(by_text), misfits_of(by_text.values()))


def misfits_of(errors: Iterable[LanspulsError]) -> tuple[Misfit, ...]:
    """The misfits that errors carry, each once."""
    return tuple(dict.fromkeys(misfit for error in errors for misfit in getattr(error, "misfits", ())))


def sentence(error: LanspulsError) -> str:
    """An error's message ending in a full stop, so that another sentence can follow it."""
    text = str(error).rstrip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
