"""Vinter: the sum of December to April."""

from dashboard.views.ways._season import SeasonWay


class WinterWay(SeasonWay):
    """The winters."""

    word, name_sv, order = "vinter", "Vintern", 80
    season_sv = "vintern"


WAY = WinterWay()
