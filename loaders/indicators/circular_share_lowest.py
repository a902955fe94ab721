"""The lowest the circular share can be, where cells are hidden or the number is estimated from size classes."""

from dataclasses import replace

from loaders.ground.declarations import Wording
from loaders.indicators._circular import CLASSIFICATION, DENOMINATOR, SET, circular_queries
from loaders.indicators.circular_share import INDICATOR as SHARE

INDICATOR = replace(
    SHARE,
    id="circular_share_lowest",
    title_sv="Minsta möjliga andel i cirkulära branscher, alla åldrar efter arbetsställe",
    short_title_sv="Cirkulära branscher, minsta andel",
    slug="cirkulara-branscher-lagst",
    queries=circular_queries("lowest", SET, DENOMINATOR, CLASSIFICATION),
    order=133,
    supporting=True,
    bounds=(),
    wording=Wording(subject_sv="minsta möjliga andel", noun_sv="minsta möjliga andel"),
)
