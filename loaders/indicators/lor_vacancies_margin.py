"""Margins of error of ``lor_vacancies``, number of jobs, where the table has them."""

from loaders.ground.declarations import Indicator, Wording
from loaders.indicators._surveys import LOR, MARGIN, SURVEY_SV, whole_economy

INDICATOR = Indicator(
    id="lor_vacancies_margin",
    title_sv="Felmarginal för lediga jobb, hela ekonomin (SCB LOR)",
    short_title_sv="Felmarginal, lediga jobb LOR",
    slug="lediga-jobb-lor-felmarginal",
    age_group="hela ekonomin",
    queries=(whole_economy(MARGIN, optional=True),),
    definition_sv="Halva bredden av osäkerhetsintervallet för antalet lediga jobb.",
    caveat_sv="Gäller bara urvalsfelet.",
    base="lor_vacancies",
    supporting=True,
    wording=Wording(
        subject_sv="felmarginalen för antalet lediga jobb", noun_sv="felmarginal för lediga jobb", survey_sv=SURVEY_SV
    ),
    order=46,
    **LOR,
)
