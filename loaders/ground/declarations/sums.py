"""Which figures of several municipalities make one, and why the others do not."""

from loaders.ground.declarations import Indicator
from loaders.ground.enums import Kind, Level

_NEVER_SUMMED = (Kind.RATE, Kind.PER_HEAD, Kind.SURVEY, Kind.PROJECTION, Kind.GROWTH)


def never_summed(indicator: Indicator) -> bool:
    """Whether the figures of several places cannot be added up as they are; of a share its parts may be."""
    return indicator.kind in _NEVER_SUMMED or indicator.over_border


def is_sum_over_sum(indicator: Indicator) -> bool:
    """Whether it is a share whose parts are figures of their own: 100 × Σ numerator / Σ denominator."""
    return bool(indicator.numerator) and indicator.kind is Kind.RATE


def exists_summed(indicator: Indicator) -> bool:
    """Whether a place made of municipalities can have a figure, as far as the declaration tells."""
    if indicator.bounds or Level.MUNICIPALITY not in indicator.levels:
        return False
    return is_sum_over_sum(indicator) if indicator.numerator else not never_summed(indicator)


def why_not_summed(indicator: Indicator) -> str:
    """Why figures of several municipalities do not make one, as a clause after *eftersom*."""
    if Level.MUNICIPALITY not in indicator.levels:
        return "måttet inte finns för kommuner"
    if indicator.bounds:
        return "kommunernas siffror är intervall, och summan skulle bli en siffra utan sitt intervall"
    if indicator.kind is Kind.PER_HEAD or (indicator.numerator and indicator.kind is not Kind.RATE):
        return "en siffra per person eller ett index inte kan läggas ihop"
    if indicator.over_border:
        return "den som pendlar mellan kommunerna skulle räknas, fast den stannar inom området"
    return {
        Kind.RATE: "andelens täljare och nämnare inte är kända för varje kommun",
        Kind.SURVEY: "en siffra ur ett urval inte kan läggas ihop",
        Kind.GROWTH: "en förändring i procent inte kan läggas ihop",
    }.get(indicator.kind, "kommunernas siffror inte kan läggas ihop")
