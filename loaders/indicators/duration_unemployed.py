"""All registered unemployed in the file of durations: the denominator of long_term_12m.

Another file than af_unemployed's, revised on its own; only the newest month is sure to agree.
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
    id="duration_unemployed",
    title_sv="Arbetslösa i filen över tid utan arbete, 16–66 år (AF)",
    short_title_sv="Arbetslösa, tid utan arbete",
    slug="af-arbetslosa-tid",
    unit_sv="personer",
    decimals=0,
    age_group=AGE_GROUP,
    queries=(duration_query("^ARBETSLÖSA$"),),
    default_slice={"birth_region": "total"},
    definition_sv="Alla inskrivna arbetslösa i Arbetsförmedlingens fil över tid utan arbete.",
    caveat_sv="Arbetsförmedlingens verksamhetsstatistik, inte officiell statistik. Antal under fem visas inte.",
    same_as=("af_unemployed",),
    breaks=ALL_AGE_BREAKS,
    base="duration_unemployed",
    supporting=True,
    at_moment=True,
    wording=Wording(
        subject_sv="antalet inskrivna arbetslösa", things_sv="inskrivna arbetslösa", thing_sv="inskriven arbetslös"
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
