"""Firms taken off the register in the month, four legal forms (measure card M10).

Others who use the file begin in 2021 with deregistrations, and so does this.
"""

from loaders.ground.declarations import Comparison, Grain, Indicator, Kind, PlaceBasis, Release, Wording
from loaders.indicators._bolagsverket import CAVEAT_SV, LAG_DAYS, event_query

INDICATOR = Indicator(
    id="deregistrations",
    title_sv="Avregistrerade företag efter säte, alla branscher (Bolagsverket)",
    short_title_sv="Avregistrerade företag",
    slug="avregistrerade-foretag",
    synonyms=(
        "avslutade företag",
        "nedlagda företag",
        "nedläggningar",
        "avregistreringar",
        "upphörda företag",
    ),
    unit_sv="antal",
    decimals=0,
    topic="Företag",
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.SEAT,
    age_group="alla branscher",
    queries=(event_query("3", since="2021-01"),),
    default_slice={"legal_form": "total"},
    definition_sv=(
        "Antalet aktiebolag, handelsbolag, kommanditbolag och enskilda näringsidkare som avregistrerades hos "
        "Bolagsverket under månaden, räknat där företaget har sitt säte. Ett företag kan ha slutat långt tidigare."
    ),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    release=Release(1, 4),
    comparisons=(Comparison.YEAR_ON_YEAR, Comparison.TWELVE_MONTHS, Comparison.YEAR_TO_DATE),
    base="deregistrations",
    incomplete_newest=1,
    secondary=True,
    order=220,
    family="företag",
    official=False,
    key="registered_firms",
    wording=Wording(
        subject_sv="antalet avregistrerade företag",
        things_sv="avregistrerade företag",
        thing_sv="avregistrerat företag",
        event_sv="avregistrerades {n} företag",
        perfect_sv="{n} företag avregistrerats",
        none_sv="avregistrerades inget",
        nobody_sv="inget företag avregistrerades",
    ),
)
