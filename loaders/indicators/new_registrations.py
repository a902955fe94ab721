"""Firms registered in the month, four legal forms (measure card M10). Not the firms that start: see new_firms.

January is two to three times other months; the newest month is far too low when it comes.
"""

from loaders.ground.declarations import Comparison, Grain, Indicator, Kind, PlaceBasis, Release, Wording
from loaders.indicators._bolagsverket import CAVEAT_SV, LAG_DAYS, event_query

INDICATOR = Indicator(
    id="new_registrations",
    title_sv="Nyregistrerade företag efter säte, alla branscher (Bolagsverket)",
    short_title_sv="Nyregistrerade företag",
    slug="nyregistrerade-foretag",
    synonyms=(
        "nya företag",
        "nya bolag",
        "starta eget",
        "företagsstarter",
        "registreringar",
        "Bolagsverket",
        "nyföretagande",
        "new firms",
    ),
    unit_sv="antal",
    decimals=0,
    topic="Företag",
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.SEAT,
    age_group="alla branscher",
    queries=(event_query("1", since="2010-01"),),
    default_slice={"legal_form": "total"},
    definition_sv=(
        "Antalet aktiebolag, handelsbolag, kommanditbolag och enskilda näringsidkare som registrerades hos "
        "Bolagsverket under månaden, räknat där företaget har sitt säte. Ett registrerat företag behöver inte ha "
        "startat: lagerbolag är med, och januari är oftast högst."
    ),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    release=Release(1, 4),
    comparisons=(Comparison.YEAR_ON_YEAR, Comparison.TWELVE_MONTHS, Comparison.YEAR_TO_DATE),
    base="new_registrations",
    incomplete_newest=1,
    order=210,
    family="nya företag",
    official=False,
    key="registered_firms",
    wording=Wording(
        subject_sv="antalet nyregistrerade företag",
        things_sv="nyregistrerade företag",
        thing_sv="nyregistrerat företag",
        event_sv="registrerades {n} företag",
        perfect_sv="{n} företag registrerats",
        none_sv="registrerades inget",
        nobody_sv="inget företag registrerades",
    ),
)
