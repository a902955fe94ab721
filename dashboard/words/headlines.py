"""Headlines: the claim in at most 90 characters, always with the period in words. The number itself, for cards."""

from dashboard.words import nouns, one_word
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Absent, Branch, Claim, Compared, FromZero, Lumps, Number, Rare, Word
from dashboard.words.judging.counts import YearBesideYear, YearInRow
from dashboard.words.kinds import absences, events, growth, march_april, ordinary, projections, sums
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Grain, Kind, Status

_AS_MANY = {Word.EQUAL: "lika många", Word.UNCHANGED: "i stort sett lika många", Word.SIMILAR: "ungefär lika många"}
USUAL = "vanlig variation"


def headline(claim: Claim) -> str:
    """At most 90 characters, always with the place by its name and the period in words: the fullest form that fits."""
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
        case Number(branch=Branch.INCOMPLETE):
            return _incomplete(claim)
        case Rare() | Lumps() if claim.year is not None:
            return _yearly_counts(claim, claim.year)
        case FromZero() if claim.facts.indicator.kind is Kind.LUMPS:
            return [ordinary.lead(claim, PlaceForm.NAMED)]
        case Compared() if march_april.is_compared_pair(claim):
            return march_april.headlines(claim)
        case Number() if march_april.is_pair(claim):
            return march_april.plain_headlines(claim)
        case Number() if claim.facts.indicator.kind is Kind.POPULATION:
            return _population(claim)
        case Compared(branch=Branch.SURVEY) if claim.word is not Word.NONE:
            return _survey(claim)
        case Compared(word=Word.WITHIN):
            return _both_numbers(claim, f" – {USUAL}")
        case Compared(word=Word.NONE):
            return _both_numbers(claim, "")
        case Compared():
            return [*_with_word_first(claim), ordinary.lead(claim, PlaceForm.NAMED)]
        case Number():
            return [ordinary.lead(claim, PlaceForm.NAMED)]
    return []


def _incomplete(claim: Number) -> list[str]:
    """``Oktober är inte komplett: hittills 2 089 avregistrerade företag i riket``; a quarter is preliminary."""
    if absences.is_fragment(claim.facts):
        return [absences.incomplete_month(claim, PlaceForm.NAMED)]
    lead = ordinary.lead(claim, PlaceForm.NAMED)
    return [f"{lead}, en preliminär siffra", lead]


def _survey(claim: Compared) -> list[str]:
    """``Ingen säkerställd förändring av arbetslösheten i Jämtlands län tredje kvartalet (AKU)``."""
    facts = claim.facts
    name, when = ordinary.survey_name(claim), sv.in_period(facts.now.period, facts.today)
    if claim.word is Word.UNCERTAIN:
        said = [f"Ingen säkerställd förändring av {nouns.subject(facts)} {when}"]
    else:
        said = _with_word_first(claim)
    value_text = nouns.value_text(facts.indicator, claim.now)
    plain = f"Enligt {name} var {nouns.subject(facts)} {value_text} {when}"
    return [*(f"{text} ({name})" for text in said), *said, plain]


def _with_word_first(claim: Compared) -> list[str]:
    """The word first: ``Något lägre arbetslöshet i Åre kommun i augusti än ett år tidigare``."""
    words = nouns.wording(claim.facts.indicator)
    if not (words.noun_sv or words.things_sv):
        return []
    return [sv.capital(text) for text in _word_first(claim)]


def _word_first(claim: Compared) -> list[str]:
    facts = claim.facts
    when = sv.in_period(facts.now.period, facts.today)
    end = _earlier(claim)
    about = nouns.join(nouns.indefinite(facts), when)
    prices = ", i löpande priser" if facts.indicator.kind is Kind.AMOUNT else ""
    then = _year_before(claim)
    ends = dict.fromkeys((end, then if then == "året före" else end))
    if claim.word.is_change:
        return [f"{ordinary.change(claim)} {about} än {one}{prices}" for one in ends]
    if nouns.wording(facts.indicator).things_sv:
        return [f"{_AS_MANY[claim.word]} {about} som {one}{prices}" for one in ends]
    said = f"{ordinary.unchanged(claim, neuter=False)} {about}"
    value_text = nouns.value_text(facts.indicator, claim.now)
    if claim.word is Word.EQUAL:
        return [f"{said}: {value_text}, som {then}{prices}", f"{said} jämfört med {then}{prices}"]
    return [f"{said} jämfört med {then}{prices}"]


def _earlier(claim: Compared) -> str:
    """``ett år tidigare`` after *än*; a year by its number, another period by its name."""
    now = claim.facts.now.period
    is_yearly = now.grain is not Grain.YEAR and sv.is_a_year_before(claim.then_period, now)
    return "ett år tidigare" if is_yearly else ordinary.then_in(claim)


def _year_before(claim: Compared) -> str:
    """``året före`` after *jämfört med*; a year by its number, another period by its name."""
    return "året före" if _earlier(claim) == "ett år tidigare" else ordinary.then_name(claim)


def _both_numbers(claim: Compared, end: str) -> list[str]:
    """``102 nya lediga jobb i Bergs kommun i oktober, mot 57 i oktober i fjol – vanlig variation``; last one number."""
    facts = claim.facts
    when = nouns.after_number(facts.indicator, sv.in_period(facts.now.period, facts.today), bracketed=True)
    lead = ordinary.lead(claim, PlaceForm.NAMED)
    if nouns.wording(facts.indicator).things_sv and facts.now.status is not Status.LOWER_BOUND:
        lead = f"{nouns.number_of_things(facts, float(claim.now), PlaceForm.NAMED)} {when}"
    then = ordinary.then_value(claim)
    bare = then.removesuffix(f" {nouns.unit(facts.indicator)}")
    ends = dict.fromkeys((ordinary.then_number(claim), *(f"{one} {_earlier(claim)}" for one in (then, bare))))
    return [*(f"{lead}, mot {one}{end}" for one in ends), f"{lead}{end and f', {USUAL}'}", lead]


def _population(claim: Number) -> list[str]:
    """``Folkmängden i Åre kommun ökade något på ett år, till 12 704 i juli``."""
    facts = claim.facts
    lead = ordinary.lead(claim, PlaceForm.NAMED)
    if not isinstance(claim, Compared) or claim.word is Word.NONE:
        return [f"{lead}, mot {ordinary.then_number(claim)}", lead] if isinstance(claim, Compared) else [lead]
    value, when, since = sv.number(claim.now), sv.in_period(facts.now.period, facts.today), ordinary.since(claim)
    subject = sv.capital(nouns.subject(facts))
    if claim.word.is_change:
        return [f"{subject} {ordinary.change(claim)} {since}, till {value} {when}"]
    return [f"{subject} var {value} {when}, {ordinary.unchanged(claim)} {since}"]


def _yearly_counts(claim: Rare | Lumps, year: YearBesideYear | YearInRow) -> list[str]:
    """Twelve months own the headline of rare counts and lumps, and say what they are compared with."""
    facts = claim.facts
    things = nouns.number_of_things(facts, year.now, PlaceForm.NAMED, at_least=year.now_at_least)
    last = facts.now.period
    until = sv.period_today(last, facts.today)
    if last.grain is Grain.YEAR:
        pairs = [(until, "året före")]
    else:
        pairs = [
            (f"på tolv månader till och med {until}", "de tolv månaderna före"),
            (f"på tolv månader till {until}", "de tolv månaderna före"),
            (f"på tolv månader till {until}", "de tolv före"),
            (f"på ett år till {until}", "året före"),
        ]
    said = []
    for span, before in pairs:
        tails = _in_row(claim) if isinstance(claim, Lumps) else _beside_before(claim, before)
        said += [f"{things} {span}, {tail}" for tail in tails if tail]
    return [*said, *(f"{things} {span}" for span, _ in pairs)]


def _in_row(claim: Lumps) -> list[str]:
    said = one_word.stands_in_row(claim)
    return [said, "vanlig nivå"] if said == one_word.WITHIN_THE_USUAL else [said]


def _beside_before(claim: Rare, before: str) -> list[str]:
    compared = events.compare_years(claim, before)
    if not compared and claim.year is not None:
        return [f"mot {nouns.at_least_text(sv.number(claim.year.before), claim.year.before_at_least)} {before}"]
    return [compared, compared.replace("ungefär lika många som", "ungefär som")]


def _fallbacks(claim: Claim) -> list[str]:
    """Title, place, period and number or reason: what is left when nothing fuller fits."""
    facts = claim.facts
    told = value(claim)
    short = "finns inte" if claim.branch is Branch.NOT_AT_LEVEL else told.removesuffix(" av sekretesskäl")
    where, period = sv.in_place(facts.place), sv.period_name(facts.now.period)
    if claim.branch is Branch.TWELVE_MONTHS:
        period = f"ett år till {period}"
    title = facts.indicator.short_title_sv
    return [
        f"{sv.capital(nouns.subject(facts))}, {period}: {told}",
        f"{title} {where}, {period}: {told}",
        f"{title} {where}, {period}: {short}",
        f"{title.split(',')[0]} {where}, {period}: {short}",
        f"{title.split(',')[0]} {where}, {period}: {short.removesuffix(' hos källan')}",
        f"{title.split(',')[0]}: {short} för {facts.place.name}, {period}",
        f"{title.split(',')[0]}: {short} för {facts.place.name}, {sv.short_period(facts.now.period)}",
        f"{title.split(',')[0]}: {short} för {facts.place.name}",
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
    return nouns.at_least_text(text, observed.status is Status.LOWER_BOUND)
