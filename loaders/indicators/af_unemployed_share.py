"""Registered as unemployed as a share of the labour force, by sex and age (measure card M2).

Sum of the file's SOK over the sum of its AK, for every place; never a mean of shares.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._af import (
    AGE_BREAKS,
    AGE_GROUP,
    AGES,
    BY_AGE,
    CAVEAT_SV,
    DENOMINATOR_BREAK,
    LAG_DAYS,
    RELEASE,
    TOPIC,
    bas_query,
)

INDICATOR = Indicator(
    id="af_unemployed_share",
    title_sv="Andel inskrivna arbetslösa, 16–66 år (AF)",
    short_title_sv="Andel inskrivna arbetslösa",
    slug="andel-inskrivna-arbetslosa",
    synonyms=(
        "ungdomsarbetslöshet",
        "unga arbetslösa",
        "ungdomar utan jobb",
        "öppet arbetslösa",
        "arbetslöshet",
        "Arbetsförmedlingen",
        "inskrivna",
        "i program",
    ),
    unit_sv="procent av arbetskraften",
    decimals=1,
    age_group=AGE_GROUP,
    queries=(bas_query("age", "SOK", share="yes"),),
    default_slice=BY_AGE,
    definition_sv=(
        "Inskrivna arbetslösa som andel av arbetskraften. Arbetskraften är ett medelvärde av tolv månader ur SCB:s BAS."
    ),
    caveat_sv=CAVEAT_SV,
    numerator=("af_unemployed",),
    denominator=("af_labour_force",),
    base="af_labour_force",
    breaks=(*AGE_BREAKS, DENOMINATOR_BREAK),
    highest=100.0,
    order=120,
    family="arbetslöshet",
    wording=Wording(subject_sv="andelen inskrivna arbetslösa", noun_sv="andel inskrivna arbetslösa"),
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.RATE,
    place_basis=PlaceBasis.RESIDENCE,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    official=False,
    **AGES,
)
