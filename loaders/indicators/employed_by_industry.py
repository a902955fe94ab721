"""Employed 15–74 years by industry, at workplace and at residence (measure card M5).

Every code was read by third parties in use against TAB3784. Commuting in is workplace over residence,
never workplace over population. Does not sum to ``employed``: other ages and disclosure noise.
"""

from loaders.ground.declarations import (
    Axis,
    Code,
    Fixed,
    Grain,
    Indicator,
    Kind,
    PlaceBasis,
    PxQuery,
    Status,
    Wording,
)
from loaders.indicators._bas import ANNOUNCED, RELEASE

INDICATOR = Indicator(
    id="employed_by_industry",
    title_sv="Sysselsatta per bransch, 15–74 år efter arbetsställe (SCB BAS)",
    short_title_sv="Sysselsatta per bransch",
    slug="sysselsatta-bransch",
    synonyms=(
        "pendling",
        "pendlare",
        "nettopendling",
        "näringsliv",
        "branscher",
        "anställda",
        "hotell och restaurang",
        "industri",
        "tillverkning",
        "bygg",
        "handel",
        "vård",
        "jobb per bransch",
        "arbetsplatser",
    ),
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
            announced=ANNOUNCED,
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
                        "A": Code("A"),
                        "B+C": Code("B+C"),
                        "D+E": Code("D+E"),
                        "F": Code("F"),
                        "G": Code("G"),
                        "H": Code("H"),
                        "I": Code("I"),
                        "J": Code("J"),
                        "K": Code("K"),
                        "L": Code("L"),
                        "M+N": Code("M+N"),
                        "O": Code("O"),
                        "P": Code("P"),
                        "Q": Code("Q"),
                        "R+S+T+U": Code("R+S+T+U"),
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
    caveat_sv=(
        "Räknas där arbetsplatsen ligger. Säsongsanställda som inte är folkbokförda i Sverige saknas, och "
        "den som bor här och arbetar i Norge finns inte i registret."
    ),
    publication_lag_days=62,
    release=RELEASE,
    base="employed_by_industry",
    branches="employed_by_industry",
    marks=(Status.PRELIMINARY,),
    order=174,
    family="sysselsättning",
    secondary=True,
    wording=Wording(subject_sv="antalet sysselsatta", things_sv="sysselsatta"),
)
