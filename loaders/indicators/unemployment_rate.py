"""Unemployed as a share of the labour force, residents 20–64 years, registers (measure card M1).

SCB's own published rate. Unemployed: not employed and registered with Arbetsförmedlingen. For a group of places
the rate is the sum of unemployed over the sum of the labour force, never a mean of rates.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._bas import CAVEAT_SV, DEFAULT_SLICE, LAG_DAYS, MARKS, RELEASE, bas_query

INDICATOR = Indicator(
    id="unemployment_rate",
    title_sv="Arbetslöshet, 20–64 år (SCB BAS)",
    short_title_sv="Arbetslöshet",
    slug="arbetsloshet",
    synonyms=(
        "arbetslös",
        "jobblöshet",
        "utan jobb",
        "utan arbete",
        "arbetslöshetstal",
        "arbetsmarknad",
        "unemployment",
        "unemployment rate",
    ),
    unit_sv="procent av arbetskraften",
    decimals=1,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.RATE,
    place_basis=PlaceBasis.RESIDENCE,
    age_group="20–64 år",
    queries=(bas_query("000006II"),),
    default_slice=DEFAULT_SLICE,
    definition_sv=(
        "Andelen av arbetskraften 20–64 år som inte har arbete och är inskriven som arbetslös, "
        "räknat i register efter var man bor. Arbetskraften är de som arbetar och de som är arbetslösa."
    ),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    numerator=("unemployed",),
    denominator=("labour_force",),
    base="labour_force",
    highest=100.0,
    order=110,
    family="arbetslöshet",
    marks=MARKS,
    recovers=True,
    wording=Wording(subject_sv="arbetslösheten", noun_sv="arbetslöshet"),
)
