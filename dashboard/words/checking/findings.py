"""``Finding``: one thing a headline says that its figures do not, with both numbers, the limit and what may be said."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with something said."""

    DIRECTION = "direction"
    STRENGTH = "strength"
    NUMBER = "number"
    PLACE = "place"
    PERIOD = "period"
    COMPARED = "compared"
    EXTREME = "extreme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One contradiction.

    words: the headline's own words that are spoken of, as written; start, end: where they stand in it. said_sv: what
    the headline says and what the figures say. numbers_sv: both numbers and their difference; limit_sv: the limit that
    decided; either is empty where there is none. allowed_sv: the headline that the rules allow, in full.
    """

    fault: Fault
    words: str
    start: int
    end: int
    said_sv: str
    numbers_sv: str = ""
    limit_sv: str = ""
    allowed_sv: str = ""

    @property
    def told_sv(self) -> str:
        """What is said, the numbers and the limit, as running text."""
        return " ".join(filter(None, (self.said_sv, self.numbers_sv, self.limit_sv)))
