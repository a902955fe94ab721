"""Unemployed for more than twelve months as a share of the registered unemployed (measure card M6).

Both numbers come out of the same file. Where parts are hidden, the share is the lowest it can be.
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
    id="long_term_12m",
    title_sv="Långtidsarbetslösas andel, 16–66 år (AF)",
    short_title_sv="Långtidsarbetslösas andel",
    slug="langtidsarbetslosas-andel",
    synonyms=(
        "långtidsarbetslöshet",
        "över tolv månader",
        "ett år utan jobb",
    ),
    unit_sv="procent av de inskrivna arbetslösa",
    decimals=1,
    age_group=AGE_GROUP,
    queries=(duration_query("mer än 12 mån", share="yes"),),
    default_slice={"birth_region": "total"},
    definition_sv=(
        "Inskrivna arbetslösa som har varit utan arbete i mer än tolv månader, som andel av alla inskrivna arbetslösa."
    ),
    caveat_sv="Andel av de arbetslösa, inte av befolkningen. Inte officiell statistik.",
    breaks=ALL_AGE_BREAKS,
    numerator=("long_term_unemployed",),
    denominator=("duration_unemployed",),
    base="duration_unemployed",
    highest=100.0,
    order=168,
    family="långtidsarbetslöshet",
    secondary=True,
    wording=Wording(
        subject_sv="långtidsarbetslösas andel av de arbetslösa", noun_sv="andel långtidsarbetslösa av de arbetslösa"
    ),
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.RATE,
    place_basis=PlaceBasis.RESIDENCE,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    official=False,
    **ALL_AGES,
)
