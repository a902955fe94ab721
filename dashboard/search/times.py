"""Words of a query that say when or of what age: *augusti*, *2026*, *2026-08*, *kv 2*, *20-64 år*; none names a place.

Years look like codes of municipalities (2026 is Gagnef's), and months, days and ages like those of counties.
"""

from collections.abc import Sequence

from dashboard.words import swedish
from loaders.ground.names import fold

_FIRST_YEAR, _LAST_YEAR = 1990, 2070
_MONTHS = frozenset((*map(swedish.month_name, range(1, 13)), *swedish.SHORT_MONTHS, "sept"))
_QUARTER = "kvartal"
_QUARTERS = frozenset(f"{sign}{number}" for sign in ("q", "k", "kv") for number in "1234")


def without_times(words: Sequence[str]) -> tuple[str, ...]:
    """The folded words of a query but for those that say when. Two digits do so beside others only."""
    return tuple(word for at, word in enumerate(words) if not (_is_time(word) or _is_part(words, at)))


def _is_time(word: str) -> bool:
    return word in _MONTHS or word in _QUARTERS or word == _QUARTER or is_year(word)


def is_year(word: str) -> bool:
    """Whether a word may be a year: four digits, of the years that figures and projections are of."""
    return word.isascii() and word.isdigit() and len(word) == 4 and _FIRST_YEAR <= int(word) <= _LAST_YEAR


def year_of(query: str) -> int | None:
    """The year that a query says beside other words; None of none, of several, and of one with a month, day or age."""
    words = fold(query).split()
    times = [word for at, word in enumerate(words) if _is_time(word) or _is_part(words, at)]
    return int(times[0]) if len(times) == 1 and is_year(times[0]) and len(words) > 1 else None


def _is_part(words: Sequence[str], at: int) -> bool:
    """A day, a month or an age in digits: of 2026-08, 14 december and 20-64 the 08, 14, 20 and 64."""
    beside = (*words[max(at - 1, 0) : at], *words[at + 1 : at + 2])
    return _is_short_number(words[at]) and any(_is_time(one) or _is_short_number(one) for one in beside)


def _is_short_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= 2
