"""Vacancies per county and quarter, survey of employers, with margins (measure card M7c).

Not the jobs notified to Arbetsförmedlingen in a month (new_vacancies): these are open at a time, advertised or not.
"""

from loaders.ground.declarations import Indicator, Wording
from loaders.indicators._surveys import VACANCIES, vacancy_queries

INDICATOR = Indicator(
    id="job_vacancies",
    title_sv="Lediga jobb, alla sektorer (SCB)",
    short_title_sv="Lediga jobb enligt SCB",
    slug="lediga-jobb-scb",
    synonyms=(
        "vakanser",
        "lediga platser",
        "kortperiodisk sysselsättningsstatistik",
    ),
    queries=vacancy_queries(r"^(?!.*(omgående|marginal)).*lediga jobb"),
    definition_sv=(
        "Antalet lediga jobb hos arbetsgivare i alla sektorer, enligt en urvalsundersökning bland arbetsställen. "
        "Felmarginalen gäller med 95 procents säkerhet."
    ),
    caveat_sv=(
        "Urvalsundersökning, finns bara för län. Räknar jobb som är lediga samtidigt, inte nyanmälda jobb under en "
        "månad, och kan inte jämföras med Arbetsförmedlingens siffror."
    ),
    base="job_vacancies",
    margin="job_vacancies_margin",
    order=186,
    family="lediga jobb",
    secondary=True,
    wording=Wording(
        subject_sv="antalet lediga jobb",
        things_sv="lediga jobb",
        thing_sv="ledigt jobb",
        survey_sv="SCB:s undersökning",
    ),
    **VACANCIES,
)
