"""A measure split into what it is made of, as bars: parts of a change per municipality, industries of one place.

Reads data, draws with figures/bars.py and writes with words/splits.py. Differences are those of displayed numbers.
"""

from dashboard import circular
from dashboard.data import Data
from dashboard.scene import Scene
from dashboard.selection import BRANCHES, PARTS
from dashboard.splits import branches, industries, parts
from dashboard.splits.parts import home_of
from dashboard.splits.shape import Split
from dashboard.theme import Canvas
from dashboard.words import Claim

WAYS = (PARTS, BRANCHES)
"""Ways of showing that are made here."""

__all__ = ["WAYS", "Split", "home_of", "said", "shown"]


def shown(seen: Scene, data: Data, canvas: Canvas) -> Split:
    """What is drawn, and all its numbers, of a scene whose way of showing is one of WAYS."""
    if seen.transform == PARTS:
        return parts.shown(seen, data, canvas)
    if seen.indicator.id == circular.ID:
        return branches.shown(seen, data, canvas)
    return industries.shown(seen, data, canvas)


def said(seen: Scene, data: Data, claim: Claim, home: Claim | None) -> tuple[list[str], str]:
    """Headlines from the fullest to the shortest, and the sentence. ``home`` is the county's claim, for its parts."""
    if home is not None:
        return parts.said(seen, data, claim, home)
    if seen.indicator.id == circular.ID:
        return branches.said(seen, data, claim)
    return industries.said(seen, data, claim)
