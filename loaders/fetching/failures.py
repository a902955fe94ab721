"""A failure as a person reads it: in Swedish what happened and what is in use now, then the English detail."""

from datetime import datetime

from loaders.fetching.revisions import RevisionRefused
from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import (
    FileFault,
    LanspulsError,
    SourceChanged,
    SourceRefused,
    SourceUnreachable,
    StoreError,
)

KEPT = "Det som är lagrat används."
NOT_READ = "Inget ur filen är lagrat."
_FETCHED = (
    (RevisionRefused, "Källans siffror är av en annan storlek än de lagrade."),
    (SourceUnreachable, "Källan gick inte att nå."),
    (SourceRefused, "Källan sa nej."),
    (SourceChanged, "Källan svarar annorlunda än väntat."),
    (StoreError, "Det gick inte att spara uppgifterna."),
)
_READ = (
    (RevisionRefused, "Filen ändrar mycket av det lagrade som den berör."),
    (StoreError, "Det gick inte att spara uppgifterna."),
)


def fetched(error: LanspulsError, detail: str, kept: str = "") -> str:
    """``Källan sa nej. {kept} Detalj: {detail}`` for an error while asking a publisher.

    A fault of a file of the region's own says itself what to do, in Swedish.
    """
    if isinstance(error, FileFault):
        return " ".join(filter(None, (error.message_sv, kept)))
    return _told(error, _FETCHED, "Hämtningen misslyckades.", kept, detail)


def read(error: LanspulsError, detail: str, kept: str = NOT_READ) -> str:
    """``Filen ser inte ut som väntat. {kept} Detalj: {detail}`` for an error while reading a file given by hand."""
    return _told(error, _READ, "Filen ser inte ut som väntat.", kept, detail)


def in_use(published: datetime | None) -> str:
    """Which figures are used meanwhile: those published then, or none if nothing is stored."""
    if published is None:
        return "Inget av den är hämtat än."
    return f"Uppgifterna som publicerades {published.astimezone(STOCKHOLM):%Y-%m-%d} används."


def _told(
    error: LanspulsError, leads: tuple[tuple[type[LanspulsError], str], ...], other: str, kept: str, detail: str
) -> str:
    lead = next((text for kind, text in leads if isinstance(error, kind)), other)
    return " ".join(filter(None, (lead, kept, f"Detalj: {detail}")))
