"""What winter and summer share: sums of a season's months as columns, beside those of the seasons before."""

from dashboard.data.series import Data
from dashboard.figures.theme import Canvas
from dashboard.views.seasons import season_sums
from dashboard.views.selection import Selection
from dashboard.views.view import Content
from dashboard.views.way import Way
from loaders.ground.declarations import Grain, Indicator, Kind


class SeasonWay(Way):
    """One season's sums."""

    season_sv: str
    chooses_window = False

    def objection(self, indicator: Indicator) -> str:
        """Only what has seasons, month by month, has sums of them."""
        is_season = indicator.kind is Kind.SEASON and indicator.grain is Grain.MONTH
        return "" if is_season else "finns bara för säsonger"

    def content(self, selection: Selection, data: Data, canvas: Canvas) -> Content:
        """All that a view shows and says of a selection."""
        return season_sums.content(self.season_sv, selection, data, canvas)
