"""Branscher: the industries of one place, for a measure that declares them."""

from dashboard.data.numbers import Numbers
from dashboard.data.series import Data
from dashboard.figures.theme import Canvas
from dashboard.views import circular_bounds, judged
from dashboard.views.scene import Scene
from dashboard.views.splits import branches, industries
from dashboard.views.splits.shape import Split
from dashboard.views.ways._split import SplitWay
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
        draw = branches.draw if seen.indicator.id == circular_bounds.ID else industries.draw
        return draw(seen, data, canvas)

    def split_numbers(self, seen: Scene, data: Data) -> Numbers | None:
        """Employed per industry; persons and shares of what is circular are intervals, which are told as text."""
        return None if seen.indicator.id == circular_bounds.ID else industries.numbers(seen, data)

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """The industries that stand out."""
        tell = branches.tell if seen.indicator.id == circular_bounds.ID else industries.tell
        headlines, sentence = tell(seen, data, claim)
        return judged.fitting(*headlines), sentence

    def tell_instead(self, seen: Scene, data: Data) -> tuple[str, ...]:
        """The circular share with both its denominators."""
        return circular_bounds.told(seen, data) if seen.indicator.id == circular_bounds.ID else ()


WAY = BranchesWay()
