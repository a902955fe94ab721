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
    """``value`` 100, ``period`` *tolv månader till okt 2026*, ``word``; what it is compared with: ``than_value`` 117,
    ``than_when`` *de tolv månaderna före*.

    Each is empty where there is none. is_of_twelve: whether the number is that of twelve months, of what is counted by
    the month. month: the period's own number in words, where that is another: ``I oktober 8``.
    """

    value: str
    period: str
    than_value: str = ""
    than_when: str = ""
    word: str = ""
    is_of_twelve: bool = False
    month: str = ""

    @property
    def than(self) -> str:
        """``117 de tolv månaderna före``: what it is compared with."""
        return " ".join(filter(None, (self.than_value, self.than_when)))

    @property
    def comparison(self) -> str:
        """``Ungefär lika många, mot 117 de tolv månaderna före. I oktober 8.``: word and comparison in a line."""
        compared = ", ".join(filter(None, (self.word, self.than and f"mot {self.than}")))
        return " ".join(f"{sv.capital(part)}." for part in (compared, self.month) if part)


_TWELVE_BEFORE = "de tolv månaderna före"


def in_row(claim: Claim) -> InRow:
    """The row of a claim."""
    period = claim.facts.now.period
    word = one_word.word_alone(claim)
    match claim:
        case Absent():
            return InRow(value="", period=sv.period_name(period), word=word)
        case Rare() if claim.year is not None and _is_summed(claim):
            before = nouns.at_least_text(sv.number(claim.year.before), claim.year.before_at_least)
            return _of_twelve(claim, claim.year, (before, _TWELVE_BEFORE), word)
        case Lumps() if claim.year is not None and _is_summed(claim):
            return _of_twelve(claim, claim.year, _ten_years(claim), word)
        case Number(branch=Branch.TWELVE_MONTHS):
            before, when = (sums.value_before(claim), _TWELVE_BEFORE) if isinstance(claim, Compared) else ("", "")
            return InRow(
                value=headlines.value(claim), period=until(period), than_value=before, than_when=when, is_of_twelve=True
            )
        case Rare() | Lumps() | Projected():
            return _of_period(claim, "")
        case Compared() if march_april.is_compared_pair(claim):
            both = f"mars och april {period.year}"
            when = f"samma månader {sv.last_year(period, claim.facts.today)}"
            return InRow(
                value=sv.number(claim.now),
                period=both,
                than_value=sv.number(claim.then),
                than_when=when,
                word=word,
                month=_month(claim),
            )
        case Number():
            return _of_period(claim, word)


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


def _of_period(claim: Number, word: str) -> InRow:
    """The number of the newest period itself."""
    before, when = _than(claim)
    return InRow(
        value=headlines.value(claim),
        period=sv.period_name(claim.facts.now.period),
        than_value=before,
        than_when=when,
        word=word,
    )


def _of_twelve(claim: Number, year: YearBesideYear | YearInRow, than: tuple[str, str], word: str) -> InRow:
    span = until(claim.facts.now.period)
    bare = word.removesuffix(one_word.ON_TWELVE_MONTHS)
    number = nouns.at_least_text(sv.number(year.now), year.now_at_least)
    before, when = than
    return InRow(
        value=number,
        period=span,
        than_value=before,
        than_when=when,
        word=bare,
        is_of_twelve=True,
        month=_month(claim),
    )


def _month(claim: Number) -> str:
    """``I oktober 8``: the number of the period itself."""
    when = sv.capital(sv.in_period(claim.facts.now.period, claim.facts.today))
    return f"{when} {headlines.value(claim)}"


def years_to_now(claim: Claim) -> tuple[float, ...]:
    """Twelve months ending now, after those of the years they are set among, oldest first; none where they are not."""
    if not isinstance(claim, Lumps) or claim.year is None or claim.year.standing is None or not _is_summed(claim):
        return ()
    history, last = known_history(claim.facts), claim.facts.now.period
    parts = PARTS_PER_YEAR[last.grain]
    sums = (statistics.sum_to(history, last.back(years), parts) for years in range(LUMPS_YEARS, -1, -1))
    return tuple(one for one in sums if one is not None)


def _ten_years(claim: Lumps) -> tuple[str, str]:
    """``163–825`` and ``de tio åren före``: the lowest and the highest of the years it is set among."""
    before = years_to_now(claim)[:-1]
    if not before:
        return "", ""
    return f"{sv.number(min(before))}–{sv.number(max(before))}", f"de {sv.small_number(LUMPS_YEARS)} åren före"


def _than(claim: Number) -> tuple[str, str]:
    """``3,6 %`` and ``i augusti i fjol``; 117 and ``år 2024``: number and period compared with, empty without."""
    if isinstance(claim, Rare) and claim.year is not None:
        before = nouns.at_least_text(sv.number(claim.year.before), claim.year.before_at_least)
        return before, _when(claim, claim.facts.now.period.back())
    if not isinstance(claim, Compared):
        return "", ""
    indicator = claim.facts.indicator
    if claim.branch is Branch.GROWTH:
        then = growth.value(replace(claim, now=claim.then))
    else:
        then = (sv.percent_sign if indicator.is_share else sv.number)(claim.then, indicator.decimals)
    return then, _when(claim, claim.then_period)


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
