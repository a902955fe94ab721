"""The times a headline names, held against the periods its figures are of and are compared with."""

from collections.abc import Iterator, Sequence

from dashboard.words import swedish as sv
from dashboard.words.checking.findings import Fault, Finding
from dashboard.words.checking.judged_changes import Judging
from dashboard.words.checking.times import About, Time
from dashboard.words.checking.told_sv import both_numbers
from dashboard.words.checking.vocabulary import RECORD
from dashboard.words.judging.claims import Claim, Compared, Lumps, Projected, Rare, Uncompared
from dashboard.words.kinds import march_april
from loaders.ground.periods import Period, span


def times_of(judging: Judging) -> Iterator[Finding]:
    """The times that no claim they may speak of is of, or is compared with."""
    records = [match.span() for match in RECORD.finditer(judging.text)]
    for one in judging.times:
        if any(start <= one.start < end for start, end in records):
            continue
        spoken = judging.about(one.start)
        if one.is_compared:
            if not any(_is_compared_with(one, claim) for claim in spoken):
                yield _compared(judging, one, spoken)
        elif not any(_is_of(one, claim) or _is_told_beside(judging, one, claim) for claim in spoken):
            yield _period(judging, one, spoken)


def _compared_periods(claim: Claim) -> list[Period]:
    """What the claim's number is compared with, the comparison it is told by first."""
    found: list[Period] = []
    now = claim.facts.now.period
    if isinstance(claim, Compared):
        found.append(claim.then_period)
        if claim.step_from_before is not None:
            found.append(claim.step_from_before.claim.then_period)
    elif isinstance(claim, Rare | Lumps | Uncompared):
        found.append(now.back())
    if isinstance(claim, Projected):
        found += span(str(claim.then_period), str(now))
    return found


def _is_compared_with(one: Time, claim: Claim) -> bool:
    now = claim.facts.now.period
    if one.about is About.THIS_YEAR:
        return _is_of(one, claim)
    for then in _compared_periods(claim):
        if one.about is About.YEAR_BEFORE and sv.is_a_year_before(then, now):
            return True
        if one.about is About.STEP_BEFORE and then == now.shift(-1):
            return True
        if one.about is About.PERIOD and one.names(then) and (one.part or one.year):
            return True
    return False


def _is_of(one: Time, claim: Claim) -> bool:
    now = claim.facts.now.period
    if one.about is About.THIS_YEAR:
        return now.year == claim.facts.today.year
    if one.names(now) and (one.part or one.year):
        return True
    return march_april.is_pair(claim) and any(one.names(month) for month in (now.shift(-1), now.shift(1)))


def _is_told_beside(judging: Judging, one: Time, claim: Claim) -> bool:
    """Whether the time is what the claim is compared with, told with its number: *… och 57 i oktober i fjol*."""
    if not one.year or not any(one.names(then) for then in _compared_periods(claim)):
        return False
    start, _ = judging.clauses.spans[judging.clauses.at(one.start)]
    has_number = any(letter.isdigit() for letter in judging.text[start : one.start])
    return has_number or any(other is not one and _is_of(other, claim) for other in judging.times)


def _period(judging: Judging, one: Time, spoken: Sequence[Claim]) -> Finding:
    own = spoken[0].facts
    said = f"Rubriken säger {one.words.strip()}, siffrorna gäller {sv.period_name(own.now.period)}."
    return judging.finding(Fault.PERIOD, (one.start, one.end), said, numbers=both_numbers(spoken[0]))


def _compared(judging: Judging, one: Time, spoken: Sequence[Claim]) -> Finding:
    claim = spoken[0]
    compared = _compared_periods(claim)
    words = one.words.strip().removeprefix("i ")
    said = f"Rubriken jämför med {words}, "
    if compared:
        said += f"siffrorna jämför med {sv.period_name(compared[0])}."
    else:
        said += "siffrorna jämförs inte med något."
    return judging.finding(Fault.COMPARED, (one.start, one.end), said, numbers=both_numbers(claim))
