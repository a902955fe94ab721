"""What is said beside the shares of the workbench."""

from dashboard.views.workbench.choice import NAMES, written
from dashboard.views.workbench.counts import ALL, BUSINESS
from dashboard.views.workbench.seen import Seen
from dashboard.words import swedish
from dashboard.words.kinds import circular
from loaders import catalogue
from loaders.sni import sni_sets

SHARE = "circular_share"


def lead(seen: Seen) -> str:
    """What is divided by what, and the list the choice is set beside."""
    if not seen.year:
        return (
            "Koderna kan slås av och på, men inget utdrag med sysselsatta per bransch är inläst efter "
            f"{NAMES[seen.chosen.classification]}."
        )
    own, of_business = seen.own, seen.own.spans[BUSINESS]
    first = ""
    if own.spans[ALL] is None:
        first = seen.sentence(own)
    elif of_business is not None:  # of everybody is in the headline
        first = circular.business_sentence(of_business, own.decimals)
    told = [
        first if seen.chosen.codes else "",
        seen.compared_sv,
        f"Efter arbetsställe, alla åldrar, {NAMES[seen.chosen.classification]}.",
    ]
    return " ".join(part for part in told if part)


def remarks(seen: Seen) -> tuple[str, ...]:
    """What must be said beside the shares."""
    codes = swedish.listing(map(written, seen.unknown))
    told = (
        seen.weight_sv,
        f"Utdraget har inga uppgifter om {codes}, som därför inte är med i andelarna." if codes else "",
        "Urvalet har branscher utanför näringslivet och har därför ingen andel av det." if seen.lacks_business else "",
        "Skattat ur antalet arbetsställen i varje storleksklass." if seen.is_estimated else "",
        catalogue.indicator(SHARE).caveat_sv if seen.chosen.listed.id in sni_sets() else "",
    )
    return tuple(text for text in told if text)
