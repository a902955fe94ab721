"""Headlines: the claim in at most 90 characters, always with the period in words. The number itself, for cards."""

from dashboard import swedish as sv
from dashboard.swedish import PlaceForm
from dashboard.words import absences, events, growth, nouns, ordinary, pairs, projections, sums
from dashboard.words.claims import Branch, Claim, Word
from loaders.model import Grain, Kind, Status
from loaders.periods import grain_of

_AS_MANY = {Word.EQUAL: "lika många", Word.UNCHANGED: "i stort sett lika många", Word.SIMILAR: "ungefär lika många"}


def headline(claim: Claim) -> str:
    """At most 90 characters, always with the period in words: the fullest form that fits."""
    fallback = _fallbacks(claim)
    for text in (*_candidates(claim), *fallback):
        if len(text) <= nouns.MAX_HEADLINE:
            return text
    return fallback[-1]


def _candidates(claim: Claim) -> list[str]:
    facts = claim.facts
    when = sv.in_period(facts.now.period, facts.today)
    if claim.branch is Branch.NOT_AT_LEVEL:
        only = f"{facts.indicator.short_title_sv} finns bara för {absences.levels_text(facts.indicator)}"
        return [
            f"{only}; {facts.place.full_name} har ingen siffra för {sv.period_today(facts.now.period, facts.today)}"
        ]
    if claim.branch in (Branch.NOT_PUBLISHED, Branch.SUPPRESSED, Branch.MISSING):
        return []
    if claim.branch is Branch.PROJECTION:
        return projections.headlines(claim)
    if claim.branch is Branch.TWELVE_MONTHS:
        return sums.headlines(claim)
    if claim.branch is Branch.GROWTH:
        return growth.headlines(claim)
    if claim.branch in (Branch.RARE, Branch.LUMPS) and claim.tally.twelve_months is not None:
        return _yearly_counts(claim)
    if pairs.is_told(claim):
        return pairs.headlines(claim)
    if facts.indicator.kind is Kind.POPULATION:
        return _population(claim, when)
    if claim.branch is Branch.SURVEY:
        return _survey(claim, when)
    if claim.word is Word.WITHIN:
        return _within(claim)
    candidates = [sv.capital(text) for form in (PlaceForm.NAMED, PlaceForm.SHORT) for text in _claims(claim, form)]
    return [*candidates, ordinary.lead(claim, PlaceForm.NAMED), ordinary.lead(claim, PlaceForm.SHORT)]


def _survey(claim: Claim, when: str) -> list[str]:
    """``Enligt AKU var arbetslösheten i länet 6,1 procent tredje kvartalet, ingen säkerställd förändring``."""
    name = ordinary.survey_name(claim)
    end = "ingen säkerställd förändring" if claim.word is Word.UNCERTAIN else ordinary.comparison(claim)
    value_text = nouns.value_text(claim.facts.indicator, claim.now)
    named, short = (
        f"Enligt {name} var {nouns.subject(claim.facts, form)} {value_text} {when}"
        for form in (PlaceForm.NAMED, PlaceForm.SHORT)
    )
    return [f"{named}, {end}", f"{short}, {end}", named, short]


def _has_word(claim: Claim) -> bool:
    return claim.branch is Branch.ORDINARY and claim.word is not Word.NONE


def _claims(claim: Claim, form: PlaceForm) -> list[str]:
    """The word first: ``lägre arbetslöshet i Åre kommun i augusti än i augusti i fjol``, then with a shorter end."""
    facts = claim.facts
    words = nouns.wording(facts.indicator)
    if not _has_word(claim) or not (words.noun_sv or words.things_sv):
        return []
    when = sv.in_period(facts.now.period, facts.today)
    yearly = sv.is_a_year_before(claim.then_period, facts.now.period)
    ends = [ordinary.then_in(claim)]
    if yearly and grain_of(facts.now.period) is not Grain.YEAR:
        ends.append(sv.last_year(facts.now.period, facts.today))
    if claim.word.is_change:
        opening, than = ordinary.change(claim), "än"
    elif words.things_sv:
        opening, than = _AS_MANY[claim.word], "som"
    else:
        opening, than = ordinary.unchanged(claim, neuter=False), "jämfört med"
        ends = [ordinary.then_name(claim), *ends[1:]]
        if yearly:
            ends[1:] = []
    said = nouns.join(opening, nouns.indefinite(facts, form), when)
    prices = ", i löpande priser" if facts.indicator.kind is Kind.AMOUNT else ""
    candidates = [f"{said} {than} {end}{prices}" for end in ends]
    if than == "jämfört med" and yearly:
        candidates.append(f"{said}, på ett år{prices}")
    return candidates


def _within(claim: Claim) -> list[str]:
    """``Antalet nya lediga jobb i länet var 654 i oktober och 394 i fjol, inom vanlig variation``; last one number."""
    facts = claim.facts
    ends = [ordinary.then_number(claim)]
    if sv.is_a_year_before(claim.then_period, facts.now.period) and grain_of(facts.now.period) is not Grain.YEAR:
        ends.append(f"{ordinary.then_value(claim)} {sv.last_year(facts.now.period, facts.today)}")
    leads = [ordinary.lead(claim, form) for form in (PlaceForm.NAMED, PlaceForm.SHORT)]
    both = [f"{first} och {end}, {ordinary.WITHIN}" for first in leads for end in ends]
    return [*both, *(f"{first}, {ordinary.WITHIN}" for first in leads)]


def _population(claim: Claim, when: str) -> list[str]:
    """``Folkmängden i Åre kommun ökade något på ett år, till 12 704 i juli``."""
    facts = claim.facts
    value = sv.number(claim.now)
    if not _has_word(claim):
        return [ordinary.lead(claim, form) for form in (PlaceForm.NAMED, PlaceForm.SHORT)]
    yearly = sv.is_a_year_before(claim.then_period, facts.now.period)
    since = "på ett år" if yearly else f"sedan {ordinary.then_name(claim)}"
    candidates = []
    for form in (PlaceForm.NAMED, PlaceForm.SHORT):
        subject = sv.capital(nouns.subject(facts, form))
        if claim.word.is_change:
            candidates.append(f"{subject} {ordinary.change(claim)} {since}, till {value} {when}")
        else:
            candidates.append(f"{subject} var {value} {when}, {ordinary.unchanged(claim)} {since}")
    return candidates


def _yearly_counts(claim: Claim) -> list[str]:
    """Twelve months own the headline of rare counts and lumps."""
    facts, found = claim.facts, claim.tally
    compared = events.rare_comparison(claim, "året före")
    if claim.branch is Branch.LUMPS:
        compared = {1: "ovanligt många", 0: "inom det vanliga", -1: "ovanligt få"}.get(found.position, "")
    until = sv.period_today(facts.now.period, facts.today)
    tail = f", {compared}" if compared else ""
    spans = [f"på {span} till och med {until}" for span in ("tolv månader", "ett år")]
    return [
        f"{nouns.number_of_things(facts, found.twelve_months, form)} {span}{tail}"
        for span in ([until] if grain_of(facts.now.period) is Grain.YEAR else spans)
        for form in (PlaceForm.NAMED, PlaceForm.SHORT, PlaceForm.OMITTED)
    ]


def _fallbacks(claim: Claim) -> list[str]:
    """Title, place, period and number or reason: what is left when nothing fuller fits."""
    facts = claim.facts
    told = absences.short_reason(claim) if claim.now is None else value(claim)
    period = sv.period_name(facts.now.period)
    title = facts.indicator.short_title_sv
    bare = sv.capital(nouns.bare_subject(facts))
    return [
        f"{sv.capital(nouns.subject(facts))}, {period}: {told}",
        f"{bare}, {period}: {told}",
        f"{title} {sv.in_place(facts.place)}, {period}: {told}",
        f"{title}, {period}: {told}",
        f"{title}, {period}: {told.removesuffix(' av sekretesskäl')}",
    ]


def value(claim: Claim) -> str:
    """The number spoken of, as a card shows it: ``2,6 %``, ``12 704``; a word where there is none."""
    if claim.now is None:
        return absences.short_reason(claim)
    indicator = claim.facts.indicator
    if pairs.is_pair(claim) and (own := pairs.own_number(claim)) is not None:
        return sv.number(own, indicator.decimals)
    if claim.branch is Branch.TWELVE_MONTHS:
        return sums.value(claim)
    if claim.branch is Branch.GROWTH:
        return growth.value(claim)
    observed = claim.facts.now
    if indicator.is_share and observed.low is not None and observed.high is not None:
        return f"{nouns.reach(observed.low, observed.high, indicator.decimals)}{sv.NBSP}%"
    if indicator.is_share:
        text = sv.percent_sign(claim.now, indicator.decimals)
    else:
        text = sv.number(claim.now, indicator.decimals)
    return f"minst {text}" if claim.facts.now.status is Status.LOWER_BOUND else text
