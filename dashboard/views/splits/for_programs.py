"""Industries for programs: a row per number with codes and a decimal point, rounded as it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.model import Column, Table
from dashboard.views.circular_bounds import BASES, Branch
from dashboard.words import nouns, swedish
from dashboard.words.kinds.circular import Span
from loaders.ground.declarations import Status
from loaders.ground.places import Place

COLUMNS = (
    "region_code",
    "region",
    "period",
    "industry_code",
    "industry",
    "share_of",
    "value",
    "low",
    "high",
    "status",
    "unit",
)
"""share_of: the base of a share, empty for persons. value: empty where it is not one number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An industry, or several together. codes: theirs; persons: None where none are shown; shares: by ``BASES``."""

    codes: tuple[str, ...]
    name: str
    shares: tuple[Span | None, ...] = (None,) * len(BASES)
    persons: Branch | None = None
    is_estimated: bool = False


def table_of(place: Place, period: str, told: Iterable[Told], decimals: int) -> Table:
    """Those of a place and period. decimals: of the shares."""
    rows = []
    for one in told:
        status = Status.ESTIMATED.value if one.is_estimated else ""
        named = (place.code, place.name, period, "+".join(one.codes), one.name)
        if one.persons is not None:
            value, *ends = nouns.reach_for_programs(one.persons.low, one.persons.high, 0)
            likely = f"{swedish.displayed(one.persons.value, 0)}" if one.is_estimated else value
            rows.append((*named, "", likely, *ends, status, "personer"))
        for base, share in zip(BASES, one.shares, strict=True):
            if share is not None:
                rows.append(
                    (*named, base, *nouns.reach_for_programs(share.low, share.high, decimals), status, "procent")
                )
    return Table("", tuple(map(Column, COLUMNS)), tuple(rows))
