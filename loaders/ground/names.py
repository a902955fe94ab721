"""What people write, matched with what things are called: case, accents, hyphens and underscores never matter."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

Named = TypeVar("Named")


def fold(text: str) -> str:
    """The text without case, accents and punctuation: ``Nya lediga-jobb`` and ``NYA LEDIGA_JOBB`` are the same."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", bare.casefold()).strip()


def find(written: str, called: Iterable[tuple[str, Named]]) -> tuple[Named, ...]:
    """Everything that is called so, each once: as written but for case, else as folded (Habo is not Håbo)."""
    pairs = tuple(called)
    for same in (_case_folded, fold):
        found = tuple(dict.fromkeys(named for name, named in pairs if same(name) == same(written)))
        if found:
            return found
    return ()


def nearest(written: str, names: Iterable[str]) -> str:
    """The name most like what was written; "" if none is like it. Accents count where some were written."""
    same = fold if written.isascii() else _case_folded
    by_likeness = {same(name): name for name in names}
    return next((by_likeness[name] for name in difflib.get_close_matches(same(written), by_likeness, 1, 0.5)), "")


def published_table(table: str) -> str:
    """What readers know a table by: of one that an own indicator has, the publisher's id alone; "" of an own file.

    Such a table has a name of our own behind the publisher's (``TAB6260-kvinnor``), so that no two are one table.
    """
    if table.startswith("fil-"):
        return ""
    own = re.fullmatch(r"(TAB\d+|[A-Z]\d{5})-.+", table)
    return own[1] if own else table


def published_tables(tables: Iterable[str]) -> tuple[str, ...]:
    """What readers know tables by, each once."""
    return tuple(filter(None, dict.fromkeys(map(published_table, tables))))


def _case_folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
