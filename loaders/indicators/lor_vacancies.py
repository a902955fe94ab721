"""Vacancies per region and quarter since 2024K2 in the whole economy, from the survey that replaced AM0701."""

from loaders.ground.declarations import Indicator, Wording
from loaders.indicators._surveys import JOBS, LOR, SURVEY_SV, whole_economy

INDICATOR = Indicator(
    id="lor_vacancies",
    title_sv="Lediga jobb, hela ekonomin (SCB LOR)",
    short_title_sv="Lediga jobb enligt LOR",
    slug="lediga-jobb-lor",
    synonyms=(
        "vakanser",
        "vakansgrad",
        "rekryteringsbehov",
    ),
    age_group="hela ekonomin",
    queries=(whole_economy(JOBS),),
    definition_sv=(
        "Antalet lediga jobb hos alla arbetsgivare, enligt urvalsundersökningen Lediga jobb och rekryteringsbehov. "
        "Felmarginalen gäller med 95 procents säkerhet."
    ),
    caveat_sv=(
        "Urvalsundersökning sedan andra kvartalet 2024, finns inte för kommuner. Kan inte jämföras med äldre siffror "
        "om lediga jobb eller med Arbetsförmedlingens."
    ),
    base="lor_vacancies",
    margin="lor_vacancies_margin",
    order=187,
    family="lediga jobb",
    secondary=True,
    wording=Wording(
        subject_sv="antalet lediga jobb", things_sv="lediga jobb", thing_sv="ledigt jobb", survey_sv=SURVEY_SV
    ),
    **LOR,
)
