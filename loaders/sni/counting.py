"""From employed per industry to circular shares: sums with bounds, two denominators, and where a number is a guess.

A hidden cell may be anything from 0 to 4, so a sum has a lowest and a highest value; an estimate from size classes
has them too, and a middle.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders.ground.declarations import Status
from loaders.sni import SniSet, is_business

HIDDEN = 4
"""A hidden cell holds at most this many persons; its least is 0."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Persons: lowest, most likely and highest number. hidden: parts that the source hides. estimated: guessed."""

    low: float
    mid: float
    high: float
    hidden: int = 0
    estimated: bool = False

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(
            self.low + other.low,
            self.mid + other.mid,
            self.high + other.high,
            self.hidden + other.hidden,
            self.estimated or other.estimated,
        )

    @property
    def value(self) -> float:
        """What is stored: the middle of an estimate, else what is known (the lowest)."""
        return self.mid if self.estimated else self.low

    @property
    def status(self) -> Status:
        """Estimated, a lower bound where something is hidden, or an ordinary value."""
        if self.estimated:
            return Status.ESTIMATED
        return Status.LOWER_BOUND if self.hidden else Status.EMPTY


NOBODY = Amount(0.0, 0.0, 0.0)


def exactly(persons: float) -> Amount:
    """A number that is published."""
    return Amount(persons, persons, persons)


def hidden(most: int = HIDDEN) -> Amount:
    """A cell the source hides: 0 to ``most``."""
    return Amount(0.0, most / 2, float(most), hidden=1)


def estimated(workplaces: float, fewest: float, most: float) -> Amount:
    """Workplaces of one size class, each counted with the class's middle: 10 of 1–4 are 25 (10–40) persons."""
    return Amount(workplaces * fewest, workplaces * (fewest + most) / 2, workplaces * most, estimated=True)


def summed(amounts: Iterable[Amount]) -> Amount:
    """Their sum."""
    return sum(amounts, NOBODY)


@dataclass(frozen=True, slots=True)
class Share:
    """Per cent: what is shown, its status, and the lowest and highest it can be."""

    value: float
    status: Status
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place and year: employed per industry code, and the published total where the file has one.

    complete: the file holds all industries, not only the circular ones.
    """

    industries: Mapping[str, Amount]
    total: Amount | None = None
    complete: bool = True

    def circular(self, chosen: SniSet) -> Amount:
        """Employed in the industries of a set."""
        return summed(amount for code, amount in self.industries.items() if chosen.holds(code))

    def base(self, denominator: str) -> Amount | None:
        """All employed (``all``) or those in näringslivet (``business``); None where the file does not tell."""
        if denominator == "all":
            if self.total is not None:
                return self.total
            return summed(self.industries.values()) if self.complete else None
        if not self.complete:
            return None
        return summed(amount for code, amount in self.industries.items() if is_business(code))

    def share(self, chosen: SniSet, denominator: str) -> Share | None:
        """The set's share of a denominator; None where there is no denominator, or nobody in it.

        A set is part of the denominator: where persons are hidden in it, they are hidden in both.
        """
        part, base = self.circular(chosen), self.base(denominator)
        if base is None or base.high <= 0:
            return None
        if denominator == "all" and self.total is not None:
            least, most = base.high, base.low
        else:
            least, most = base.high - part.high + part.low, base.low - part.low + part.high
        low = _per_cent(part.low, least)
        high = _per_cent(part.high, most)
        value = _per_cent(part.mid, base.mid) if part.estimated or base.estimated else low
        both = part + base
        return Share(value, Amount(0, 0, 0, both.hidden, both.estimated).status, low, high)


def _per_cent(part: float, whole: float) -> float:
    return min(100.0 * part / whole, 100.0) if whole > 0 else (100.0 if part > 0 else 0.0)


def together(places: Iterable[Place]) -> Place:
    """Several places as one: a county that the file has only the municipalities of."""
    found = list(places)
    industries: dict[str, Amount] = {}
    for place in found:
        for code, amount in place.industries.items():
            industries[code] = industries.get(code, NOBODY) + amount
    totals = [place.total for place in found if place.total is not None]
    return Place(
        industries=industries,
        total=summed(totals) if len(totals) == len(found) else None,
        complete=all(place.complete for place in found),
    )
