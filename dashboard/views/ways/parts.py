"""Delar: a change split into its parts, per municipality, for a measure that declares them."""

from dashboard.data.arrays import Series
from dashboard.data.numbers import Numbers
from dashboard.data.series import Data
from dashboard.figures.theme import Canvas
from dashboard.views import judged
from dashboard.views.scene import Scene
from dashboard.views.selection import Selection
from dashboard.views.splits import parts
from dashboard.views.splits.shape import Split
from dashboard.views.way import Values
from dashboard.views.ways._split import SplitWay
from dashboard.views.ways.twelve import twelve_months, twelve_months_unit_sv
from dashboard.words import Claim
from loaders.ground.declarations import Indicator


class PartsWay(SplitWay):
    """Parts of twelve months' change."""

    word, name_sv, order = "delar", "Delar per kommun", 100

    def objection(self, indicator: Indicator) -> str:
        """Only what declares its parts is split into them."""
        return "" if indicator.parts else "delas inte upp så"

    def all_shown(self, indicator: Indicator) -> tuple[str, ...]:
        """The dimension of the parts."""
        return tuple(indicator.parts)

    def values(self, raw: Series, selection: Selection, data: Data, first: int, drawn: int) -> Values:
        """Sums of twelve months, as displayed."""
        return twelve_months(raw, selection, data)

    def unit_sv(self, seen: Scene) -> str:
        """What its values measure, in words."""
        return twelve_months_unit_sv(seen.indicator)

    def split(self, seen: Scene, data: Data, canvas: Canvas) -> Split:
        """A stacked bar for each municipality."""
        return parts.draw(seen, data, canvas)

    def split_numbers(self, seen: Scene, data: Data) -> Numbers:
        """Each place's parts and their sum."""
        return parts.numbers(seen, data)

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """Parts are told of the county, whose municipalities are drawn."""
        home = judged.judged(seen, data, parts.home_of(seen, data), seen.newest)
        headlines, sentence = parts.tell(seen, data, claim, home)
        return judged.fitting(*headlines), sentence


WAY = PartsWay()
