"""The sentences after the claim of a level: the year so far, the share's verdict, other places, riket, a recovery."""

from dataclasses import replace
from decimal import Decimal

import numpy as np

from dashboard import words
from dashboard.data.series import Data
from dashboard.views import judged
from dashboard.views.scene import Scene, scene
from dashboard.views.selection import Selection
from dashboard.views.told import revisions
from dashboard.words import Branch, Claim, Compared, Facts, Number, Observation, swedish
from dashboard.words.kinds import beside
from dashboard.words.one_word import verdict
from dashboard.words.swedish import PlaceForm
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Comparison, Grain, Kind, Level, Status
from loaders.ground.errors import NothingPublishedYet, StoreError, UsageError
from loaders.ground.panel import STATUS_CODE
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.places import Place
from loaders.ground.vocabulary import label_sv

_NOT_THERE = (NothingPublishedYet, StoreError, UsageError)
_NOT_WHOLE = (Status.LOWER_BOUND, Status.INCOMPLETE)
_BOUND = STATUS_CODE[Status.LOWER_BOUND]
WORKPLACE, RESIDENCE = "workplace", "residence"
YOUNG = "18-24"
POPULATION, POPULATION_CHANGE = "population", "population_change"
_FALL_TOGETHER = {"unemployment_rate": "employment_rate", "employment_rate": "unemployment_rate"}


def sentences(seen: Scene, data: Data, claim: Claim) -> str:
    """All that is said after the claim; empty where nothing is."""
    if not isinstance(claim, Number):
        return ""
    told = [revisions.revised(seen, data, claim)]
    if Comparison.YEAR_TO_DATE in seen.indicator.comparisons:
        told.append(words.year_to_date(claim))
    told += [
        words.normal_year(claim),
        words.bounds_so_far(claim),
        _verdict_of_share(seen, data, claim),
        _both_fell(seen, data, claim),
        _rest_of_county(seen, data, claim),
        _largest_change(seen, data),
        recovery(seen, claim, seen.selection.since),
        share_of_nation(seen, data, claim),
        _per_thousand(seen, data, claim),
        beside.mean_level(claim),
        _net_commuting(seen, data, claim),
        _flows(seen, data, claim),
        stock(seen, data, claim),
    ]
    return " ".join(filter(None, told))


def _other(indicator_id: str, seen: Scene, data: Data, **changed: str) -> Scene | None:
    """Another measure for the same place, people and period; None where it has no figure there."""
    declared = catalogue.indicator(indicator_id)
    slice_ = dict(seen.selection.slice) | changed
    chosen = tuple((name, code) for name, code in slice_.items() if name in declared.default_slice)
    selection = Selection(indicator=indicator_id, region=seen.own.code, slice=chosen, as_of=seen.selection.as_of)
    try:
        found = scene(replace(selection, until=seen.newest), data) if data.has(indicator_id) else None
    except _NOT_THERE:
        return None
    is_same = found is not None and found.newest == seen.newest and found.own.code == seen.own.code
    return found if is_same else None


def _verdict_of_share(seen: Scene, data: Data, claim: Claim) -> str:
    """The word of the share of which these persons are the numerator; empty where it has none."""
    if not seen.indicator.verdict_of or claim.branch is Branch.INCOMPARABLE:
        return ""
    return share_verdict(seen, data)


def share_verdict(seen: Scene, data: Data, **changed: str) -> str:
    """The sentence of the share for the same people, or for others; empty where it has no word."""
    found = _other(seen.indicator.verdict_of, seen, data, **changed)
    if found is None:
        return ""
    share = judged.judged(found, data, found.own, found.newest)
    is_judged = isinstance(share, Compared) and share.branch is Branch.ORDINARY and bool(verdict(share))
    return words.sentence(share, PlaceForm.OMITTED) if is_judged else ""


def untouched(seen: Scene, data: Data, claim: Claim) -> str:
    """What may be said of the young where a break in the age limits keeps the total from being compared."""
    indicator, as_of = seen.indicator, seen.selection.as_of
    counted = claim.branch is Branch.INCOMPARABLE and not indicator.is_share
    if not counted or seen.selection.slice or "age" not in indicator.dimensions:
        return ""
    if YOUNG not in data.codes(indicator.id, "age", as_of):
        return ""
    chosen = {**seen.selection.full_slice(), "age": YOUNG}
    own, raw = seen.own, data.series(indicator.id, chosen, (seen.own.code,), as_of)
    observed: dict[str, Observation] = {
        p: Observation(p, raw.value(own.code, p), raw.status_of(own.code, p), raw.symbol_of(own.code, p))
        for p in raw.periods
        if p <= seen.newest
    }
    young = words.judge(Facts.of_series(indicator, own, observed, seen.newest, as_of or data.today(), slice=chosen))
    if not isinstance(young, Number):
        return ""
    told = words.subgroup(young, f"unga {label_sv('age', YOUNG)}")
    share = share_verdict(seen, data, age=YOUNG) if indicator.verdict_of else ""
    return f"{told} {share}".strip()


def _both_fell(seen: Scene, data: Data, claim: Claim) -> str:
    """That unemployment and employment both fell, on the page of either."""
    if not isinstance(claim, Compared) or not claim.word.is_change or claim.direction > 0:
        return ""
    partner = _FALL_TOGETHER.get(seen.indicator.id)
    found = _other(partner, seen, data) if partner else None
    return judged.both_fell((claim, judged.judged(found, data, found.own, found.newest))) if found else ""


def _rest_of_county(seen: Scene, data: Data, claim: Claim) -> str:
    """A large municipality's share beside that of the rest of its county."""
    rest = next((place for place in seen.compare if place.is_rest_of_county), None)
    if rest is None or seen.indicator.kind is not Kind.RATE or seen.own.level is not Level.MUNICIPALITY:
        return ""
    return beside.rest_of_county(claim, judged.judged(seen, data, rest, seen.newest))


def _largest_change(seen: Scene, data: Data) -> str:
    """The municipality whose figure changed most in a year, on the county's page."""
    inside = [place for place in seen.places if place.level is Level.MUNICIPALITY and place.county == seen.own.code]
    judges = seen.indicator.kind not in (Kind.RARE, Kind.LUMPS, Kind.GROWTH, Kind.PER_HEAD, Kind.SURVEY)
    if seen.own.level is not Level.COUNTY or seen.own.is_summed or not judges or len(inside) < 2:
        return ""
    return beside.largest_change([judged.judged(seen, data, place, seen.newest) for place in inside])


def recovery(seen: Scene, claim: Number, since: str) -> str:
    """How much of a rise since a first month has been taken back, in shares of the same calendar month."""
    if not seen.indicator.recovers or not since or seen.indicator.grain is not Grain.MONTH:
        return ""
    now = Period(seen.newest)
    row = dict(zip(seen.raw.periods, seen.raw.row(seen.own.code).tolist(), strict=True))
    same = {p: v for p, v in row.items() if since <= p < now and p.part == now.part and not np.isnan(v)}
    if not same:
        return ""
    first = min(same)
    peak = max(same, key=lambda period: (same[period], period))
    return beside.recovery(claim, (first, same[first]), (peak, same[peak]))


def share_of_nation(seen: Scene, data: Data, claim: Number) -> str:
    """The place's share of riket beside its share of the key, of the same year."""
    nation = next((place for place in seen.places if place.code == places.NATION), None)
    key = seen.indicator.key
    if not key or nation is None or seen.own.code == places.NATION or claim.branch is Branch.INCOMPLETE:
        return ""
    summed = seen.indicator.kind in (Kind.FLOW, Kind.SEASON) and not seen.indicator.at_moment
    part = _part(seen, nation, summed)
    found = _key_part(seen, data, nation)
    if part is None or found is None:
        return ""
    until = beside.until_text(claim) if summed else ""
    when = swedish.in_period(found[1], claim.facts.today)
    return beside.share_of_nation(claim, part, found[0], until, catalogue.indicator(key), when)


def _per_thousand(seen: Scene, data: Data, claim: Number) -> str:
    """Twelve months of events per 1 000 of what they happen to, where the place has its number in the same year."""
    key = seen.indicator.per_thousand
    at = seen.raw.periods.index(seen.newest)
    length = PARTS_PER_YEAR[seen.indicator.grain]
    if not key or at + 1 < length:
        return ""
    months = seen.raw.periods[at + 1 - length : at + 1]
    is_counted = all(seen.raw.status_of(seen.own.code, month) not in _NOT_WHOLE for month in months)
    events = seen.raw.row(seen.own.code)[at + 1 - length : at + 1].sum()
    found = _newest_of_year(seen, data, key, (seen.own.code,))
    if not is_counted or np.isnan(events) or found is None:
        return ""
    (number,), period = found
    when = swedish.in_period(period, claim.facts.today)
    return beside.per_thousand(claim, float(1000 * events / number), catalogue.indicator(key), when)


def _part(seen: Scene, nation: Place, summed: bool) -> float | None:
    """Per cent of riket: of twelve months for what is summed, else of the period. None where one is a lowest number."""
    length = PARTS_PER_YEAR[seen.indicator.grain] if summed else 1
    at = seen.raw.periods.index(seen.newest)
    rows = [seen.raw.regions.index(place.code) for place in (seen.own, nation)]
    if at + 1 < length or (seen.raw.status[rows, at + 1 - length : at + 1] == _BOUND).any():
        return None
    own, whole = (seen.raw.row(place.code)[at + 1 - length : at + 1].sum() for place in (seen.own, nation))
    return None if np.isnan(own) or np.isnan(whole) or whole <= 0 or own < 0 else float(100 * own / whole)


def _net_commuting(seen: Scene, data: Data, claim: Number) -> str:
    """Those who work in a place over the employed who live there, where a measure counts both."""
    chosen = seen.selection.full_slice()
    if chosen.get("basis") != WORKPLACE or seen.own.level is Level.NATION or claim.branch is Branch.INCOMPLETE:
        return ""
    living = data.series(
        seen.indicator.id, {**chosen, "basis": RESIDENCE}, (seen.own.code,), seen.selection.as_of
    ).value(seen.own.code, seen.newest)
    return "" if living is None else beside.net_commuting(claim, living)


def _flows(seen: Scene, data: Data, claim: Number) -> str:
    """The sum of twelve monthly changes beside the population's change in a year, where the two differ."""
    if seen.indicator.id != POPULATION or not data.has(POPULATION_CHANGE):
        return ""
    flows = _population_row(POPULATION_CHANGE, seen, data)
    months = [flows.get(Period(seen.newest).shift(-n)) for n in range(PARTS_PER_YEAR[Grain.MONTH])]
    known = [month for month in months if month is not None]
    return beside.flows_beside_stock(claim, sum(known, Decimal(0))) if len(known) == len(months) else ""


def stock(seen: Scene, data: Data, claim: Claim) -> str:
    """The population's change in a year beside the sum of twelve monthly changes, where the two differ."""
    is_whole = seen.indicator.id == POPULATION_CHANGE and not seen.selection.slice
    if not is_whole or not isinstance(claim, Number) or not data.has(POPULATION):
        return ""
    people, now = _population_row(POPULATION, seen, data), Period(seen.newest)
    if now not in people or now.back() not in people:
        return ""
    return beside.stock_beside_flows(claim, people[now] - people[now.back()])


def _population_row(indicator_id: str, seen: Scene, data: Data) -> dict[str, Decimal]:
    """A count of the people of the scene's place by period, as displayed; without those that are absent."""
    declared = catalogue.indicator(indicator_id)
    try:
        series = data.series(indicator_id, declared.default_slice, (seen.own.code,), seen.selection.as_of)
    except _NOT_THERE:
        return {}
    row = zip(series.periods, series.row(seen.own.code).tolist(), strict=True)
    return {period: swedish.displayed(value, declared.decimals) for period, value in row if not np.isnan(value)}


def _key_part(seen: Scene, data: Data, nation: Place) -> tuple[float, str] | None:
    """Per cent of riket's key in the newest month of the same year that is not after the period, and that month."""
    found = _newest_of_year(seen, data, seen.indicator.key, (seen.own.code, nation.code))
    if found is None:
        return None
    (own, whole), period = found
    return 100 * own / whole, period


def _newest_of_year(
    seen: Scene, data: Data, indicator_id: str, codes: tuple[str, ...]
) -> tuple[list[float], Period] | None:
    """Another count for places in the newest month of the same year that is not after the period; none of them 0."""
    try:
        chosen = catalogue.indicator(indicator_id).default_slice
        series = data.series(indicator_id, chosen, codes, seen.selection.as_of)
    except _NOT_THERE:
        return None
    now = Period(seen.newest)
    for n in range(len(series.periods) - 1, -1, -1):
        values, period = series.values[:, n], series.periods[n]
        if period.year == now.year and period.last_day <= now.last_day and (values > 0).all():
            return values.tolist(), period
    return None
