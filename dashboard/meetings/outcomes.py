"""What became of a judgement of the time ahead: the number it gave beside the one that came, in a sentence."""

from datetime import date

from dashboard.data.series import Data
from dashboard.meetings.material import NOTHING_TO_SHOW
from dashboard.meetings.outlooks import Outlook
from dashboard.model import Size
from dashboard.views import make_view
from dashboard.words import Number, references, swedish


def outcome(outlook: Outlook, data: Data, as_of: date | None = None) -> str:
    """What came of the period an outlook spoke of, by what was known on a day; empty where nothing of it is known.

    ``Arbetsförmedlingen bedömde den 10 juni 2026 arbetslösheten i Jämtlands län i augusti till 4,5 procent. Det blev
    4,1 procent, 0,4 procentenheter lägre.`` Without a number of its own: the sentence of what came.
    """
    found = outlook.foreseen
    if found is None:
        return ""
    try:
        view = make_view.view(found.chosen.but(until=found.period, as_of=as_of), data, Size.PHONE)
    except NOTHING_TO_SHOW:
        return ""
    if view.period != found.period or not isinstance(view.claim, Number):
        return ""
    if found.said is None:
        return f"Så blev det: {view.sentence}"
    return references.became(view.claim, outlook.issuer, outlook.date, found.said)


def awaited(outlook: Outlook) -> str:
    """That what came is not known yet; empty where the outlook names no measure."""
    found = outlook.foreseen
    return "" if found is None else f"Utfallet för {swedish.period_name(found.period)} är ännu inte publicerat."
