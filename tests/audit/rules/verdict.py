"""The verdict of one measure, place and period: the first printed rule that applies decides."""

from decimal import Decimal
from statistics import median

from loaders.ground.declarations import Comparison, Kind, Severity
from tests.audit import reckoning as r
from tests.audit.figures import ABSENT, PARTS, Cell, a_year_before, part_of, shifted
from tests.audit.printed import WORDS, limits_of
from tests.audit.rules.measure import Measure, five_years, is_rare, level_of, sums_twelve
from tests.audit.rules.words import Verdict, word_of

PER_CENT_FROM = 100


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
        ends = [a_year_before(period, n) for n in range(11)]
        bounds = any(measure.sums_a_bound(place, one, parts) for one in ends)
        if year is not None and len(known) == 10 and not bounds:
            over, under = sum(one > year for one in known), sum(one < year for one in known)
            found.word, found.reason = "many" if under >= 9 else "few" if over >= 9 else "usual", f"{over} {under}"
        return found
    found.rule = "rare"
    values = five_years(measure, place, period)
    found.band = r.usual_band(values) if values else None
    earlier = measure.sum_to(place, shifted(period, -parts), parts, period)
    if measure.sums_a_bound(place, period, 5 * parts + 1):
        found.band = None
    if year is None or earlier is None:
        return found
    found.usual, found.then = year, earlier
    if measure.sums_a_bound(place, period, 2 * parts):
        return found
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
