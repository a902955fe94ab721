"""Branscher: the industries of one place, for a measure that declares them."""

from dashboard import circular, claims
from dashboard.data import Data
from dashboard.scene import Scene
from dashboard.splits import branches, industries
from dashboard.splits.shape import Split
from dashboard.theme import Canvas
from dashboard.ways._split import SplitWay
from dashboard.words import Claim
from loaders.ground.declarations import Indicator
from loaders.ground.vocabulary import DENOMINATOR


class BranchesWay(SplitWay):
    """A bar for each industry: its change, or its part of what is circular."""

    word, name_sv, order = "branscher", "Branscher", 110
    shows_published = True

    def objection(self, indicator: Indicator) -> str:
        """Only what declares its industries is split into them."""
        return "" if indicator.branches else "delas inte upp så"

    def all_shown(self, indicator: Indicator) -> tuple[str, ...]:
        """Both denominators."""
        return (DENOMINATOR.name,)

    def unit_sv(self, seen: Scene) -> str:
        """What its values measure, in words."""
        return "personer per bransch"

    def split(self, seen: Scene, data: Data, canvas: Canvas) -> Split:
        """A bar for each industry."""
        draw = branches.draw if seen.indicator.id == circular.ID else industries.draw
        return draw(seen, data, canvas)

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """The industries that stand out."""
        tell = branches.tell if seen.indicator.id == circular.ID else industries.tell
        headlines, sentence = tell(seen, data, claim)
        return claims.fitting(*headlines), sentence

    def tell_instead(self, seen: Scene, data: Data) -> tuple[str, ...]:
        """The circular share with both its denominators."""
        return circular.told(seen, data) if seen.indicator.id == circular.ID else ()


WAY = BranchesWay()
