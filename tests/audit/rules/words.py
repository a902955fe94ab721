"""The word of a difference: its limits, then the gates of its kind; and why there is none."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import sqrt

from loaders.ground.declarations import Break, Kind, Severity
from tests.audit import reckoning as r
from tests.audit.figures import a_year_before, days_of, part_of, shifted
from tests.audit.printed import WORDS, Limits, limits_of
from tests.audit.rules.measure import PANDEMIC, RARE_BELOW, Measure, cells_in, five_years

PERSONS = 20


@dataclass(slots=True)
class Verdict:
    """What may be said: the rule that decides, both numbers as displayed, the word, and why there is none."""

    rule: str
    period: str
    now: Decimal | None = None
    then: Decimal | None = None
    then_period: str = ""
    word: str = ""
    reason: str = ""
    behind: Decimal | None = None
    caveats: list[Break] = field(default_factory=list)
    band: tuple[int, int] | None = None
    status: str = ""
    step: "Verdict | None" = None
    usual: Decimal | None = None

    @property
    def difference(self) -> Decimal:
        """Now less then, as displayed; 0 where one is unknown."""
        return r.apart(self.now, self.then)

    @property
    def moved(self) -> Decimal:
        """The difference in per cent of what it is compared with."""
        return 100 * self.difference / self.then if self.then else Decimal(0)

    @property
    def is_change(self) -> bool:
        """Whether the word is a change, which has a direction."""
        return self.word in WORDS[1:]


def word_of(
    measure: Measure, place: str, found: Verdict, now: Decimal, then: Decimal, *, by_chance_only: bool = False
) -> None:
    """Give the verdict its word: the limits on the displayed difference, then the gates of the kind."""
    declared = measure.declared
    limits = limits_of(declared.kind.value, is_share=declared.is_share)
    found.rule = "survey" if declared.kind is Kind.SURVEY else "ordinary"
    moved = found.difference if declared.is_share else per_day(measure, found)
    step = limits.step(moved)
    largest = step if declared.is_share else max(step, limits.step(found.moved))
    if any(one.severity is Severity.CAUTION for one in found.caveats):
        step = min(step, 1)
    if declared.kind is Kind.SURVEY:
        margin = _margin_of_both(measure, place, found)
        if margin is None:
            found.reason = "margin"
        else:
            found.word = _named(found, step) if float(abs(found.difference)) > margin else "uncertain"
        return
    if step:
        reason = _failed(measure, place, found, limits, (now, then), by_chance_only)
        if reason:
            chance = reason in ("own", "chance")
            found.word = ("within" if largest == 3 else "similar") if chance else ""
            found.reason = "" if chance else reason
            return
    found.word = _named(found, step)
    if found.word == "equal" and found.caveats:
        found.word = "unchanged"


def _named(found: Verdict, step: int) -> str:
    return "equal" if step == 0 and found.difference == 0 else WORDS[step]


def per_day(measure: Measure, found: Verdict) -> Decimal:
    """The change in per cent; of a season's February per day where one of the two has a leap day."""
    if not leaps(measure, found):
        return found.moved
    days, days_then = (days_of(one)[1].day for one in (found.period, found.then_period))
    return 100 * ((found.now or 0) / Decimal(days) / ((found.then or 1) / Decimal(days_then)) - 1)


def leaps(measure: Measure, found: Verdict) -> bool:
    """Whether two Februaries of a season are compared of which one has a leap day."""
    if measure.declared.kind is not Kind.SEASON or measure.grain != "month" or part_of(found.period) != 2:
        return False
    return days_of(found.period)[1].day != days_of(found.then_period)[1].day


def _margin_of_both(measure: Measure, place: str, found: Verdict) -> float | None:
    """The margin of a difference; None where one of the two margins is not known."""
    both = (found.period, found.then_period)
    each = [measure.margins.value(place, one) for one in both] if measure.margins is not None else []
    margins = [float(one) for one in each if one is not None]
    return sqrt(sum(one**2 for one in margins)) if len(margins) == len(both) else None


def _failed(
    measure: Measure, place: str, found: Verdict, limits: Limits, raw: tuple[Decimal, Decimal], by_chance_only: bool
) -> str:
    """Why a difference past the first limit gets no word; empty where it may have one."""
    declared = measure.declared
    noise = [Decimal(str(one.tolerance)) for one in found.caveats if one.severity is Severity.NOISE]
    if noise and abs(found.difference) <= max(noise) * Decimal(cells_in(place)).sqrt():
        return "tolerance"
    if declared.kind is Kind.RATE:
        base = measure.base.value(place, found.period) if measure.base else None
        if base is None:
            return "no base"
        found.behind = abs(found.difference) / 100 * base
        return "" if found.behind >= PERSONS else "persons"
    counted = declared.kind in (Kind.STOCK, Kind.POPULATION) or declared.at_moment
    if counted and declared.kind is not Kind.POPULATION and min(raw) < RARE_BELOW:
        return "small"
    if declared.kind in (Kind.STOCK, Kind.POPULATION):
        return "" if abs(found.difference) >= limits.persons else "persons"
    if declared.kind not in (Kind.FLOW, Kind.SEASON, Kind.RARE):
        return ""
    phi = 0.0
    if measure.grain == "month" and not by_chance_only:
        steps = own_steps(measure, place, found.period)
        if len(steps) < 36:
            return _why_short(measure, place, found.period)
        if abs(r.yearly_log(*raw)) < r.Z * r.own_spread(steps):
            return "own"
    elif measure.grain != "month":
        phi = r.spread_over_mean(five_years(measure, place, found.period))
    return "chance" if r.within_chance(*raw, phi) else ""


def own_steps(
    measure: Measure, place: str, period: str, *, pandemic_too: bool = False, across_breaks: bool = False
) -> list[float]:
    """y less the y of the month before, of the sixty months before a period that are known and not left out."""
    steps = []
    for n in range(1, 61):
        month, earlier = shifted(period, -n), shifted(period, -n - 1)
        if not pandemic_too and any(PANDEMIC[0] <= one <= PANDEMIC[1] for one in (month, earlier)):
            continue
        four = [month, a_year_before(month), earlier, a_year_before(earlier)]
        values = [measure.figures.value(place, p) if across_breaks else measure.known(place, p, period) for p in four]
        known = [one for one in values if one is not None]
        if len(known) == 4:
            steps.append(r.yearly_log(known[0], known[1]) - r.yearly_log(known[2], known[3]))
    return steps


def _why_short(measure: Measure, place: str, period: str) -> str:
    known = [p for p in measure.figures.periods(place) if measure.figures.value(place, p) is not None]
    if not known or known[0] > shifted(period, -49):
        return "short"
    since = measure.comparable_since(period)
    if since > date.min and len(own_steps(measure, place, period, across_breaks=True)) >= 36:
        return "remade"
    if len(own_steps(measure, place, period, pandemic_too=True)) >= 36:
        return "pandemic"
    return "remade" if since > days_of(shifted(period, -49))[0] else "holes"
