"""The highest the circular share can be, where cells are hidden or the number is estimated from size classes."""

from dataclasses import replace

from loaders.ground.declarations import Wording
from loaders.indicators._circular import CLASSIFICATION, DENOMINATOR, SET, circular_queries
from loaders.indicators.circular_share import INDICATOR as SHARE

INDICATOR = replace(
    SHARE,
    id="circular_share_highest",
    title_sv="Största möjliga andel i cirkulära branscher, alla åldrar efter arbetsställe",
    short_title_sv="Cirkulära branscher, största andel",
    slug="cirkulara-branscher-hogst",
    queries=circular_queries("highest", SET, DENOMINATOR, CLASSIFICATION),
    order=134,
    supporting=True,
    bounds=(),
    wording=Wording(subject_sv="största möjliga andel", noun_sv="största möjliga andel"),
)
