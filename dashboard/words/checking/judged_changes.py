"""What a headline says of changes, held against what the rules say of the same numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.checking import told_sv, vocabulary
from dashboard.words.checking.findings import Fault, Finding
from dashboard.words.checking.measures import Measures
from dashboard.words.checking.named_places import Named
from dashboard.words.checking.quantities import small_number
from dashboard.words.checking.statements import Clauses, Statement, Strength
from dashboard.words.checking.times import About, Time
from dashboard.words.judging.claims import Branch, Claim, Compared, Lumps, Number, Projected, Rare, Word
from dashboard.words.judging.thresholds import Step
from loaders.ground.periods import Period

_SIGNED = frozenset({"change", "natural", "domestic_net", "foreign_net", "adjustment"})
"""Parts of a change of the population: their sign is the direction."""
_BESIDE_USUAL = re.compile(r"\s+än (?:\w+ )?(?:brukligt|vanligt|normalt|väntat|snittet|genomsnittet|prognos\w*)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """A headline that is judged: its text in parts, the claims, and the headline that the rules allow."""

    text: str
    claims: tuple[Claim, ...]
    clauses: Clauses
    measures: Measures
    times: Sequence[Time]
    places: Sequence[Named]
    allowed: str

    def about(self, position: int) -> list[Claim]:
        """The claims that are spoken of at a position, the own place's first; all where nothing tells them apart."""
        start, end = self.clauses.spans[self.clauses.at(position)]
        which = self.measures.claims_at(position, start, end) or frozenset(range(len(self.claims)))
        spoken = [self.claims[n] for n in sorted(which)]
        named = [one for one in self.places if start <= one.start < end and not (one.is_compared or one.is_group)]
        here = [claim for claim in spoken if any(one.is_place(claim.facts.place) for one in named)]
        return here or spoken

    def finding(self, fault: Fault, span: tuple[int, int], said: str, *, numbers: str = "", limit: str = "") -> Finding:
        """A finding on a part of the headline."""
        start, end = span
        return Finding(
            fault=fault,
            words=self.text[start:end],
            start=start,
            end=end,
            said_sv=said,
            numbers_sv=numbers,
            limit_sv=limit,
            allowed_sv=self.allowed,
        )


def changes(judging: Judging, said: Sequence[Statement]) -> Iterator[Finding]:
    """The statements that no claim they may speak of bears out."""
    for one in said:
        _, end = judging.clauses.spans[one.clause]
        if _BESIDE_USUAL.match(judging.text, one.end):
            continue
        spoken = judging.about(one.start)
        if one.is_pace and not all(claim.branch is Branch.GROWTH for claim in spoken):
            continue
        other = next((p for p in judging.places if one.end <= p.start < end and p.is_compared), None)
        if other is not None:
            yield from _beside_place(judging, one, other, spoken)
            continue
        steps = _beside_step(judging, one, end, spoken)
        faults = [_fault(judging, one, claim) for claim in (steps or spoken)]
        if faults and all(fault is not None for fault in faults):
            yield next(fault for fault in faults if fault is not None)


def _beside_step(judging: Judging, one: Statement, end: int, spoken: Sequence[Claim]) -> list[Claim]:
    """The comparisons with the period before, where the headline makes them and the measure has them."""
    then = next((t for t in judging.times if one.start <= t.start < end and t.is_compared), None)
    if then is None:
        return []
    found: list[Claim] = []
    for claim in spoken:
        step = claim.step_from_before if isinstance(claim, Compared) else None
        is_meant = then.about is About.STEP_BEFORE or (then.about is About.PERIOD and then.part)
        if step is not None and is_meant and (not then.part or then.names(step.claim.then_period)):
            found.append(step.claim)
    return found


def _beside_place(judging: Judging, one: Statement, other: Named, spoken: Sequence[Claim]) -> Iterator[Finding]:
    """*Lägre än i riket*: the two numbers of the same period are compared, if both are known."""
    for claim in spoken:
        there = next(
            (
                c
                for c in judging.claims
                if c is not claim and other.is_place(c.facts.place) and c.facts.indicator.id == claim.facts.indicator.id
            ),
            None,
        )
        if isinstance(claim, Number) and isinstance(there, Number):
            apart = claim.now - there.now
            if (apart > 0) - (apart < 0) not in one.directions:
                indicator, name = claim.facts.indicator, there.facts.place.full_name
                told = told_sv.difference(indicator, apart)
                said = f"Rubriken säger {one.words.lower()} än i {name}, siffrorna säger {told}."
                here, beside = (nouns.value_text(indicator, number) for number in (claim.now, there.now))
                numbers = f"{here} i {claim.facts.place.full_name}, {beside} i {name}."
                yield judging.finding(Fault.DIRECTION, (one.start, one.end), said, numbers=numbers)
            return


def _allowed(claim: Claim, said: Statement) -> frozenset[int]:
    """The directions that may be said of a claim: none where nothing may."""
    match claim:
        case Compared() if said.is_pace:
            return frozenset({claim.direction})
        case Projected():
            return frozenset({(claim.growth > 0) - (claim.growth < 0)})
        case Rare():
            return _of_rare(claim, said)
        case Lumps():
            standing = claim.year.standing if claim.year is not None else None
            return frozenset() if standing is None else frozenset({standing.position})
        case Compared() if claim.word.is_change:
            return frozenset({claim.direction})
        case Compared() if claim.word is not Word.NONE:
            return frozenset({0})
        case Compared() if _is_signed(claim):
            return frozenset({claim.direction, (claim.now > 0) - (claim.now < 0)})
        case Compared() if claim.gate is None or claim.difference == 0:
            return frozenset({claim.direction})
        case Number() if _is_signed(claim):
            return frozenset({(claim.now > 0) - (claim.now < 0)})
    return frozenset()


def _of_rare(claim: Rare, said: Statement) -> frozenset[int]:
    if said.is_unusual or (said.directions == {0} and not said.is_same and claim.band is not None):
        return frozenset() if claim.band is None else frozenset({claim.band.position})
    if claim.year is None or claim.word is Word.NONE:
        return frozenset()
    apart = claim.year.now - claim.year.before
    return frozenset({(apart > 0) - (apart < 0)}) if claim.word.is_change else frozenset({0})


def _is_signed(claim: Number) -> bool:
    """Whether the number is a change already, so that its sign is a direction."""
    return claim.branch is Branch.GROWTH or claim.facts.values.get("component") in _SIGNED


def _fault(judging: Judging, said: Statement, claim: Claim) -> Finding | None:
    span, up = (said.start, said.end), 1 in said.directions
    if not said.directions & _allowed(claim, said):
        told = f"Rubriken säger {_spoken(judging, said)}, siffrorna säger {told_sv.verdict(claim)}."
        asked = Step.UNCHANGED if said.directions == {0} else _asked(said)
        return _told(judging, Fault.DIRECTION, span, told, claim, asked, up)
    if said.is_same and (claim.word is Word.WITHIN or isinstance(claim, Lumps)):
        told = f"Rubriken säger {said.words.lower()}, siffrorna säger {told_sv.verdict(claim)}."
        return _told(judging, Fault.DIRECTION, span, told, claim, Step.UNCHANGED, up)
    if said.is_unusual and isinstance(claim, Compared):
        return None
    return _too_strong(judging, said, claim, up)


def _too_strong(judging: Judging, said: Statement, claim: Claim, up: bool) -> Finding | None:
    if said.strength is None or len(said.directions) != 1 or 0 in said.directions:
        return None
    is_right = claim.word is (Word.CLEAR if said.strength is Strength.STRONG else Word.SLIGHT)
    if is_right:
        return None
    told = f"Rubriken säger {_spoken(judging, said)}, siffrorna säger {told_sv.verdict(claim)}."
    return _told(judging, Fault.STRENGTH, (said.start, said.end), told, claim, _asked(said), up)


def _asked(said: Statement) -> Step:
    """The step that the limit is told of: the least that bears the statement out."""
    return Step.CLEAR if said.strength is Strength.STRONG else Step.SLIGHT


def _spoken(judging: Judging, said: Statement) -> str:
    """The words with what they say of the size, in the order they stand: *kraftigt lägre*, *ökade rejält*."""
    word, strength = said.words.lower(), said.strength_words.lower()
    if not strength or strength == word:
        return word
    is_before = strength in judging.text[: said.start].lower().split()[-2:]
    return f"{strength} {word}" if is_before else f"{word} {strength}"


def _told(
    judging: Judging, fault: Fault, span: tuple[int, int], told: str, claim: Claim, asked: Step, up: bool
) -> Finding:
    return judging.finding(
        fault, span, told, numbers=told_sv.both_numbers(claim), limit=told_sv.limit(claim, asked, up)
    )


def extremes(judging: Judging) -> Iterator[Finding]:
    """*Rekord*, *lägst sedan 2019*: held against the comparable history; nothing where none is known."""
    for match in vocabulary.RECORD.finditer(judging.text):
        lowest = vocabulary.LOW_RECORD.search(match[0]) is not None
        spoken = judging.about(match.start())
        broken = [_broken(claim, lowest, _since(match[0], claim)) for claim in spoken]
        if broken and all(one is not None for one in broken):
            period, value = next(one for one in broken if one is not None)
            claim = spoken[0]
            indicator = claim.facts.indicator
            number = nouns.value_text(indicator, sv.displayed(value, indicator.decimals))
            yield judging.finding(
                Fault.EXTREME,
                match.span(),
                f"Rubriken säger {match[0].lower()}, men {sv.period_name(period)} var det {number}.",
                numbers=told_sv.both_numbers(claim),
            )


def _since(record: str, claim: Claim) -> int:
    """The first year that a record is said to be of; 0 where it is of all."""
    if year := re.search(r"sedan ((?:19|20)\d\d)", record):
        return int(year[1])
    years = re.search(r"på (\w+) år", record)
    if years is None or (length := small_number(years[1])) is None:
        return 0
    return claim.facts.now.period.year - length


def _broken(claim: Claim, lowest: bool, since: int) -> tuple[Period, float] | None:
    """The period whose number goes beyond that of the claim, the furthest one; None where none does."""
    facts = claim.facts
    if not isinstance(claim, Number) or facts.now.value is None or isinstance(claim, Rare | Lumps):
        return None
    before = [
        (Period(period), value)
        for period, value in facts.comparable_history.items()
        if value is not None and value == value and Period(period) < facts.now.period and Period(period).year >= since
    ]
    beyond = [one for one in before if (one[1] < facts.now.value if lowest else one[1] > facts.now.value)]
    if not beyond:
        return None
    return (min if lowest else max)(beyond, key=lambda one: one[1])
