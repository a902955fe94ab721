"""Serie: the whole series as lines, for a measure whose level has a chart of its own."""

from dashboard.views.own_charts import has_own_chart
from dashboard.views.ways._lines import PublishedLines
from loaders.ground.declarations import Indicator


class SeriesWay(PublishedLines):
    """The published values of the whole series."""

    word, name_sv, order = "serie", "Hela serien", 20
    narrower = "niva"

    def objection(self, indicator: Indicator) -> str:
        """The level of most measures is the whole series."""
        return "" if has_own_chart(indicator) else "nivån är redan hela serien"


WAY = SeriesWay()
