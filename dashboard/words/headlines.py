"""Headlines: the claim in at most 90 characters, always with the period in words. The number itself, for cards."""

from dashboard.words import nouns, one_word
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Absent, Branch, Claim, Compared, Lumps, Number, Rare, Word
from dashboard.words.judging.counts import YearBesideYear, YearInRow
from dashboard.words.kinds import absences, events, growth, march_april, ordinary, projections, sums
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Grain, Kind, Status

_NAMED_OR_SHORT = (PlaceForm.NAMED, PlaceForm.SHORT)
_AS_MANY = {Word.EQUAL: "lika många", Word.UNCHANGED: "i stort sett lika många", Word.SIMILAR: "ungefär lika många"}


def headline(claim: Claim) -> str:
    """At most 90 characters, always with the period in words: the fullest form that fits."""
    fallback = _fallbacks(claim)
    for text in (*_candidates(claim), *fallback):
        if len(text) <= nouns.MAX_HEADLINE:
            return text
    return fallback[-1]


def _candidates(claim: Claim) -> list[str]:
    match claim:
        case Absent(branch=Branch.NOT_AT_LEVEL):
            facts = claim.facts
            only = f"{facts.indicator.short_title_sv} finns bara för {absences.levels_text(facts.indicator)}"
            when = sv.period_today(facts.now.period, facts.today)
            return [f"{only}; {facts.place.full_name} har ingen siffra för {when}"]
        case Number(branch=Branch.PROJECTION):
            return projections.headlines(claim)
        case Number(branch=Branch.TWELVE_MONTHS):
            return sums.headlines(claim)
        case Number(branch=Branch.GROWTH):
            return growth.headlines(claim)
        case Rare() | Lumps() if claim.year is not None:
            return _yearly_counts(claim, claim.year)
        case Compared() if march_april.is_compared_pair(claim):
            return march_april.headlines(claim)
        case Number() if claim.facts.indicator.kind is Kind.POPULATION:
            return _population(claim)
        case Compared(branch=Branch.SURVEY):
            return _survey(claim)
        case Compared(word=Word.WITHIN):
            return _within(claim)
        case Number():
            return [
                *_with_word_first(claim),
                *(ordinary.lead(claim, form) for form in (PlaceForm.NAMED, PlaceForm.SHORT)),
            ]
    return []


def _survey(claim: Compared) -> list[str]:
    """``Enligt AKU var arbetslösheten i länet 6,1 procent tredje kvartalet, ingen säkerställd förändring``."""
    name, when = ordinary.survey_name(claim), sv.in_period(claim.facts.now.period, claim.facts.today)
    end = "ingen säkerställd förändring" if claim.word is Word.UNCERTAIN else ordinary.comparison(claim)
    value_text = nouns.value_text(claim.facts.indicator, claim.now)
    named, short = (
        f"Enligt {name} var {nouns.subject(claim.facts, form)} {value_text} {when}" for form in _NAMED_OR_SHORT
    )
    return [f"{named}, {end}", f"{short}, {end}", named, short]


def _with_word_first(claim: Number) -> list[str]:
    """The word first: ``Lägre arbetslöshet i Åre kommun i augusti än i augusti i fjol``, then with a shorter end."""
    words = nouns.wording(claim.facts.indicator)
    if not isinstance(claim, Compared) or claim.word is Word.NONE or not (words.noun_sv or words.things_sv):
        return []
    said = (text for form in _NAMED_OR_SHORT for text in _word_first(claim, form))
    return [sv.capital(text) for text in said]


def _word_first(claim: Compared, form: PlaceForm) -> list[str]:
    facts = claim.facts
    words = nouns.wording(facts.indicator)
    when = sv.in_period(facts.now.period, facts.today)
    yearly = sv.is_a_year_before(claim.then_period, facts.now.period)
    ends = [ordinary.then_in(claim)]
    if yearly and facts.now.period.grain is not Grain.YEAR:
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


def _within(claim: Compared) -> list[str]:
    """``Antalet nya lediga jobb i länet var 654 i oktober och 394 i fjol, inom vanlig variation``; last one number."""
    facts = claim.facts
    ends = [ordinary.then_number(claim)]
    if sv.is_a_year_before(claim.then_period, facts.now.period) and facts.now.period.grain is not Grain.YEAR:
        ends.append(f"{ordinary.then_value(claim)} {sv.last_year(facts.now.period, facts.today)}")
    leads = [ordinary.lead(claim, form) for form in _NAMED_OR_SHORT]
    both = [f"{first} och {end}, {ordinary.WITHIN}" for first in leads for end in ends]
    return [*both, *(f"{first}, {ordinary.WITHIN}" for first in leads)]


def _population(claim: Number) -> list[str]:
    """``Folkmängden i Åre kommun ökade något på ett år, till 12 704 i juli``."""
    facts = claim.facts
    if not isinstance(claim, Compared) or claim.word is Word.NONE:
        return [ordinary.lead(claim, form) for form in _NAMED_OR_SHORT]
    value, when, since = sv.number(claim.now), sv.in_period(facts.now.period, facts.today), ordinary.since(claim)
    subjects = [sv.capital(nouns.subject(facts, form)) for form in _NAMED_OR_SHORT]
    if claim.word.is_change:
        return [f"{subject} {ordinary.change(claim)} {since}, till {value} {when}" for subject in subjects]
    return [f"{subject} var {value} {when}, {ordinary.unchanged(claim)} {since}" for subject in subjects]


def _yearly_counts(claim: Rare | Lumps, year: YearBesideYear | YearInRow) -> list[str]:
    """Twelve months own the headline of rare counts and lumps."""
    facts = claim.facts
    compared = events.compare_years(claim, "året före") if isinstance(claim, Rare) else one_word.stands_in_row(claim)
    until = sv.period_today(facts.now.period, facts.today)
    tail = f", {compared}" if compared else ""
    spans = [f"på {span} till och med {until}" for span in ("tolv månader", "ett år")]
    return [
        f"{nouns.number_of_things(facts, year.now, form)} {span}{tail}"
        for span in ([until] if facts.now.period.grain is Grain.YEAR else spans)
        for form in (PlaceForm.NAMED, PlaceForm.SHORT, PlaceForm.OMITTED)
    ]


def _fallbacks(claim: Claim) -> list[str]:
    """Title, place, period and number or reason: what is left when nothing fuller fits."""
    facts = claim.facts
    told = value(claim)
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
    match claim:
        case Absent():
            return absences.short_reason(claim)
        case Number(branch=Branch.TWELVE_MONTHS):
            return sums.value(claim)
        case Number(branch=Branch.GROWTH):
            return growth.value(claim)
        case Number() if march_april.is_pair(claim) and (own := march_april.own_number(claim)) is not None:
            return sv.number(own, claim.facts.indicator.decimals)
        case Number():
            return _as_displayed(claim)


def _as_displayed(claim: Number) -> str:
    indicator, observed = claim.facts.indicator, claim.facts.now
    if indicator.is_share and observed.low is not None and observed.high is not None:
        return f"{nouns.reach(observed.low, observed.high, indicator.decimals)}{sv.NBSP}%"
    text = (sv.percent_sign if indicator.is_share else sv.number)(claim.now, indicator.decimals)
    return f"minst {text}" if observed.status is Status.LOWER_BOUND else text
