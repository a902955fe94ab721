"""Registered as unemployed as a share of the labour force, by sex and region of birth (measure card M2).

Sum of the file's SOK over the sum of its AK, for every place; never a mean of shares.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._af import (
    AGE_GROUP,
    ALL_AGE_BREAKS,
    ALL_AGES,
    BY_BIRTH,
    CAVEAT_SV,
    DENOMINATOR_BREAK,
    LAG_DAYS,
    RELEASE,
    TOPIC,
    bas_query,
)

INDICATOR = Indicator(
    id="af_unemployed_share_by_birth",
    title_sv="Andel inskrivna arbetslösa, 16–66 år, efter födelseregion (AF)",
    short_title_sv="Andel inskrivna arbetslösa, efter födelseregion",
    slug="andel-inskrivna-arbetslosa-fodelse",
    synonyms=(
        "utrikes födda",
        "inrikes födda",
        "invandrare",
        "arbetslöshet bland utrikes födda",
    ),
    unit_sv="procent av arbetskraften",
    decimals=1,
    age_group=AGE_GROUP,
    queries=(bas_query("birth_region", "SOK", share="yes"),),
    default_slice=BY_BIRTH,
    definition_sv=(
        "Inskrivna arbetslösa som andel av arbetskraften. Arbetskraften är ett medelvärde av tolv månader ur SCB:s BAS."
    ),
    caveat_sv=CAVEAT_SV,
    numerator=("af_unemployed_by_birth",),
    denominator=("af_labour_force_by_birth",),
    base="af_labour_force_by_birth",
    breaks=(*ALL_AGE_BREAKS, DENOMINATOR_BREAK),
    highest=100.0,
    order=164,
    family="arbetslöshet",
    secondary=True,
    wording=Wording(subject_sv="andelen inskrivna arbetslösa", noun_sv="andel inskrivna arbetslösa"),
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.RATE,
    place_basis=PlaceBasis.RESIDENCE,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    official=False,
    **ALL_AGES,
)
