"""A claim as text: sentence and card line. Each type of claim, and each rule, has its own words."""

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging import counts, gates
from dashboard.words.judging.claims import Absent, Branch, Claim, Compared, FromZero, Lumps, Number, Rare, Uncompared
from dashboard.words.kinds import absences, events, growth, march_april, ordinary, projections, seasons, so_far, sums
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Kind


def sentence(claim: Claim, form: PlaceForm = PlaceForm.NAMED, other: Claim | None = None) -> str:
    """One to three sentences with the number, the comparison or why there is none, and caveats of breaks.

    A season measure's months of a season are followed by the season so far, or whole; ``other`` is its nation, which is
    told of in the same sentence. A lower bound is followed by why it is one.
    """
    text = _sentence(claim, form, other)
    return nouns.join(text, f"{ordinary.BOUND}.") if _is_unexplained_bound(claim) else text


def bounds_so_far(claim: Claim) -> str:
    """What *minst* means, after a year so far or a normal year that say it where the sentence of the claim does not."""
    told = isinstance(claim, Number) and (_is_unexplained_bound(claim) or _has_failed_as_bound(claim))
    return f"{ordinary.BOUND}." if not told and so_far.counts_bounds(claim) else ""


def _has_failed_as_bound(claim: Number) -> bool:
    return isinstance(claim, Compared) and claim.gate is not None and claim.gate.name == gates.BOUND


def _is_unexplained_bound(claim: Claim) -> bool:
    """Whether a number that is told is a lower bound, and the comparison does not say why."""
    if not isinstance(claim, Number) or not (claim.facts.now.is_bound or _sums_a_bound(claim)):
        return False
    return not _has_failed_as_bound(claim)


def _sums_a_bound(claim: Number) -> bool:
    """Whether one of the sums that are told is the lowest it can be."""
    match claim:
        case Rare(year=counts.YearBesideYear() as year):
            return year.now_at_least or year.before_at_least
        case Lumps(year=counts.YearInRow() as year):
            return year.now_at_least
        case Compared(branch=Branch.TWELVE_MONTHS):
            return any(claim.facts.has_bound(one, 12) for one in (claim.facts.now.period, claim.then_period))
        case Number(branch=Branch.TWELVE_MONTHS):
            return claim.facts.has_bound(claim.facts.now.period, 12)
    return False


def _sentence(claim: Claim, form: PlaceForm, other: Claim | None) -> str:
    match claim:
        case Absent():
            return absences.sentence(claim, form)
        case Rare():
            return events.rare(claim, form)
        case Lumps():
            return events.lumps(claim, form)
        case FromZero():
            return events.zero_base(claim, form)
        case Number(branch=Branch.PROJECTION):
            return projections.sentence(claim, form)
        case Number(branch=Branch.TWELVE_MONTHS):
            return sums.sentence(claim, form)
        case Number(branch=Branch.GROWTH):
            return growth.sentence(claim, form)
        case Number(branch=Branch.INCOMPLETE):
            return absences.incomplete(claim, form)
        case Uncompared(branch=Branch.INCOMPARABLE):
            return absences.incomparable(claim, form)
        case Compared():
            return nouns.join(_compared(claim, form, other), seasons.season(claim, form))
        case Number():
            return nouns.join(f"{ordinary.lead(claim, form)}.", absences.not_compared(claim))


def _compared(claim: Compared, form: PlaceForm, other: Claim | None) -> str:
    if march_april.is_compared_pair(claim):
        return nouns.join(march_april.easter(claim, other, form), ordinary.caveats(claim))
    if claim.step_from_before is not None:
        return nouns.join(events.two_horizons(claim, claim.step_from_before, form), ordinary.caveats(claim))
    if claim.branch is Branch.SURVEY:
        return ordinary.survey(claim, form)
    return ordinary.sentence(claim, form, march_april.beside(other))


def card(claim: Claim) -> str:
    """The short claim under a card's number: the comparison, or why there is none. May be empty."""
    match claim:
        case Absent(branch=Branch.NOT_AT_LEVEL):
            return f"Finns bara för {absences.levels_text(claim.facts.indicator)}."
        case Absent():
            return absences.sentence(claim, PlaceForm.OMITTED)
        case Rare() | Lumps():
            return events.twelve_months(claim, PlaceForm.OMITTED)
        case FromZero() if claim.facts.indicator.kind is Kind.LUMPS:
            return "En enskild period säger lite om utvecklingen."
        case FromZero():
            return f"{sv.capital(ordinary.then_number(claim))}."
        case Number(branch=Branch.PROJECTION):
            return projections.card(claim)
        case Number(branch=Branch.TWELVE_MONTHS):
            return sums.card(claim)
        case Number(branch=Branch.GROWTH):
            return growth.card(claim)
        case Number(branch=Branch.INCOMPLETE):
            if absences.is_fragment(claim.facts):
                return "Inte komplett än. Jämförs inte förrän månaden är komplett."
            usual = absences.usual_revision(claim.facts)
            return f"Preliminär siffra som {usual}. Jämförs när den har reviderats."
        case Uncompared(branch=Branch.INCOMPARABLE):
            return absences.why_incomparable(claim)
        case Compared():
            return march_april.card(claim) if march_april.is_compared_pair(claim) else ordinary.card(claim)
        case Number():
            return absences.not_compared(claim)
