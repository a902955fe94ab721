"""A claim as text: headline, sentence, card line, alt text and the number itself. Each branch has its own words."""

from dashboard import swedish as sv
from dashboard.swedish import PlaceForm
from dashboard.words import absences, events, nouns, ordinary, projections, sums
from dashboard.words.claims import Branch, Claim, Word
from dashboard.words.counts import is_easter_month
from dashboard.words.facts import Observation
from dashboard.words.thresholds import is_share
from loaders.model import Kind, Status

_ABSENCES = frozenset(
    {
        Branch.NOT_AT_LEVEL,
        Branch.NOT_PUBLISHED,
        Branch.SUPPRESSED,
        Branch.MISSING,
        Branch.INCOMPLETE,
        Branch.NOT_COMPARED,
        Branch.INCOMPARABLE,
    }
)


def sentence(claim: Claim, form: PlaceForm = PlaceForm.NAMED) -> str:
    """One to three sentences with the number, the comparison or why there is none, and caveats of breaks."""
    if claim.branch in _ABSENCES:
        return absences.sentence(claim, form)
    if claim.branch is Branch.ORDINARY and is_easter_month(claim.facts):
        return events.easter(claim)
    if claim.short is not None:
        return events.two_horizons(claim, form)
    match claim.branch:
        case Branch.PROJECTION:
            return projections.growth(claim, form)
        case Branch.TWELVE_MONTHS:
            return sums.sentence(claim, form)
        case Branch.ZERO_BASE:
            return events.zero_base(claim, form)
        case Branch.SURVEY:
            return ordinary.survey(claim, form)
        case Branch.LUMPS:
            return events.lumps(claim, form)
        case Branch.RARE:
            return events.rare(claim, form)
        case _:
            return ordinary.sentence(claim, form)


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
    if claim.branch in (Branch.RARE, Branch.LUMPS) and claim.tally.twelve_months is not None:
        return _yearly_counts(claim)
    if claim.branch is Branch.ORDINARY and is_easter_month(facts):
        return [events.easter(claim).split(". ")[0]]
    if facts.indicator.kind is Kind.POPULATION:
        return _population(claim, when)
    candidates = []
    for form in (PlaceForm.NAMED, PlaceForm.SHORT):
        first = ordinary.lead(claim, form)
        subject = nouns.subject(facts, form)
        for tail, still in _tails(claim):
            candidates.append(f"{first}, {tail}")
            candidates.append(f"{sv.capital(when)} var {subject} {still}")
        if not _tails(claim):
            candidates.append(first)
    return candidates


def _tails(claim: Claim) -> list[tuple[str, str]]:
    """Ends of a headline after the value, and the same without it, from fullest to shortest."""
    if claim.branch not in (Branch.ORDINARY, Branch.SURVEY) or claim.word in (Word.NONE, Word.UNCERTAIN):
        return []
    facts = claim.facts
    yearly = sv.is_a_year_before(claim.then_period, facts.now.period)
    if claim.word in (Word.EQUAL, Word.UNCHANGED):
        still = ordinary.unchanged(claim)
        full = f"{still} jämfört med {ordinary.then_name(claim)}"
        short = f"{still} på ett år" if yearly else full
    else:
        word = "ungefär lika många som" if claim.word is Word.SIMILAR else f"{ordinary.change(claim)} än"
        full = f"{word} {ordinary.then_in(claim)}"
        short = f"{word} {sv.last_year(facts.now.period, facts.today)}" if yearly else full
    return [(full, full), (short, short)] if short != full else [(full, full)]


def _population(claim: Claim, when: str) -> list[str]:
    """``Folkmängden i Åre kommun ökade något på ett år, till 12 704 i juli``."""
    facts = claim.facts
    value = sv.number(claim.now)
    tails = _tails(claim)
    if not tails:
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
    count = sv.number(found.twelve_months)
    return [
        f"{count} {nouns.things(facts, form)} på {span} till och med {until}{tail}"
        for span in ("tolv månader", "ett år")
        for form in (PlaceForm.NAMED, PlaceForm.SHORT, PlaceForm.OMITTED)
    ]


def _fallbacks(claim: Claim) -> list[str]:
    """Title, place, period and number or reason: what is left when nothing fuller fits."""
    facts = claim.facts
    told = _absence(claim) if claim.now is None else value(claim)
    period = sv.period_name(facts.now.period)
    title = facts.indicator.short_title_sv
    bare = sv.capital(nouns.bare_subject(facts))
    return [
        f"{sv.capital(nouns.subject(facts))}, {period}: {told}",
        f"{bare}, {period}: {told}",
        f"{title} {sv.in_place(facts.place)}, {period}: {told}",
        f"{title}, {period}: {told}",
    ]


def _absence(claim: Claim) -> str:
    """A word or two for why there is no number."""
    if claim.branch is Branch.NOT_AT_LEVEL:
        return f"finns bara för {absences.levels_text(claim.facts.indicator)}"
    return {
        Status.NOT_PUBLISHED: "ännu inte publicerad",
        Status.SUPPRESSED: "visas inte av sekretesskäl",
        Status.WITHDRAWN: "indragen av källan",
        Status.NOT_APPLICABLE: "finns inte",
    }.get(claim.absent, "uppgift saknas")


def value(claim: Claim) -> str:
    """The number spoken of, as a card shows it: ``2,6 %``, ``12 704``; a word where there is none."""
    if claim.now is None:
        return _absence(claim)
    indicator = claim.facts.indicator
    if claim.branch is Branch.TWELVE_MONTHS:
        return sums.value(claim)
    if is_share(indicator):
        text = sv.percent_sign(claim.now, indicator.decimals)
    else:
        text = sv.number(claim.now, indicator.decimals)
    return f"minst {text}" if claim.facts.now.status is Status.LOWER_BOUND else text


def card(claim: Claim) -> str:
    """The short claim under a card's number: the comparison, or why there is none. May be empty."""
    facts = claim.facts
    if claim.short is None and claim.branch in (Branch.ORDINARY, Branch.SURVEY) and not is_easter_month(facts):
        return nouns.join(ordinary.card(claim))
    match claim.branch:
        case Branch.NOT_AT_LEVEL:
            return f"Finns bara för {absences.levels_text(facts.indicator)}."
        case Branch.INCOMPLETE:
            return f"Preliminär siffra som {absences.usual_revision(facts)}. Jämförs när den har reviderats."
        case Branch.NOT_COMPARED:
            return absences.not_compared(claim)
        case Branch.INCOMPARABLE:
            return absences.why_incomparable(claim)
        case Branch.PROJECTION:
            return projections.card(claim)
        case Branch.TWELVE_MONTHS:
            return sums.card(claim)
        case Branch.RARE | Branch.LUMPS if claim.tally.twelve_months is not None:
            return events.twelve_months(claim, PlaceForm.OMITTED)
        case Branch.RARE | Branch.LUMPS:
            return ""
        case Branch.ZERO_BASE:
            return f"{ordinary.then_value(claim)} {ordinary.then_in(claim)}."
        case Branch.ORDINARY if is_easter_month(facts):
            return events.easter(claim).split(". ")[0] + "."
        case Branch.ORDINARY:
            return ordinary.card(claim)
        case _:
            return sentence(claim, PlaceForm.OMITTED)


def alt(claim: Claim, drawn: str, first: Observation | None = None, last: Observation | None = None) -> str:
    """Alternative text of a figure: the headline, what is drawn, its first and last value.

    ``drawn`` is one sentence (*Linjediagram över …*), with or without a full stop. Absent values are named as such.
    """
    parts = [f"{headline(claim)}.", f"{drawn.rstrip('.')}."]
    if first is not None and last is not None:
        parts.append(f"Från {_point(claim, first)} till {_point(claim, last)}.")
    return " ".join(parts)


def _point(claim: Claim, observed: Observation) -> str:
    indicator = claim.facts.indicator
    when = sv.in_period(observed.period, claim.facts.today)
    if observed.value is None:
        return f"{when} ({sv.STATUS_WORDS[observed.status]})"
    shown = sv.displayed(observed.value, indicator.decimals)
    return f"{nouns.value_text(indicator, shown, observed.status)} {when}"
