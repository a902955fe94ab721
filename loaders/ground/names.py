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


_NEAR = 0.65
"""How like a name must be: *foo* is no misspelt form. A word without letters is none of another's digits."""
_MOST_LISTED = 30


def nearest(written: str, names: Iterable[str]) -> str:
    """The name most like what was written; "" if none is near. Accents count where some were written."""
    same = fold if written.isascii() else _case_folded
    by_likeness = {same(name): name for name in names}
    if not any(sign.isalpha() for sign in written):
        digits = _digits(written)
        return next((name for name in by_likeness.values() if digits and _digits(name) == digits), "")
    return next((by_likeness[name] for name in difflib.get_close_matches(same(written), by_likeness, 1, _NEAR)), "")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def listed(names: Iterable[str]) -> str:
    """Names beside each other, the first thirty and how many more there are."""
    every = tuple(dict.fromkeys(names))
    more = len(every) - _MOST_LISTED
    return ", ".join(every[:_MOST_LISTED]) + (f" och {more} till" if more > 0 else "")


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
