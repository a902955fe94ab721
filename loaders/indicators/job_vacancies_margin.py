"""Margins of error of ``job_vacancies``, number of jobs."""

from loaders.ground.declarations import Indicator, Wording
from loaders.indicators._surveys import VACANCIES, vacancy_queries

INDICATOR = Indicator(
    id="job_vacancies_margin",
    title_sv="Felmarginal för lediga jobb, alla sektorer (SCB)",
    short_title_sv="Felmarginal, lediga jobb",
    slug="lediga-jobb-scb-felmarginal",
    queries=vacancy_queries(r"^(?!.*omgående).*marginal"),
    definition_sv="Halva bredden av osäkerhetsintervallet för antalet lediga jobb.",
    caveat_sv="Gäller bara urvalsfelet.",
    base="job_vacancies",
    supporting=True,
    wording=Wording(
        subject_sv="felmarginalen för antalet lediga jobb",
        noun_sv="felmarginal för lediga jobb",
        survey_sv="SCB:s undersökning",
    ),
    order=45,
    **VACANCIES,
)
