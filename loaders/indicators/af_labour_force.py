"""Labour force as Arbetsförmedlingen divides by it, by sex and age: a mean of twelve months' BAS, with fractions."""

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
    id="af_labour_force",
    title_sv="Arbetskraften, 16–66 år (AF)",
    short_title_sv="Arbetskraften (AF)",
    slug="af-arbetskraften",
    unit_sv="personer",
    decimals=0,
    age_group=AGE_GROUP,
    queries=(bas_query("age", "AK"),),
    default_slice=BY_AGE,
    definition_sv="Arbetskraften som Arbetsförmedlingen delar med: ett medelvärde av tolv månader ur SCB:s BAS.",
    caveat_sv=CAVEAT_SV,
    base="af_labour_force",
    breaks=(*AGE_BREAKS, DENOMINATOR_BREAK),
    supporting=True,
    wording=Wording(subject_sv="antalet personer i arbetskraften", things_sv="personer i arbetskraften"),
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.RESIDENCE,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    official=False,
    **AGES,
)
