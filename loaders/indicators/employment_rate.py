"""Employed as a share of all residents 20–64 years, registers (measure card M4).

The denominator is everybody of that age, not the labour force. Always read together with unemployment_rate:
both can fall at once.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._bas import DEFAULT_SLICE, LAG_DAYS, MARKS, RELEASE, bas_query

INDICATOR = Indicator(
    id="employment_rate",
    title_sv="Sysselsättningsgrad, 20–64 år (SCB BAS)",
    short_title_sv="Sysselsättningsgrad",
    slug="sysselsattningsgrad",
    synonyms=(
        "sysselsättning",
        "förvärvsarbetande",
        "arbetar",
        "jobb",
        "andel som arbetar",
        "förvärvsgrad",
        "employment rate",
        "employment",
    ),
    unit_sv="procent av befolkningen",
    decimals=1,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.RATE,
    place_basis=PlaceBasis.RESIDENCE,
    age_group="20–64 år",
    queries=(bas_query("000006IK"),),
    default_slice=DEFAULT_SLICE,
    definition_sv=(
        "Andelen av alla invånare 20–64 år som har arbete, räknat i register efter var man bor, "
        "oavsett var man arbetar."
    ),
    caveat_sv=(
        "Räknas där man bor, oavsett var man arbetar. SCB:s egen rubrik gäller 20–65 år. Preliminär registerstatistik; "
        "arbete i Norge kan saknas."
    ),
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    numerator=("employed",),
    denominator=("residents_by_age",),
    base="residents_by_age",
    highest=100.0,
    order=140,
    family="sysselsättning",
    marks=MARKS,
    wording=Wording(subject_sv="sysselsättningsgraden", noun_sv="sysselsättningsgrad"),
)
