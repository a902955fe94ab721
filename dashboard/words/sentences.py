"""A claim as text: sentence and card line. Each branch has its own words."""

from dashboard.swedish import PlaceForm
from dashboard.words import absences, events, growth, nouns, ordinary, pairs, projections, seasons, sums
from dashboard.words.claims import Branch, Claim

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
    """One to three sentences with the number, the comparison or why there is none, and caveats of breaks.

    A season measure's months of a season are followed by the season so far, or whole.
    """
    return nouns.join(_sentence(claim, form), seasons.season(claim, form))


def _sentence(claim: Claim, form: PlaceForm) -> str:
    if claim.branch in _ABSENCES:
        return absences.sentence(claim, form)
    if pairs.is_told(claim):
        return nouns.join(pairs.easter(claim, form=form), ordinary.caveats(claim))
    if claim.short is not None:
        return events.two_horizons(claim, form)
    match claim.branch:
        case Branch.PROJECTION:
            return projections.growth(claim, form)
        case Branch.TWELVE_MONTHS:
            return sums.sentence(claim, form)
        case Branch.GROWTH:
            return growth.sentence(claim, form)
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


def card(claim: Claim) -> str:
    """The short claim under a card's number: the comparison, or why there is none. May be empty."""
    facts = claim.facts
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
        case Branch.GROWTH:
            return growth.card(claim)
        case Branch.RARE | Branch.LUMPS if claim.tally.twelve_months is not None:
            return events.twelve_months(claim, PlaceForm.OMITTED)
        case Branch.RARE | Branch.LUMPS:
            return ""
        case Branch.ZERO_BASE:
            return f"{ordinary.then_number(claim)}."
        case Branch.ORDINARY if pairs.is_told(claim):
            return pairs.card(claim)
        case Branch.ORDINARY | Branch.SURVEY:
            return ordinary.card(claim)
        case _:
            return sentence(claim, PlaceForm.OMITTED)
