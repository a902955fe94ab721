"""Share of the employed at workplaces in industries that are counted as circular (measure card M16).

Stored are value, lowest and highest: where cells are hidden the value is the lowest it can be, where it is estimated
the middle. Never compared across SNI 2007 and SNI 2025, which are values of a dimension.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, Level, PlaceBasis, Wording
from loaders.indicators._circular import (
    AGE_GROUP,
    CAVEAT_SV,
    CLASSIFICATION,
    DEFAULT,
    DENOMINATOR,
    LAG_DAYS,
    SET,
    TOPIC,
    circular_queries,
)

INDICATOR = Indicator(
    id="circular_share",
    title_sv="Andel som arbetar i cirkulära branscher, alla åldrar efter arbetsställe",
    short_title_sv="Cirkulära branscher",
    slug="cirkulara-branscher",
    synonyms=(
        "cirkulär ekonomi",
        "återbruk",
        "återvinning",
        "hållbarhet",
        "reparation",
        "delningsekonomi",
    ),
    unit_sv="procent av alla som arbetar",
    decimals=1,
    topic=TOPIC,
    grain=Grain.YEAR,
    kind=Kind.RATE,
    place_basis=PlaceBasis.WORKPLACE,
    age_group=AGE_GROUP,
    queries=circular_queries("share", SET, DENOMINATOR, CLASSIFICATION),
    default_slice=DEFAULT,
    definition_sv=(
        "Andelen av alla som arbetar på arbetsställen i området vars arbetsställe hör till en bransch som SCB räknar "
        "som cirkulär: reparation, insamling och återvinning av avfall, handel med begagnat och skrot. Även andelen av "
        "dem som arbetar i näringslivet finns."
    ),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    numerator=("circular_employed",),
    denominator=("circular_base",),
    base="circular_base",
    branches="circular_branches",
    bounds=("circular_share_lowest", "circular_share_highest"),
    highest=100.0,
    order=410,
    official=False,
    compared_at=(Level.NATION, Level.COUNTY),
    whole_at=(Level.MUNICIPALITY,),
    wording=Wording(subject_sv="andelen i cirkulära branscher", noun_sv="andel i cirkulära branscher"),
)
