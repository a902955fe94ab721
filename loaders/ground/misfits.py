"""What is declared of a table and is not there: typed, with what is there instead, the likeliest first. Pure.

A misfit is raised with SourceChanged (``SourceChanged.misfits``), reaches reports and ``doctor``, and is what a
person chooses from.
"""

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

LIKELIEST = 3
"""Candidates a message names."""
MOST = 50
"""Candidates a misfit keeps."""
_WEIGHED = 3000
"""Names that are weighed at most: a variable may have every place of the country."""
_TAKEN = 0.5
_CONTAINED = 0.9


class Role(StrEnum):
    """What of a table a declaration names."""

    TABLE = "table"
    """A table's title in the publisher's list, or a key figure's or its group's."""
    FILE = "file"
    """The name of a file on a page or in a folder."""
    SHEET = "sheet"
    VARIABLE = "variable"
    """The code of a PxWeb variable."""
    FIELD = "field"
    """A column of a sheet, a field of a pivot cache, of rows or of JSON."""
    CODE = "code"
    """The code of a variable's or field's value, declared exactly."""
    LABEL = "label"
    """The label of a variable's or field's value, declared as a pattern."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that is there. name: what a declaration would say: a code, field, sheet, file. label: its text, where
    it has another than its name. likeness: 0 to 1, to what is declared."""

    name: str
    label: str = ""
    likeness: float = 0.0

    def __str__(self) -> str:
        return f"'{self.name}' ({self.label})" if self.label and self.label != self.name else f"'{self.name}'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """One thing declared that is not there exactly once.

    source, table: as the query has them (our lasting name of the table). variable: the variable or field whose value
    it is, as declared; "" for a variable, field, sheet or file itself. declared: code, name or pattern as declared.
    ours: our value of the dimension, "" where it is none. candidates: what is there, the likeliest first.
    """

    source: str
    table: str
    role: Role
    declared: str
    variable: str = ""
    ours: str = ""
    candidates: tuple[Candidate, ...] = ()

    @property
    def likeliest(self) -> tuple[Candidate, ...]:
        """The candidates a message names."""
        return self.candidates[:LIKELIEST]

    @property
    def hint(self) -> str:
        """``the likeliest are 'a', 'b', 'c'``; empty if there is no candidate."""
        return hint(self.candidates)


def hint(candidates: Iterable[Candidate]) -> str:
    """``the likeliest are 'a', 'b', 'c'`` of candidates in their order; "" for none."""
    named = [str(one) for one in list(candidates)[:LIKELIEST]]
    if not named:
        return ""
    return f"the likeliest {'are' if len(named) > 1 else 'is'} {', '.join(named)}"


def ranked(
    sought: Iterable[str], there: Iterable[str] | Mapping[str, str], taken: Collection[str] = ()
) -> tuple[Candidate, ...]:
    """What is there by its likeness to any of the texts sought, which may be patterns; at most MOST.

    there: names, or names with their labels. taken: names that something else declared has, which are less likely.
    """
    labels = there if isinstance(there, Mapping) else dict.fromkeys(there, "")
    wanted = [text for one in sought for text in _texts(one)]
    weighed = [
        Candidate(name, label, round(_likeness(wanted, (name, label)) * (_TAKEN if name in taken else 1.0), 3))
        for name, label in list(labels.items())[:_WEIGHED]
        if name
    ]
    return tuple(sorted(weighed, key=lambda one: -one.likeness)[:MOST])


def _likeness(wanted: Iterable[str], names: Iterable[str]) -> float:
    plain = [_plain(name) for name in names if name]
    return max((_alike(one, name) for one in wanted for name in plain), default=0.0)


def _alike(one: str, other: str) -> float:
    """How alike two plain texts are: letter by letter, or by the words they share."""
    words, others = set(one.split()), set(other.split())
    shared = len(words & others) / max(len(words | others), 1)
    contained = _CONTAINED * len(words & others) / len(words) if words else 0.0
    return max(difflib.SequenceMatcher(None, one, other, autojunk=False).ratio(), shared, contained)


def _plain(text: str) -> str:
    """Small letters without accents and marks, words apart."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", letters))


def _texts(sought: str) -> list[str]:
    """The plain texts a pattern stands for: each of its alternatives. A text that is no pattern is itself."""
    text = re.sub(r"\(\?[=!<][^()]*(\([^()]*\))?[^()]*\)", " ", sought)  # what must or must not stand around
    text = re.sub(r"\(\?(P<\w+>|:)", "(", text)
    text = re.sub(r"\[\^?(\w)[^\]]*\]", r"\1", text)
    text = re.sub(r"\\[A-Za-z]|\{[\d,]*\}|\.[*+]\??", " ", text)
    text = re.sub(r"[\\^$?*+().\[\]]", "", text)
    parts = dict.fromkeys(_plain(part) for part in (*text.split("|"), sought))
    return [part for part in parts if part]
