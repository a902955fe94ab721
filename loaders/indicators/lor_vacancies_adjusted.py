"""Vacancies of riket each quarter since 2009K1, seasonally adjusted by SCB (AM0702T11b), beside those of counties.

The table is of riket alone, so it has no variable for region.
"""

from loaders.ground.declarations import Fixed, Indicator, Label, Level, PxQuery, Total, Wording
from loaders.indicators._surveys import LOR, SURVEY_SV

INDICATOR = Indicator(
    id="lor_vacancies_adjusted",
    title_sv="Lediga jobb, säsongsrensat, hela ekonomin (SCB LOR)",
    short_title_sv="Säsongsrensade lediga jobb",
    slug="lediga-jobb-sasongsrensat",
    synonyms=(
        "vakanser",
        "säsongsrensning",
    ),
    age_group="hela ekonomin",
    queries=(
        PxQuery(
            table="lediga-jobb-sasongsrensat",
            search="lediga jobb säsongsrensade",
            match=r"lediga jobb.*säsong(s)?rens",
            names=("AM0702T11b",),
            select=(
                Total("SNI2007", Label(r"^(totalt?|samtliga|hela ekonomin|A-[SU])\b")),
                Fixed("ContentsCode", Label(r"^(?!.*(trend|marginal|förändring)).*(säsong|lediga jobb)")),
            ),
            region_variable="",
            levels=(Level.NATION,),
            unverified=True,
        ),
    ),
    definition_sv=(
        "Antalet lediga jobb i hela riket, rensat av SCB från det som återkommer varje år. Bilden av riket bredvid "
        "länens siffror, som inte är säsongsrensade."
    ),
    caveat_sv="Urvalsundersökning, bara för riket. Säsongsrensade siffror räknas om när nya kvartal kommer.",
    base="lor_vacancies_adjusted",
    order=189,
    family="lediga jobb",
    secondary=True,
    wording=Wording(
        subject_sv="det säsongsrensade antalet lediga jobb",
        things_sv="säsongsrensade lediga jobb",
        thing_sv="säsongsrensat ledigt jobb",
        survey_sv=SURVEY_SV,
    ),
    **LOR,
)
