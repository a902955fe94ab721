"""Gross regional product: change in volume from the year before, per cent, counties and riket (TAB3138, M13).

Growth of a county is only told by this: the amounts of the other measures are in current prices. It may be negative.
SCB publishes it for riket and counties, not for municipalities.
"""

from loaders.ground.declarations import Code, Fixed, Grain, Indicator, Kind, Level, PlaceBasis, PxQuery, Wording
from loaders.indicators._grp import ANNOUNCED, LAG_DAYS, RELEASE

INDICATOR = Indicator(
    id="grp_volume",
    title_sv="Bruttoregionprodukt (BRP), alla åldrar, förändring i fasta priser",
    short_title_sv="BRP i fasta priser",
    slug="brp-volym",
    synonyms=(
        "bruttoregionprodukt",
        "BNP",
        "tillväxt",
        "ekonomisk tillväxt",
        "regional tillväxt",
    ),
    unit_sv="procent mot året före",
    decimals=1,
    topic="Besök, ekonomi och hållbarhet",
    grain=Grain.YEAR,
    kind=Kind.GROWTH,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="alla åldrar",
    queries=(
        PxQuery(
            table="TAB3138",
            announced=ANNOUNCED,
            select=(Fixed("ContentsCode", Code("NR0105AI")),),
            levels=(Level.NATION, Level.COUNTY),
        ),
    ),
    default_slice={},
    definition_sv=(
        "Hur mycket värdet av allt som produceras i länet ändrades mot året före när prisernas ändring är borträknad, "
        "räknat där arbetsplatsen ligger. SCB kallar det volymutveckling."
    ),
    caveat_sv=(
        "Finns bara för län. Det senaste året är preliminärt och ändras; ett litet läns siffra påverkas mycket av "
        "enstaka anläggningar och säger inget om invånarnas inkomster."
    ),
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    base="population",
    lowest=None,
    order=465,
    family="brp",
    secondary=True,
    wording=Wording(subject_sv="BRP i fasta priser", noun_sv="BRP i fasta priser"),
)
