"""Sentences of what later publications did to first figures: how many, which way, how much, and what turned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.facts import Facts
from loaders.ground.declarations import Grain, Indicator
from loaders.ground.periods import Period


@dataclass(frozen=True, slots=True)
class Turn:
    """A period whose direction turned: its change in a year as first published, and as it is now."""

    period: Period
    first: float
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """What is told of the first figures of some periods.

    periods: first and last period counted. counted: how many were published at least twice; raised, lowered: how many
    are higher and lower now. mean, mean_absolute: in the measure's unit, None where nothing is counted. largest: the
    period of the largest change, and the change. compared: of how many the direction is known first and now. at_once:
    the day that changed more than a third of them, and how many. alone: newest period, published once, and its figure.
    since: the first publication that is stored.
    """

    facts: Facts
    periods: tuple[Period, ...]
    counted: int
    raised: int
    lowered: int
    mean: float | None
    mean_absolute: float | None
    largest: tuple[Period, float] | None
    compared: int
    turned: tuple[Turn, ...]
    at_once: tuple[date, int] | None
    alone: tuple[Period, float] | None
    since: date


def unit_sv(indicator: Indicator) -> str:
    """The unit of a change: ``procentenheter``, ``personer``, ``miljoner kronor``."""
    return "procentenheter" if indicator.is_share else indicator.unit_sv.split(",")[0].lower()


def span_sv(periods: Sequence[Period]) -> str:
    """``augusti 2025–juli 2026``, ``juli 2026`` alone."""
    ends = dict.fromkeys(sv.period_name(one) for one in (periods[0], periods[-1]))
    return "–".join(ends)


def _many(indicator: Indicator, count: int) -> str:
    one, several = {Grain.MONTH: ("månad", "månader"), Grain.QUARTER: ("kvartal", "kvartal")}.get(
        indicator.grain, ("år", "år")
    )
    number = {1: "ett" if indicator.grain is not Grain.MONTH else "en"}.get(count, sv.small_number(count))
    return f"{number} {one if count == 1 else several}"


def headlines(told: Revised) -> list[str]:
    """Headlines from the fullest to the shortest."""
    subject = sv.capital(nouns.subject(told.facts))
    indicator = told.facts.indicator
    if not told.counted:
        short = f"{indicator.short_title_sv} {sv.in_place(told.facts.place)}: bara en publicering är sparad"
        return [f"{subject}: bara en publicering är sparad", short]
    changed = told.raised + told.lowered
    span = span_sv(told.periods)
    all_of = _many(indicator, told.counted)
    if not changed:
        first = f"{subject} har inte ändrats i efterhand för någon av {all_of}"
        return [f"{first}, {span}", first, f"{indicator.short_title_sv}: inga ändringar i efterhand"]
    verb = "sänktes" if not told.raised else "höjdes" if not told.lowered else "ändrades"
    number = "en" if changed == 1 and indicator.grain is Grain.MONTH else "ett" if changed == 1 else ""
    first = f"{subject} {verb} i efterhand för {number or sv.small_number(changed)} av {all_of}"
    return [f"{first}, {span}", first, f"{indicator.short_title_sv}: {changed} av {told.counted} ändrade i efterhand"]


def sentence(told: Revised) -> str:
    """How large the changes are, which day made most of them, what turned, and what was published once."""
    parts = [_sizes(told), _day(told), _turns(told), _alone(told)]
    if not told.counted:
        parts.insert(0, f"Den enda publicering av de här perioderna som är sparad är den {sv.date_text(told.since)}.")
    return " ".join(filter(None, parts))


def _sizes(told: Revised) -> str:
    if not told.counted or told.mean is None or told.mean_absolute is None:
        return ""
    indicator = told.facts.indicator
    all_of = _many(indicator, told.counted)
    if told.largest is None:
        return f"Ingen siffra för {all_of}, {span_sv(told.periods)}, har ändrats sedan den först publicerades."
    decimals, unit = indicator.decimals, unit_sv(indicator)
    period, change = told.largest
    mean = f"{sv.signed(told.mean, decimals + 1)} {'' if unit == 'antal' else unit}".strip()
    size = sv.number(told.mean_absolute, decimals + 1)
    return (
        f"Siffrorna för {all_of}, {span_sv(told.periods)}, ändrades i medeltal med {mean}, oavsett riktning med "
        f"{size}. Mest ändrades {sv.period_name(period)}: {sv.signed(change, decimals)}."
    )


def _day(told: Revised) -> str:
    if told.at_once is None:
        return ""
    day, count = told.at_once
    return f"Den {sv.date_text(day)} ändrades {_many(told.facts.indicator, count)} på en gång."


def _turns(told: Revised) -> str:
    if not told.compared:
        return ""
    many = _many(told.facts.indicator, told.compared)
    if not told.turned:
        return (
            f"Riktningen jämfört med året före är densamma som först för {'alla ' if told.compared > 1 else ''}{many}."
        )
    last = told.turned[-1]
    count = len(told.turned)
    number = "en" if count == 1 else sv.small_number(count)
    return (
        f"Riktningen jämfört med året före byttes för {number} av {many}: {sv.period_name(last.period)} visades först "
        f"{_against(told, last.first)} än året före och är nu {_against(told, last.now)}."
    )


def _against(told: Revised, change: float) -> str:
    indicator = told.facts.indicator
    size = sv.number(abs(change), indicator.decimals)
    word = "högre" if change > 0 else "lägre"
    return f"{size} {unit_sv(indicator)} {word}" if indicator.is_share else f"{size} {word}"


def _alone(told: Revised) -> str:
    if told.alone is None or not told.counted:
        return ""
    period, value = told.alone
    shown = nouns.value_text(told.facts.indicator, sv.displayed(value, told.facts.indicator.decimals))
    return f"Siffran för {sv.period_name(period)}, {shown}, har bara publicerats en gång."
