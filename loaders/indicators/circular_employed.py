"""Employed by workplace in industries counted as circular: the numerator of the circular share."""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._circular import (
    AGE_GROUP,
    CAVEAT_SV,
    CLASSIFICATION,
    DEFAULT,
    LAG_DAYS,
    SET,
    TOPIC,
    circular_queries,
)

INDICATOR = Indicator(
    id="circular_employed",
    title_sv="Sysselsatta i cirkulära branscher, alla åldrar efter arbetsställe",
    short_title_sv="Sysselsatta i cirkulära branscher",
    slug="sysselsatta-cirkulara-branscher",
    unit_sv="personer",
    decimals=0,
    topic=TOPIC,
    grain=Grain.YEAR,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.WORKPLACE,
    age_group=AGE_GROUP,
    queries=circular_queries("persons", SET, CLASSIFICATION),
    default_slice={name: DEFAULT[name] for name in ("sni_set", "classification")},
    definition_sv=(
        "Antalet som arbetar på arbetsställen i branscher som räknas som cirkulära. Dolda celler räknas som 0."
    ),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    base="circular_base",
    order=131,
    official=False,
    supporting=True,
    wording=Wording(subject_sv="antalet i cirkulära branscher", things_sv="sysselsatta i cirkulära branscher"),
)
