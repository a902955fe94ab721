"""A claim as one row among several measures: the number, what it is compared with, and the word, all of the same thing.

Where the word is on twelve months the number is that of twelve months, and so is what it is compared with. A month's
number never stands beside a word that judges another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.words import headlines, nouns, one_word
from dashboard.words import swedish as sv
from dashboard.words.judging import statistics
from dashboard.words.judging.claims import Absent, Branch, Claim, Compared, Lumps, Number, Projected, Rare
from dashboard.words.judging.counts import YearBesideYear, YearInRow, known_history
from dashboard.words.judging.thresholds import LUMPS_YEARS
from dashboard.words.kinds import growth, march_april, sums
from loaders.ground.declarations import Grain
from loaders.ground.periods import PARTS_PER_YEAR, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class InRow:
    """``value`` 100, ``period`` *tolv månader till okt 2026*, ``than`` *117 de tolv månaderna före*, ``word``.

    Each is empty where there is none. is_of_twelve: whether the number is that of twelve months, of what is counted by
    the month. month: the period's own number in words, where that is another: ``I oktober 8``.
    """

    value: str
    period: str
    than: str = ""
    word: str = ""
    is_of_twelve: bool = False
    month: str = ""

    @property
    def comparison(self) -> str:
        """``Ungefär lika många, mot 117 de tolv månaderna före. I oktober 8.``: word and comparison in a line."""
        compared = ", ".join(filter(None, (self.word, self.than and f"mot {self.than}")))
        return " ".join(f"{sv.capital(part)}." for part in (compared, self.month) if part)


def in_row(claim: Claim) -> InRow:
    """The row of a claim."""
    period = claim.facts.now.period
    word = one_word.word_alone(claim)
    match claim:
        case Absent():
            return InRow(value="", period=sv.period_name(period), word=word)
        case Rare() if claim.year is not None and _is_summed(claim):
            before = nouns.at_least_text(sv.number(claim.year.before), claim.year.before_at_least)
            return _of_twelve(claim, claim.year, f"{before} de tolv månaderna före", word)
        case Lumps() if claim.year is not None and _is_summed(claim):
            return _of_twelve(claim, claim.year, _ten_years(claim), word)
        case Number(branch=Branch.TWELVE_MONTHS):
            value, before = headlines.value(claim), ""
            if isinstance(claim, Compared):
                before = f"{sums.value_before(claim)} de tolv månaderna före"
            return InRow(value=value, period=until(period), than=before, is_of_twelve=True)
        case Rare() | Lumps() | Projected():
            return InRow(value=headlines.value(claim), period=sv.period_name(period), than=_than(claim))
        case Compared() if march_april.is_compared_pair(claim):
            both = f"mars och april {period.year}"
            then = f"{sv.number(claim.then)} samma månader {sv.last_year(period, claim.facts.today)}"
            return InRow(value=sv.number(claim.now), period=both, than=then, word=word, month=_month(claim))
        case Number():
            return InRow(value=headlines.value(claim), period=sv.period_name(period), than=_than(claim), word=word)


def until(period: str) -> str:
    """``tolv månader till okt 2026``: the period of a number of twelve months, in a table."""
    return f"tolv månader till {sv.short_period(period)}"


def sums_to_now(claim: Claim, length: int) -> tuple[float | None, ...]:
    """Twelve months ending in each of the last ``length`` periods, oldest first; None where one of them is absent."""
    history, last = known_history(claim.facts), claim.facts.now.period
    parts = PARTS_PER_YEAR[last.grain]
    return tuple(statistics.sum_to(history, last.shift(-n), parts) for n in range(length - 1, -1, -1))


def _is_summed(claim: Claim) -> bool:
    """Whether the twelve months are a sum of several periods; those of a yearly number are the number itself."""
    return claim.facts.now.period.grain is not Grain.YEAR


def _of_twelve(claim: Number, year: YearBesideYear | YearInRow, than: str, word: str) -> InRow:
    span = until(claim.facts.now.period)
    bare = word.removesuffix(one_word.ON_TWELVE_MONTHS)
    number = nouns.at_least_text(sv.number(year.now), year.now_at_least)
    return InRow(value=number, period=span, than=than, word=bare, is_of_twelve=True, month=_month(claim))


def _month(claim: Number) -> str:
    """``I oktober 8``: the number of the period itself."""
    when = sv.capital(sv.in_period(claim.facts.now.period, claim.facts.today))
    return f"{when} {headlines.value(claim)}"


def _ten_years(claim: Lumps) -> str:
    """``163–825 de tio åren före``: the lowest and the highest of the years it is set among."""
    if claim.year is None or claim.year.standing is None:
        return ""
    history, last = known_history(claim.facts), claim.facts.now.period
    parts = PARTS_PER_YEAR[last.grain]
    sums = (statistics.sum_to(history, last.back(years), parts) for years in range(1, LUMPS_YEARS + 1))
    known = [one for one in sums if one is not None]
    return f"{sv.number(min(known))}–{sv.number(max(known))} de {sv.small_number(LUMPS_YEARS)} åren före"


def _than(claim: Number) -> str:
    """``3,6 % i augusti i fjol``, ``1 298 i maj i fjol``, ``117 år 2024``: number and period compared with."""
    if isinstance(claim, Rare) and claim.year is not None:
        before = nouns.at_least_text(sv.number(claim.year.before), claim.year.before_at_least)
        return f"{before} {_when(claim, claim.facts.now.period.back())}"
    if not isinstance(claim, Compared):
        return ""
    indicator = claim.facts.indicator
    if claim.branch is Branch.GROWTH:
        then = growth.value(replace(claim, now=claim.then))
    else:
        then = (sv.percent_sign if indicator.is_share else sv.number)(claim.then, indicator.decimals)
    return f"{then} {_when(claim, claim.then_period)}"


def _when(claim: Claim, then: Period) -> str:
    named = sv.in_compared_period(then, claim.facts.now.period, claim.facts.today)
    return f"år {named}" if named[:1].isdigit() else named


def span_of(periods: Sequence[str]) -> str:
    """``augusti–oktober 2026``, ``oktober 2026``, ``2024–oktober 2026``: the first and the last of several periods."""
    found = sorted({Period(one) for one in periods}, key=lambda one: (one.last_day, one.first_day))
    if len(found) < 2:
        return "".join(map(sv.period_name, found))
    first, last = found[0], found[-1]
    same_year = first.year == last.year and first.grain is not Grain.YEAR
    return f"{sv.period_today(first, last.last_day) if same_year else sv.period_name(first)}–{sv.period_name(last)}"
