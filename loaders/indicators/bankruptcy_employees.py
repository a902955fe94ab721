"""Employees of companies gone bankrupt per county and month since 1996 (measure card M9): kind lumps."""

from loaders.ground.declarations import Comparison, Grain, Indicator, Kind, KnownTotal, PlaceBasis, Wording
from loaders.indicators._tillvaxtanalys import (
    LAG_DAYS,
    NO_NATION_SV,
    RELEASE,
    TOPIC,
    YEARLY_SV,
    county_query,
)

INDICATOR = Indicator(
    id="bankruptcy_employees",
    title_sv="Anställda berörda av konkurser efter säte, alla företagsformer (Tillväxtanalys)",
    short_title_sv="Anställda berörda av konkurser",
    slug="konkurser-anstallda",
    synonyms=(
        "konkurs",
        "drabbade anställda",
        "jobb som försvann i konkurs",
    ),
    unit_sv="personer",
    decimals=0,
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.LUMPS,
    place_basis=PlaceBasis.SEAT,
    age_group="alla företagsformer",
    queries=(county_query(r"anställda.*konkurs"),),
    default_slice={},
    definition_sv=(
        "Antalet anställda i de företag som gick i konkurs under månaden, räknat där företaget har sitt säte."
    ),
    caveat_sv=(
        "Anställda i företag som gått i konkurs; många behåller jobbet om verksamheten tas över. "
        f"Ett enda företag kan vara hela stapeln. {NO_NATION_SV}"
    ),
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    comparisons=(Comparison.TWELVE_MONTHS,),
    base="bankruptcy_employees",
    known_totals=(KnownTotal(2025, 24_882, YEARLY_SV),),
    order=260,
    family="konkurser",
    secondary=True,
    wording=Wording(
        subject_sv="antalet anställda berörda av konkurser",
        things_sv="anställda berörda av konkurser",
        thing_sv="anställd berörd av konkurser",
        event_sv="berördes {n} anställda av konkurser",
        perfect_sv="{n} anställda berörts av konkurser",
        none_sv="berördes ingen anställd",
        nobody_sv="ingen anställd berördes av konkurser",
    ),
)
