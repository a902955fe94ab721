"""``SeasonSum``: one place's months of a season added up, or what it lacks."""

from dataclasses import dataclass

from dashboard.words import nouns, swedish
from dashboard.words.kinds import season_sums
from loaders.ground.declarations import Status
from loaders.ground.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonSum:
    """One place's season: its months, the sum (None if a month is absent), absent months, whether it may change.

    at_least: whether the sum is the lowest it can be.
    """

    months: tuple[Period, ...]
    total: float | None
    holes: tuple[tuple[Period, Status], ...] = ()
    unsure: bool = False
    at_least: bool = False

    @property
    def number(self) -> str:
        """``12 300``, ``minst 12 300``; empty without a sum."""
        return "" if self.total is None else nouns.at_least_text(swedish.number(self.total), self.at_least)

    @property
    def status(self) -> Status:
        """Why there is no sum, or its mark."""
        if self.holes:
            return self.holes[0][1]
        if self.at_least:
            return Status.LOWER_BOUND
        return Status.PRELIMINARY if self.unsure else Status.NIL if self.total == 0 else Status.EMPTY

    @property
    def label(self) -> str:
        """``2025/26`` or ``2026``."""
        return season_sums.season_label(self.months)

    @property
    def days(self) -> int:
        """Days of its months."""
        return sum(month.last_day.day for month in self.months)


def holes(season: SeasonSum) -> str:
    """``januari visas inte (sekretess)``, ``saknas`` where all months do: absent months of a season, and why."""
    by_reason: dict[Status, list[str]] = {}
    for month, status in season.holes:
        by_reason.setdefault(status, []).append(swedish.month_name(month.part))
    told = []
    for status, months in by_reason.items():
        which = "" if len(months) == len(season.months) else swedish.listing(months)
        told.append(nouns.join(which, swedish.STATUS_WORDS.get(status, "saknas")))
    return "; ".join(told)
