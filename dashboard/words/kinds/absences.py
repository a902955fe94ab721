"""Sentences for what is not there, or must not be compared: each reason has its own."""

import re
from collections.abc import Sequence
from datetime import date

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Absent, Branch, Claim, Number, Uncompared
from dashboard.words.judging.counts import is_easter_month
from dashboard.words.judging.facts import Facts
from dashboard.words.judging.judge import sums_twelve_months
from dashboard.words.kinds.events import period_sentence
from dashboard.words.kinds.ordinary import lead, then_name
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Grain, Indicator, Level, Status
from loaders.ground.places import Place

LEVELS_SV = {Level.NATION: "riket", Level.AREA: "riksområden", Level.COUNTY: "län", Level.MUNICIPALITY: "kommuner"}
"""Where a measure exists, in words."""
_MOST_NAMED = 3
"""Places at one end of a spread that are named; more are counted."""


def levels_text(indicator: Indicator) -> str:
    """``län`` or ``riket och län``: the levels an indicator exists at."""
    return sv.listing(LEVELS_SV[level] for level in indicator.levels)


def not_at_level(indicator: Indicator, shown: Place | None = None) -> str:
    """``Varsel finns bara för län. Här visas Jämtlands län.`` The second sentence only with a place shown."""
    text = f"{indicator.short_title_sv} finns bara för {levels_text(indicator)}."
    return text if shown is None else f"{text} Här visas {shown.full_name}."


def municipalities_instead(
    indicator: Indicator,
    whose: str,
    when: str,
    lowest: tuple[str, Sequence[Place]],
    highest: tuple[str, Sequence[Place]],
) -> str:
    """What is shown of a measure that the place has no figure of, with the ends as text and the places that have them.

    ``Inpendlare finns bara för kommuner. Bilden visar kommunerna i Jämtlands län 2024 (personer): lägst 162 (Ragunda
    kommun), högst 9 526 (Östersunds kommun).``
    """
    if lowest[0] == highest[0]:
        return f"{not_at_level(indicator)} Bilden visar {whose} {when}: alla {lowest[0]}."
    ends = [
        f"{text} ({sv.places_list(who) if len(who) <= _MOST_NAMED else f'{sv.small_number(len(who))} kommuner'})"
        for text, who in (lowest, highest)
    ]
    return f"{not_at_level(indicator)} Bilden visar {whose} {when}: lägst {ends[0]}, högst {ends[1]}."


def _genitive(facts: Facts) -> str | None:
    """``oktobers`` where the year goes without saying, else None."""
    period = facts.now.period
    plain = sv.year_of(period) == facts.today.year or period.grain is Grain.YEAR
    return sv.capital(sv.period_genitive(period)) if plain else None


def _next(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return f"nästa väntas omkring den {sv.date_text(day, with_year=day.year != today.year)}"


def not_published(facts: Facts) -> str:
    """``Oktobers konkurser är ännu inte publicerade. Senaste uppgift gäller september; nästa väntas …``"""
    genitive = _genitive(facts)
    if genitive and nouns.counts_events(facts.indicator):
        first = f"{genitive} {nouns.things(facts)} är ännu inte publicerade."
    else:
        when = sv.in_period(facts.now.period, facts.today)
        first = f"Uppgiften om {nouns.bare_subject(facts)} {when} är ännu inte publicerad."
    latest = "" if facts.latest is None else f"senaste uppgift gäller {sv.period_today(facts.latest, facts.today)}"
    told = "; ".join(part for part in (latest, _next(facts.next_publication, facts.today)) if part)
    return nouns.join(first, f"{sv.capital(told)}." if told else "")


def suppressed(facts: Facts, form: PlaceForm) -> str:
    """Why a number is hidden: fewer than a stated number of persons, or secrecy in general."""
    below = re.fullmatch(r"<\s*(\d+)", facts.now.symbol)
    because = f", eftersom det är färre än {sv.small_number(int(below[1]))} personer" if below else " av sekretesskäl"
    when = sv.period_today(facts.now.period, facts.today)
    return f"{sv.capital(nouns.subject(facts, form))} visas inte för {when}{because}."


def missing(claim: Absent, form: PlaceForm) -> str:
    """Missing, withdrawn or not applicable, and a sum of twelve months with a hole."""
    facts = claim.facts
    when = sv.period_today(facts.now.period, facts.today)
    about = nouns.subject(facts, form)
    if sums_twelve_months(facts) and facts.now.value is not None:
        return f"{sv.capital(about)} på tolv månader till och med {when} visas inte. En månad saknas."
    if claim.status is Status.WITHDRAWN:
        return f"Källan har dragit in uppgiften om {about} för {when}."
    if claim.status is Status.NOT_APPLICABLE:
        return f"Uppgift om {about} är ej tillämplig för {when}: serien fanns inte då."
    return f"Uppgift om {about} saknas hos källan för {when}."


def incomplete(claim: Number, form: PlaceForm) -> str:
    """The newest number is known to change: shown, and not compared until it is whole.

    ``Oktober är inte komplett: hittills 2 089 avregistrerade företag i riket.`` with the month before; of a quarter or
    year, which is counted whole and then revised, that it is preliminary.
    """
    facts = claim.facts
    if not is_fragment(facts):
        return f"{period_sentence(claim, form)} Siffran är preliminär och {usual_revision(facts)}. {_WHEN_REVISED}"
    before = facts.before
    month = ""
    if before is not None and before.value is not None and before.status is not Status.INCOMPLETE:
        value = nouns.value_text(facts.indicator, sv.displayed(before.value, facts.indicator.decimals), before.status)
        month = f"{sv.capital(sv.in_period(before.period, facts.today))} var det {value}."
    first = f"{incomplete_month(claim, form)}. Siffran jämförs inte förrän månaden är komplett."
    return nouns.join(first, month)


_WHEN_REVISED = "Den jämförs när den har reviderats."


def is_fragment(facts: Facts) -> bool:
    """Whether an incomplete number is of a month that is still being counted, not one that is revised afterwards."""
    return facts.now.period.grain is Grain.MONTH


def incomplete_month(claim: Number, form: PlaceForm) -> str:
    """``Oktober är inte komplett: hittills 2 089 avregistrerade företag i riket``, without a full stop."""
    facts = claim.facts
    month = sv.capital(sv.period_today(facts.now.period, facts.today))
    if nouns.wording(facts.indicator).things_sv:
        told = nouns.number_of_things(facts, float(claim.now), form)
    else:
        told = nouns.join(nouns.value_text(facts.indicator, claim.now), sv.in_place(facts.place, form))
    return f"{month} är inte komplett: hittills {told}"


def usual_revision(facts: Facts) -> str:
    """``brukar höjas``, ``brukar sänkas`` from the indicator's own revisions; without two, ``brukar ändras``."""
    if len(facts.revisions) >= 2:
        rises = sum(revision > 0 for revision in facts.revisions)
        falls = sum(revision < 0 for revision in facts.revisions)
        if rises > 2 * falls:
            return "brukar höjas"
        if falls > 2 * rises:
            return "brukar sänkas"
    return "brukar ändras"


def not_compared(claim: Number) -> str:
    """Why there is no comparison: ``Uppgift för 2021 saknas hos källan. Därför jämförs inte 2022 med året före.``

    Empty if none was asked for.
    """
    facts = claim.facts
    if not isinstance(claim, Uncompared):
        if is_easter_month(facts):
            return "Mars och april jämförs bara tillsammans, eftersom påsken flyttar sig."
        is_asked = facts.then is None and facts.place.level in facts.indicator.compared_at and facts.history
        return "Det finns ingen uppgift ett år tidigare att jämföra med." if is_asked else ""
    earlier = sv.period_name(claim.then_period)
    reason = {
        Status.SUPPRESSED: f"Uppgiften för {earlier} visas inte av sekretesskäl.",
        Status.NOT_PUBLISHED: f"Uppgiften för {earlier} är ännu inte publicerad.",
        Status.WITHDRAWN: f"Källan har dragit in uppgiften för {earlier}.",
        Status.NOT_APPLICABLE: f"Uppgift för {earlier} är ej tillämplig: serien fanns inte då.",
        Status.INCOMPLETE: f"Uppgiften för {earlier} är ofullständig.",
    }.get(claim.status, f"Uppgift för {earlier} saknas hos källan.")
    now = facts.now.period
    against = "året före" if now.grain is Grain.YEAR and claim.then_period == now.back() else then_name(claim)
    return f"{reason} Därför jämförs inte {sv.period_today(now, facts.today)} med {against}."


def incomparable(claim: Uncompared, form: PlaceForm) -> str:
    """The number, and why it is not compared across a break."""
    facts = claim.facts
    words = nouns.wording(facts.indicator)
    if words.event_sv and nouns.bare_subject(facts) == words.subject_sv:
        when = sv.capital(sv.in_period(facts.now.period, facts.today))
        event = nouns.fill_in_number(words.event_sv, claim.now, facts.now.status)
        first = f"{nouns.join(when, event, sv.in_place(facts.place, form))}."
    else:
        first = f"{lead(claim, form)}."
    return f"{first} {why_incomparable(claim)}"


def brief(claim: Claim | None) -> str:
    """``Siffran jämförs inte med oktober i fjol.``, where the reason has just been given; else empty."""
    if isinstance(claim, Uncompared) and claim.branch is Branch.INCOMPARABLE:
        return f"Siffran jämförs inte med {then_name(claim)}."
    return ""


def why_incomparable(claim: Uncompared) -> str:
    """``Siffran jämförs inte med oktober i fjol, eftersom även 66-åringar räknas från januari 2026.``"""
    reason = claim.breaks[0].reason_sv
    clause = claim.breaks[0].because_sv or nouns.as_clause(reason)
    first = f"Siffran jämförs inte med {then_name(claim)}"
    if clause is None:
        return f"{first}. {nouns.as_sentence(reason)}"
    return f"{first}, eftersom {clause}."


def sentence(claim: Absent, form: PlaceForm) -> str:
    """Why there is no number."""
    match claim.branch:
        case Branch.NOT_AT_LEVEL:
            return not_at_level(claim.facts.indicator, claim.facts.shown_instead)
        case Branch.NOT_PUBLISHED:
            return not_published(claim.facts)
        case Branch.SUPPRESSED:
            return suppressed(claim.facts, form)
        case _:
            return missing(claim, form)


def short_reason(claim: Absent) -> str:
    """A word or two for why there is no number."""
    if claim.branch is Branch.NOT_AT_LEVEL:
        return f"finns bara för {levels_text(claim.facts.indicator)}"
    return {
        Status.NOT_PUBLISHED: "ännu inte publicerad",
        Status.SUPPRESSED: "visas inte av sekretesskäl",
        Status.WITHDRAWN: "indragen av källan",
        Status.NOT_APPLICABLE: "ej tillämplig",
    }.get(claim.status, "saknas hos källan")
