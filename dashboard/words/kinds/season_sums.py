"""Sentences and headlines of season sums as a view of their own: the season, the one before, and the usual level.

Facts are of the season's last month, with the own number of each month in ``history`` (``Facts.of_series``).
"""

import statistics
from dataclasses import dataclass
from datetime import date

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Word
from dashboard.words.judging.facts import Facts
from dashboard.words.kinds.ordinary import WITHIN
from dashboard.words.kinds.seasons import (
    LEAST_SEASONS,
    MARCH,
    MONTHS,
    Season,
    comparison,
    earlier_seasons,
    first_sentence,
    more_or_fewer,
    season_of,
    span_of,
    word_against,
)
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Severity
from loaders.ground.periods import Period, span

_AS = {Word.EQUAL: "lika många", Word.UNCHANGED: "i stort sett lika många", Word.SIMILAR: "ungefär lika många"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """The usual level of a season: the median of ``seasons`` (their months, newest first), and the word against it."""

    level: float
    seasons: tuple[tuple[Period, ...], ...]
    word: Word


def last_month(name: str, newest: str) -> str:
    """The last month of the newest season that can be told of when ``newest`` is the last month known.

    A season in progress counts from its second month on, and never up to March, since Easter moves between March and
    April.
    """
    month = Period(newest)
    while month.part not in MONTHS[name][1:] or month.part == MARCH:
        month = month.shift(-1)
    return month


def months_to(name: str, last: str) -> tuple[Period, ...]:
    """The months of a season to and with its month ``last``."""
    end = Period(last)
    return span(end.shift(-MONTHS[name].index(end.part)), end)


def is_whole(name: str, periods: tuple[Period, ...]) -> bool:
    """Whether the months are the whole season."""
    return len(periods) == len(MONTHS[name])


def season_label(periods: tuple[Period, ...]) -> str:
    """``2025/26`` for a winter, ``2026`` for a summer."""
    first = periods[0]
    in_winter = first.part == MONTHS["vintern"][0]
    return f"{first.year}/{(first.year + 1) % 100:02d}" if in_winter else f"{first.year}"


def months_span(periods: tuple[Period, ...]) -> str:
    """``december–april``, without years."""
    return "–".join(sv.month_name(period.part) for period in (periods[0], periods[-1]))


def usual(facts: Facts) -> Usual | None:
    """The median of up to five earlier seasons, none of the pandemic; None under three, or without a season."""
    found = season_of(facts)
    if found is None:
        return None
    before = earlier_seasons(facts, found.periods)
    if len(before) < LEAST_SEASONS:
        return None
    ranked = sorted(before, key=lambda season: season[1])
    middle = ranked[(len(ranked) - 1) // 2 : len(ranked) // 2 + 1]
    level = statistics.fmean(total for _, total in middle)
    days = statistics.fmean(sum(period.last_day.day for period in periods) for periods, _ in middle)
    breaks = facts.breaks_since(before[-1][0][0])
    if any(one.severity is Severity.INCOMPARABLE for one in breaks):
        return None
    return Usual(
        level=level,
        seasons=tuple(periods for periods, _ in before),
        word=word_against(facts, found.periods, found.now, level, days, breaks),
    )


def sentence(facts: Facts, form: PlaceForm = PlaceForm.NAMED) -> str:
    """The sum beside the season before, and beside the usual level; empty where either season lacks a month."""
    found = season_of(facts)
    if found is None:
        return ""
    level = usual(facts)
    return nouns.join(first_sentence(found, facts, form), "" if level is None else _usual(found, level))


def caveats(facts: Facts) -> str:
    """Reasons of breaks between the season and the one before."""
    found = season_of(facts)
    reasons = () if found is None else (nouns.as_sentence(one.reason_sv) for one in found.breaks)
    return nouns.join(*dict.fromkeys(reasons))


def _usual(found: Season, level: Usual) -> str:
    number = sv.number(round(level.level))
    seasons = f"{sv.small_number(len(level.seasons))} {'vintrar' if found.name == 'vintern' else 'somrar'}"
    if level.word is Word.NONE:
        return f"Vanlig nivå är {number}, medianen av {seasons}."
    if level.word is Word.WITHIN:
        return f"Vanlig nivå är {number}, medianen av {seasons}; skillnaden ligger {WITHIN}."
    if level.word.is_change:
        said = f"{more_or_fewer(level.word, found.now, level.level)} än vanligt"
    else:
        said = f"{_AS[level.word]} som vanligt"
    return f"Det är {said} ({number}, medianen av {seasons})."


def beside(facts: Facts) -> str:
    """``I riket var det 12 300 000 gästnätter, något fler än vintern före (12 000 000).`` Empty without a season."""
    found = season_of(facts)
    if found is None:
        return ""
    where = sv.capital(sv.in_place(facts.place, PlaceForm.SHORT))
    return f"{where} var det {sv.number(round(found.now))} {nouns.things(facts)}, {comparison(found)}."


def headlines(facts: Facts) -> list[str]:
    """``Vintern så långt, december–februari: något fler gästnätter i Jämtlands län än vintern före``, then shorter.

    Empty where the season or the one before lacks a month.
    """
    found = season_of(facts)
    if found is None:
        return []
    things, number = nouns.things(facts, PlaceForm.NAMED), sv.number(round(found.now))
    whole, *shorter = openings(found.name, found.periods, facts.today)
    candidates = []
    for opening in (whole, *shorter):
        if found.word.is_change:
            said = f"{more_or_fewer(found.word, found.now, found.then)} {things}"
            candidates.append(f"{opening}: {said} än {found.name} före")
        elif found.word in (Word.NONE, Word.WITHIN):
            end = " – vanlig variation" if found.word is Word.WITHIN else ""
            then = sv.number(round(found.then))
            candidates.append(f"{opening}: {number} {things}, {found.name} före {then}{end}")
        else:
            candidates.append(f"{opening}: {_AS[found.word]} {things} som {found.name} före")
            until = opening[:1].lower() + opening[1:]
            candidates += [f"{sv.capital(_AS[found.word])} {things} {until} som året före"] if shorter else []
    return [*candidates, f"{whole}: {number} {things}"]


def word(facts: Facts) -> str:
    """The word alone: ``något fler``, ``i stort sett lika många``; empty where there is none."""
    found = season_of(facts)
    if found is None or found.word is Word.NONE:
        return ""
    if found.word.is_change:
        return more_or_fewer(found.word, found.now, found.then)
    return WITHIN if found.word is Word.WITHIN else _AS[found.word]


def openings(name: str, periods: tuple[Period, ...], today: date) -> tuple[str, ...]:
    """How a headline begins: ``Vintern 2025/26``; of a season in progress with the months it is about."""
    if is_whole(name, periods):
        return (f"{sv.capital(name)} {season_label(periods)}",)
    this_year = sv.year_of(periods[-1]) == today.year
    until = sv.month_name(periods[-1].part) if this_year else sv.short_period(periods[-1])
    return (
        f"{sv.capital(name)} så långt, {months_span(periods) if this_year else span_of(periods)}",
        f"{sv.capital(name)} till {until}",
    )
