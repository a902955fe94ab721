"""Registered as unemployed with Arbetsförmedlingen at the end of the month, by sex and age (measure card M2).

Under five is hidden though the file shows it, and so is the other half of its pair.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._af import (
    AGE_BREAKS,
    AGE_GROUP,
    AGES,
    BY_AGE,
    CAVEAT_SV,
    LAG_DAYS,
    RELEASE,
    TOPIC,
    bas_query,
)

INDICATOR = Indicator(
    id="af_unemployed",
    title_sv="Inskrivna arbetslösa, 16–66 år (AF)",
    short_title_sv="Inskrivna arbetslösa",
    slug="inskrivna-arbetslosa",
    synonyms=(
        "antal arbetslösa",
        "inskrivna på Arbetsförmedlingen",
        "arbetssökande",
    ),
    unit_sv="personer",
    decimals=0,
    age_group=AGE_GROUP,
    queries=(bas_query("age", "SOK", mask="5"),),
    default_slice=BY_AGE,
    definition_sv=(
        "Antalet personer som är inskrivna hos Arbetsförmedlingen som öppet arbetslösa eller deltar i program med "
        "aktivitetsstöd i slutet av månaden. Färre än fem visas inte."
    ),
    caveat_sv=CAVEAT_SV,
    verdict_of="af_unemployed_share",
    base="af_unemployed",
    breaks=AGE_BREAKS,
    order=160,
    family="arbetslöshet",
    secondary=True,
    at_moment=True,
    key="population",
    wording=Wording(
        subject_sv="antalet inskrivna arbetslösa",
        things_sv="inskrivna arbetslösa",
        thing_sv="inskriven arbetslös",
        event_sv="var {n} personer inskrivna som arbetslösa",
    ),
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.RESIDENCE,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    official=False,
    **AGES,
)
