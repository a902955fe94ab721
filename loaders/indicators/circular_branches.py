"""Employed by workplace in each industry of the extract, with the lowest and highest it can be (card M16).

A hidden industry has no value, a lowest and a highest; one estimated from size classes has all three. What they are
divided by stands among them as ``all`` and ``business``, with its bounds.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._circular import (
    AGE_GROUP,
    BOUND,
    BRANCH,
    CAVEAT_SV,
    CLASSIFICATION,
    LAG_DAYS,
    TOPIC,
    circular_queries,
)

INDICATOR = Indicator(
    id="circular_branches",
    title_sv="Sysselsatta i varje bransch enligt utdraget, alla åldrar efter arbetsställe",
    short_title_sv="Sysselsatta i varje bransch enligt utdraget",
    slug="sysselsatta-cirkular-bransch",
    unit_sv="personer",
    decimals=0,
    topic=TOPIC,
    grain=Grain.YEAR,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.WORKPLACE,
    age_group=AGE_GROUP,
    queries=circular_queries("branches", BRANCH, BOUND, CLASSIFICATION),
    default_slice={"branch": "45201", "bound": "value", "classification": "SNI2007"},
    definition_sv=(
        "Antalet som arbetar på arbetsställen i varje bransch som utdraget har, cirkulär eller inte, och antalet som "
        "det delas med."
    ),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    base="circular_base",
    order=135,
    official=False,
    supporting=True,
    wording=Wording(subject_sv="antalet sysselsatta i branschen", things_sv="sysselsatta i branschen"),
)
