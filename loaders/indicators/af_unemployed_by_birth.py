"""Registered as unemployed with Arbetsförmedlingen at a month's end, by sex and region of birth (measure card M2).

Under five is hidden though the file shows it, and so is the other half of its pair.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._af import (
    AGE_GROUP,
    ALL_AGE_BREAKS,
    ALL_AGES,
    BY_BIRTH,
    CAVEAT_SV,
    LAG_DAYS,
    RELEASE,
    TOPIC,
    bas_query,
)

INDICATOR = Indicator(
    id="af_unemployed_by_birth",
    title_sv="Inskrivna arbetslösa, 16–66 år, efter födelseregion (AF)",
    short_title_sv="Inskrivna arbetslösa, efter födelseregion",
    slug="inskrivna-arbetslosa-fodelse",
    synonyms=(
        "utrikes födda",
        "inrikes födda",
        "invandrare",
    ),
    unit_sv="personer",
    decimals=0,
    age_group=AGE_GROUP,
    queries=(bas_query("birth_region", "SOK", mask="5"),),
    default_slice=BY_BIRTH,
    definition_sv=(
        "Antalet personer som är inskrivna hos Arbetsförmedlingen som öppet arbetslösa eller deltar i program med "
        "aktivitetsstöd i slutet av månaden, totalt och "
        "efter om man är född i eller utanför Sverige. Färre än fem visas inte."
    ),
    caveat_sv=CAVEAT_SV,
    verdict_of="af_unemployed_share_by_birth",
    base="af_unemployed_by_birth",
    same_as=("af_unemployed", "duration_unemployed"),
    breaks=ALL_AGE_BREAKS,
    order=166,
    family="arbetslöshet",
    secondary=True,
    at_moment=True,
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
    **ALL_AGES,
)
