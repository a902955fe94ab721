"""How many persons a choice of industries can hold, from what is shown of each and of whole lists. Pure arithmetic.

Nothing but published intervals comes in: of a municipality each industry's share in whole per cent, and those of the
lists that have a page of their own. What comes out follows from these alone, so no choice, and no two choices taken
from each other, tell more than they do (docs/disclosure.md).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.words.kinds.circular import Span
from loaders.disclosure import BranchShare


@dataclass(frozen=True, slots=True)
class Reach:
    """Persons: at least and at most."""

    low: float
    high: float

    def __add__(self, other: "Reach") -> "Reach":
        return Reach(self.low + other.low, self.high + other.high)

    def __and__(self, other: "Reach") -> "Reach":
        """What both allow; this one where nothing is (figures of two deliveries, or an estimate)."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Reach(low, high) if low <= high else self

    @property
    def is_known(self) -> bool:
        """Whether the ends are one."""
        return self.low == self.high


NOBODY = Reach(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Whole:
    """A list that is published as one number: the industries it counts, and what is known of their sum."""

    codes: frozenset[str]
    reach: Reach


@dataclass(frozen=True, slots=True)
class _Node:
    """Industries that are spoken of together: those chosen among them, the others, and all."""

    chosen: Reach
    others: Reach
    both: Reach

    def __add__(self, other: "_Node") -> "_Node":
        return _Node(self.chosen + other.chosen, self.others + other.others, self.both + other.both)

    def known_as(self, whole: Reach) -> "_Node":
        """The same, all of them being within ``whole``: what one part cannot be, the other part is."""
        both = self.both & whole
        chosen = self.chosen & Reach(both.low - self.others.high, both.high - self.others.low)
        others = self.others & Reach(both.low - self.chosen.high, both.high - self.chosen.low)
        return _Node(chosen, others, both & (self.chosen + self.others))


_NONE = _Node(NOBODY, NOBODY, NOBODY)


def persons(industries: Mapping[str, Reach], wholes: Iterable[Whole], chosen: Collection[str]) -> Reach:
    """The fewest and most persons in the chosen industries.

    Exact where each whole lies within the next or apart from it, as real numbers go; a whole that crosses another is
    passed over, which leaves the answer wider and still right.
    """
    nodes: dict[str, int] = {}
    held: dict[int, tuple[frozenset[str], _Node]] = {}
    wholes = tuple(wholes)
    spoken_of = frozenset(chosen).union(*(whole.codes for whole in wholes))
    for number, code in enumerate(sorted(spoken_of & industries.keys())):
        reach = industries[code]
        node = _Node(reach, NOBODY, reach) if code in chosen else _Node(NOBODY, reach, reach)
        nodes[code], held[number] = number, (frozenset({code}), node)
    for whole in sorted(wholes, key=lambda one: len(one.codes)):
        inside = {nodes[code] for code in whole.codes if code in nodes}
        covered = frozenset[str]().union(*(held[n][0] for n in inside))
        if not inside or not covered <= whole.codes:
            continue
        joined = sum((held.pop(n)[1] for n in sorted(inside)), _NONE).known_as(whole.reach)
        number = min(inside)
        held[number] = (covered, joined)
        nodes |= dict.fromkeys(covered, number)
    return sum((node for _, node in held.values()), _NONE).chosen


def of_shares(shares: Sequence[tuple[BranchShare, Reach]]) -> Reach:
    """Persons from shares that are shown rounded, each with what it is a share of: all of them hold.

    1 per cent, whole, of 1 000 is 5 to 15 persons; *under a half* is 0 to 5. Of 15 itself it would be 2.
    """
    found = Reach(0.0, float("inf"))
    for share, base in shares:
        half = 0.5 / 10**share.decimals
        low = max(share.low - half, 0.0)
        high = 0.0 if share.high == 0 else half if share.high < half else share.high + half
        found = found & Reach(low * base.low / 100, max(high - _UNDER, 0.0) * base.high / 100)
    return found


_UNDER = 1e-6
"""What rounds to 1 is under 1.5, never that."""


def share(part: Reach, base: Reach) -> Span | None:
    """Per cent of a base whose own ends have nothing to do with the part's; None where there is nobody in it."""
    if base.high <= 0:
        return None
    ends = (part.low / base.high, part.high / base.low if base.low > 0 else 1.0)
    low, high = (min(round(100 * end, 6), 100.0) for end in ends)
    return Span(low, high)
