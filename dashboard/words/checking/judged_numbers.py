"""The numbers of a headline, held against those of its figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from dashboard.words.checking.findings import Fault, Finding
from dashboard.words.checking.judged_changes import Judging
from dashboard.words.checking.known_numbers import Known, known, ratio_is, those_said
from dashboard.words.checking.quantities import Quantity, Unit
from dashboard.words.checking.told_sv import both_numbers
from dashboard.words.judging.claims import Claim, Compared, Rare

_COMPARES = re.compile(
    r"(?<!\w)(?:mot|från|än|jämfört|tidigare|förra|fjol|före|innan|sedan|medan|som)(?!\w)|\(|[–—-] ",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<!\w)från\s+(?:\w+\s+)?$", re.IGNORECASE)
_MULTIPLES = "”Dubbelt” sägs från 1,8 till 2,2 gånger, ”hälften” från 0,45 till 0,55."


def numbers(
    judging: Judging, said: Sequence[Quantity], figures: Sequence[float], earlier: Sequence[float]
) -> Iterator[Finding]:
    """The numbers that are not among the figures, or are those of another period than is said."""
    everything = known(judging.claims, figures, earlier)
    for n, one in enumerate(said):
        claims = judging.about(one.start)
        if one.unit is Unit.TIMES:
            if not any(ratio_is(one, *pair) for pair in _pairs(claims)):
                told = f"Rubriken säger {_with_around(one)}, det säger inte siffrorna."
                yield _finding(judging, one, told, claims[0], limit=_MULTIPLES)
            continue
        meant = those_said(one, known(claims, figures)) or those_said(one, everything)
        if not meant:
            told = f"Rubriken säger {_with_around(one)}; det finns inte bland siffrorna."
            yield _finding(judging, one, f"{told}{_about_unit(one, claims)}", claims[0])
        elif _is_of_before(judging, said, n, meant, everything):
            which = "talet som det jämförs med" if any(number.unit for number in meant) else "ett tidigare tal"
            told = f"Rubriken säger {_with_around(one)}; det är {which}."
            yield _finding(judging, one, told, claims[0])


def _finding(judging: Judging, one: Quantity, told: str, claim: Claim, limit: str = "") -> Finding:
    return judging.finding(Fault.NUMBER, (one.start, one.end), told, numbers=both_numbers(claim), limit=limit)


def _with_around(one: Quantity) -> str:
    return f"{one.around} {one.words}".strip().lower()


def _about_unit(one: Quantity, claims: Sequence[Claim]) -> str:
    """``Skillnaden mellan två andelar är i procentenheter.`` Empty where the unit is not what is wrong."""
    points = replace(one, unit=Unit.POINTS)
    if one.unit is Unit.PER_CENT and not one.is_part and those_said(points, known(claims, ())):
        return " Skillnaden mellan två andelar är i procentenheter."
    return ""


def _is_of_before(
    judging: Judging, said: Sequence[Quantity], n: int, meant: Sequence[Known], everything: Sequence[Known]
) -> bool:
    """Whether the number compared with stands as if it were the newest: alone, or after *från … till*."""
    if not all(one.is_then for one in meant):
        return False
    if n and judging.text[said[n - 1].end : said[n].start].strip().lower() == "till":
        first = said[n - 1]
        return _FROM.search(judging.text[: first.start]) is not None and any(
            not one.is_then for one in those_said(first, everything)
        )
    return _COMPARES.search(judging.text) is None


def _pairs(claims: Sequence[Claim]) -> Iterator[tuple[Decimal, Decimal]]:
    """The numbers now and then of each claim: of twelve months where they are what is compared."""
    for claim in claims:
        if isinstance(claim, Compared):
            yield claim.now, claim.then
        if isinstance(claim, Rare) and claim.year is not None:
            yield Decimal(claim.year.now), Decimal(claim.year.before)
