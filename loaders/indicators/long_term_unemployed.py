"""Unemployed for more than twelve months, numbers: the numerator of long_term_12m (measure card M6).

Cells ``<5`` are suppressed in the file; a county with such a part is a lower bound.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._af import (
    AGE_GROUP,
    ALL_AGE_BREAKS,
    ALL_AGES,
    LAG_DAYS,
    RELEASE,
    TOPIC,
    duration_query,
)

INDICATOR = Indicator(
    id="long_term_unemployed",
    title_sv="Långtidsarbetslösa, 16–66 år (AF)",
    short_title_sv="Långtidsarbetslösa",
    slug="langtidsarbetslosa",
    synonyms=(
        "långtidsarbetslöshet",
        "länge utan jobb",
        "långvarigt arbetslösa",
    ),
    unit_sv="personer",
    decimals=0,
    age_group=AGE_GROUP,
    queries=(duration_query("mer än 12 mån"),),
    default_slice={"birth_region": "total"},
    definition_sv=(
        "Antalet inskrivna arbetslösa som har varit utan arbete i mer än tolv månader. Färre än fem visas inte; "
        "för länet visas då det minsta antalet."
    ),
    caveat_sv="Arbetsförmedlingens verksamhetsstatistik, inte officiell statistik. Antal under fem visas inte.",
    verdict_of="long_term_12m",
    breaks=ALL_AGE_BREAKS,
    base="long_term_unemployed",
    at_moment=True,
    order=130,
    family="långtidsarbetslöshet",
    wording=Wording(
        subject_sv="antalet långtidsarbetslösa", things_sv="långtidsarbetslösa", thing_sv="långtidsarbetslös"
    ),
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.RESIDENCE,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    official=False,
    **ALL_AGES,
)
