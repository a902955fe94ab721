"""Unemployed residents 20–64 years, registers: the numerator of unemployment_rate."""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._bas import CAVEAT_SV, DEFAULT_SLICE, LAG_DAYS, MARKS, RELEASE, bas_query

INDICATOR = Indicator(
    id="unemployed",
    title_sv="Arbetslösa, 20–64 år (SCB BAS)",
    short_title_sv="Arbetslösa",
    slug="arbetslosa",
    synonyms=(
        "antal arbetslösa",
        "utan jobb",
        "arbetssökande",
    ),
    unit_sv="personer",
    decimals=0,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.RESIDENCE,
    age_group="20–64 år",
    queries=(bas_query("000004YH"),),
    default_slice=DEFAULT_SLICE,
    definition_sv=("Antalet invånare 20–64 år som inte har arbete och är inskrivna som arbetslösa, räknat i register."),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    verdict_of="unemployment_rate",
    base="unemployed",
    order=162,
    family="arbetslöshet",
    secondary=True,
    marks=MARKS,
    key="population",
    wording=Wording(subject_sv="antalet arbetslösa", things_sv="arbetslösa"),
)
