"""Labour force 20–64 years, registers: employed and unemployed together, denominator of unemployment_rate."""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._bas import CAVEAT_SV, DEFAULT_SLICE, LAG_DAYS, MARKS, RELEASE, bas_query

INDICATOR = Indicator(
    id="labour_force",
    title_sv="Arbetskraften, 20–64 år (SCB BAS)",
    short_title_sv="Arbetskraften",
    slug="arbetskraften",
    unit_sv="personer",
    decimals=0,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.RESIDENCE,
    age_group="20–64 år",
    queries=(bas_query("000006IU"),),
    default_slice=DEFAULT_SLICE,
    definition_sv=("Antalet invånare 20–64 år som arbetar eller är arbetslösa, räknat i register."),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    base="labour_force",
    supporting=True,
    marks=MARKS,
    wording=Wording(subject_sv="antalet personer i arbetskraften", things_sv="personer i arbetskraften"),
)
