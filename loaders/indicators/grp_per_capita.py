"""Gross regional product per inhabitant, current prices, thousand kronor. Municipalities are never ranked by it."""

from loaders.ground.declarations import Code, Grain, Indicator, Kind, Label, Level, PlaceBasis, Wording
from loaders.indicators._grp import CAVEAT_SV, DEFINITION_SV, LAG_DAYS, RELEASE, grp_queries

INDICATOR = Indicator(
    id="grp_per_capita",
    title_sv="Bruttoregionprodukt (BRP) per invånare, alla åldrar, löpande priser",
    short_title_sv="BRP per invånare",
    slug="brp-per-invanare",
    synonyms=(
        "bruttoregionprodukt",
        "tillväxt",
        "BNP",
        "regional ekonomi",
        "välstånd",
        "ekonomi per invånare",
        "GDP",
    ),
    unit_sv="tusen kronor per invånare",
    decimals=0,
    topic="Besök, ekonomi och hållbarhet",
    grain=Grain.YEAR,
    kind=Kind.AMOUNT,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="alla åldrar",
    queries=grp_queries(Label(r"BRP per invånare"), Code("NR0105AY")),
    default_slice={},
    definition_sv=f"{DEFINITION_SV}, delat med årets medelfolkmängd.",
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    numerator=("grp",),
    denominator=("population",),
    base="population",
    exists_since={Level.MUNICIPALITY: "2012"},
    lowest=None,
    order=420,
    family="brp",
    wording=Wording(subject_sv="BRP per invånare", noun_sv="BRP per invånare"),
)
