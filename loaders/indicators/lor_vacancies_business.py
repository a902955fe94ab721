"""Vacancies per region and quarter since 2024K2 in the business sector (AM0702T10)."""

from loaders.ground.declarations import Indicator, Wording
from loaders.indicators._surveys import JOBS, LOR, SURVEY_SV, business

INDICATOR = Indicator(
    id="lor_vacancies_business",
    title_sv="Lediga jobb, näringslivet (SCB LOR)",
    short_title_sv="Lediga jobb i näringslivet enligt LOR",
    slug="lediga-jobb-lor-naringslivet",
    synonyms=(
        "vakanser",
        "rekryteringsbehov",
        "privata företag",
    ),
    age_group="näringslivet",
    queries=(business(JOBS),),
    definition_sv=(
        "Antalet lediga jobb hos företag i näringslivet, enligt urvalsundersökningen Lediga jobb och "
        "rekryteringsbehov. Felmarginalen gäller med 95 procents säkerhet."
    ),
    caveat_sv=(
        "Urvalsundersökning sedan andra kvartalet 2024, finns inte för kommuner. Kan inte jämföras med äldre siffror "
        "om lediga jobb eller med Arbetsförmedlingens."
    ),
    base="lor_vacancies_business",
    margin="lor_vacancies_business_margin",
    order=188,
    family="lediga jobb",
    secondary=True,
    wording=Wording(
        subject_sv="antalet lediga jobb i näringslivet",
        things_sv="lediga jobb i näringslivet",
        thing_sv="ledigt jobb i näringslivet",
        survey_sv=SURVEY_SV,
    ),
    **LOR,
)
