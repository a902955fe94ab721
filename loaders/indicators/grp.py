"""Gross regional product, current prices, million kronor."""

from loaders.ground.declarations import Code, Grain, Indicator, Kind, Level, PlaceBasis, Wording
from loaders.indicators._grp import CAVEAT_SV, DEFINITION_SV, LAG_DAYS, RELEASE, grp_queries

INDICATOR = Indicator(
    id="grp",
    title_sv="Bruttoregionprodukt (BRP), alla åldrar, löpande priser",
    short_title_sv="BRP",
    slug="brp",
    synonyms=(
        "bruttoregionprodukt",
        "BNP",
        "tillväxt",
        "regional ekonomi",
    ),
    unit_sv="miljoner kronor",
    decimals=0,
    topic="Besök, ekonomi och hållbarhet",
    grain=Grain.YEAR,
    kind=Kind.AMOUNT,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="alla åldrar",
    queries=grp_queries(Code("NR0105AH"), Code("NR0105AW")),
    default_slice={},
    definition_sv=f"{DEFINITION_SV}.",
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    base="population",
    exists_since={Level.MUNICIPALITY: "2012"},
    lowest=None,
    order=460,
    family="brp",
    secondary=True,
    key="population",
    wording=Wording(subject_sv="BRP", noun_sv="BRP"),
)
