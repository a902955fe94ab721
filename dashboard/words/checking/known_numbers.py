"""The numbers that a claim holds, each with its unit: what a headline over it may say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from dashboard.words.checking.quantities import Quantity, Unit
from dashboard.words.judging.claims import Claim, Compared, Lumps, Number, Projected, Rare, Uncompared
from dashboard.words.judging.thresholds import PER_CENT_FROM
from dashboard.words.swedish import about, displayed
from loaders.ground.declarations import Kind

_SCALES = {"miljoner kronor": 10**6, "tusen kronor": 1000, "miljarder kronor": 10**9, "tusental kronor": 1000}
_PART_TOLERANCE = Decimal("0.1")
_TIMES_TOLERANCE, _TIMES_AROUND = Decimal("0.1"), Decimal("0.2")


@dataclass(frozen=True, slots=True)
class Known:
    """A number of the figures. unit None: told in the measure's unit, whatever that is.

    is_then: it is the number compared with, of another period than the claim.
    """

    value: Decimal
    unit: Unit | None
    decimals: int = 0
    is_then: bool = False


def known(claims: Sequence[Claim], figures: Iterable[float], earlier: Iterable[float] = ()) -> list[Known]:
    """What the claims know and what else the figure shows, in whole units. earlier: of what it shows, older numbers."""
    found: list[Known] = []
    for claim in claims:
        found += _of(claim)
    found += _between(claims)
    if claims and (in_units := _scale(claims[0])) != 1:  # *(74 310)* beside millions of kronor
        found += [replace(one, value=one.value / in_units) for one in found]
    decimals = max((claim.facts.indicator.decimals for claim in claims), default=1)
    scale = max((_scale(claim) for claim in claims), default=Decimal(1))
    found += [Known(abs(displayed(value, decimals)) * scale, None, decimals) for value in figures]
    found += [Known(abs(displayed(value, decimals)) * scale, None, decimals, is_then=True) for value in earlier]
    return found


def _scale(claim: Claim) -> Decimal:
    return Decimal(_SCALES.get(claim.facts.indicator.unit_sv.split(" per ")[0], 1))


def _of(claim: Claim) -> Iterator[Known]:
    if not isinstance(claim, Number):
        return
    indicator = claim.facts.indicator
    own = Unit.PER_CENT if indicator.is_share or indicator.kind is Kind.GROWTH else Unit.COUNT
    scale, decimals = _scale(claim), indicator.decimals
    yield Known(abs(claim.now) * scale, own, decimals)
    for margin in (claim.facts.margin_now, claim.facts.margin_then):
        if margin is not None:
            yield Known(displayed(margin, decimals), Unit.POINTS if own is Unit.PER_CENT else own, decimals)
    then = claim.facts.then
    if then is not None and then.value is not None and not isinstance(claim, Uncompared):
        yield Known(abs(displayed(then.value, decimals)) * scale, own, decimals, is_then=True)
    if isinstance(claim, Compared):
        yield from _compared(claim, own, scale)
        step = claim.step_from_before
        if step is not None:
            yield from _compared(step.claim, own, scale)
    if isinstance(claim, Rare | Lumps):
        yield from _years(claim)


def _compared(claim: Compared, own: Unit, scale: Decimal) -> Iterator[Known]:
    indicator = claim.facts.indicator
    yield Known(abs(claim.then) * scale, own, indicator.decimals, is_then=True)
    apart = abs(claim.difference)
    yield Known(apart * scale, Unit.POINTS if own is Unit.PER_CENT else own, indicator.decimals)
    if own is Unit.COUNT and min(claim.now, claim.then) >= PER_CENT_FROM:
        yield Known(100 * apart / claim.then, Unit.PER_CENT, 3)
    if claim.persons is not None:
        yield Known(Decimal(str(claim.persons)), Unit.COUNT)
        yield Known(about(claim.persons), Unit.COUNT)
    if isinstance(claim, Projected):
        yield Known(abs(claim.growth), Unit.PER_CENT, 1)


def _years(claim: Rare | Lumps) -> Iterator[Known]:
    if claim.year is None:
        return
    yield Known(Decimal(claim.year.now), Unit.COUNT)
    if isinstance(claim, Rare) and claim.year is not None:
        now, before = claim.year.now, claim.year.before
        yield Known(Decimal(before), Unit.COUNT, is_then=True)
        yield Known(Decimal(abs(now - before)), Unit.COUNT)
        if min(now, before) >= PER_CENT_FROM:
            yield Known(100 * Decimal(abs(now - before)) / before, Unit.PER_CENT, 3)
    if isinstance(claim, Rare) and claim.band is not None:
        yield Known(Decimal(claim.band.low), Unit.COUNT)
        yield Known(Decimal(claim.band.high), Unit.COUNT)


def _between(claims: Sequence[Claim]) -> Iterator[Known]:
    """The distances between places whose claims are of one measure and one period."""
    for n, one in enumerate(claims):
        for other in claims[n + 1 :]:
            if not (isinstance(one, Number) and isinstance(other, Number)):
                continue
            facts = one.facts
            if facts.indicator.id == other.facts.indicator.id and facts.now.period == other.facts.now.period:
                unit = Unit.POINTS if facts.indicator.is_share else Unit.COUNT
                yield Known(abs(one.now - other.now) * _scale(one), unit, facts.indicator.decimals)


def those_said(said: Quantity, numbers: Iterable[Known]) -> list[Known]:
    """Those of the numbers that a number said may be, rounded no more than it says."""
    return [one for one in numbers if _is(said, one)]


def _is(said: Quantity, one: Known) -> bool:
    is_bare = said.unit is Unit.COUNT and said.decimals > 0  # *4,1 mot 4,4*: a share without its unit
    if one.unit is not None and one.unit is not said.unit and not is_bare:
        return False
    if one.unit is None and said.unit is Unit.POINTS:
        return False
    if said.is_part:
        return abs(one.value - said.value) <= _PART_TOLERANCE * said.value
    if said.around:
        return _is_around(said, one.value)
    if said.decimals > one.decimals and one.decimals < 3:
        return one.value == said.value
    try:
        return one.value.quantize(Decimal(1).scaleb(-said.decimals), rounding=ROUND_HALF_UP) == said.value
    except InvalidOperation:
        return False


def _is_around(said: Quantity, value: Decimal) -> bool:
    """*Drygt* is not below, *knappt* not above, and none is further off than the number is round."""
    step = Decimal(1).scaleb(-said.decimals)
    apart = value - said.value
    if said.around in ("över", "mer än", "fler än", "drygt"):
        return 0 <= apart < (step if said.around == "drygt" else max(step, said.value / 4))
    if said.around in ("under", "färre än", "mindre än", "knappt", "nästan", "närmare"):
        return 0 <= -apart < (max(step, said.value / 4) if said.around in ("under", "färre än", "mindre än") else step)
    return abs(apart) <= max(step / 2, said.value / 20)


def ratio_is(said: Quantity, now: Decimal, then: Decimal) -> bool:
    """Whether the number now is so many times the one then, by a tenth (a fifth of *nästan dubbelt*)."""
    if then == 0:
        return False
    if said.value < 1:
        return now != 0 and ratio_is(replace(said, value=1 / said.value), then, now)
    ratio = now / then
    if said.around in ("över", "mer än", "drygt"):
        return said.value <= ratio <= said.value * (1 + _TIMES_AROUND)
    if said.around in ("knappt", "nästan", "närmare"):
        return said.value * (1 - _TIMES_AROUND) <= ratio <= said.value
    return abs(ratio - said.value) <= said.value * _TIMES_TOLERANCE
