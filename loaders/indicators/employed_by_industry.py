"""Employed 15–74 years by industry, at workplace and at residence (measure card M5).

ContentsCode 0000054D (workplace) and 0000056A (residence), A-U+US and US were read by third parties in TAB3784;
the other group codes were not, so they are found by label. Commuting in is workplace over residence,
never workplace over population. Does not sum to ``employed``: other ages and disclosure noise.
"""

from loaders.ground.declarations import (
    Axis,
    Code,
    Fixed,
    Grain,
    Indicator,
    Kind,
    Label,
    PlaceBasis,
    PxQuery,
    Status,
    Wording,
)
from loaders.indicators._bas import RELEASE

INDICATOR = Indicator(
    id="employed_by_industry",
    title_sv="Sysselsatta per bransch, 15–74 år efter arbetsställe (SCB BAS)",
    short_title_sv="Sysselsatta per bransch",
    slug="sysselsatta-bransch",
    unit_sv="personer",
    decimals=0,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="15–74 år",
    queries=(
        PxQuery(
            table="TAB3784",
            select=(
                Axis(
                    "ContentsCode",
                    "basis",
                    {"workplace": Code("0000054D"), "residence": Code("0000056A")},
                ),
                Axis(
                    "SNI2007",
                    "industry",
                    {
                        "total": Code("A-U+US"),
                        "A": Label(r"jordbruk"),
                        "B+C": Code("B+C"),
                        "D+E": Label(r"energi"),
                        "F": Code("F"),
                        "G": Label(r"^handel"),
                        "H": Code("H"),
                        "I": Label(r"hotell"),
                        "J": Label(r"information"),
                        "K": Label(r"finans"),
                        "L": Label(r"fastighet"),
                        "M+N": Label(r"företagstjänster"),
                        "O": Label(r"offentlig förvaltning"),
                        "P": Label(r"utbildning"),
                        "Q": Label(r"vård"),
                        "R+S+T+U": Label(r"personliga|kultur"),
                        "unknown": Code("US"),
                    },
                ),
                Fixed("Kon", Code("1+2")),
                Fixed("Fodelseregion", Code("tot")),
            ),
            constants={"classification": "SNI2007"},
        ),
    ),
    default_slice={"basis": "workplace", "classification": "SNI2007", "industry": "total"},
    definition_sv=(
        "Antalet personer 15–74 år som har arbete, per bransch, räknat i register efter var arbetsplatsen ligger."
    ),
    caveat_sv=("Räknas där arbetsplatsen ligger. Säsongsanställda som inte är folkbokförda i Sverige saknas."),
    publication_lag_days=62,
    release=RELEASE,
    base="employed_by_industry",
    branches="employed_by_industry",
    marks=(Status.PRELIMINARY,),
    order=174,
    secondary=True,
    wording=Wording(subject_sv="antalet sysselsatta", things_sv="sysselsatta"),
)
