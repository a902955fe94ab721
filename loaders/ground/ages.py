"""The ages a measure counts in a period, where its publisher has changed them: the one place of such labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from loaders.ground import vocabulary
from loaders.ground.declarations import AgeLimit, Break, Indicator, Severity
from loaders.ground.periods import MONTHS_SV, Period


def upper_in(limits: Sequence[AgeLimit], period: str) -> int:
    """The highest age counted in a period. limits: at least one, oldest first, the first of them from the start."""
    return next((one.upper for one in reversed(limits) if one.since <= period), limits[0].upper)


def group_in(indicator: Indicator, period: str) -> str:
    """The age group of a measure in a period: ``16–65 år`` of 2025, where it is ``16–66 år`` from 2026 on."""
    if not indicator.age_limits or not period:
        return indicator.age_group
    lowest = indicator.age_group.partition("–")[0]
    return f"{lowest}–{upper_in(indicator.age_limits, period)} år"


def in_period(indicator: Indicator, period: str) -> Indicator:
    """The measure as it is called in a period: title, age group and the labels of its growing ages."""
    group = group_in(indicator, period)
    if not indicator.age_limits or not period:
        return indicator
    upper = upper_in(indicator.age_limits, period)
    return replace(
        indicator,
        title_sv=indicator.title_sv.replace(indicator.age_group, group),
        age_group=group,
        age_labels={code: f"{code.partition('-')[0]}–{upper} år" for code in indicator.growing_ages},
    )


def label_sv(indicator: Indicator, dimension: str, code: str) -> str:
    """Swedish label of a dimension value of a measure that has been put in its period."""
    own = indicator.age_labels.get(code) if dimension == vocabulary.AGE.name else None
    return own or vocabulary.label_sv(dimension, code)


def age_break(limit: AgeLimit, growing: Iterable[str] = ()) -> Break:
    """The break a new limit makes: totals and the groups that grow are not compared across it."""
    since = Period(limit.since)
    when = f"{MONTHS_SV[since.part - 1]} {since.year}"
    ages = tuple(growing)
    return Break(
        period=limit.since,
        severity=Severity.INCOMPARABLE,
        reason_sv=f"Från {when} räknas även {limit.upper}-åringar.",
        because_sv=f"även {limit.upper}-åringar räknas från {when}",
        touches={vocabulary.AGE.name: ages} if ages else {},
    )


def as_read(indicator: Indicator, uppers: Mapping[str, float]) -> Indicator:
    """The measure with the limits that its publisher's files have said, and a break at each that is not declared.

    uppers: highest age by period, as stored. What they do not tell stays as declared.
    """
    if not indicator.age_limits or not uppers:
        return indicator
    limits = list(indicator.age_limits)
    breaks = list(indicator.breaks)
    for period in sorted(uppers):
        upper = int(uppers[period])
        if upper == upper_in(limits, period):
            continue
        found = AgeLimit(period, upper)
        replaced = {one.since for one in limits if one.since >= period}
        limits = [*(one for one in limits if one.since < period), found]
        breaks = [one for one in breaks if one.period not in replaced or one.severity is not Severity.INCOMPARABLE]
        breaks.append(age_break(found, indicator.growing_ages))
    if tuple(limits) == indicator.age_limits:
        return indicator
    return replace(indicator, age_limits=tuple(limits), breaks=tuple(sorted(breaks, key=lambda one: one.period)))
