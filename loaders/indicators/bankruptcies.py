"""Companies gone bankrupt per county and month since 1996, sole traders included (measure card M9).

Decided bankruptcies by the firm's seat. Never mixed with UC's (without sole traders) or SCB's frozen NV1401.
"""

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
    id="bankruptcies",
    title_sv="Konkurser efter säte, alla företagsformer (Tillväxtanalys)",
    short_title_sv="Konkurser",
    slug="konkurser",
    synonyms=(
        "konkurs",
        "konkade företag",
        "obestånd",
        "företagskonkurser",
        "bankruptcies",
        "bankruptcy",
    ),
    unit_sv="antal",
    decimals=0,
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.RARE,
    place_basis=PlaceBasis.SEAT,
    age_group="alla företagsformer",
    queries=(county_query(r"^antal konkurser"),),
    default_slice={},
    definition_sv=(
        "Antalet företag som gick i konkurs under månaden, räknat där företaget har sitt säte. "
        "Enskilda näringsidkare är med."
    ),
    caveat_sv=(
        "Räknas efter säte, inte där verksamheten finns. Enskilda månader varierar mycket; jämför tolv månader. "
        f"{NO_NATION_SV}"
    ),
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    comparisons=(Comparison.TWELVE_MONTHS, Comparison.YEAR_ON_YEAR),
    base="bankruptcies",
    known_totals=(KnownTotal(2024, 10_762, YEARLY_SV), KnownTotal(2025, 10_731, YEARLY_SV)),
    per_thousand="registered_firms",
    order=200,
    family="konkurser",
    wording=Wording(
        subject_sv="antalet konkurser",
        things_sv="konkurser",
        thing_sv="konkurs",
        event_sv="gick {n} företag i konkurs",
        none_sv="gick inget företag i konkurs",
        nobody_sv="inget företag gick i konkurs",
    ),
)
