"""What readers know a publisher's tables by: their numbers or titles there, never names that are ours alone."""

import re
from collections.abc import Iterable

from dashboard.words.swedish import listing
from loaders import catalogue
from loaders.ground.names import published_table

_NUMBER = re.compile(r"(?=\w*[A-Z\d]\w*[A-Z\d])\w+")
"""``TAB6260``, ``RegionIndE1KN``: one word with two capitals or digits."""
_KPI = re.compile(r"[A-Z]\d{5}")
_OURS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def tables_sv(tables: Iterable[str]) -> tuple[str, ...]:
    """What each table is called at its publisher, each once; nothing of one that nobody but us has a name for."""
    return tuple(filter(None, dict.fromkeys(map(_called, tables))))


def is_number(table_sv: str) -> bool:
    """Whether a table is called by its number or code at its publisher, ``TAB6260``, and not by a title."""
    return _NUMBER.fullmatch(table_sv) is not None


def source_name(publisher: str, tables: Iterable[str] = ()) -> str:
    """``SCB, tabell TAB6260``, ``SCB, tabellerna TAB6260 och TAB3138``, ``Tillväxtanalys, Nystartade företag``."""
    known = tables_sv(tables)
    numbers = [one for one in known if is_number(one)]
    titles = [one for one in known if one not in numbers]
    told = [f"{'tabell' if len(numbers) == 1 else 'tabellerna'} {listing(numbers)}"] if numbers else []
    return ", ".join([publisher, *told, *([listing(titles)] if titles else [])])


def brief_name(publisher: str, tables: Iterable[str]) -> str:
    """``SCB TAB6260``, ``Tillväxtanalys, Nystartade företag``: with the first table alone."""
    first = next(iter(tables_sv(tables)), "")
    return f"{publisher} {first}" if is_number(first) else ", ".join(filter(None, (publisher, first)))


def short_source_name(publisher: str, tables: Iterable[str]) -> str:
    """``SCB, TAB6260``; the publisher alone where the table is an own file."""
    return ", ".join(filter(None, (publisher, listing(tables_sv(tables)))))


def _called(table: str) -> str:
    public = published_table(table)
    called = catalogue.table_called(public)
    if called is not None:
        return called
    if _KPI.fullmatch(public):
        return f"nyckeltal {public}"
    return "" if _OURS.fullmatch(public) else public
