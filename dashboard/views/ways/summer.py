"""Sommar: the sum of June to August."""

from dashboard.views.ways._season import SeasonWay


class SummerWay(SeasonWay):
    """The summers."""

    word, name_sv, order = "sommar", "Sommaren", 90
    season_sv = "sommaren"


WAY = SummerWay()
