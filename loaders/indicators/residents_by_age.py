"""Residents of an age group in BAS: the denominator of employment_rate."""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._bas import CAVEAT_SV, DEFAULT_SLICE, LAG_DAYS, MARKS, RELEASE, bas_query

INDICATOR = Indicator(
    id="residents_by_age",
    title_sv="Invånare, 20–64 år (SCB BAS)",
    short_title_sv="Invånare 20–64 år",
    slug="invanare-20-64",
    unit_sv="personer",
    decimals=0,
    topic="Befolkning",
    grain=Grain.MONTH,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.RESIDENCE,
    age_group="20–64 år",
    queries=(bas_query("000006I8"),),
    default_slice=DEFAULT_SLICE,
    definition_sv=("Antalet invånare 20–64 år i SCB:s arbetsmarknadsregister."),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    base="residents_by_age",
    supporting=True,
    marks=MARKS,
    wording=Wording(subject_sv="antalet invånare 20–64 år", things_sv="invånare 20–64 år"),
)
