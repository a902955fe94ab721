"""The verdict of one measure, place and period by the printed rules: which rule decides, the word and the reason."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import sqrt
from statistics import median

from loaders.ground.declarations import Break, Comparison, Indicator, Kind, Level, Severity
from tests.audit import reckoning as r
from tests.audit.figures import ABSENT, PARTS, Cell, Figures, a_year_before, days_of, part_of, shifted
from tests.audit.printed import WORDS, Limits, limits_of

PANDEMIC = ("2020-04", "2022-03")
PERSONS = 20
RARE_BELOW = 30
PER_CENT_FROM = 100


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as declared, with the exported figures it is judged by."""

    declared: Indicator
    figures: Figures
    slice: dict[str, str]
    base: Figures | None = None
    margins: Figures | None = None
    lowest: Figures | None = None
    highest: Figures | None = None

    @property
    def grain(self) -> str:
        """``month``, ``quarter`` or ``year``."""
        return self.declared.grain.value

    @property
    def breaks(self) -> list[Break]:
        """The declared breaks that touch the chosen values."""
        return [one for one in self.declared.breaks if one.concerns(self.slice)]

    def decimals(self, place: str) -> int:
        """Decimals shown at the place's level."""
        return 0 if level_of(place) in self.declared.whole_at else self.declared.decimals

    def breaks_between(self, then: str, now: str) -> list[Break]:
        """Those that begin after the earlier period's first day and not after the later one's last."""
        first, last = days_of(then)[0], days_of(now)[1]
        return [one for one in self.breaks if first < days_of(one.period)[0] <= last]

    def comparable_since(self, now: str) -> date:
        """First day of what may be compared with a period: that of the last break that stands in the way."""
        starts = [days_of(one.period)[0] for one in self.breaks if one.severity is Severity.INCOMPARABLE]
        return max((one for one in starts if one <= days_of(now)[1]), default=date.min)

    def is_interval(self, place: str, period: str) -> bool:
        """Whether the lowest and the highest are displayed apart."""
        if self.lowest is None or self.highest is None:
            return False
        ends = [one.value(place, period) for one in (self.lowest, self.highest)]
        shown = {r.rounded(end, self.decimals(place)) for end in ends if end is not None}
        return len(shown) > 1

    def is_bound(self, place: str, period: str) -> bool:
        """Whether a figure is the lowest it can be, and nothing says how high it can be."""
        has_ends = self.highest is not None and self.highest.value(place, period) is not None
        return self.figures.cell(place, period).status == "lower_bound" and not has_ends

    def known(self, place: str, period: str, now: str) -> Decimal | None:
        """A value that may be set beside ``now``: none from before the last break in the way."""
        return self.figures.value(place, period) if days_of(period)[0] >= self.comparable_since(now) else None

    def sum_to(self, place: str, period: str, length: int, now: str = "") -> Decimal | None:
        """The sum of some periods that end in one; None where one is absent, incomplete or before a break."""
        each = [self.known(place, shifted(period, -n), now or period) for n in range(length)]
        return None if None in each else sum((one for one in each if one is not None), Decimal(0))


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
        return Decimal(0) if self.now is None or self.then is None else self.now - self.then

    @property
    def moved(self) -> Decimal:
        """The difference in per cent of what it is compared with."""
        return 100 * self.difference / self.then if self.then else Decimal(0)

    @property
    def is_change(self) -> bool:
        """Whether the word is a change, which has a direction."""
        return self.word in WORDS[1:]


def level_of(place: str) -> Level:
    """The level a place's figures are of; those of the rest of a county are municipalities'."""
    return Level.NATION if place == "00" else Level.COUNTY if len(place) == 2 else Level.MUNICIPALITY


def sums_twelve(measure: Measure) -> bool:
    """Whether single months get no word, and twelve months are set beside the twelve before."""
    declared = measure.declared
    only = Comparison.TWELVE_MONTHS in declared.comparisons and Comparison.YEAR_ON_YEAR not in declared.comparisons
    return only and measure.grain == "month" and declared.kind not in (Kind.LUMPS, Kind.RARE)


def five_years(measure: Measure, place: str, period: str) -> list[Decimal]:
    """The known values of the five years before; empty under three fifths of them."""
    length = 5 * PARTS[measure.grain]
    found = [measure.known(place, shifted(period, -n), period) for n in range(1, length + 1)]
    values = [one for one in found if one is not None]
    return values if 5 * len(values) >= 3 * length else []


def is_rare(measure: Measure, place: str, period: str) -> bool:
    """Whether under thirty are expected; a measure of few events without history is rare."""
    kind = measure.declared.kind
    if kind not in (Kind.RARE, Kind.FLOW) or measure.declared.at_moment:
        return False
    before = five_years(measure, place, period)
    return sum(before) / len(before) < RARE_BELOW if before else kind is Kind.RARE


def judged(measure: Measure, place: str, period: str) -> Verdict:
    """The first rule that applies decides, in the printed order."""
    declared, cell, decimals = measure.declared, measure.figures.cell(place, period), measure.decimals(place)
    if level_of(place) not in declared.levels:
        return Verdict("not at level", period)
    if sums_twelve(measure):
        now, then = (measure.sum_to(place, one, 12, period) for one in (period, shifted(period, -12)))
        return Verdict("twelve", period, now, then, shifted(period, -12))
    if cell.value is None or cell.status in ABSENT:
        return Verdict("absent", period, status=cell.status)
    now, then_period = r.rounded(cell.value, decimals), a_year_before(period)
    before = measure.figures.cell(place, then_period)
    found = Verdict("", period, now, then_period=then_period)
    if cell.status == "incomplete":
        found.rule = "incomplete"
        return found
    if declared.kind is Kind.PROJECTION:
        found.rule = "projection"
        return found
    if declared.kind is Kind.GROWTH:
        found.rule = "growth"
        found.then = None if before.value is None else r.rounded(before.value, decimals)
        return found
    between = measure.breaks_between(then_period, period)
    apart = [one for one in between if one.severity is Severity.INCOMPARABLE]
    if (declared.kind is Kind.LUMPS or is_rare(measure, place, period)) and not (apart and _has(before)):
        return _counted(measure, place, found, before)
    if declared.kind is Kind.SEASON and part_of(period) in (3, 4) and measure.grain == "month":
        return _march_and_april(measure, place, found)
    if level_of(place) not in declared.compared_at or measure.is_interval(place, period):
        found.rule = "alone"
        return found
    if then_period < min(measure.figures.periods(place), default=period) or measure.is_interval(place, then_period):
        found.rule = "nothing before"
        return found
    if apart:
        found.rule, found.caveats = "break", apart
        return found
    return _compared(measure, place, found, before)


def _has(cell: Cell) -> bool:
    return cell.status != "not_published" or cell.value is not None


def _compared(measure: Measure, place: str, found: Verdict, before: Cell) -> Verdict:
    declared, decimals = measure.declared, measure.decimals(place)
    if before.value is None or before.status == "incomplete":
        found.rule, found.status = "absent before", before.status or "missing"
        return found
    found.then = r.rounded(before.value, decimals)
    if not declared.is_share and declared.kind is not Kind.PER_HEAD and found.then <= 0:
        found.rule = "zero"
        return found
    found.rule = "numbers"
    found.caveats = measure.breaks_between(found.then_period, found.period)
    if declared.kind is Kind.PER_HEAD:
        return found
    if measure.is_bound(place, found.period) or measure.is_bound(place, found.then_period):
        found.reason = "bound"
        return found
    if declared.verdict_of:
        found.reason = "verdict"
        return found
    raw = (measure.figures.value(place, found.period), before.value)
    word_of(measure, place, found, raw[0] or Decimal(0), raw[1])
    if declared.kind is not Kind.SURVEY and Comparison.MONTH_ON_MONTH in declared.comparisons:
        found.step, found.usual = _step_from_before(measure, place, found.period)
    return found


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
        certain = _is_certain(measure, place, found)
        found.word = _named(found, step) if certain else "uncertain"
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


def _is_certain(measure: Measure, place: str, found: Verdict) -> bool:
    if measure.margins is None:
        return False
    margins = [measure.margins.value(place, one) for one in (found.period, found.then_period)]
    if None in margins:
        return False
    return float(abs(found.difference)) > sqrt(sum(float(one) ** 2 for one in margins if one is not None))


def _failed(
    measure: Measure, place: str, found: Verdict, limits: Limits, raw: tuple[Decimal, Decimal], by_chance_only: bool
) -> str:
    """Why a difference past the first limit gets no word; empty where it may have one."""
    declared = measure.declared
    noise = [Decimal(str(one.tolerance)) for one in found.caveats if one.severity is Severity.NOISE]
    if noise and abs(found.difference) <= max(noise):
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


def _step_from_before(measure: Measure, place: str, period: str) -> tuple[Verdict | None, Decimal | None]:
    """The comparison with the period before and the usual step of the season, in per cent."""
    earlier = shifted(period, -1)
    now, before = (measure.figures.cell(place, one) for one in (period, earlier))
    usual = []
    for years in range(1, 6):
        pair = [measure.known(place, a_year_before(one, years), period) for one in (period, earlier)]
        if pair[0] is not None and pair[1]:
            usual.append(100 * (pair[0] - pair[1]) / pair[1])
    if len(usual) < 3 or now.value is None or before.value is None or before.value < PER_CENT_FROM:
        return None, None
    if {now.status, before.status} & {"incomplete", "lower_bound"}:
        return None, None
    between = measure.breaks_between(earlier, period)
    if any(one.severity is Severity.INCOMPARABLE for one in between):
        return None, None
    shown = [r.rounded(one, measure.declared.decimals) for one in (now.value, before.value)]
    step = Verdict("", period, shown[0], shown[1], earlier, caveats=between)
    word_of(measure, place, step, now.value, before.value, by_chance_only=True)
    return step, median(usual)


def _march_and_april(measure: Measure, place: str, found: Verdict) -> Verdict:
    if part_of(found.period) == 3:
        found.rule = "march"
        return found
    last_year = a_year_before(found.period)
    now, then = (measure.sum_to(place, one, 2, found.period) for one in (found.period, last_year))
    if now is None or then is None:
        found.rule = "march"
        return found
    found.now, found.then = now, then
    found.caveats = measure.breaks_between(last_year, found.period)
    if any(one.severity is Severity.INCOMPARABLE for one in found.caveats):
        found.rule = "break"
        return found
    word_of(measure, place, found, now, then)
    found.rule = "easter"
    return found


def _counted(measure: Measure, place: str, found: Verdict, before: Cell) -> Verdict:
    """Few events: the band, and twelve months beside the twelve before. Lumps: twelve months among ten years."""
    parts, period = PARTS[measure.grain], found.period
    year = measure.sum_to(place, period, parts)
    if measure.declared.kind is Kind.LUMPS:
        row = [measure.sum_to(place, a_year_before(period, n), parts, period) for n in range(1, 11)]
        if year is None and before.value == 0 and found.now:
            found.rule = "zero"
            return found
        found.rule, found.then = "lumps", year
        known = [one for one in row if one is not None]
        if year is not None and len(known) == 10:
            over, under = sum(one > year for one in known), sum(one < year for one in known)
            found.word, found.reason = "many" if under >= 9 else "few" if over >= 9 else "usual", f"{over} {under}"
        return found
    found.rule = "rare"
    values = five_years(measure, place, period)
    found.band = r.usual_band(values) if values else None
    earlier = measure.sum_to(place, shifted(period, -parts), parts, period)
    if year is None or earlier is None:
        return found
    found.usual, found.then = year, earlier
    if max(year, earlier) < 10:
        return found
    if year == earlier:
        found.word = "equal"
    elif r.within_chance(year, earlier, r.spread_over_mean(values)):
        found.word = "similar"
    else:
        step = limits_of("rare", is_share=False).step(100 * (year - earlier) / max(earlier, Decimal(1)))
        found.word = WORDS[step] if step else "similar"
    return found
