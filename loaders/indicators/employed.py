"""Employed residents 20–64 years, registers (measure card M4): counted where people live."""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._bas import DEFAULT_SLICE, LAG_DAYS, MARKS, RELEASE, bas_query

INDICATOR = Indicator(
    id="employed",
    title_sv="Sysselsatta, 20–64 år efter bostad (SCB BAS)",
    short_title_sv="Sysselsatta",
    slug="sysselsatta",
    synonyms=(
        "jobb",
        "arbetande",
        "förvärvsarbetande",
        "sysselsättning",
        "antal jobb",
    ),
    unit_sv="personer",
    decimals=0,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.RESIDENCE,
    age_group="20–64 år",
    queries=(bas_query("000006HI"),),
    default_slice=DEFAULT_SLICE,
    definition_sv=("Antalet invånare 20–64 år som har arbete, räknat i register efter var man bor."),
    caveat_sv="Räknas där man bor, oavsett var man arbetar. Preliminär registerstatistik; arbete i Norge kan saknas.",
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    base="employed",
    order=172,
    family="sysselsättning",
    secondary=True,
    marks=MARKS,
    key="population",
    wording=Wording(subject_sv="antalet sysselsatta", things_sv="sysselsatta"),
)
