"""A claim as text: sentence and card line. Each type of claim, and each rule, has its own words."""

from dashboard.words import nouns
from dashboard.words.judging.claims import Absent, Branch, Claim, Compared, FromZero, Lumps, Number, Rare, Uncompared
from dashboard.words.kinds import absences, events, growth, march_april, ordinary, projections, seasons, sums
from dashboard.words.swedish import PlaceForm


def sentence(claim: Claim, form: PlaceForm = PlaceForm.NAMED) -> str:
    """One to three sentences with the number, the comparison or why there is none, and caveats of breaks.

    A season measure's months of a season are followed by the season so far, or whole.
    """
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
            return absences.incomplete(claim.facts)
        case Uncompared(branch=Branch.INCOMPARABLE):
            return absences.incomparable(claim, form)
        case Compared():
            return nouns.join(_compared(claim, form), seasons.season(claim, form))
        case Number():
            return nouns.join(f"{ordinary.lead(claim, form)}.", absences.not_compared(claim))


def _compared(claim: Compared, form: PlaceForm) -> str:
    if march_april.is_compared_pair(claim):
        return nouns.join(march_april.easter(claim, form=form), ordinary.caveats(claim))
    if claim.step_from_before is not None:
        return events.two_horizons(claim, claim.step_from_before, form)
    return ordinary.survey(claim, form) if claim.branch is Branch.SURVEY else ordinary.sentence(claim, form)


def card(claim: Claim) -> str:
    """The short claim under a card's number: the comparison, or why there is none. May be empty."""
    match claim:
        case Absent(branch=Branch.NOT_AT_LEVEL):
            return f"Finns bara för {absences.levels_text(claim.facts.indicator)}."
        case Absent():
            return absences.sentence(claim, PlaceForm.OMITTED)
        case Rare() | Lumps():
            return events.twelve_months(claim, PlaceForm.OMITTED)
        case FromZero():
            return f"{ordinary.then_number(claim)}."
        case Number(branch=Branch.PROJECTION):
            return projections.card(claim)
        case Number(branch=Branch.TWELVE_MONTHS):
            return sums.card(claim)
        case Number(branch=Branch.GROWTH):
            return growth.card(claim)
        case Number(branch=Branch.INCOMPLETE):
            usual = absences.usual_revision(claim.facts)
            return f"Preliminär siffra som {usual}. Jämförs när den har reviderats."
        case Uncompared(branch=Branch.INCOMPARABLE):
            return absences.why_incomparable(claim)
        case Compared():
            return march_april.card(claim) if march_april.is_compared_pair(claim) else ordinary.card(claim)
        case Number():
            return absences.not_compared(claim)
