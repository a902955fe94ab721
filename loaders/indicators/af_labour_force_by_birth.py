"""Labour force as Arbetsförmedlingen divides by it, by sex and region of birth: a mean of twelve months' BAS."""

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
    id="af_labour_force_by_birth",
    title_sv="Arbetskraften, 16–66 år, efter födelseregion (AF)",
    short_title_sv="Arbetskraften, efter födelseregion (AF)",
    slug="af-arbetskraften-fodelse",
    unit_sv="personer",
    decimals=0,
    age_group=AGE_GROUP,
    queries=(bas_query("birth_region", "AK"),),
    default_slice=BY_BIRTH,
    definition_sv="Arbetskraften som Arbetsförmedlingen delar med: ett medelvärde av tolv månader ur SCB:s BAS.",
    caveat_sv=CAVEAT_SV,
    base="af_labour_force_by_birth",
    breaks=(*ALL_AGE_BREAKS, DENOMINATOR_BREAK),
    supporting=True,
    wording=Wording(subject_sv="antalet personer i arbetskraften", things_sv="personer i arbetskraften"),
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.RESIDENCE,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    official=False,
    **ALL_AGES,
)
