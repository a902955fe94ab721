"""Margins of error of ``lor_vacancies_business``, number of jobs, where the table has them."""

from loaders.ground.declarations import Indicator, Wording
from loaders.indicators._surveys import LOR, MARGIN, SURVEY_SV, business

INDICATOR = Indicator(
    id="lor_vacancies_business_margin",
    title_sv="Felmarginal för lediga jobb, näringslivet (SCB LOR)",
    short_title_sv="Felmarginal, lediga jobb i näringslivet LOR",
    slug="lediga-jobb-lor-naringslivet-felmarginal",
    age_group="näringslivet",
    queries=(business(MARGIN, optional=True),),
    definition_sv="Halva bredden av osäkerhetsintervallet för antalet lediga jobb i näringslivet.",
    caveat_sv="Gäller bara urvalsfelet.",
    base="lor_vacancies_business",
    supporting=True,
    wording=Wording(
        subject_sv="felmarginalen för antalet lediga jobb i näringslivet",
        noun_sv="felmarginal för lediga jobb i näringslivet",
        survey_sv=SURVEY_SV,
    ),
    order=47,
    **LOR,
)
