"""All employed by workplace, and those in näringslivet (B–N and S95 without K): denominators of the circular share."""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._circular import (
    AGE_GROUP,
    CAVEAT_SV,
    CLASSIFICATION,
    DEFAULT,
    DENOMINATOR,
    LAG_DAYS,
    TOPIC,
    circular_queries,
)

INDICATOR = Indicator(
    id="circular_base",
    title_sv="Sysselsatta enligt utdraget, alla åldrar efter arbetsställe",
    short_title_sv="Sysselsatta enligt utdraget",
    slug="sysselsatta-sni-utdrag",
    unit_sv="personer",
    decimals=0,
    topic=TOPIC,
    grain=Grain.YEAR,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.WORKPLACE,
    age_group=AGE_GROUP,
    queries=circular_queries("base", DENOMINATOR, CLASSIFICATION),
    default_slice={name: DEFAULT[name] for name in ("denominator", "classification")},
    definition_sv=(
        "Antalet som arbetar på arbetsställen i området, i samma utdrag som de cirkulära branscherna: alla, eller "
        "näringslivet som SCB räknar det (B–N och S95 utan K)."
    ),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    base="circular_base",
    order=132,
    official=False,
    supporting=True,
    wording=Wording(subject_sv="antalet sysselsatta", things_sv="sysselsatta"),
)
