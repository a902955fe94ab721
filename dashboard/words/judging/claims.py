"""What may be said of some facts: a claim, of the one type that fits what is known. ``judge`` decides it.

Absent          no number, and why
Number          a number that is compared with nothing
  Uncompared    the period it should have been compared with, and why it is not
  Compared      two numbers, the breaks between them, and the gate that decided the word
    FromZero    the number compared with is zero
    Projected   the two ends of a projection
  Rare          a small count, with its band of usual variation and its twelve months
  Lumps         a count that comes in lumps, with its twelve months' place among those of ten years

All have the facts, the rule that decided and the word, which is NONE where none is judged.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.words.judging.counts import Band, YearBesideYear, YearInRow
from dashboard.words.judging.facts import Facts, Projection
from dashboard.words.judging.gates import PERSONS, Gate
from dashboard.words.swedish import displayed
from loaders.ground.declarations import Break, Status
from loaders.ground.periods import Period


class Branch(StrEnum):
    """The rule a claim was decided by, in the order they are tried."""

    NOT_AT_LEVEL = "not_at_level"
    NOT_PUBLISHED = "not_published"
    SUPPRESSED = "suppressed"
    MISSING = "missing"
    INCOMPLETE = "incomplete"
    PROJECTION = "projection"
    GROWTH = "growth"
    TWELVE_MONTHS = "twelve_months"
    NOT_COMPARED = "not_compared"
    INCOMPARABLE = "incomparable"
    ZERO_BASE = "zero_base"
    SURVEY = "survey"
    LUMPS = "lumps"
    RARE = "rare"
    ORDINARY = "ordinary"


class Word(StrEnum):
    """What is said of a difference. NONE: the numbers are given and no word.

    SIMILAR and WITHIN: chance may explain it. Under the limit of *klart* that is *ungefär lika många*, from there on
    both numbers and *inom vanlig variation*; only a rare count on twelve months is SIMILAR whatever its change.
    """

    NONE = "none"
    EQUAL = "equal"
    UNCHANGED = "unchanged"
    SIMILAR = "similar"
    WITHIN = "within"
    UNCERTAIN = "uncertain"
    SLIGHT = "slight"
    PLAIN = "plain"
    CLEAR = "clear"

    @property
    def is_change(self) -> bool:
        """Whether a change is claimed."""
        return self in CHANGES


CHANGES = frozenset({Word.SLIGHT, Word.PLAIN, Word.CLEAR})
NO_CHANGE = frozenset(Word) - CHANGES - {Word.NONE}
"""What is said where no change is claimed, by whichever rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What every claim has."""

    facts: Facts
    branch: Branch
    word: Word = Word.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent(_Judged):
    """There is no number. ``status`` says why; it is EMPTY where the measure does not exist at the place's level."""

    status: Status = Status.EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(_Judged):
    """A number as displayed; if it is of no narrower type, nothing was asked to compare it with."""

    now: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncompared(Number):
    """A number that is not compared with that of ``then_period``, by its ``status`` there or the breaks between."""

    then_period: Period
    status: Status = Status.EMPTY
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Number):
    """Two numbers as displayed, with the breaks between them.

    per_cent: the difference in per cent as shown, only where both numbers are large enough to say it.
    gate: the one that decided whether the difference gets a word; None where none was asked.
    step_from_before: the comparison with the period before, where it is declared and the usual step is known.
    """

    then: Decimal
    then_period: Period
    breaks: tuple[Break, ...] = ()
    per_cent: Decimal | None = None
    gate: Gate | None = None
    step_from_before: "StepFromBefore | None" = None

    @property
    def persons(self) -> float | None:
        """Persons behind a difference of shares, without sign: the gate's number; None where it was not asked."""
        return self.gate.value if self.gate is not None and self.gate.name == PERSONS else None

    @property
    def difference(self) -> Decimal:
        """Now minus then."""
        return self.now - self.then

    @property
    def direction(self) -> int:
        """1 for a rise, −1 for a fall, 0 for neither."""
        return (self.difference > 0) - (self.difference < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFromBefore:
    """The step from the period before, in per cent, and the median of the same step in the years before."""

    claim: Compared
    moved: Decimal
    usual: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FromZero(Compared):
    """A comparison with zero, which gets no word. Of lumps only where their twelve months are not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projected(Compared):
    """The residents a projection ends and starts with, in whole tens. The word is on its growth beside an older one."""

    newest: Projection

    @property
    def growth(self) -> Decimal:
        """Growth over its years in per cent with one decimal, from the numbers behind those shown."""
        return growth_of(self.newest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rare(Number):
    """A small count. The word is on twelve months; band and year are None where too little is known."""

    band: Band | None = None
    year: YearBesideYear | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lumps(Number):
    """A count that comes in lumps, without a word. ``year`` is None where a month of the twelve is absent."""

    year: YearInRow | None = None


Claim = Absent | Number
"""What ``judge`` gives: of one of the types above, of a Number the narrowest that fits."""


def growth_of(projection: Projection) -> Decimal:
    """Growth of a vintage over its years, per cent with one decimal."""
    return displayed(100 * (projection.end - projection.start) / projection.start, 1)
