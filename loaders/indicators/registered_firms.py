"""All firms on the register at the month's end, four legal forms: event 2 of Bolagsverket's file (measure card M10).

What others are set beside: its *share of riket* stands beside that of registrations, and bankruptcies are told per
1 000 of it. A registered firm need not be active, and who need not register is not in it. The file of 2026 has the
event; its months before 2021 were read by nobody here, so what there is since 2010 is taken.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Release, Wording
from loaders.indicators._bolagsverket import CAVEAT_SV, LAG_DAYS, event_query

INDICATOR = Indicator(
    id="registered_firms",
    title_sv="Registrerade företag efter säte, alla branscher (Bolagsverket)",
    short_title_sv="Registrerade företag",
    slug="registrerade-foretag",
    synonyms=(
        "antal företag",
        "bolag",
        "aktiebolag",
        "enskild firma",
        "handelsbolag",
        "företagare",
        "företagsbestånd",
    ),
    unit_sv="företag",
    decimals=0,
    topic="Företag",
    grain=Grain.MONTH,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.SEAT,
    age_group="alla branscher",
    queries=(event_query("2", since="2010-01"),),
    default_slice={"legal_form": "total"},
    definition_sv=(
        "Antalet aktiebolag, handelsbolag, kommanditbolag och enskilda näringsidkare som fanns i Bolagsverkets "
        "register under månaden, räknat där företaget har sitt säte. Alla registrerade företag har inte någon "
        "verksamhet."
    ),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=LAG_DAYS,
    release=Release(1, 4),
    base="registered_firms",
    secondary=True,
    order=205,
    family="företag",
    official=False,
    key="population",
    wording=Wording(
        subject_sv="antalet registrerade företag",
        things_sv="registrerade företag",
        thing_sv="registrerat företag",
        whole_sv="de registrerade företagen",
    ),
)
