"""What winter and summer share: sums of a season's months as columns, beside those of the seasons before."""

from dashboard import seasonsums
from dashboard.data import Data
from dashboard.selection import Selection
from dashboard.theme import Canvas
from dashboard.view import Content
from dashboard.way import Way
from loaders.ground.declarations import Grain, Indicator, Kind


class SeasonWay(Way):
    """One season's sums."""

    season_sv: str
    chooses_window = False
    says_why_not = False

    def objection(self, indicator: Indicator) -> str:
        """Only what has seasons, month by month, has sums of them."""
        is_season = indicator.kind is Kind.SEASON and indicator.grain is Grain.MONTH
        return "" if is_season else "finns bara för säsonger"

    def content(self, selection: Selection, data: Data, canvas: Canvas) -> Content:
        """All that a view shows and says of a selection."""
        return seasonsums.content(self.season_sv, selection, data, canvas)
