"""Sentences that follow the claim on a measure's page: what other places, years and publications add to it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Branch, Claim, Compared, Number, Word
from dashboard.words.judging.gates import PERSONS
from dashboard.words.judging.thresholds import RECOVERY_FROM_POINTS, limits_of
from dashboard.words.kinds.ordinary import then_in
from dashboard.words.one_word import concludes_as, verdict
from loaders.ground import places
from loaders.ground.declarations import Grain, Indicator, Kind, Severity
from loaders.ground.places import Place


def rest_of_county(claim: Claim, rest: Claim) -> str:
    """``I övriga länet var den 3,4 procent.`` After the sentence with the place's own number; empty without both."""
    if not (isinstance(claim, Number) and isinstance(rest, Number)):
        return ""
    there = nouns.value_text(claim.facts.indicator, rest.now, rest.facts.now.status)
    return f"{sv.capital(sv.in_place(rest.facts.place))} var den {there}."


def made_of(place: Place) -> str:
    """``Småkommunerna är Bräcke, Ragunda och Strömsunds kommuner, sammanräknade här.`` Empty for other places."""
    if not place.is_own_area:
        return ""
    inside = sv.places_list([places.place(code) for code in place.parts])
    if inside == place.full_name:
        return f"{sv.capital(inside)} är sammanräknade här."
    return f"{sv.capital(place.full_name)} är {inside}, sammanräknade här."


def sums_told(codes: Iterable[str]) -> tuple[str, ...]:
    """A sentence on each of the places that are sums made here, of which no publisher has a figure."""
    found = [place for code in codes if (place := places.place(code)).is_summed]
    return tuple(
        made_of(place) or f"{place.name} ({place.code}) är länets andra kommuner, sammanräknade här." for place in found
    )


def largest_change(claims: Sequence[Claim], among: str = "länets kommuner") -> str:
    """``Störst förändring bland länets kommuner hade Strömsunds kommun: 0,8 procentenheter högre än i augusti i fjol.``

    Among changes that have a word, by their size in points, persons or things; ties are shared. Empty where none has.
    Where a larger difference stands in the table without a word, the sentence says among whom its own is the largest:
    ``… bland kommuner med minst 20 personers skillnad hade …``.
    """
    compared = [one for one in claims if isinstance(one, Compared) and one.branch is Branch.ORDINARY]
    changed = [one for one in compared if one.word.is_change]
    if not changed:
        return ""
    largest = max(abs(one.difference) for one in changed)
    first = [one for one in changed if abs(one.difference) == largest]
    if larger := [one for one in compared if abs(one.difference) > largest]:
        among = _with_a_word(larger)
    opening = f"Störst förändring bland {among} hade {sv.places_list([one.facts.place for one in first])}"
    if len({one.direction for one in first}) > 1:
        return f"{opening}, {_size(first[0])} åt var sitt håll."
    return f"{opening}: {'båda ' if len(first) == 2 else ''}{_size(first[0])} {_more(first[0])} än {then_in(first[0])}."


def _with_a_word(others: Sequence[Compared]) -> str:
    """What those whose change has a word have in common, that these others lack."""
    if all(one.gate is not None and one.gate.name == PERSONS for one in others):
        return f"kommuner med minst {limits_of(others[0].facts.indicator).least_persons} personers skillnad"
    if all(one.word in (Word.SIMILAR, Word.WITHIN) for one in others):
        return "kommuner utanför vanlig variation"
    return "kommuner vars förändring får ett ord"


def _size(claim: Compared) -> str:
    indicator = claim.facts.indicator
    if indicator.is_share:
        return sv.points(claim.difference, indicator.decimals)
    return nouns.value_text(indicator, abs(claim.difference))


def _more(claim: Compared) -> str:
    up, kind = claim.direction > 0, claim.facts.indicator.kind
    if claim.facts.indicator.is_share or kind is Kind.AMOUNT:
        return "högre" if up else "lägre"
    return "fler" if up else "färre"


def share_of_nation(claim: Number, part: float, key_part: float, until: str, key: Indicator, key_when: str) -> str:
    """``Jämtlands län hade 1,6 procent av rikets gästnätter …, och 1,2 procent av befolkningen i september.``

    part, key_part: per cent of riket. until: ``de tolv månaderna till och med september``, empty without.
    key, key_when: what it is set beside, and when that was counted.
    """
    facts = claim.facts
    own_when = sv.in_period(facts.now.period, facts.today)
    own_when = "" if own_when == key_when else nouns.after_number(facts.indicator, own_when, bracketed=True)
    when = until or own_when
    words = nouns.wording(facts.indicator)
    key_sv = nouns.wording(key).whole_sv
    counted = nouns.things(facts) if words.things_sv else words.noun_sv or words.subject_sv
    whose = sv.capital(facts.place.full_name)
    first = f"{whose} hade {_part(part)} av rikets {counted}"
    link = f" {when}, och" if when else " och"
    whole = f"{first}{link} {_part(key_part)} av {key_sv} {key_when}."
    if nouns.words_in(whole) <= nouns.MAX_WORDS:
        return whole
    return f"{first} {when}. Av {key_sv} var det {_part(key_part)} {key_when}."


def per_thousand(claim: Number, rate: float, key: Indicator, when: str) -> str:
    """``De tolv månaderna till och med oktober var det 3,4 konkurser per 1 000 registrerade företag, räknat på …``

    rate: events of twelve months per 1 000 of what they happen to. key, when: what that is, and its month.
    """
    things = nouns.wording(claim.facts.indicator).things_sv
    number = sv.number(rate, 1 if sv.displayed(rate, 1) else 2)
    whole = (
        f"{sv.capital(until_text(claim))} var det {number} {things} per 1{sv.NBSP}000 {nouns.wording(key).things_sv}"
    )
    return f"{whole}, räknat på antalet {when} enligt {key.publisher_sv}."


def mean_level(claim: Number) -> str:
    """``Det är 1,7 under 100, som är medelvärdet över åren.`` Empty for what has no such level."""
    indicator = claim.facts.indicator
    if indicator.mean_level is None:
        return ""
    level = sv.displayed(indicator.mean_level, indicator.decimals)
    whole = sv.number(level)
    apart = claim.now - level
    if apart == 0:
        return f"Det är detsamma som {whole}, som är medelvärdet över åren."
    side = "över" if apart > 0 else "under"
    return f"Det är {sv.number(abs(apart), indicator.decimals)} {side} {whole}, som är medelvärdet över åren."


def net_commuting(claim: Number, living: float) -> str:
    """``Nettopendlingen är +210: så många fler arbetar i Åre kommun än det bor sysselsatta där (6 320 mot 6 110).``

    claim: of those who work in the place. living: the employed who live there, the same period and industry.
    """
    there = sv.displayed(living, claim.facts.indicator.decimals)
    apart, where = claim.now - there, sv.in_place(claim.facts.place)
    numbers = f"({sv.number(claim.now)} mot {sv.number(there)})"
    if apart == 0:
        return f"Nettopendlingen är noll: lika många arbetar {where} som det bor sysselsatta där."
    more = "fler" if apart > 0 else "färre"
    return (
        f"Nettopendlingen är {sv.signed(apart)}: så många {more} arbetar {where} än det bor sysselsatta där {numbers}."
    )


def flows_beside_stock(claim: Number, flows: Decimal) -> str:
    """``Månadernas folkökning ger tillsammans −166 personer. Talen skiljer sig, eftersom SCB lägger in …``

    claim: of the population, beside that of a year before; flows: the sum of its twelve monthly changes. Empty where
    both say the same.
    """
    if not isinstance(claim, Compared) or not sv.is_a_year_before(claim.then_period, claim.facts.now.period):
        return ""
    return _apart(claim, claim.difference, f"Månadernas folkökning ger tillsammans {_signed_persons(flows)}.", flows)


def stock_beside_flows(claim: Number, stock: Decimal) -> str:
    """The same beside the sum of twelve monthly changes; stock: the population less that of a year before."""
    return _apart(claim, claim.now, f"Folkmängden har ändrats med {_signed_persons(stock)} på samma tid.", stock)


def _apart(claim: Number, own: Decimal, told: str, other: Decimal) -> str:
    """What another way of counting gives, and why; empty where it gives the same."""
    if own == other:
        return ""
    facts = claim.facts
    noisy = any(
        one.severity is Severity.NOISE and one.concerns(facts.values) and one.period <= facts.now.period
        for one in facts.indicator.breaks
    )
    why = ", eftersom SCB lägger in små avvikelser i båda" if noisy else ""
    return f"{told} Talen skiljer sig{why}."


def _signed_persons(number: Decimal) -> str:
    return f"{sv.signed(number)} {'person' if abs(number) == 1 else 'personer'}"


def decimals_of_part(per_cent: float) -> int:
    """Decimals of a part of riket: two digits of it at least, so that 0,054 beside 0,055 is no 0,05 beside 0,06."""
    return 1 if per_cent >= 1 else 2 if per_cent >= 0.1 else 3


def _part(per_cent: float) -> str:
    return sv.percent(per_cent, decimals_of_part(per_cent))


def recovery(claim: Number, before: tuple[str, float], peak: tuple[str, float]) -> str:
    """How much of a rise since a chosen month has been taken back, of displayed shares of the same calendar month.

    before, peak: period and share. ``Från augusti 2021 (4,0 procent) steg arbetslösheten som mest till 5,0 procent, i
    augusti 2023. Av uppgången är 60 procent återhämtad.``
    """
    facts = claim.facts
    indicator, now = facts.indicator, claim.now
    start, top = (sv.displayed(one[1], indicator.decimals) for one in (before, peak))
    since = sv.period_name(before[0])
    subject = nouns.bare_subject(facts)
    if top - start < RECOVERY_FROM_POINTS:
        apart = now - start
        if apart == 0:
            return f"Sedan {since} är {subject} oförändrad ({nouns.value_text(indicator, start)})."
        word = "högre" if apart > 0 else "lägre"
        size = sv.points(apart, indicator.decimals)
        return f"Jämfört med {since} ({nouns.value_text(indicator, start)}) är {subject} {size} {word}."
    first = (
        f"Sedan {since} ({nouns.value_text(indicator, start)}) steg {subject} som mest till "
        f"{nouns.value_text(indicator, top)}, {sv.in_period(peak[0], facts.today)}."
    )
    regained = 100 * (top - now) / (top - start)
    if regained <= 0:
        return f"{first} Inget av uppgången är återhämtat."
    if regained >= Decimal(100):
        return f"{first} Hela uppgången är återhämtad."
    return f"{first} Av uppgången är {sv.percent(regained, 0)} återhämtad."


def revised(claim: Number, before: Claim, shown: date, *, whole: bool) -> str:
    """``Reviderat: arbetslösheten i mars var 3,4 procent, inte 3,5 som visades den 22 juni. Slutsatsen, …, står sig.``

    claim, before: of the period that was newest on the day ``shown``, as known now and then; whole: whether most of the
    series is revised. Empty where the displayed number is the same.
    """
    if not isinstance(before, Number) or before.now == claim.now:
        return ""
    facts = claim.facts
    when = sv.in_period(facts.now.period, facts.today)
    now = nouns.value_text(facts.indicator, claim.now, facts.now.status)
    then = sv.number(before.now, facts.indicator.decimals)
    day = sv.date_text(shown, with_year=shown.year != facts.today.year)
    opening = "Hela serien är reviderad: " if whole else "Reviderat: "
    first = f"{opening}{nouns.bare_subject(facts)} {when} var {now}, inte {then} som visades den {day}."
    said, earlier = verdict(claim), verdict(before)
    if said == earlier:
        return f"{first} Slutsatsen, {said}, står sig." if said else first
    if concludes_as(claim, before):
        return f"{first} Slutsatsen står sig i andra ord: {said}, då {earlier}."
    return f"{first} Slutsatsen ändras från {earlier or 'inget ord'} till {said or 'inget ord'}."


def until_text(claim: Number) -> str:
    """``de tolv månaderna till och med september``; empty for a year."""
    period = claim.facts.now.period
    if period.grain is Grain.YEAR:
        return ""
    count = "tolv månaderna" if period.grain is Grain.MONTH else "fyra kvartalen"
    return f"de {count} till och med {sv.period_today(period, claim.facts.today)}"
