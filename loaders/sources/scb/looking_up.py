"""SCB's tables for who chooses one: by id, or by words of the title; and what can be chosen of it."""

import re

from loaders.ground.errors import SourceRefused, UsageError
from loaders.pxweb.metadata import TableInfo
from loaders.pxweb.outline import Outline, outline
from loaders.sources.scb import client
from loaders.sources.session import Session

ID = re.compile(r"TAB\d{1,6}")


def table_of(session: Session, id_: str) -> Outline:
    """What can be chosen of a table. UsageError for one that is not there or cannot be used; SourceError."""
    said = id_.strip().upper()
    if not ID.fullmatch(said):
        raise UsageError(
            f"'{id_}' is no table's id, such as TAB638",
            f"”{id_}” är inget tabell-id. Det är TAB och siffror, som TAB638, och står på tabellens sida hos SCB.",
        )
    asked = client(session)
    try:
        asked.config()
        return outline(asked.table(said), asked.metadata(said))
    except SourceRefused as error:
        if error.status != 404:
            raise
        raise UsageError(
            f"SCB has no table {said}",
            f"SCB har ingen tabell {said}. Se efter id:t på tabellens sida i statistikdatabasen.",
        ) from error


def tables_titled(session: Session, words: str) -> tuple[TableInfo, ...]:
    """The tables that a search finds."""
    asked = client(session)
    asked.config()
    return asked.search(words)
